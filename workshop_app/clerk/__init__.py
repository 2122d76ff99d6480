"""The clerk: a process beside the program that reads the evening and makes documents of it (`clerk.py`, `desk.py`)."""

from workshop_app.clerk.clerk import Clerk, Going
from workshop_app.clerk.desk import Desk, Job

__all__ = ["Clerk", "Desk", "Going", "Job"]
