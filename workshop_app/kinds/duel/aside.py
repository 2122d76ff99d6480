"""Setting one person's answers aside: the facilitator's doing, told in the minutes, taken back whole. WRITER THREAD.

Somebody who joins again and again by clearing cookies, or clicks at random, looks like any other participant; only the
facilitator can judge that. Nothing is removed: the answers stay in the file and count again when this is undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.i18n import N_
from workshop_app.kinds.base import TakingBack
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import SetAside
from workshop_app.kinds.duel.memory import judged_anew
from workshop_app.store import workshop_rows
from workshop_app.store.merge_rows import merged, numbers_of
from workshop_app.store.tx import Reader, Tx


def set_aside(tx: Tx, command: SetAside) -> bool:
    """Append it; what stands already is not written again. Raises WorkshopError(participant_unknown)."""
    person = merged(tx).get(command.participant_id, command.participant_id)
    if workshop_rows.participant(tx, person) is None:
        raise WorkshopError("participant_unknown", id=person)
    if (person in rows.aside(tx)) is command.aside:
        return False
    for number in numbers_of(tx, person):
        tx.insert("set_aside", participant_id=number, aside=int(command.aside), at=tx.at)
    judged_anew(tx, person)
    tx.tell(Changed(Subject.PEOPLE))
    for activity_id in rows.answered_in(tx, person):
        tx.tell(Changed(Subject.ANSWERS, activity_id))
    return True


#: Setting aside is taken back by counting again, and the other way round; what changed nothing, by nothing.
TAKING_BACK = TakingBack(
    N_("leaving answers out"),
    lambda command, changed: SetAside(command.participant_id, not command.aside) if changed else None,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One person as the facilitator judges: the code on the phone, comparisons that stand, and whether they are out."""

    person: int
    code: str
    answers: int
    aside: bool


def judged(reader: Reader, people: Collection[int]) -> tuple[Judged, ...]:
    """These people and everybody who is set aside, each once, by their numbers; two phones of one person are one."""
    one, left_out = merged(reader), rows.aside(reader)
    wanted = {one.get(person, person) for person in people} | left_out
    return tuple(
        Judged(
            person, workshop_rows.code_of(reader, person) or "–", _answers(reader, person), person in left_out
        )
        for person in sorted(wanted)
        if workshop_rows.participant(reader, person) is not None
    )


def _answers(reader: Reader, person: int) -> int:
    duels = rows.answered_in(reader, person)
    return sum(shown.answered for duel in duels for shown in rows.of_person(reader, duel, person))
