"""Decisions: what will be done, who answers, by when, and how people will hear of it. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import Command, StageTarget, TagStage
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import merge_targets
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.text import LINE_LIMIT, clean
from workshop_app.domain.typed import Typed
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Own, Phone, TakingBack, Visit, Written
from workshop_app.kinds.decisions.rows import (
    RECORDS,
    TABLES,
    Decision,
    all_decisions,
    decisions,
    worded,
    write_wording,
)
from workshop_app.services.ideas import tag_stage
from workshop_app.services.minutes import erase_copies
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Reader, Tx

#: The longest decision, in characters.
DECISION_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class MakeDecision(Typed, Command):
    """Write a decision down. Returns its id."""

    activity_id: int | None
    what: str
    who: str = ""
    due: date | None = None
    told_how: str = ""
    idea_id: int | None = None
    stage_id: str | None = None


@dataclass(frozen=True, slots=True)
class RewordDecision(Typed, Command):
    """Change a decision; only the newest wording is in the file. With `erase` not even its copies have another."""

    decision_id: int
    what: str
    who: str = ""
    due: date | None = None
    told_how: str = ""
    stage_id: str | None = None
    erase: bool = False


@dataclass(frozen=True, slots=True)
class FillIn(Typed, Command):
    """Write one field of a decision (by `Decision`'s name of it); the others stay as they are by then."""

    decision_id: int
    field: Literal["what", "who", "due", "told_how", "stage_id"]
    value: str | date | None


@dataclass(frozen=True, slots=True)
class RemoveDecision(Command):
    """Take a decision off the list, or with `removed=False` back onto it."""

    decision_id: int
    removed: bool = True


@dataclass(frozen=True, slots=True)
class DecisionsReport:
    """The decisions in the order they were made; `removed` are those that were taken off the list."""

    decisions: tuple[Decision, ...]
    ladder: Ladder
    removed: tuple[Decision, ...] = ()


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
    write_wording(tx, decision_id, what, command.who, command.due, command.told_how)
    _stage(tx, decision_id, command.stage_id)
    return decision_id


def reword_decision(tx: Tx, command: RewordDecision) -> RewordDecision:
    """Write the new wording instead of the earlier one; returns what gives the decision that again."""
    what = clean(command.what, limit=DECISION_LIMIT)
    was, removed = worded(tx, command.decision_id)
    back = RewordDecision(was.id, was.what, was.who, was.due, was.told_how, was.stage_id, command.erase)
    write_wording(tx, was.id, what, command.who, command.due, command.told_how, removed=removed)
    _stage(tx, was.id, command.stage_id)
    if command.erase:
        erase_copies(tx)
    return back


def fill_in(tx: Tx, command: FillIn) -> RewordDecision:
    """Write the decision with that one field anew; returns what gives it the earlier one again."""
    was, _removed = worded(tx, command.decision_id)
    new: dict[str, Any] = {command.field: command.value}
    now = replace(was, **new)
    return reword_decision(tx, RewordDecision(was.id, now.what, now.who, now.due, now.told_how, now.stage_id))


def remove_decision(tx: Tx, command: RemoveDecision) -> None:
    """Write the wording again, marked as removed or not."""
    was, _removed = worded(tx, command.decision_id)
    write_wording(tx, was.id, was.what, was.who, was.due, was.told_how, removed=command.removed)


def _stage(tx: Tx, decision_id: int, stage_id: str | None) -> None:
    tag_stage(tx, TagStage(StageTarget.DECISION, decision_id, stage_id))


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
    found = all_decisions(reader)
    standing, gone = (tuple(d for d, removed in found if removed is side) for side in (False, True))
    return DecisionsReport(standing, workshop_rows.workshop(reader).ladder, gone)


def count(reader: Reader, _activity: Activity) -> int:
    """How many decisions stand."""
    return len(decisions(reader))


def written(_activity: Activity, found: DecisionsReport) -> list[Written]:
    """What is done, who answers for it, and how people hear of it; of those that were removed too."""
    limits = (("what", DECISION_LIMIT), ("who", LINE_LIMIT), ("told_how", LINE_LIMIT))
    return [
        Written(where, getattr(each, name), limit, partial(_reworded, each, name))
        for where, those in (
            (N_("Decision"), found.decisions),
            (N_("Decision that was removed"), found.removed),
        )
        for each in those
        for name, limit in limits
    ]


def _reworded(decision: Decision, name: str, new: str) -> RewordDecision:
    texts = {"what": decision.what, "who": decision.who, "told_how": decision.told_how, name: new}
    return RewordDecision(decision.id, due=decision.due, stage_id=decision.stage_id, erase=True, **texts)


KIND = ActivityKind(
    name="decisions",
    label=N_("Decisions and next steps"),
    phone=Phone(
        page=page,
        command=command,
        results=results,
        own=Own(tells=lambda activity: activity.state is not ActivityState.PLANNED, of=decided),
    ),
    report=report,
    count=count,
    tables=TABLES,
    handlers={
        MakeDecision: make_decision,
        RewordDecision: reword_decision,
        FillIn: fill_in,
        RemoveDecision: remove_decision,
    },
    records=RECORDS,
    written=written,
    taking_back={
        MakeDecision: TakingBack(N_("making a decision"), lambda _c, made: RemoveDecision(made)),
        RewordDecision: TakingBack(N_("changing a decision"), lambda _c, before: before),
        FillIn: TakingBack(N_("changing a decision"), lambda _c, before: before),
        RemoveDecision: TakingBack(
            N_("removing a decision"), lambda c, _done: RemoveDecision(c.decision_id, not c.removed)
        ),
    },
)
