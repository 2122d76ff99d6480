"""Handlers for one-time tickets. WRITER THREAD, inside the transaction.

A used ticket keeps no time and no person, and the tickets' numbers are drawn by lot, so that the file does not tell who
came in with which.
"""

from __future__ import annotations

import secrets

from workshop_app.domain.codes import read_code
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.tickets import TICKETS, CancelTickets, MakeTickets, RequireTickets, new_ticket
from workshop_app.services.handlers import Handlers
from workshop_app.store.ticket_rows import required
from workshop_app.store.tx import Tx

#: Rows are numbered below this, by lot.
_NUMBERS = 2**31


def require_tickets(tx: Tx, command: RequireTickets) -> None:
    """Append it; what holds already is not written again."""
    if required(tx) is not command.on:
        tx.insert("ticket_rule", needed=int(command.on), at=tx.at)
        tx.tell(Changed(Subject.WORKSHOP))


def make_tickets(tx: Tx, command: MakeTickets) -> tuple[str, ...]:
    """Write new ones down. Raises WorkshopError(too_many_tickets)."""
    known = tx.number("SELECT count(*) FROM ticket")
    if not 0 < command.count <= TICKETS - known:
        raise WorkshopError("too_many_tickets", limit=TICKETS)
    made: list[str] = []
    while len(made) < command.count:
        code = new_ticket()
        number = 1 + secrets.randbelow(_NUMBERS - 1)
        if tx.one("SELECT 1 FROM ticket WHERE id = ? OR code = ?", (number, code)) is None:
            tx.insert("ticket", id=number, code=code)
            made.append(code)
    tx.tell(Changed(Subject.WORKSHOP))
    return tuple(made)


def cancel_tickets(tx: Tx, _command: CancelTickets) -> int:
    """Make the free ones void."""
    gone = tx.execute("UPDATE ticket SET void = 1 WHERE NOT used AND NOT void")
    tx.tell(Changed(Subject.WORKSHOP))
    return gone


def admit(tx: Tx, typed: str) -> None:
    """Let one person in: the ticket is used from now on, where joining needs one.

    Raises WorkshopError(ticket_needed, ticket_unknown, ticket_used, ticket_void).
    """
    if not required(tx):
        return
    code = read_code(typed)
    if not code:
        raise WorkshopError("ticket_needed")
    row = tx.one("SELECT id, used, void FROM ticket WHERE code = ?", (code,))
    if row is None:
        raise WorkshopError("ticket_unknown")
    if row["used"] or row["void"]:
        raise WorkshopError("ticket_used" if row["used"] else "ticket_void")
    tx.execute("UPDATE ticket SET used = 1 WHERE id = ?", (row["id"],))


HANDLERS: Handlers = {
    RequireTickets: require_tickets,
    MakeTickets: make_tickets,
    CancelTickets: cancel_tickets,
}
