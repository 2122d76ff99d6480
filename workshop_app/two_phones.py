"""Which phones are one person's, told by the codes that they show: for the window. Any thread, with its own reader."""

from __future__ import annotations

from workshop_app.domain.codes import read_code
from workshop_app.store import workshop_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader


def person_with(reader: Reader, typed: str) -> int | None:
    """The number of the person whose code was typed, or None."""
    person = workshop_rows.participant_by_code(reader, read_code(typed))
    return None if person is None else person.id


def second_phones(reader: Reader) -> list[tuple[int, str, str]]:
    """The phones that count as another's: number, own code, the other's code."""
    return [
        (number, _code(reader, number), _code(reader, into))
        for number, into in sorted(merged(reader).items())
    ]


def _code(reader: Reader, number: int) -> str:
    return workshop_rows.code_of(reader, number) or "–"
