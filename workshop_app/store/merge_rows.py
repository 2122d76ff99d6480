"""Which participants are one person with two phones. Any thread, with its own reader."""

from __future__ import annotations

from workshop_app.domain.people import one_person
from workshop_app.store.tx import Reader


def merged(reader: Reader) -> dict[int, int]:
    """Participant -> the one that they count as; only those that count as another. The last word on each holds."""
    rows = reader.query("SELECT participant_id, into_id FROM participant_merge ORDER BY id")
    last = {row["participant_id"]: row["into_id"] for row in rows}
    return one_person({number: into for number, into in last.items() if into is not None})


def numbers_of(reader: Reader, participant_id: int) -> tuple[int, ...]:
    """Every number under which the person has answered, their own first."""
    others = (number for number, into in merged(reader).items() if into == participant_id)
    return (participant_id, *sorted(others))


def marks(numbers: tuple[int, ...]) -> str:
    """Place holders for as many numbers in an SQL list."""
    return ", ".join("?" * len(numbers))
