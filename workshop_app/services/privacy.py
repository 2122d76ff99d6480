"""Wiping what ties phones to people. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.domain.agenda import live
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.workshop import NAMED
from workshop_app.services.ideas import erase_left_out
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx


def wipe(tx: Tx, command: c.WipePersonalData) -> None:
    """Overwrite the secrets' hashes, codes, keys, tickets and phones' own numbers, remove e-mail addresses and names.

    Who answered what stays. The phones that took part are strangers afterwards. SQLite overwrites what it deletes
    (secure_delete), and the log and the rolling copies go too.

    Raises WorkshopError(still_open) while an activity is open.
    """
    if live(workshop_rows.activities(tx)) is not None:
        raise WorkshopError("still_open")
    tx.execute("UPDATE participant SET token_hash = 'wiped-' || id")
    tx.execute("DELETE FROM rejoin_code")
    tx.execute("DELETE FROM device")
    tx.execute("DELETE FROM mail_address")
    tx.execute("DELETE FROM kiosk_key")
    if workshop_rows.minutes_texts(tx).get(NAMED):
        # Whoever asked to be named stands in the minutes that were given too; they can be given again.
        tx.execute("DELETE FROM minutes_text WHERE part = ?", (NAMED,))
        tx.execute("DELETE FROM given_document")
    tx.execute("UPDATE ticket SET code = 'wiped-' || id, void = 1 - used")
    tx.execute("UPDATE idea SET client_id = NULL")
    if command.words:
        erase_left_out(tx)
    tx.forget_copies = True
    for subject in (Subject.PEOPLE, Subject.ANSWERS, Subject.MINUTES, Subject.WORKSHOP):
        tx.tell(Changed(subject))
