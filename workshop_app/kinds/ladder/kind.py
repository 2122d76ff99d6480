"""The ladder: ideas by stage, what was promised and what the evening felt like. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.ideas import Idea
from workshop_app.domain.ladder import Gap, Ladder, gap
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN, may_be_told
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Phone, Visit
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.last_word import said, say
from workshop_app.store.merge_rows import merged
from workshop_app.store.records import Field, Records, Sort
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Reader, Tx

TABLES = Tables(
    "ladder",
    (
        """
        CREATE TABLE experience (
            id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
            participant_id INTEGER NOT NULL REFERENCES participant(id), stage_id TEXT NOT NULL,
            at TEXT NOT NULL);
        CREATE INDEX experience_person ON experience (activity_id, participant_id);
        """,
    ),
)


RECORDS = (
    Records(
        "experiences",
        "experience",
        "What the evening felt like, in order; the last answer of each person counts.",
        (
            Field("id", Sort.NUMBER, "Number of the record."),
            Field("activity", Sort.NUMBER, "Which ladder.", column="activity_id"),
            Field("participant", Sort.NUMBER, "Who.", column="participant_id"),
            Field("stage", Sort.TEXT, "Id of the step.", column="stage_id"),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class SayExperience(Command):
    """What the evening felt like to one person; a later answer counts instead of an earlier one."""

    activity_id: int
    participant_id: int
    stage_id: str


@dataclass(frozen=True, slots=True)
class LadderView:
    """The ladder to choose from, and what the person has chosen."""

    ladder: Ladder
    chosen: str | None


@dataclass(frozen=True, slots=True)
class LadderResults:
    """Promise against experience, as the phones may see it: `gap` is None while too few have answered."""

    ladder: Ladder
    promise: str | None
    answers: int
    gap: Gap | None
    least: int = SMALLEST_GROUP_SHOWN


@dataclass(frozen=True, slots=True)
class LadderReport:
    """The ladder with the ideas on each stage, and the promise against the experience.

    `gap` is for the facilitator's window. What everybody sees and keeps has the steps only where they are `told`, and
    else no more than how many answered.
    """

    ladder: Ladder
    gap: Gap
    ideas: tuple[Idea, ...]

    @property
    def told(self) -> bool:
        """Whether enough people answered for their steps to be told."""
        return may_be_told(self.gap.count)

    @property
    def keeps_back(self) -> bool:
        """Whether somebody answered and the steps are not told."""
        return self.gap.count > 0 and not self.told

    def on_stage(self, stage_id: str) -> tuple[Idea, ...]:
        """The ideas that are in and stand on a stage."""
        return tuple(idea for idea in self.ideas if idea.stage_id == stage_id)

    @property
    def untagged(self) -> tuple[Idea, ...]:
        """The ideas that stand on no stage of this ladder."""
        known = {stage.id for stage in self.ladder.stages}
        return tuple(idea for idea in self.ideas if idea.stage_id not in known)


def say_experience(tx: Tx, command: SayExperience) -> None:
    """Write the answer down. Raises WorkshopError(activity_closed, stage_unknown)."""
    workshop_rows.running_activity(tx, command.activity_id)
    workshop_rows.workshop(tx).ladder.stage(command.stage_id)
    say(tx, "experience", command.activity_id, command.participant_id, stage_id=command.stage_id)
    tx.tell(Changed(Subject.ANSWERS, command.activity_id))


def experiences(reader: Reader, activity_id: int) -> dict[int, str]:
    """Each person's last answer: participant id -> stage id."""
    rows = reader.query(
        "SELECT participant_id, stage_id FROM experience WHERE activity_id = ? ORDER BY id", (activity_id,)
    )
    others = merged(reader)
    return {others.get(row["participant_id"], row["participant_id"]): row["stage_id"] for row in rows}


def page(visit: Visit) -> LadderView:
    """The stages to choose from."""
    last = said(visit.reader, "experience", visit.activity.id, visit.participant.id)
    return LadderView(visit.workshop.ladder, None if last is None else last["stage_id"])


def command(visit: Visit, form: Form) -> Command:
    """The stage that was chosen."""
    return SayExperience(visit.activity.id, visit.participant.id, form.get("stage", ""))


def results(_visit: Visit, found: LadderReport) -> LadderResults:
    """Promise against experience."""
    felt = found.gap
    return LadderResults(found.ladder, felt.promise, felt.count, felt if found.told else None)


def report(reader: Reader, activity: Activity) -> LadderReport:
    """Ideas by stage, promise and experience. The activity's own promise goes before the workshop's."""
    workshop = workshop_rows.workshop(reader)
    known = {stage.id for stage in workshop.ladder.stages}
    counts: dict[str, int] = {}
    for stage_id in experiences(reader, activity.id).values():
        if stage_id in known:
            counts[stage_id] = counts.get(stage_id, 0) + 1
    promised = next((s for s in (activity.stage_id, workshop.promise_stage_id) if s in known), None)
    ideas = tuple(idea for idea in idea_rows.ideas(reader) if idea.votable)
    return LadderReport(workshop.ladder, gap(workshop.ladder, promised, counts), ideas)


def count(reader: Reader, activity: Activity) -> int:
    """How many have said what the evening felt like."""
    return len(experiences(reader, activity.id))


def turnout(reader: Reader, activity: Activity) -> Mapping[int, int]:
    """Who said what the evening felt like: one answer each."""
    return dict.fromkeys(experiences(reader, activity.id), 1)


KIND = ActivityKind(
    name="ladder",
    label=N_("Ladder of participation"),
    phone=Phone(page=page, command=command, results=results),
    report=report,
    count=count,
    tables=TABLES,
    handlers={SayExperience: say_experience},
    records=RECORDS,
    turnout=turnout,
)
