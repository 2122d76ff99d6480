"""Handlers that make a second phone the same person. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.domain.codes import new_code
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.services.handlers import Handlers
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx

#: Devices that a person may have besides the first; of more, the oldest is forgotten.
DEVICES = 20


def give_code(tx: Tx, command: c.GiveCode) -> str:
    """The person's code, made where there is none. Raises WorkshopError(participant_unknown)."""
    person = command.participant_id
    known = workshop_rows.code_of(tx, person)
    if known is not None:
        return known
    if workshop_rows.participant(tx, person) is None:
        raise WorkshopError("participant_unknown")
    code = new_code()
    while workshop_rows.participant_by_code(tx, code) is not None:
        code = new_code()
    tx.insert("rejoin_code", participant_id=person, code=code, at=tx.at)
    return code


def rejoin(tx: Tx, command: c.Rejoin) -> int:
    """Write down the new secret of a known person; the earlier ones stay good. Raises WorkshopError(code_unknown)."""
    person = workshop_rows.participant_by_code(tx, command.code)
    if person is None:
        raise WorkshopError("code_unknown")
    known = workshop_rows.participant_by_token(tx, command.token_hash)
    if known is not None and known.id == person.id:
        return person.id
    if known is not None:
        # The form was sent when this one and another were one person, and is sent again now that they are two.
        tx.execute("DELETE FROM device WHERE token_hash = ?", (command.token_hash,))
        if workshop_rows.participant_by_token(tx, command.token_hash) is not None:
            # It is what the other one joined with.
            raise WorkshopError("code_unknown")
    tx.insert("device", participant_id=person.id, token_hash=command.token_hash, at=tx.at)
    tx.execute(
        "DELETE FROM device WHERE participant_id = ? AND id NOT IN "
        "(SELECT id FROM device WHERE participant_id = ? ORDER BY id DESC LIMIT ?)",
        (person.id, person.id, DEVICES),
    )
    tx.tell(Changed(Subject.PEOPLE))
    return person.id


HANDLERS: Handlers = {c.GiveCode: give_code, c.Rejoin: rejoin}
