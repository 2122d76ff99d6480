"""Pieces of the look: they know nothing of the workshop."""
