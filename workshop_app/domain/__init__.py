"""The rules of a workshop in plain Python: no files, no clock, no threads, no network."""
