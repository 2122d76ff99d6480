"""The one-time tickets and whether joining needs one. Any thread, with its own reader."""

from __future__ import annotations

from workshop_app.domain.tickets import Tickets
from workshop_app.store.tx import Reader


def required(reader: Reader) -> bool:
    """Whether joining by phone needs a ticket now: the last word counts."""
    row = reader.one("SELECT needed FROM ticket_rule ORDER BY id DESC LIMIT 1")
    return bool(row["needed"]) if row is not None else False


def tickets(reader: Reader) -> Tickets:
    """The tickets, counted."""
    row = reader.one("SELECT count(*) AS n, total(used) AS used, total(void) AS void FROM ticket")
    made, used, void = (0, 0, 0) if row is None else (int(row["n"]), int(row["used"]), int(row["void"]))
    return Tickets(required(reader), made - used - void, used, void)


def free_codes(reader: Reader) -> tuple[str, ...]:
    """The codes that can still be used, by the alphabet."""
    found = reader.query("SELECT code FROM ticket WHERE NOT used AND NOT void ORDER BY code")
    return tuple(row["code"] for row in found)
