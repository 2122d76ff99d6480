"""Activity kinds: one package each, and the one table that lists them (`table.py`)."""
