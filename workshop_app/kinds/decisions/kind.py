"""Decisions: what will be done, who answers, by when, and how people will hear of it. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import Command, StageTarget, TagStage
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.ideas import merge_targets
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.text import clean
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Own, Phone, TakingBack, Visit, Written
from workshop_app.services.agenda import LINE_LIMIT, optional
from workshop_app.services.ideas import tag_stage
from workshop_app.store import workshop_rows
from workshop_app.store.records import Field, Records, Sort
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Reader, Tx

#: The longest decision, in characters.
DECISION_LIMIT = 1_000

TABLES = Tables(
    "decisions",
    (
        """
        CREATE TABLE decision (id INTEGER PRIMARY KEY, activity_id INTEGER REFERENCES activity(id),
            idea_id INTEGER REFERENCES idea(id), at TEXT NOT NULL);
        CREATE TABLE decision_wording (
            id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL REFERENCES decision(id),
            what TEXT NOT NULL, who TEXT NOT NULL, due TEXT, told_how TEXT NOT NULL,
            removed INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL);
        """,
    ),
)


RECORDS = (
    Records(
        "decisions",
        "decision",
        "Decisions that were made; their words stand in the wordings.",
        (
            Field("id", Sort.NUMBER, "Number of the record; other records name it."),
            Field("activity", Sort.NUMBER, "Where it was made.", optional=True, column="activity_id"),
            Field("idea", Sort.NUMBER, "The idea it is about.", optional=True, column="idea_id"),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
    Records(
        "wordings",
        "decision_wording",
        "How decisions were worded, in order; the last wording of each counts.",
        (
            Field("id", Sort.NUMBER, "Number of the record."),
            Field("decision", Sort.NUMBER, "Which decision.", column="decision_id"),
            Field("what", Sort.TEXT, "What is done."),
            Field("who", Sort.TEXT, "Who answers for it."),
            Field("due", Sort.DAY, "By when.", optional=True),
            Field("told_how", Sort.TEXT, "How people hear of it."),
            Field("removed", Sort.YES_NO, "Whether it was taken off the list."),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that will be done. `told_how`: how participants will hear of it."""

    id: int
    what: str
    who: str
    due: date | None
    told_how: str
    idea_id: int | None
    stage_id: str | None


@dataclass(frozen=True, slots=True)
class MakeDecision(Command):
    """Write a decision down. Returns its id."""

    activity_id: int | None
    what: str
    who: str = ""
    due: date | None = None
    told_how: str = ""
    idea_id: int | None = None
    stage_id: str | None = None


@dataclass(frozen=True, slots=True)
class RewordDecision(Command):
    """Change a decision; the earlier wording stays in the file."""

    decision_id: int
    what: str
    who: str = ""
    due: date | None = None
    told_how: str = ""
    stage_id: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveDecision(Command):
    """Take a decision off the list, or with `removed=False` back onto it."""

    decision_id: int
    removed: bool = True


@dataclass(frozen=True, slots=True)
class DecisionsReport:
    """The decisions in the order they were made."""

    decisions: tuple[Decision, ...]
    ladder: Ladder


@dataclass(frozen=True, slots=True)
class DecisionsView:
    """The decisions as one person sees them: `own` are the person's ideas that a decision came from, by decision."""

    decisions: tuple[Decision, ...]
    ladder: Ladder
    own: Mapping[int, tuple[str, ...]]


def make_decision(tx: Tx, command: MakeDecision) -> int:
    """Append the decision, its wording and its stage. Raises WorkshopError(text_empty, stage_unknown)."""
    what = clean(command.what, limit=DECISION_LIMIT)
    decision_id = tx.insert("decision", activity_id=command.activity_id, idea_id=command.idea_id, at=tx.at)
    _word(tx, decision_id, what, command.who, command.due, command.told_how)
    _stage(tx, decision_id, command.stage_id)
    return decision_id


def reword_decision(tx: Tx, command: RewordDecision) -> RewordDecision:
    """Append the new wording; returns what gives the decision its earlier one."""
    what = clean(command.what, limit=DECISION_LIMIT)
    was, who, due, told_how = _last_wording(tx, command.decision_id)
    stage = workshop_rows.tags(tx, StageTarget.DECISION).get(command.decision_id)
    day = date.fromisoformat(due) if due else None
    before = RewordDecision(command.decision_id, was, who, day, told_how, stage)
    _word(tx, command.decision_id, what, command.who, command.due, command.told_how)
    _stage(tx, command.decision_id, command.stage_id)
    return before


def remove_decision(tx: Tx, command: RemoveDecision) -> None:
    """Append the last wording again, marked as removed or not."""
    last = _last_wording(tx, command.decision_id)
    due = date.fromisoformat(last[2]) if last[2] else None
    _word(tx, command.decision_id, last[0], last[1], due, last[3], removed=command.removed)


def _last_wording(tx: Tx, decision_id: int) -> tuple[str, str, str | None, str]:
    row = tx.one(
        "SELECT what, who, due, told_how FROM decision_wording WHERE decision_id = ? ORDER BY id DESC LIMIT 1",
        (decision_id,),
    )
    if row is None:
        raise WorkshopError("decision_unknown", id=decision_id)
    return row["what"], row["who"], row["due"], row["told_how"]


def _word(
    tx: Tx, decision_id: int, what: str, who: str, due: date | None, told_how: str, *, removed: bool = False
) -> None:
    tx.insert(
        "decision_wording",
        decision_id=decision_id,
        what=what,
        who=optional(who, LINE_LIMIT),
        due=due.isoformat() if due else None,
        told_how=optional(told_how, LINE_LIMIT),
        removed=int(removed),
        at=tx.at,
    )
    tx.tell(Changed(Subject.ANSWERS))


def _stage(tx: Tx, decision_id: int, stage_id: str | None) -> None:
    tag_stage(tx, TagStage(StageTarget.DECISION, decision_id, stage_id))


def decisions(reader: Reader) -> tuple[Decision, ...]:
    """The decisions of the whole workshop as they stand."""
    stages = workshop_rows.tags(reader, StageTarget.DECISION)
    rows = reader.query(
        """SELECT d.id, d.idea_id, w.what, w.who, w.due, w.told_how FROM decision d
           JOIN decision_wording w ON w.id = (SELECT max(id) FROM decision_wording WHERE decision_id = d.id)
           WHERE NOT w.removed ORDER BY d.id"""
    )
    return tuple(
        Decision(
            id=row["id"],
            what=row["what"],
            who=row["who"],
            due=date.fromisoformat(row["due"]) if row["due"] else None,
            told_how=row["told_how"],
            idea_id=row["idea_id"],
            stage_id=stages.get(row["id"]),
        )
        for row in rows
    )


def page(visit: Visit) -> DecisionsView:
    """What has been agreed so far."""
    return results(visit, report(visit.reader, visit.activity))


def results(visit: Visit, found: DecisionsReport) -> DecisionsView:
    """The decisions as they stand, with the person's own ideas beside those that came from them."""
    texts = {idea.id: idea.text for idea in visit.own_ideas()}
    own: dict[int, tuple[str, ...]] = {}
    for idea, made in decided(visit, found).items():
        for decision in made:
            own[decision.id] = (*own.get(decision.id, ()), texts[idea])
    return DecisionsView(found.decisions, found.ladder, own)


def decided(visit: Visit, found: DecisionsReport) -> Mapping[int, tuple[Decision, ...]]:
    """The decisions that came from each of the person's own ideas, or from what it was made one with.

    An idea that none came from is there once the deciding is over and something was decided.
    """
    into = merge_targets(visit.all_ideas())
    over = found.decisions and visit.activity.state is ActivityState.CLOSED
    about = [(d, into.get(d.idea_id, d.idea_id)) for d in found.decisions if d.idea_id is not None]
    told = {
        idea.id: tuple(d for d, subject in about if subject == into.get(idea.id, idea.id))
        for idea in visit.own_ideas()
        if idea.votable or idea.id in into
    }
    return {idea: made for idea, made in told.items() if made or over}


def command(_visit: Visit, _form: Form) -> Command:
    """Decisions are written by the facilitator."""
    raise WorkshopError("nothing_to_send")


def report(reader: Reader, _activity: Activity) -> DecisionsReport:
    """The decisions as they stand."""
    return DecisionsReport(decisions(reader), workshop_rows.workshop(reader).ladder)


def count(reader: Reader, _activity: Activity) -> int:
    """How many decisions stand."""
    return len(decisions(reader))


def written(_activity: Activity, found: DecisionsReport) -> list[Written]:
    """What is done, who answers for it, and how people hear of it."""
    told = []
    for each in found.decisions:
        for name, limit in (("what", DECISION_LIMIT), ("who", LINE_LIMIT), ("told_how", LINE_LIMIT)):
            told.append(Written(N_("Decision"), getattr(each, name), limit, partial(_reworded, each, name)))
    return told


def _reworded(decision: Decision, name: str, new: str) -> RewordDecision:
    texts = {"what": decision.what, "who": decision.who, "told_how": decision.told_how, name: new}
    return RewordDecision(decision.id, due=decision.due, stage_id=decision.stage_id, **texts)


KIND = ActivityKind(
    "decisions",
    N_("Decisions and next steps"),
    Phone(
        page,
        command,
        results=results,
        own=Own(lambda activity: activity.state is not ActivityState.PLANNED, decided),
    ),
    report,
    count,
    TABLES,
    {MakeDecision: make_decision, RewordDecision: reword_decision, RemoveDecision: remove_decision},
    records=RECORDS,
    written=written,
    taking_back={
        MakeDecision: TakingBack(N_("making a decision"), lambda _c, made: RemoveDecision(made)),
        RewordDecision: TakingBack(N_("changing a decision"), lambda _c, before: before),
        RemoveDecision: TakingBack(
            N_("removing a decision"), lambda c, _done: RemoveDecision(c.decision_id, not c.removed)
        ),
    },
)
