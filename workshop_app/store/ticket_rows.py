"""The one-time tickets and whether joining needs one. Any thread, with its own reader."""

from __future__ import annotations

from workshop_app.domain.tickets import Tickets
from workshop_app.store.tx import Reader

FREE, USED, VOID = "free", "used", "void"


def required(reader: Reader) -> bool:
    """Whether joining by phone needs a ticket now: the last word counts."""
    row = reader.one("SELECT needed FROM ticket_rule ORDER BY id DESC LIMIT 1")
    return bool(row["needed"]) if row is not None else False


def tickets(reader: Reader) -> Tickets:
    """The tickets, counted."""
    counted = {
        row["state"]: row["n"]
        for row in reader.query("SELECT state, count(*) AS n FROM ticket GROUP BY state")
    }
    return Tickets(required(reader), counted.get(FREE, 0), counted.get(USED, 0), counted.get(VOID, 0))


def free_codes(reader: Reader) -> tuple[str, ...]:
    """The codes that can still be used, by the alphabet."""
    found = reader.query("SELECT code FROM ticket WHERE state = ? ORDER BY code", (FREE,))
    return tuple(row["code"] for row in found)
