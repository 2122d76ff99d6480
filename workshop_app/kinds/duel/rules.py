"""The duel's handlers: giving pairs out, taking answers, taking them back. WRITER THREAD.

The picker lives in the transaction's memory and is rebuilt from the file when it is missing there;
every handler refuses what it refuses before it touches the picker.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.ideas import merge_targets
from workshop_app.duel.picker import Picker
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, AskMore, Outcome, SayWhySkipped, ShowPair, UndoAnswer
from workshop_app.kinds.duel.final import FINAL_DUELS, final_of
from workshop_app.services.ideas import ideas_version
from workshop_app.services.people import merges_version
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader, Tx, moment

#: Pairs asked of each person unless the activity's config `duels` says otherwise, and one helping more.
DUELS, MORE = 15, 5
#: Pairs that are out with a person at a time: the one to be answered, and the next, so that nobody waits for the radio.
OUT = 2


@dataclass(slots=True)
class _Memory:
    picker: Picker
    ideas_version: int
    votable: frozenset[int]
    given: frozenset[int]
    final: tuple[int, ...]
    groups: dict[int, str | None]
    aside: frozenset[int]
    merges_version: int = 0
    #: People with two phones: what was shown to them is put together from both, and read each time.
    doubled: frozenset[int] = frozenset()
    #: What was shown to the others, as it stands: each answer asks for it.
    shown: dict[int, tuple[rows.Appearance, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Kept:
    version: int
    activity: Activity | None


def asked(reader: Reader, activity: Activity, participant_id: int) -> int:
    """How many pairs this person is asked to answer."""
    return _asked_of_all(activity) + MORE * rows.extra_pairs(reader, activity.id, participant_id)


def _asked_of_all(activity: Activity) -> int:
    return activity.number("duels", DUELS) + (FINAL_DUELS if final_of(activity) else 0)


def show_pair(tx: Tx, command: ShowPair) -> int | None:
    """The person's pair, with the one after it. Raises WorkshopError(activity_closed)."""
    activity = _open(tx, command.activity_id)
    person = command.participant_id
    return _pair(tx, activity, person, _shown(tx, activity, person))


def answer_pair(tx: Tx, command: AnswerPair) -> int | None:
    """Append the answer and give the next pair out; returns its appearance's id or None.

    A second answer to the same appearance changes nothing. Raises WorkshopError(activity_closed,
    pair_not_yours).
    """
    activity, person = _open(tx, command.activity_id), command.participant_id
    shown = _shown(tx, activity, person)
    appearance = next((a for a in shown if a.id == command.appearance_id), None)
    if appearance is None:
        raise WorkshopError("pair_not_yours")
    if appearance.out:
        memory = _memory(tx, activity)
        took = _took(tx, command, appearance, shown)
        outcome = command.outcome.value
        answer_id = tx.insert(
            "comparison",
            appearance_id=appearance.id,
            outcome=outcome,
            reason=command.reason[:40],
            took_ms=took,
            at=tx.at,
        )
        answered = replace(
            appearance, outcome=outcome, took_ms=took, answer_id=answer_id, answered_at=moment(tx.at)
        )
        _count(memory, answered)
        shown = tuple(answered if a is appearance else a for a in shown)
        tx.tell(Changed(Subject.ANSWERS, activity.id))
    return _pair(tx, activity, person, shown)


def say_why_skipped(tx: Tx, command: SayWhySkipped) -> int | None:
    """Append the reason of a skip that stands; after an undo there is nothing to say.

    Raises WorkshopError(activity_closed).
    """
    activity, person = _open(tx, command.activity_id), command.participant_id
    shown = _shown(tx, activity, person)
    skipped = next((a for a in shown if a.id == command.appearance_id and a.outcome == Outcome.SKIP), None)
    if skipped is not None and rows.reasons(tx, activity.id).get(skipped.id) != command.reason:
        tx.insert("skip_reason", comparison_id=skipped.answer_id, reason=command.reason.value, at=tx.at)
        tx.tell(Changed(Subject.ANSWERS, activity.id))
    return _pair(tx, activity, person, shown)


def undo_answer(tx: Tx, command: UndoAnswer) -> int | None:
    """Append the undo; returns the id of the appearance to be answered. Raises WorkshopError(nothing_to_undo)."""
    activity = _open(tx, command.activity_id)
    if command.done is not None:
        shown = _shown(tx, activity, command.participant_id)
        if command.done != sum(a.answered for a in shown):
            return _pair(tx, activity, command.participant_id, shown)
    last = rows.last_answered(tx, activity.id, command.participant_id)
    if last is None:
        raise WorkshopError("nothing_to_undo")
    memory = _memory(tx, activity)
    # Else the later answer of the person's other phone would count in its place.
    for appearance_id in (*rows.same_pair(tx, last), last.id):
        tx.insert("comparison", appearance_id=appearance_id, outcome="undo", at=tx.at)
    memory.picker.undone(last.participant_id, last.left_id, last.right_id)
    memory.shown.pop(command.participant_id, None)
    tx.tell(Changed(Subject.ANSWERS, activity.id))
    return last.id


def ask_more(tx: Tx, command: AskMore) -> int | None:
    """Give the person more pairs once all that were asked are answered."""
    activity = _open(tx, command.activity_id)
    person = command.participant_id
    shown = _shown(tx, activity, person)
    if sum(a.answered for a in shown) >= asked(tx, activity, person):
        tx.insert("more_asked", activity_id=activity.id, participant_id=person, at=tx.at)
    return _pair(tx, activity, person, shown)


def _shown(tx: Tx, activity: Activity, person: int) -> tuple[rows.Appearance, ...]:
    """What was shown to the person."""
    kept = _memory(tx, activity).shown.get(person)
    return rows.of_person(tx, activity.id, person) if kept is None else kept


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


def _took(tx: Tx, command: AnswerPair, answered: rows.Appearance, shown: tuple[rows.Appearance, ...]) -> int:
    """Milliseconds from when the person saw the pair, which was when it was the first of those that were out.

    The phone's own measure counts where it gives one: what it had to keep for a while was not looked at so long.
    """
    seen = max([answered.shown_at, *(a.answered_at for a in shown if a.answered_at is not None)])
    longest = max(0, int((tx.now - answered.shown_at).total_seconds() * 1000))
    if command.took_ms is not None:
        return min(command.took_ms, longest)
    return max(0, int((tx.now - seen).total_seconds() * 1000))


def _pair(tx: Tx, activity: Activity, person: int, shown: tuple[rows.Appearance, ...]) -> int | None:
    """The appearance that waits for the person's answer; it and the next one are made where they are missing."""
    memory = _memory(tx, activity)
    out: list[int] = []
    now = list(shown)
    for n, waiting in enumerate(shown):
        if not waiting.out:
            continue
        # The person may look at the first one now; those after it can still be exchanged.
        if {waiting.left_id, waiting.right_id} <= (memory.given if out else memory.votable):
            out.append(waiting.id)
            continue
        # One of the two was hidden or merged while the pair was out, or a final began without it.
        number = tx.insert("comparison", appearance_id=waiting.id, outcome="void", at=tx.at)
        memory.picker.released(person, waiting.left_id, waiting.right_id)
        now[n] = replace(waiting, outcome="void", took_ms=None, answer_id=number, answered_at=moment(tx.at))
    done = sum(a.answered for a in shown)
    wanted = OUT if done + OUT <= _asked_of_all(activity) else min(OUT, asked(tx, activity, person) - done)
    # In a pause nothing new is asked; what was out already can still arrive.
    while len(out) < wanted and activity.state is ActivityState.OPEN:
        made = _give_out(tx, memory, activity.id, person)
        if made is None:
            break
        now.append(made)
        out.append(made.id)
    if person not in memory.doubled:
        memory.shown[person] = tuple(now)
    return out[0] if out else None


def _give_out(tx: Tx, memory: _Memory, activity_id: int, person: int) -> rows.Appearance | None:
    if person not in memory.groups:
        memory.groups = rows.groups(tx)
    pair = memory.picker.next_pair(person, memory.groups.get(person))
    if pair is None:
        return None
    appearance_id = tx.insert(
        "appearance",
        activity_id=activity_id,
        participant_id=person,
        left_id=pair[0],
        right_id=pair[1],
        at=tx.at,
    )
    memory.picker.shown(person, *pair)
    return rows.Appearance(appearance_id, person, *pair, moment(tx.at), None, None)


def _memory(tx: Tx, activity: Activity) -> _Memory:
    memory = tx.remembered("duel", activity.id, lambda: _replayed(tx, activity))
    if memory.merges_version != merges_version(tx):
        forget(tx, activity.id)
        memory = tx.remembered("duel", activity.id, lambda: _replayed(tx, activity))
    if memory.ideas_version != ideas_version(tx) or memory.final != final_of(activity):
        _set_ideas(tx, memory, activity)
    return memory


def _replayed(tx: Tx, activity: Activity) -> _Memory:
    memory = _Memory(
        Picker(seed=activity.id),
        -1,
        frozenset(),
        frozenset(),
        (),
        rows.groups(tx),
        rows.aside(tx),
        merges_version(tx),
        frozenset(number for pair in merged(tx).items() for number in pair),
    )
    _set_ideas(tx, memory, activity)
    with memory.picker.replaying():
        for appearance in rows.of_activity(tx, activity.id):
            pair = (appearance.participant_id, appearance.left_id, appearance.right_id)
            memory.picker.shown(*pair)
            if appearance.answered:
                _count(memory, appearance)
            elif appearance.outcome == "void":
                memory.picker.released(*pair)
    return memory


def _count(memory: _Memory, answered: rows.Appearance) -> None:
    """Tell the picker of an answer; one that is set aside teaches it nothing, and its pair stays the person's."""
    person = answered.participant_id
    if person in memory.aside:
        memory.picker.released(person, answered.left_id, answered.right_id)
    else:
        memory.picker.answered(rows.as_answer(answered, memory.groups.get(person)))


def forget(tx: Tx, activity_id: int) -> None:
    """Make the duel's picker anew from the file when it is needed next."""
    tx.memory.pop(("duel", activity_id), None)


def _set_ideas(tx: Tx, memory: _Memory, activity: Activity) -> None:
    ideas = idea_rows.ideas(tx)
    memory.votable = frozenset(idea.id for idea in ideas if idea.votable)
    memory.final = final_of(activity)
    # In a final the others are only not given out: their answers count, and a pair that is out can be answered.
    memory.given = memory.votable.intersection(memory.final) or memory.votable
    memory.picker.set_ideas(memory.given, merge_targets(ideas))
    memory.ideas_version = ideas_version(tx)
