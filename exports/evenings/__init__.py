"""One summary of many evenings: document and workbook. Loads pandas, so only who makes a summary imports it."""
