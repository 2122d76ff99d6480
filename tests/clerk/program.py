"""A program with a clerk that is in the middle of a job: `python -m tests.clerk.program FILE MARK`. To be killed."""

import sys
from functools import partial
from pathlib import Path

from tests.clerk.work import stuck
from workshop_app.clerk import Clerk

if __name__ == "__main__":
    Clerk(Path(sys.argv[1])).do(partial(stuck, Path(sys.argv[2])))
