"""Handlers for the addresses that want the minutes. WRITER THREAD, inside the transaction.

A row has no person and only a day; its number is drawn by lot, so that the order of the rows tells nobody's turn.
"""

from __future__ import annotations

import secrets

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.mail import ADDRESSES, ForgetAddress, ForgetAddresses, KeepAddress, read_address
from workshop_app.services.handlers import Handlers
from workshop_app.store import mail_rows
from workshop_app.store.tx import Tx


def keep_address(tx: Tx, command: KeepAddress) -> None:
    """Write it down once. Raises WorkshopError(address_wrong, too_many_addresses)."""
    address = read_address(command.address)
    if tx.one("SELECT 1 FROM mail_address WHERE address = ? COLLATE NOCASE", (address,)) is not None:
        return
    if mail_rows.address_count(tx) >= ADDRESSES:
        raise WorkshopError("too_many_addresses")
    tx.insert("mail_address", id=secrets.randbelow(2**53), address=address, day=tx.now.date().isoformat())
    tx.tell(Changed(Subject.MINUTES))


def forget_address(tx: Tx, command: ForgetAddress) -> None:
    """Take one out of the file, its log and its rolling copies. Raises WorkshopError(address_wrong)."""
    address = read_address(command.address)
    if tx.execute("DELETE FROM mail_address WHERE address = ? COLLATE NOCASE", (address,)):
        _gone(tx)


def forget_addresses(tx: Tx, command: ForgetAddresses) -> int:
    """Take them out of the file, its log and its rolling copies."""
    last = "9999-12-31" if command.until is None else command.until.isoformat()
    gone = tx.execute("DELETE FROM mail_address WHERE day <= ?", (last,))
    if gone:
        _gone(tx)
    return gone


def _gone(tx: Tx) -> None:
    tx.forget_copies = True
    tx.tell(Changed(Subject.MINUTES))


HANDLERS: Handlers = {
    KeepAddress: keep_address,
    ForgetAddress: forget_address,
    ForgetAddresses: forget_addresses,
}
