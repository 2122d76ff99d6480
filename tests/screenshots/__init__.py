"""Pictures of every page of the window and the phone: `python -m tests.screenshots --out DIR`."""
