"""Small windows that ask one thing. They are opened without blocking, and answer with a signal."""
