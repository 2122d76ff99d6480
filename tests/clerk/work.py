"""Jobs for the clerk in tests: what it does well, refuses, breaks, or never ends. They run in its process."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Never

import psutil

from workshop_app.clerk import Desk
from workshop_app.domain.errors import WorkshopError
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem


class Unpicklable(Exception):
    """Cannot be sent anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.why = lambda: "because"


def where(_desk: Desk) -> tuple[int, int]:
    """The process's number, and how courteous it is."""
    return os.getpid(), int(psutil.Process().nice())


def people(desk: Desk) -> int:
    """How many have joined, as the file says."""
    return workshop_rows.participant_count(desk.reader())


def counting(of: int, desk: Desk) -> int:
    """Count up to `of`, telling each step; how far it came."""
    for done in range(of):
        if not desk.going(done, of):
            return done
    return of


def refused(kind: str, _desk: Desk) -> None:
    """What the world or a rule refuses."""
    raise {
        "rule": WorkshopError("text_too_long", length=5, limit=3),
        "file": SessionFileProblem("not_readable", name="ilta.tupa"),
        "disk": PermissionError(13, "denied", "x"),
        "broken": EOFError("a document ended early"),
    }[kind]


def wrong(_desk: Desk) -> None:
    """A bug of our own, in an error that cannot be sent."""
    raise Unpicklable


def unsendable(_desk: Desk) -> object:
    """A result that cannot be sent."""
    return lambda: None


def logging_something(_desk: Desk) -> None:
    """Say something to the log."""
    logging.getLogger("workshop_app.clerk.test").warning("%s is odd", "this")


def noted(notes: Path, word: str, _desk: Desk) -> int:
    """Write a word down; this process's number."""
    with notes.open("a", encoding="utf-8") as target:
        target.write(f"{word} ")
    return os.getpid()


def noting(notes: Path, of: int, desk: Desk) -> int:
    """Write each step down before it is told; this process's number."""
    for done in range(of):
        noted(notes, str(done), desk)
        desk.going(done, of)
    return os.getpid()


def stuck_once(mark: Path, _desk: Desk) -> int:
    """Do not end the first time, as `stuck`; the next time this process's number."""
    return os.getpid() if mark.exists() else _stuck(mark)


def stuck(mark: Path, desk: Desk) -> None:
    """Write this process's number into `mark`, and do not end."""
    desk.reader().one("SELECT 1")
    _stuck(mark)


def _stuck(mark: Path) -> Never:
    beside = mark.with_suffix(".part")
    beside.write_text(str(os.getpid()), "utf-8")
    beside.replace(mark)
    while True:
        pass


def ended(_desk: Desk) -> None:
    """The process ends without a word."""
    os._exit(3)
