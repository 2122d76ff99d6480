"""Choosing between ideas two at a time."""
