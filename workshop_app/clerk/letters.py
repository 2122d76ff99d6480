"""The messages between the program and its clerk, pickled, over a pipe that only the two of them have.

To the clerk: a job; and in answer to `Progress` True or False, or before that `Between` with another job. From the
clerk: the other classes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from logging import LogRecord


@dataclass(frozen=True, slots=True)
class Between:
    """Do this pickled job first and send its result; the answer to `Progress` follows then."""

    asked: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the job is; the clerk waits to be told whether to go on."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Made:
    """The job is done, and this came of it."""

    result: object


@dataclass(frozen=True, slots=True)
class Failed:
    """The job raised `error`; `traceback` is the traceback as text."""

    error: BaseException
    traceback: str


@dataclass(frozen=True, slots=True)
class Logged:
    """A log record for the program's log: two processes can't write into one rotating log."""

    record: LogRecord


FromClerk = Progress | Made | Failed | Logged
