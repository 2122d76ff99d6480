"""What a chapter of the summary gets and returns: the evenings, their names, tables and text. Any thread."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import pandas as pd

from exports.kinds.base import Cell, Column, Context, Table, Unit, Writer
from exports.text import as_phrase, cleaned, shortened
from workshop_app.i18n import Translator
from workshop_app.minutes import Minutes, Section

#: How long a place or title may be inside an evening's name.
_NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Evening:
    """One of the evenings: its number (from 1, by day), the name it has in tables, and its minutes."""

    number: int
    name: str
    context: Context

    @property
    def notice(self) -> str:
        """The notice at the top of its minutes: a rehearsal's says that it is one. Mostly empty."""
        return cleaned(self.context.minutes.texts.get("notice", ""), multiline=False)

    @property
    def running(self) -> bool:
        """Whether a part of it was open when its file was read."""
        return any(section.activity.running for section in self.context.minutes.sections)


@dataclass(frozen=True, slots=True)
class Evenings:
    """All evenings of the summary, the language it is written in, and today's date.

    `left_out` are whole sentences about the files that are not among them.
    """

    every: tuple[Evening, ...]
    translator: Translator
    today: dt.date
    left_out: tuple[str, ...] = ()

    def sections(self, kind: str) -> Iterator[tuple[Evening, Section]]:
        """Each section of a kind with its evening, by evening and in its programme's order."""
        for evening in self.every:
            for section in evening.context.minutes.of_kind(kind):
                yield evening, section

    def quoted(self, text: str) -> str:
        """A text between the language's quotation marks, without a full stop at its end."""
        _ = self.translator.text
        return _("“{quote}”", quote=as_phrase(text))


class Chapter(Protocol):
    """What one kind says about many evenings: a module with these functions."""

    def counted(self, translator: Translator) -> Column | None:
        """The heading of its column in the table of evenings, filled by `count`; None for no column."""

    def count(self, evening: Evening) -> int:
        """How much of it there was in an evening."""

    def sentences(self, evenings: Evenings) -> list[str]:
        """Whole sentences for the beginning."""

    def write(self, evenings: Evenings, writer: Writer) -> None:
        """The chapter in the document; nothing where there is nothing to tell."""

    def tables(self, evenings: Evenings) -> list[Table]:
        """The chapter's data tables."""


def numbered(
    every: Sequence[Minutes], translator: Translator, today: dt.date, left_out: Sequence[str] = ()
) -> Evenings:
    """The evenings, in the order they are given, with their numbers and names."""
    contexts = [Context(minutes, translator) for minutes in every]
    short = [_name(context, long=False) for context in contexts]
    often = Counter(short)
    named = [
        name if often[name] == 1 else _name(context, long=True)
        for name, context in zip(short, contexts, strict=True)
    ]
    named = [
        name if named.count(name) == 1 else f"{name} ({named[: at + 1].count(name)})"
        for at, name in enumerate(named)
    ]
    found = [Evening(n, *both) for n, both in enumerate(zip(named, contexts, strict=True), start=1)]
    return Evenings(tuple(found), translator, today, tuple(left_out))


def _name(context: Context, *, long: bool) -> str:
    workshop = context.minutes.workshop
    place, title = cleaned(workshop.place, multiline=False), context.words(workshop.title)
    words = [place, title] if long and place else [place or title]
    day = context.translator.date(workshop.date)
    return f"{day} {', '.join(shortened(part, _NAME_LIMIT) for part in words)}"


def evening_columns(translator: Translator) -> tuple[Column, Column]:
    """The two columns that every table by evening begins with."""
    _ = translator.text
    return (
        Column(
            _("Evening's number"), _("The evenings are numbered by day; the same in every table."), Unit.COUNT
        ),
        Column(_("Evening"), _("Its day and place.")),
    )


def cell(value: object) -> Cell:
    """A value of a data frame as a table's cell: numpy's numbers become Python's, a missing value an empty cell."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124 - not a number
        return None
    plain = value.item() if hasattr(value, "item") else value
    return cast("Cell", plain)


def rows(frame: pd.DataFrame, *columns: Hashable) -> tuple[tuple[Cell, ...], ...]:
    """These columns of a data frame as the rows of a table."""
    return tuple(
        tuple(cell(value) for value in row)
        for row in frame.loc[:, list(columns)].astype(object).itertuples(index=False, name=None)
    )
