"""Handlers for the minutes: their own words, and what is given out. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from pathlib import PurePath

from workshop_app.domain import commands as c
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.text import TEXT_LIMIT, clean_or_empty
from workshop_app.domain.workshop import NAMED
from workshop_app.services.handlers import Handlers
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx


def write_minutes_text(tx: Tx, command: c.WriteMinutesText) -> None:
    """Write the wording of one part instead of the one before: who gives the file out could not look that through."""
    if command.erase or (command.part == NAMED and _takes_a_name_off(tx, command.text)):
        erase_copies(tx)
    tx.execute("DELETE FROM minutes_text WHERE part = ?", (command.part,))
    tx.insert("minutes_text", part=command.part, text=clean_or_empty(command.text, TEXT_LIMIT), at=tx.at)
    tx.tell(Changed(Subject.MINUTES))


def _takes_a_name_off(tx: Tx, now: str) -> bool:
    before = workshop_rows.minutes_texts(tx).get(NAMED, "").splitlines()
    return any(not any(line.startswith(name) for line in now.splitlines()) for name in before if name.strip())


def erase_copies(tx: Tx) -> None:
    """What was just erased from the file goes from its rolling copies too, and from minutes that were given."""
    tx.forget_copies = True
    withdraw_minutes(tx, c.WithdrawMinutes())


def give_minutes(tx: Tx, command: c.GiveMinutes) -> None:
    """Keep the document and the page in the file; phones can have them from now on."""
    if workshop_rows.given_minutes(tx) is not None:
        # The one before may hold a name that was taken off since: it goes from the file's copies too.
        tx.forget_copies = True
    withdraw_minutes(tx, c.WithdrawMinutes())
    given = [(command.name, command.media_type, command.content)]
    if command.page:
        given.append((f"{PurePath(command.name).stem}.html", workshop_rows.PAGE_TYPE, command.page))
    for name, media_type, content in given:
        tx.insert("given_document", name=name, media_type=media_type, content=content, given_at=tx.at)
    tx.tell(Changed(Subject.MINUTES))


def withdraw_minutes(tx: Tx, _command: c.WithdrawMinutes) -> None:
    """Nothing can be downloaded any more, and what was given is not kept: somebody may have been named in it."""
    tx.execute(
        "UPDATE given_document SET withdrawn_at = ?, content = x'' WHERE withdrawn_at IS NULL", (tx.at,)
    )
    tx.tell(Changed(Subject.MINUTES))


HANDLERS: Handlers = {
    c.WriteMinutesText: write_minutes_text,
    c.GiveMinutes: give_minutes,
    c.WithdrawMinutes: withdraw_minutes,
}
