"""Handlers for participants. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.people import Channel
from workshop_app.domain.text import LANGUAGES
from workshop_app.services.handlers import Handlers
from workshop_app.services.rejoining import give_code
from workshop_app.services.tickets import admit
from workshop_app.store import workshop_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Tx


def join(tx: Tx, command: c.Join) -> int:
    """Write the new person down; a second joining with the same secret is the same person.

    Raises WorkshopError(group_unknown, language_unknown), and what `admit` refuses.
    """
    known = workshop_rows.participant_by_token(tx, command.token_hash)
    if known is not None:
        return known.id
    groups = {group.id for group in workshop_rows.workshop(tx).groups}
    if command.group_id is not None and command.group_id not in groups:
        raise WorkshopError("group_unknown")
    _check_language(command.language)
    if command.channel is not Channel.PAPER:
        admit(tx, command.ticket)
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


def merge_participants(tx: Tx, command: c.MergeParticipants) -> c.MergeParticipants | None:
    """Append that one counts as another, or that they do no more; nothing that they answered is moved.

    Returns what takes it back, None where nothing changed.

    Raises WorkshopError(participant_unknown, already_one).
    """
    numbers = [command.participant_id] + ([] if command.into_id is None else [command.into_id])
    if any(workshop_rows.participant(tx, number) is None for number in numbers):
        raise WorkshopError("participant_unknown")
    others = merged(tx)
    person, into = command.participant_id, command.into_id
    if into is not None:
        person, into = others.get(person, person), others.get(into, into)
        if person == into:
            raise WorkshopError("already_one")
    elif person not in others:
        return None
    tx.insert("participant_merge", participant_id=person, into_id=into, at=tx.at)
    tx.remembered("merges_version", 0, lambda: [0])[0] += 1
    for subject in (Subject.PEOPLE, Subject.IDEAS, Subject.ANSWERS):
        tx.tell(Changed(subject))
    return c.MergeParticipants(person, others.get(person))


def merges_version(tx: Tx) -> int:
    """Grows when two become one or two again; what is kept in memory about people compares it."""
    return tx.remembered("merges_version", 0, lambda: [0])[0]


def choose_language(tx: Tx, command: c.ChooseLanguage) -> None:
    """Remember the language the person reads in."""
    _check_language(command.language)
    tx.execute("UPDATE participant SET language = ? WHERE id = ?", (command.language, command.participant_id))
    tx.tell(Changed(Subject.PEOPLE))


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise WorkshopError("language_unknown")


HANDLERS: Handlers = {
    c.Join: join,
    c.MergeParticipants: merge_participants,
    c.ChooseLanguage: choose_language,
}
