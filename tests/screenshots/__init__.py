"""Pictures of every page of the window, with a demo evening in it: `python -m tests.screenshots --out DIR`."""
