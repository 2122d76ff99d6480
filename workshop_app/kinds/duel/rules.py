"""The duel's handlers: giving pairs out, taking answers, taking them back. WRITER THREAD.

Every handler refuses what it refuses before it touches what is kept in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, AskMore, Outcome, SayWhySkipped, ShowPair, UndoAnswer
from workshop_app.kinds.duel.final import FINAL_DUELS, final_of
from workshop_app.kinds.duel.memory import (
    Memory,
    count,
    extra_pairs,
    is_doubled,
    memory_of,
    read_shown,
    shown_to,
    undone,
)
from workshop_app.kinds.duel.turn import Shown, Turn
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Reader, Tx, moment

#: Pairs asked of each person unless the activity's config `duels` says otherwise, and one helping more.
DUELS, MORE = 15, 5
#: Pairs that are out with a person at a time: the one to be answered, and the next, so that nobody waits for the radio.
OUT = 2


@dataclass(slots=True)
class _Kept:
    version: int
    activity: Activity | None


def turn(reader: Reader, activity: Activity, participant_id: int) -> Turn:
    """Where the person stands, read from the file."""
    extra = rows.extra_pairs(reader, activity.id, participant_id)
    shown = read_shown(reader, activity.id, participant_id)
    return _told(shown, _asked_of_all(activity) + MORE * extra)


def _told(shown: Shown, asked: int) -> Turn:
    return Turn(shown.done, shown.out, asked, shown.skipped)


def _asked_of_all(activity: Activity) -> int:
    return activity.number("duels", DUELS) + (FINAL_DUELS if final_of(activity) else 0)


def show_pair(tx: Tx, command: ShowPair) -> Turn:
    """Give out the person's pair, with the one after it. Raises WorkshopError(activity_closed)."""
    activity = _open(tx, command.activity_id)
    memory, person = memory_of(tx, activity), command.participant_id
    return _turn(tx, memory, activity, person, shown_to(tx, memory, activity, person))


def answer_pair(tx: Tx, command: AnswerPair) -> Turn:
    """Append the answer and give the next pair out.

    A second answer to the same appearance changes nothing. Raises WorkshopError(activity_closed,
    pair_not_yours).
    """
    activity, person = _open(tx, command.activity_id), command.participant_id
    memory = memory_of(tx, activity)
    shown = shown_to(tx, memory, activity, person)
    appearance = _find(tx, activity, person, shown, command.appearance_id)
    if appearance is None:
        raise WorkshopError("pair_not_yours")
    if appearance.out:
        took = _took(tx, command, appearance, shown)
        outcome = command.outcome.value
        answer_id = tx.append(
            "comparison",
            appearance_id=appearance.id,
            outcome=outcome,
            reason=command.reason[:40],
            took_ms=took,
            at=tx.at,
        )
        answered = appearance._replace(
            outcome=outcome, took_ms=took, answer_id=answer_id, answered_at=moment(tx.at)
        )
        count(memory, answered)
        shown = shown.settled(answered)
        tx.tell(Changed(Subject.ANSWERS, activity.id))
    return _turn(tx, memory, activity, person, shown)


def say_why_skipped(tx: Tx, command: SayWhySkipped) -> Turn:
    """Append the reason of a skip that stands; after an undo there is nothing to say.

    Raises WorkshopError(activity_closed).
    """
    activity, person = _open(tx, command.activity_id), command.participant_id
    memory = memory_of(tx, activity)
    shown = shown_to(tx, memory, activity, person)
    skipped = _find(tx, activity, person, shown, command.appearance_id)
    if skipped is None or skipped.outcome != Outcome.SKIP:
        return _turn(tx, memory, activity, person, shown)
    if rows.reason_of(tx, skipped) != command.reason:
        tx.insert("skip_reason", comparison_id=skipped.answer_id, reason=command.reason.value, at=tx.at)
        tx.tell(Changed(Subject.ANSWERS, activity.id))
        if shown.skipped == skipped.id:
            shown = shown._replace(skipped=None)
    return _turn(tx, memory, activity, person, shown)


def undo_answer(tx: Tx, command: UndoAnswer) -> Turn:
    """Append the undo: the pair waits for its answer again. Raises WorkshopError(nothing_to_undo)."""
    activity = _open(tx, command.activity_id)
    memory = memory_of(tx, activity)
    if command.done is not None:
        shown = shown_to(tx, memory, activity, command.participant_id)
        if command.done != shown.done:
            return _turn(tx, memory, activity, command.participant_id, shown)
    last = rows.last_answered(tx, activity.id, command.participant_id)
    if last is None:
        raise WorkshopError("nothing_to_undo")
    # Else the later answer of the person's other phone would count in its place.
    for appearance_id in (*rows.same_pair(tx, last), last.id):
        tx.insert("comparison", appearance_id=appearance_id, outcome="undo", at=tx.at)
    undone(tx, memory, activity.id, last)
    tx.tell(Changed(Subject.ANSWERS, activity.id))
    return turn(tx, activity, command.participant_id)


def ask_more(tx: Tx, command: AskMore) -> Turn:
    """Give the person more pairs once all that were asked are answered."""
    activity = _open(tx, command.activity_id)
    person = command.participant_id
    memory = memory_of(tx, activity)
    shown = shown_to(tx, memory, activity, person)
    if shown.done >= _asked_of_all(activity) + MORE * extra_pairs(tx, memory, activity, person):
        tx.insert("more_asked", activity_id=activity.id, participant_id=person, at=tx.at)
        memory.extra.pop(person, None)
    return _turn(tx, memory, activity, person, shown)


def _find(
    tx: Tx, activity: Activity, person: int, shown: Shown, appearance_id: int
) -> rows.Appearance | None:
    """What was shown to the person under this number: nearly always it is at hand."""
    found = shown.find(appearance_id)
    if found is not None:
        return found
    return next((a for a in rows.of_person(tx, activity.id, person) if a.id == appearance_id), None)


def _open(tx: Tx, activity_id: int) -> Activity:
    activity = _activity(tx, activity_id)
    if activity.kind != "duel" or not activity.running:
        raise WorkshopError("activity_closed")
    return activity


def _activity(tx: Tx, activity_id: int) -> Activity:
    """The activity, read again only when the agenda has changed: each answer asks for it."""
    version = tx.changes(Subject.AGENDA, Subject.STAGES)
    kept = tx.remembered("duel activity", activity_id, lambda: _Kept(-1, None))
    if kept.activity is None or kept.version != version:
        kept.activity, kept.version = workshop_rows.activity(tx, activity_id), version
    return kept.activity


def _took(tx: Tx, command: AnswerPair, answered: rows.Appearance, shown: Shown) -> int:
    """Milliseconds from when the person saw the pair, which was when it was the first of those that were out.

    The phone's own measure counts where it gives one: what it had to keep for a while was not looked at so long.
    """
    before = [a.answered_at for a in (*shown.before, *shown.out) if a.answered_at is not None]
    seen = max([answered.shown_at, *before])
    longest = max(0, int((tx.now - answered.shown_at).total_seconds() * 1000))
    if command.took_ms is not None:
        return min(command.took_ms, longest)
    return max(0, int((tx.now - seen).total_seconds() * 1000))


def _turn(tx: Tx, memory: Memory, activity: Activity, person: int, shown: Shown) -> Turn:
    """Where the person stands, once the pair to be answered and the next one are made where they are missing."""
    shown = _still_out(tx, memory, person, shown)
    asked = _asked_of_all(activity) + MORE * extra_pairs(tx, memory, activity, person)
    wanted = min(OUT, asked - shown.done)
    # In a pause nothing new is asked; what was out already can still arrive.
    while len(shown.out) < wanted and activity.state is ActivityState.OPEN:
        made = _give_out(tx, memory, activity.id, person)
        if made is None:
            break
        shown = shown.given(made)
    if is_doubled(memory, person):
        return turn(tx, activity, person)
    memory.shown[person] = shown
    return _told(shown, asked)


def _still_out(tx: Tx, memory: Memory, person: int, shown: Shown) -> Shown:
    """What was shown; a pair that is out and of which one is gone is void from now on."""
    waits = 0
    for waiting in shown.out:
        # The person may look at the first one now; those after it can still be exchanged.
        if {waiting.left_id, waiting.right_id} <= (memory.given if waits else memory.votable):
            waits += 1
            continue
        # One of the two was hidden or merged while the pair was out, or a final began without it.
        number = tx.insert("comparison", appearance_id=waiting.id, outcome="void", at=tx.at)
        memory.picker.released(person, waiting.left_id, waiting.right_id)
        shown = shown.settled(
            waiting._replace(outcome="void", took_ms=None, answer_id=number, answered_at=moment(tx.at))
        )
    return shown


def _give_out(tx: Tx, memory: Memory, activity_id: int, person: int) -> rows.Appearance | None:
    pair = memory.picker.next_pair(person)
    if pair is None:
        return None
    appearance_id = tx.append(
        "appearance",
        activity_id=activity_id,
        participant_id=person,
        left_id=pair[0],
        right_id=pair[1],
        at=tx.at,
    )
    memory.picker.shown(person, *pair)
    return rows.Appearance(appearance_id, person, *pair, moment(tx.at), None, None)
