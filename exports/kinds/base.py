"""What a kind's module in `exports.kinds` provides, and what it gets: context, writer, tables. Any thread.

A new kind adds one module with the six functions of `KindExport`; nothing lists it, its name finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from exports.text import as_phrase, cleaned
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.ideas import Idea
from workshop_app.domain.ladder import Stage
from workshop_app.domain.text import Text
from workshop_app.drawing.shapes import Draw
from workshop_app.i18n import Translator
from workshop_app.minutes import Minutes, Section

#: Shorter breaks of an activity are not mentioned.
_WORTH_TELLING = timedelta(minutes=1)
#: What a table's cell may hold; None is an empty cell.
Cell = str | int | float | date | datetime | None


class Unit(StrEnum):
    """What a column holds.

    A share is a number 0-1, a mean the average of whole numbers, a moment a time of day in the laptop's time zone.
    """

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what stands in it, both in the person's language."""

    name: str
    explanation: str
    unit: Unit = Unit.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A data table. `name` is the CSV file's name (ASCII, the same in every language), `title` the sheet's."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The evening that the documents are about, and the language they are written in."""

    minutes: Minutes
    translator: Translator

    def words(self, text: Text | None) -> str:
        """A text of the workshop in the language, cleaned; empty for None."""
        return cleaned(text.pick(self.translator.language), multiline=False) if text else ""

    def quoted(self, text: str) -> str:
        """A text between the language's quotation marks, without a full stop at its end."""
        _ = self.translator.text
        return _("“{quote}”", quote=as_phrase(text))

    def listed(self, items: Sequence[str]) -> str:
        """Texts as a list in a sentence: A, B and C."""
        _ = self.translator.text
        if len(items) < 2:
            return "".join(items)
        return _("{earlier} and {last}", earlier=", ".join(items[:-1]), last=items[-1])

    def local(self, moment: datetime) -> datetime:
        """A moment of the file (UTC) in the laptop's time zone."""
        return moment.astimezone()

    def clock(self, moment: datetime) -> str:
        """The time of day of a moment of the file, as people read it."""
        return self.translator.time(self.local(moment))

    def when(self) -> str:
        """The evening's day and times: "22.11.2026 klo 17.30–19.45"; only what is known of them."""
        _ = self.translator.text
        minutes, day = self.minutes, self.translator.date(self.minutes.workshop.date)
        if minutes.started_at is None:
            return day
        start = self.clock(minutes.started_at)
        if minutes.ended_at is None:
            return _("{date}, from {start}", date=day, start=start)
        end = self.clock(minutes.ended_at)
        if end == start:
            return _("{date}, {start}", date=day, start=start)
        return _("{date}, {start}–{end}", date=day, start=start, end=end)

    def stage(self, stage_id: str | None) -> Stage | None:
        """The stage of the workshop's ladder with this id, or None (also for another ladder's stage)."""
        return next((stage for stage in self.minutes.workshop.ladder.stages if stage.id == stage_id), None)

    def stage_name(self, stage_id: str | None) -> str:
        """The stage's number and name; empty for None."""
        stage = self.stage(stage_id)
        return f"{stage.order} {self.words(stage.name)}" if stage else ""

    def first_of_kind(self, section: Section) -> bool:
        """Whether the section is the first of its kind, where what belongs to the whole evening stands."""
        return self._number(section) == 1

    def table_name(self, base: str, section: Section) -> str:
        """`base`, with the section's number behind it from the second section of its kind on."""
        number = self._number(section)
        return base if number == 1 else f"{base}_{number}"

    def table_title(self, base: str, section: Section) -> str:
        """The same for a table's title."""
        number = self._number(section)
        return base if number == 1 else f"{base} {number}"

    def _number(self, section: Section) -> int:
        same = [s.activity.id for s in self.minutes.of_kind(section.activity.kind)]
        return same.index(section.activity.id) + 1


class Writer(Protocol):
    """Writes minutes: as a Word document or as a web page."""

    def title(self, text: str) -> None:
        """The one title."""

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3."""

    def paragraph(self, text: str) -> None:
        """Body text; an empty line begins a new paragraph."""

    def fact(self, label: str, value: str, *, keep: bool = False) -> None:
        """A label and its value; with `keep` on the page where the text after it begins."""

    def bullets(self, items: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A list: each item with the items under it."""

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        description: str,
        widths: Sequence[float],
        right: Collection[int] = (),
    ) -> None:
        """A table with a caption, a description, parts of the width, and the columns set to the right."""

    def picture(self, draw: Draw, *, caption: str, description: str) -> None:
        """A drawing, made for the place that the writer has, with what it shows in words."""


class KindExport(Protocol):
    """A kind's module."""

    def write(self, section: Section, context: Context, writer: Writer) -> None:
        """Write the kind's part of the minutes; nothing where there is nothing to tell."""

    def tables(self, section: Section, context: Context) -> list[Table]:
        """The kind's data tables."""

    def summary(self, section: Section, context: Context) -> list[str]:
        """Whole sentences for the summary at the beginning."""

    def appendix(self, section: Section, context: Context, writer: Writer) -> None:
        """What is too long for the kind's part, after all parts; mostly nothing."""

    def method(self, section: Section, context: Context) -> list[str]:
        """The method in plain words, for the appendix: whole paragraphs."""

    def way(self, context: Context) -> str:
        """The method in a word or two, for the course of the evening."""


def idea_key(idea: Idea | None) -> str:
    """An idea's id in every table: that of the content it came with, else its number in the file."""
    return (idea.source_id or str(idea.id)) if idea else ""


def opened(activity: Activity) -> bool:
    """Whether the activity was ever opened."""
    return activity.state is not ActivityState.PLANNED


def begin(section: Section, context: Context, writer: Writer) -> None:
    """The section's heading, its question (if it was asked) and the stage promised for it.

    Its times stand in the evening's course.
    """
    _ = context.translator.text
    activity = section.activity
    writer.heading(context.words(activity.title), 1)
    if activity.question and opened(activity):
        writer.fact(_("Question"), context.words(activity.question), keep=True)
    if context.stage(activity.stage_id):
        writer.fact(_("Promised step"), context.stage_name(activity.stage_id), keep=True)


def times(activity: Activity, context: Context) -> str:
    """When the activity was open: "klo 17.30–17.50", or from when on while it is open.

    Breaks in between, paused or closed, are mentioned when they lasted a minute or longer.
    """
    _ = context.translator.text
    if activity.opened_at is None:
        return ""
    start = context.clock(activity.opened_at)
    if activity.closed_at is None:
        return _("from {start}", start=start)
    end = context.clock(activity.closed_at)
    told = _("{start}", start=start) if end == start else _("{start}–{end}", start=start, end=end)
    was_open = activity.open_for(activity.closed_at)
    if activity.closed_at - activity.opened_at - was_open < _WORTH_TELLING:
        return told
    return _("{times}, open for {n} min of it", times=told, n=minutes_open(was_open))


def minutes_open(length: timedelta) -> int:
    """A length of time in whole minutes, at least one."""
    return max(1, round(length / timedelta(minutes=1)))


def merged_lines(idea: Idea, merged: Sequence[Idea], context: Context) -> list[str]:
    """The ideas merged into an idea, as lines under it; the same words stand once, with how many people wrote them."""
    _, _n = context.translator.text, context.translator.plural
    counts = Counter(cleaned(other.text) for other in merged)
    again = counts.pop(cleaned(idea.text), 0)
    lines = [
        _("Merged: {text}", text=text) if count == 1 else _("Merged: {text} ({n} times)", text=text, n=count)
        for text, count in counts.items()
    ]
    if again:
        told = _n("Written in the same words once more.", "Written in the same words {n} times more.", again)
        lines.insert(0, told)
    return lines
