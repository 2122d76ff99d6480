"""Handler for the shared device's key. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.domain.tickets import new_ticket
from workshop_app.services.handlers import Handlers
from workshop_app.store import kiosk_rows
from workshop_app.store.tx import Tx


def allow_kiosk(tx: Tx, command: AllowKiosk) -> str | None:
    """Append the key, or that there is none any more; what holds already is not written again."""
    known = kiosk_rows.key(tx)
    if command.on == (known is not None):
        return known
    made = new_ticket() if command.on else None
    tx.insert("kiosk_key", key=made, at=tx.at)
    tx.tell(Changed(Subject.WORKSHOP))
    return made


HANDLERS: Handlers = {AllowKiosk: allow_kiosk}
