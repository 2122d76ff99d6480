"""The duel as an activity kind: its phone page and its place in the table. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import AddIdea, Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.duel.ranking import Standing
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Own, Phone, Visit
from workshop_app.kinds.duel.aside import TAKING_BACK, set_aside
from workshop_app.kinds.duel.commands import (
    AnswerPair,
    AskMore,
    Outcome,
    SayWhySkipped,
    SetAside,
    ShowPair,
    SkipReason,
    UndoAnswer,
)
from workshop_app.kinds.duel.final import (
    FINAL_BACK,
    FINALS,
    OLDER,
    EndFinal,
    StartFinal,
    end_final,
    start_final,
)
from workshop_app.kinds.duel.given import answers
from workshop_app.kinds.duel.memory import memory_of
from workshop_app.kinds.duel.pairs import turnout
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.records import RECORDS
from workshop_app.kinds.duel.report import DuelReport, live_report, report
from workshop_app.kinds.duel.rules import (
    answer_pair,
    ask_more,
    say_why_skipped,
    show_pair,
    turn,
    undo_answer,
)
from workshop_app.kinds.duel.screen import DuelView, fragment, view_of
from workshop_app.kinds.duel.tables import TABLES
from workshop_app.kinds.duel.turn import Turn
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class DuelResults:
    """The ranking, and the person's own ideas with how they stand."""

    report: DuelReport
    own: tuple[tuple[Idea, Standing | None], ...]

    def place(self, standing: Standing, say: Callable[..., str]) -> str:
        """The idea's place as it is read; `say`: the page's language."""
        return place(standing.band, say)


_REASONS, _OUTCOMES = frozenset(SkipReason), frozenset(Outcome)


def prepare(visit: Visit, view: DuelView) -> Command | None:
    """A pair must be out before the page is drawn. After an answer it is: no second round is needed."""
    if visit.activity.state is not ActivityState.OPEN:
        return None
    if view.pair is not None and view.pair.votable:
        return None
    if view.pair is None and view.done >= view.asked:
        return None
    return ShowPair(visit.activity.id, visit.participant.id)


def page(visit: Visit) -> DuelView:
    """Where the person stands, read from the file."""
    return view_of(visit, turn(visit.reader, visit.activity, visit.participant.id))


def view_returned(visit: Visit, returned: object) -> DuelView | None:
    """The same from what a handler of the duel returned; an idea added on the way tells nothing of it."""
    return view_of(visit, returned) if isinstance(returned, Turn) else None


def command(visit: Visit, form: Form) -> Command:
    """What was pressed: a side, skip, why it was skipped, undo, more, or an idea written on the way.

    Raises WorkshopError(answer_unknown).
    """
    activity, person = visit.activity.id, visit.participant.id
    pressed = form.get("action", "")
    if pressed == "undo":
        done = form.get("done", "")
        return UndoAnswer(activity, person, int(done) if _is_number(done) else None)
    if pressed == "more":
        return AskMore(activity, person)
    if pressed == "idea":
        if not visit.activity.running:
            raise WorkshopError("activity_closed")
        client_id = form.get("client_id", "")[:64] or None
        return AddIdea(form.get("text", ""), IdeaOrigin.PARTICIPANT, activity, None, person, client_id)
    skipped = form.get("skipped", "")
    if pressed in _REASONS and _is_number(skipped):
        return SayWhySkipped(activity, person, int(skipped), SkipReason(pressed))
    appearance = form.get("pair", "")
    if pressed not in _OUTCOMES or not _is_number(appearance):
        raise WorkshopError("answer_unknown")
    took = form.get("took", "")
    return AnswerPair(
        activity,
        person,
        int(appearance),
        Outcome(pressed),
        form.get("reason", ""),
        int(took) if _is_number(took) else None,
    )


def _is_number(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) < 18


def results(visit: Visit, found: DuelReport) -> DuelResults:
    """The ranking as it stands, with the person's own ideas."""
    return DuelResults(found, tuple((idea, found.standing_of(idea.id)) for idea in visit.own_ideas()))


def places(visit: Visit, found: DuelReport) -> Mapping[int, object]:
    """How the person's own ideas that were compared stand, and among how many."""
    stand = [(idea.id, found.standing_of(idea.id)) for idea in visit.own_ideas()]
    return {idea: (one, len(found.ranking.standings)) for idea, one in stand if one is not None}


def count(reader: Reader, activity: Activity) -> int:
    """How many comparisons stand, without those that are set aside."""
    if merged(reader):
        return len(answers(reader, activity.id))
    row = reader.one(
        """SELECT count(*) FROM comparison c CROSS JOIN appearance a ON a.id = c.appearance_id
           WHERE c.outcome IN ('left', 'right', 'skip') AND a.activity_id = ? AND NOT EXISTS (
             SELECT 1 FROM comparison later WHERE later.appearance_id = c.appearance_id AND later.id > c.id)
           AND a.participant_id NOT IN (
             SELECT participant_id FROM set_aside s WHERE aside = 1
             AND id = (SELECT max(id) FROM set_aside WHERE participant_id = s.participant_id))""",
        (activity.id,),
    )
    return int(row[0]) if row is not None else 0


def happened(found: DuelReport) -> list[tuple[datetime, str]]:
    """When finals began, and when they were ended by hand."""
    began = [(final.began, N_("final began")) for final in found.finals]
    return began + [(final.ended, N_("final ended")) for final in found.finals if final.ended is not None]


def order(found: DuelReport) -> tuple[int, ...]:
    """The ideas by their place; none before the first answer."""
    return tuple(s.idea for s in found.ranking.standings) if found.ranking.answers else ()


KIND = ActivityKind(
    name="duel",
    label=N_("Duel"),
    phone=Phone(
        page=page,
        command=command,
        prepare=prepare,
        results=results,
        own=Own(tells=lambda activity: activity.results_shown, of=places),
        view_returned=view_returned,
        fragment=fragment,
    ),
    report=report,
    live=live_report,
    count=count,
    tables=TABLES,
    handlers={
        ShowPair: show_pair,
        AnswerPair: answer_pair,
        SayWhySkipped: say_why_skipped,
        UndoAnswer: undo_answer,
        AskMore: ask_more,
        SetAside: set_aside,
        StartFinal: start_final,
        EndFinal: end_final,
    },
    records=RECORDS,
    passing=frozenset({FINALS, OLDER}),
    happened=happened,
    turnout=turnout,
    taking_back={SetAside: TAKING_BACK, **FINAL_BACK},
    ready=memory_of,
    order=order,
)
