"""What the program and its clerk write to each other, pickled, over a pipe that only the two of them have.

To the clerk: a job, and as the answer to `Progress` True, False, or before that a job to be done in `Between`. From the
clerk: the rest of what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from logging import LogRecord


@dataclass(frozen=True, slots=True)
class Between:
    """Do this pickled job first, and tell what came of it; the answer to `Progress` follows then."""

    asked: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """The job is so far; the clerk waits to be told whether to go on."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Made:
    """The job is done, and this came of it."""

    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The job raised `error`; `traceback` is where, in words."""

    error: BaseException
    traceback: str


@dataclass(frozen=True, slots=True)
class Logged:
    """Something for the program's log: two processes can't write into one log that turns over."""

    record: LogRecord


FromClerk = Progress | Made | Failed | Logged
