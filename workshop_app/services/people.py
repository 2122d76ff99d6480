"""Handlers for participants. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.people import Channel
from workshop_app.domain.text import LANGUAGES
from workshop_app.services.rejoining import give_code
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx


def join(tx: Tx, command: c.Join) -> int:
    """Write the new person down; a second joining with the same secret is the same person.

    Raises WorkshopError(group_unknown, language_unknown).
    """
    known = workshop_rows.participant_by_token(tx, command.token_hash)
    if known is not None:
        return known.id
    groups = {group.id for group in workshop_rows.workshop(tx).groups}
    if command.group_id is not None and command.group_id not in groups:
        raise WorkshopError("group_unknown")
    _check_language(command.language)
    participant_id = tx.insert(
        "participant",
        token_hash=command.token_hash,
        group_id=command.group_id,
        language=command.language,
        channel=command.channel.value,
        joined_at=tx.at,
    )
    if command.channel is Channel.PHONE:
        give_code(tx, c.GiveCode(participant_id))
    tx.tell(Changed(Subject.PEOPLE))
    return participant_id


def choose_language(tx: Tx, command: c.ChooseLanguage) -> None:
    """Remember the language the person reads in."""
    _check_language(command.language)
    tx.execute("UPDATE participant SET language = ? WHERE id = ?", (command.language, command.participant_id))
    tx.tell(Changed(Subject.PEOPLE))


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise WorkshopError("language_unknown")
