"""Documents and tables from a session: minutes as DOCX, tables as CSV and XLSX. Knows nothing of the window."""
