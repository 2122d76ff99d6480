"""Composition root of the window: `run` builds everything in order and ends it in reverse. QT MAIN THREAD."""

from ui.main.program import run

__all__ = ["run"]
