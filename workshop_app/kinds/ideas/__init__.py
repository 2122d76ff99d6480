"""Writing ideas and taking them in."""
