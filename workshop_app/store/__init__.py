"""The session file: the only place that knows SQLite."""
