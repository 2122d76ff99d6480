"""The read model of the minutes: everything that a document or a table of one workshop says.

Built once from the file, so that every export of it tells the same numbers. Any thread, with its
own reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, Theme
from workshop_app.domain.people import Channel, count_by_channel, count_by_group
from workshop_app.domain.workshop import Workshop
from workshop_app.kinds.table import kind
from workshop_app.store import idea_rows, ticket_rows, workshop_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many people answered in one activity, how many answers they gave, and how many of these are from paper."""

    people: int
    answers: int
    paper_answers: int


@dataclass(frozen=True, slots=True)
class Section:
    """One activity of the evening with its kind's report (`workshop_app.kinds.<kind>`).

    `turnout` is None where nobody answers anything.
    """

    activity: Activity
    report: object
    turnout: Turnout | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """One workshop as its minutes tell it. `texts` are the facilitator's own words by part."""

    workshop: Workshop
    participants: int
    by_group: dict[str | None, int]
    by_channel: dict[Channel, int]
    started_at: datetime | None
    ended_at: datetime | None
    themes: tuple[Theme, ...]
    ideas: tuple[Idea, ...]
    sections: tuple[Section, ...]
    texts: dict[str, str]
    file_name: str = ""
    #: Phones that count as another's: two of one person, as the facilitator found.
    second_phones: int = 0
    #: One-time tickets that phones joined with; 0 where joining needed none.
    tickets_used: int = 0

    def of_kind(self, name: str) -> tuple[Section, ...]:
        """The sections of one kind, in the agenda's order."""
        return tuple(section for section in self.sections if section.activity.kind == name)


def read_minutes(reader: Reader, path: Path, *, whole: bool = True) -> Minutes:
    """Read the whole evening. Activities that were never opened are in it too, as planned.

    Without `whole` what takes long is left out (the groups' rankings): for the window, not for documents. All of it
    is of one moment, so that numbers agree while people still answer.

    Raises WorkshopError(no_workshop).
    """
    with reader.at_one_moment():
        return _read_minutes(reader, path, whole=whole)


def _read_minutes(reader: Reader, path: Path, *, whole: bool) -> Minutes:
    people = workshop_rows.participants(reader)
    agenda = workshop_rows.activities(reader)
    workshop = workshop_rows.workshop(reader)
    opened = [a.opened_at for a in agenda if a.opened_at]
    closed = [a.closed_at for a in agenda if a.closed_at]
    paper = frozenset(person.id for person in people if person.channel is Channel.PAPER)
    running = any(a.running for a in agenda)
    return Minutes(
        workshop=workshop,
        participants=len(people),
        by_group=count_by_group(people),
        by_channel=count_by_channel(people),
        started_at=min(opened, default=None),
        ended_at=None if running else workshop.ended_at or max(closed, default=None),
        themes=idea_rows.themes(reader),
        ideas=idea_rows.ideas(reader),
        sections=tuple(
            Section(
                a,
                (kind(a.kind).report if whole else kind(a.kind).look)(reader, a),
                _turnout(reader, a, paper),
            )
            for a in agenda
        ),
        texts=workshop_rows.minutes_texts(reader),
        file_name=path.name,
        second_phones=len(merged(reader)),
        tickets_used=ticket_rows.tickets(reader).used,
    )


def _turnout(reader: Reader, activity: Activity, paper: frozenset[int]) -> Turnout | None:
    ask = kind(activity.kind).turnout
    if ask is None:
        return None
    found = ask(reader, activity)
    on_paper = [answers for person, answers in found.items() if person in paper]
    return Turnout(len(found), sum(found.values()), sum(on_paper))
