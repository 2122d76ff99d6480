"""Many evenings read from their files, for one summary of all of them. Any thread.

Files are only looked at, so the evening that is open can be among them. Files that can't be read are listed with the
reason; a copy of an evening that is there already does not count twice.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workshop_app.kinds import table
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.problems import expected
from workshop_app.store import records as rec
from workshop_app.store.core_records import CORE_RECORDS
from workshop_app.store.looking import looked_at
from workshop_app.verify import verify

_RECORDS = (*CORE_RECORDS, *(records for kind in table.KINDS for records in kind.records))
log = logging.getLogger(__name__)


class Stopped(Exception):
    """The reading was stopped on the way."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evenings by their day, and the files that are not among them.

    `refused`: files that can't be read, and why. `copies`: the names of files with an evening that counts already, and
    of the file that it counts from.
    """

    evenings: tuple[Minutes, ...]
    refused: tuple[tuple[Path, Exception], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """An evening, and when something was done with it last."""

    minutes: Minutes
    latest: datetime


def gather(paths: Iterable[Path], going: Callable[[int, int], bool] = lambda _done, _of: True) -> Gathered:
    """Read the evenings in these files, in whatever order they come; the same file twice counts once.

    `going(done, of)` is asked before each file; False stops the reading. Raises Stopped.
    """
    files = sorted({Path(os.path.realpath(path)) for path in paths})
    found: list[_Read] = []
    refused: list[tuple[Path, Exception]] = []
    for done, path in enumerate(files):
        if not going(done, len(files)):
            raise Stopped
        try:
            with looked_at(path, table.owners(), verify) as reader:
                # Without the groups' rankings, which take longest and which no summary tells.
                minutes = read_minutes(reader, path, whole=False)
                found.append(_Read(minutes, rec.latest(reader, _RECORDS) or minutes.workshop.created_at))
        except Exception as error:
            if not expected(error):
                log.exception("An evening could not be read for the summary")
            refused.append((path, error))
    evenings, copies = _without_copies(found)
    return Gathered(tuple(sorted(evenings, key=_by_day)), tuple(refused), copies)


def _without_copies(found: list[_Read]) -> tuple[list[Minutes], tuple[tuple[str, str], ...]]:
    """Each evening once, from the file that has most of it: beside a file there may lie its backup copies."""
    kept: dict[object, Minutes] = {}
    copies = []
    for minutes in (read.minutes for read in sorted(found, key=_fullness, reverse=True)):
        first = kept.setdefault(_evening(minutes), minutes)
        if first is not minutes:
            copies.append((minutes.file_name, first.file_name))
    return list(kept.values()), tuple(sorted(copies))


def _evening(minutes: Minutes) -> object:
    """What copies of one evening share, whatever was done in it since: when its file was made, and from what."""
    workshop = minutes.workshop
    return workshop.created_at, workshop.template_id


def _fullness(read: _Read) -> tuple[int, datetime, str]:
    # All that people do is appended, so the later state of an evening has more of it. What is written afterwards
    # (minutes, decisions, what was blacked out) only changes: there the newest moment counts.
    minutes = read.minutes
    answers = sum(section.turnout.answers for section in minutes.sections if section.turnout)
    moves = sum(len(section.activity.history) for section in minutes.sections)
    much = minutes.participants + len(minutes.ideas) + answers + moves
    return much, read.latest, minutes.file_name


def _by_day(minutes: Minutes) -> tuple[str, ...]:
    workshop = minutes.workshop
    began = minutes.started_at or workshop.created_at
    return workshop.date.isoformat(), began.isoformat(), workshop.place, minutes.file_name
