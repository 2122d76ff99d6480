"""Reads a whole file the way the program will read it during the evening. Runs where the file is opened.

What our own reading can't take shows here, where the file can still be refused with a plain sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime

from workshop_app.domain.agenda import ACTIVITIES
from workshop_app.domain.ideas import IDEAS, THEMES
from workshop_app.domain.text import LANGUAGES
from workshop_app.kinds.table import KINDS
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.checking import check_numbers
from workshop_app.store.core_records import CORE_RECORDS, WORKSHOP
from workshop_app.store.records import LONGEST, check_structure
from workshop_app.store.tx import Connected

#: A ladder of more steps is none, and a text of more characters no idea (of ours none has more than 280).
STAGES, IDEA = 50, 2_000
#: The longest part of an evening, in minutes: some weeks.
MINUTES = 100_000
#: Up to this many ideas each activity's report is read as well.
RANKED = 300
#: The last year that every system has a time of day for (from 1970 on).
YEAR = 2999
#: Whole numbers that spreadsheets and pages can show, and those that fields of the window can.
NUMBER, FIELD = 2**53, 2**30


def verify(reader: Connected) -> None:
    """Read agenda, people, ideas and reports. Raises whatever the reading raises, WorkshopError(no_workshop) too."""
    _bound(reader)
    snapshot = read_snapshot(reader)
    words = (words for idea in snapshot.ideas for words in (idea.text, idea.original, *idea.points))
    if any(len(each) > IDEA for each in words):
        # Each page of the hall breaks it into lines.
        raise ValueError("idea")
    if not all(0 <= activity.minutes <= MINUTES for activity in snapshot.activities):
        # The plan counts with them what o'clock it will be.
        raise ValueError("minutes")
    if len(snapshot.ideas) <= RANKED:
        snapshot = read_snapshot(reader, [activity.id for activity in snapshot.activities])
    for records in (WORKSHOP, *CORE_RECORDS, *(records for kind in KINDS for records in kind.records)):
        check_structure(reader, records)
    people = workshop_rows.participants(reader)
    if not {snapshot.workshop.language, *(person.language for person in people)} <= set(LANGUAGES):
        raise ValueError("language")
    for value in _leaves((snapshot, people)):
        _check(value, NUMBER)
    for value in _leaves((snapshot.activities, snapshot.themes)):
        _check(value, FIELD)


def _bound(reader: Connected) -> None:
    """What is not read as a whole: how much there is, how it is numbered, and what goes into the head of an answer."""
    for table, limit in (("idea", IDEAS), ("activity", ACTIVITIES), ("theme", THEMES)):
        if reader.number(f"SELECT count(*) FROM {table}") > limit:  # noqa: S608 - names are ours
            raise ValueError(table)
    check_numbers(reader)
    if len(workshop_rows.workshop(reader).ladder.stages) > STAGES:
        raise ValueError("stages")
    for (media_type,) in reader.query("SELECT media_type FROM given_document"):
        if not (media_type.isascii() and media_type.isprintable()):
            raise ValueError("media type")


def _check(value: object, number: int) -> None:
    match value:
        case str():
            # A lone surrogate, written as \\ud800 in JSON, fits no page and no document.
            value.encode("utf-8")
            if "\x00" in value or len(value) > LONGEST:
                raise ValueError("text")
        case bool():
            pass
        case int():
            if not -number < value < number:
                raise ValueError("number")
        case datetime():
            # Compared with the clock later on.
            if value.tzinfo is None:
                raise ValueError("no time zone")
            # Windows has no time of day for others, which showing one would find out.
            if value.timestamp() < 0 or value.year > YEAR:
                raise ValueError("year")


def _leaves(value: object) -> Iterator[object]:
    """Every plain value inside dataclasses, mappings and sequences."""
    if is_dataclass(value):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield key
            yield from _leaves(inside)
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from _leaves(inside)
    else:
        yield value
