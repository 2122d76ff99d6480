"""What the duel's handlers keep in memory: the picker, and what was shown to whom. WRITER THREAD.

It lives in the transaction's memory and is rebuilt from the file when it is missing there; every handler refuses
what it refuses before it touches it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_app.domain.agenda import Activity
from workshop_app.domain.events import Subject
from workshop_app.domain.ideas import merge_targets
from workshop_app.duel.picker import Picker
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.final import final_of
from workshop_app.kinds.duel.given import history
from workshop_app.kinds.duel.turn import Shown
from workshop_app.services.people import merges_version
from workshop_app.store import idea_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader, Tx


@dataclass(slots=True)
class Memory:
    """What one running duel's handlers keep."""

    picker: Picker
    ideas_version: int
    votable: frozenset[int]
    given: frozenset[int]
    final: tuple[int, ...]
    aside: frozenset[int]
    #: Who counts as another, with another phone.
    merged: dict[int, int]
    merges_version: int
    #: What was shown to the others, as it stands, and how many pairs they asked for on top: each answer needs it.
    shown: dict[int, Shown] = field(default_factory=dict)
    extra: dict[int, int] = field(default_factory=dict)


def memory_of(tx: Tx, activity: Activity) -> Memory:
    """What is kept of the duel, with its ideas and people as they are now."""
    memory = tx.remembered("duel", activity.id, lambda: _replayed(tx, activity))
    if memory.merges_version != merges_version(tx):
        _count_people_anew(tx, memory, activity.id)
    if memory.ideas_version != tx.changes(Subject.IDEAS) or memory.final != final_of(activity):
        _set_ideas(tx, memory, activity)
    return memory


def _replayed(tx: Tx, activity: Activity) -> Memory:
    memory = Memory(
        Picker(seed=activity.id),
        -1,
        frozenset(),
        frozenset(),
        (),
        rows.aside(tx),
        merged(tx),
        merges_version(tx),
    )
    _set_ideas(tx, memory, activity)
    memory.picker.replay(history(tx, activity.id))
    return memory


def _tell_again(memory: Memory, appearance: rows.Appearance) -> None:
    """Tell the picker once more of a pair as it stands in the file."""
    pair = (appearance.participant_id, appearance.left_id, appearance.right_id)
    memory.picker.shown(*pair, again=True)
    if appearance.answered:
        count(memory, appearance)
    elif appearance.outcome == "void":
        memory.picker.released(*pair)


def count(memory: Memory, answered: rows.Appearance) -> None:
    """Tell the picker of an answer; one that is set aside teaches it nothing, and its pair stays the person's."""
    person = answered.participant_id
    if person in memory.aside:
        memory.picker.released(person, answered.left_id, answered.right_id)
    else:
        memory.picker.answered(rows.as_answer(answered))


def undone(tx: Tx, memory: Memory, activity_id: int, taken_back: rows.Appearance) -> None:
    """Tell the picker that an answer was taken back; of one that is set aside it knows only that it came."""
    person = taken_back.participant_id
    if person in memory.aside:
        _tell_all_again(tx, memory, activity_id, {person})
    else:
        memory.picker.undone(person, taken_back.left_id, taken_back.right_id)
    memory.shown.pop(person, None)


def judged_anew(tx: Tx, person: int) -> None:
    """The person's answers count no more, or again: tell the picker of each duel that is kept, also of one in which
    the person has yet to answer.
    """
    for (_kind, activity_id), memory in tx.memory.items():
        if isinstance(memory, Memory):
            memory.aside = rows.aside(tx)
            _tell_all_again(tx, memory, activity_id, {person})


def _count_people_anew(tx: Tx, memory: Memory, activity_id: int) -> None:
    """Two phones have become one person, or two again."""
    before, now = memory.merged, merged(tx)
    changed = {number for number in {*before, *now} if before.get(number) != now.get(number)}
    concerned = {one.get(number, number) for number in changed for one in (before, now)}
    memory.merged, memory.merges_version, memory.aside = now, merges_version(tx), rows.aside(tx)
    _tell_all_again(tx, memory, activity_id, changed | concerned)


def _tell_all_again(tx: Tx, memory: Memory, activity_id: int, people: set[int]) -> None:
    with memory.picker.telling_again():
        for person in people:
            memory.picker.forget(person)
            memory.shown.pop(person, None)
            memory.extra.pop(person, None)
        for person in sorted(people - memory.merged.keys()):
            for appearance in rows.of_person(tx, activity_id, person):
                _tell_again(memory, appearance)


def _set_ideas(tx: Tx, memory: Memory, activity: Activity) -> None:
    ideas = idea_rows.ideas(tx)
    memory.votable = frozenset(idea.id for idea in ideas if idea.votable)
    memory.final = final_of(activity)
    # In a final the others are only not given out: their answers count, and a pair that is out can be answered.
    memory.given = memory.votable.intersection(memory.final) or memory.votable
    memory.picker.set_ideas(memory.given, merge_targets(ideas))
    memory.ideas_version = tx.changes(Subject.IDEAS)


def is_doubled(memory: Memory, person: int) -> bool:
    """Whether the person has two phones: what was shown to them is put together from both, and read each time."""
    return bool(memory.merged) and (person in memory.merged or person in memory.merged.values())


def shown_to(tx: Tx, memory: Memory, activity: Activity, person: int) -> Shown:
    """What was shown to the person."""
    kept = memory.shown.get(person)
    return read_shown(tx, activity.id, person) if kept is None else kept


def read_shown(reader: Reader, activity_id: int, person: int) -> Shown:
    """What was shown to the person, read from the file. Any thread, with its own reader."""
    shown = Shown.of(rows.of_person(reader, activity_id, person))
    if not shown.before:
        return shown
    return shown._replace(skipped=rows.why_open(reader, shown.before[-1]))


def extra_pairs(tx: Tx, memory: Memory, activity: Activity, person: int) -> int:
    """How many times the person asked for more pairs, read once."""
    if is_doubled(memory, person):
        return rows.extra_pairs(tx, activity.id, person)
    if person not in memory.extra:
        memory.extra[person] = rows.extra_pairs(tx, activity.id, person)
    return memory.extra[person]
