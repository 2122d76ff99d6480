"""Three questions and a free word at the end."""
