"""Setting one person's answers aside: the facilitator's doing, told in the minutes, taken back whole. WRITER THREAD.

Who stuffs the ballot by clearing cookies, or clicks at random, is one or several participants like all others; only the
facilitator can judge that. Nothing is removed: the answers stay in the file and count again when they are taken back.
"""

from __future__ import annotations

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import SetAside
from workshop_app.kinds.duel.rules import forget
from workshop_app.store import workshop_rows
from workshop_app.store.merge_rows import merged, numbers_of
from workshop_app.store.tx import Tx


def set_aside(tx: Tx, command: SetAside) -> None:
    """Append it; what stands already is not written again. Raises WorkshopError(participant_unknown)."""
    person = merged(tx).get(command.participant_id, command.participant_id)
    if workshop_rows.participant(tx, person) is None:
        raise WorkshopError("participant_unknown", id=person)
    if (person in rows.aside(tx)) is command.aside:
        return
    for number in numbers_of(tx, person):
        tx.insert("set_aside", participant_id=number, aside=int(command.aside), at=tx.at)
    for activity_id in rows.answered_in(tx, person):
        # The picker had counted the answers: it is made anew without them, or with them again.
        forget(tx, activity_id)
        tx.tell(Changed(Subject.ANSWERS, activity_id))
