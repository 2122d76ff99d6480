"""Appearances and comparisons: rows read into values. Any thread, with its own reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workshop_app.duel.answers import Answer
from workshop_app.store.tx import Reader, Record, moment

# The last row of an appearance's comparisons says how it stands: after an undo it is unanswered.
_STANDING = """
    SELECT a.id, a.participant_id, a.left_id, a.right_id, a.at, c.outcome, c.took_ms, c.at AS answered_at
    FROM appearance a LEFT JOIN comparison c
    ON c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id)
"""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A pair that was shown to a person. `outcome` is None while it is out on the phone."""

    id: int
    participant_id: int
    left_id: int
    right_id: int
    shown_at: datetime
    outcome: str | None
    took_ms: int | None

    @property
    def answered(self) -> bool:
        """Whether it counts as one of the person's comparisons."""
        return self.outcome in ("left", "right", "skip")

    @property
    def out(self) -> bool:
        """Whether it waits for its answer."""
        return self.outcome is None or self.outcome == "undo"


def of_person(reader: Reader, activity_id: int, participant_id: int) -> tuple[Appearance, ...]:
    """What was shown to one person, in order."""
    rows = reader.query(
        f"{_STANDING} WHERE a.activity_id = ? AND a.participant_id = ? ORDER BY a.id",
        (activity_id, participant_id),
    )
    return tuple(_appearance(row) for row in rows)


def of_activity(reader: Reader, activity_id: int) -> tuple[Appearance, ...]:
    """Everything that was shown in one duel, in order."""
    rows = reader.query(f"{_STANDING} WHERE a.activity_id = ? ORDER BY a.id", (activity_id,))
    return tuple(_appearance(row) for row in rows)


def by_id(reader: Reader, activity_id: int, appearance_id: int) -> Appearance | None:
    """One appearance of a duel, or None."""
    row = reader.one(f"{_STANDING} WHERE a.activity_id = ? AND a.id = ?", (activity_id, appearance_id))
    return None if row is None else _appearance(row)


def last_answered(reader: Reader, activity_id: int, participant_id: int) -> Appearance | None:
    """The person's answer that was given last and still stands."""
    row = reader.one(
        f"{_STANDING} WHERE a.activity_id = ? AND a.participant_id = ? AND c.outcome IN ('left', 'right', 'skip') "
        "ORDER BY c.id DESC LIMIT 1",
        (activity_id, participant_id),
    )
    return None if row is None else _appearance(row)


def aside(reader: Reader) -> frozenset[int]:
    """The people whose answers the facilitator has set aside: the last word on each counts."""
    found = reader.query("SELECT participant_id, aside FROM set_aside ORDER BY id")
    last = {row["participant_id"]: row["aside"] for row in found}
    return frozenset(person for person, is_aside in last.items() if is_aside)


def answered_in(reader: Reader, participant_id: int) -> tuple[int, ...]:
    """The duels in which the person was shown anything."""
    query = "SELECT DISTINCT activity_id FROM appearance WHERE participant_id = ? ORDER BY activity_id"
    return tuple(row["activity_id"] for row in reader.query(query, (participant_id,)))


def groups(reader: Reader) -> dict[int, str | None]:
    """Each participant's group."""
    return {row["id"]: row["group_id"] for row in reader.query("SELECT id, group_id FROM participant")}


def answers(reader: Reader, activity_id: int) -> tuple[Answer, ...]:
    """The answers of one duel that stand, as the ranking takes them: without those that are set aside."""
    group_of, left_out = groups(reader), aside(reader)
    return tuple(
        as_answer(appearance, group_of.get(appearance.participant_id))
        for appearance in of_activity(reader, activity_id)
        if appearance.answered and appearance.participant_id not in left_out
    )


def answer_times(reader: Reader, activity_id: int) -> list[float]:
    """When the answers of one duel that stand were given, in seconds, oldest first; at most the last 2,000."""
    rows = reader.query(
        "SELECT c.at FROM comparison c JOIN appearance a ON a.id = c.appearance_id WHERE a.activity_id = ? "
        "AND c.outcome IN ('left', 'right', 'skip') ORDER BY c.id DESC LIMIT 2000",
        (activity_id,),
    )
    return sorted(moment(row["at"]).timestamp() for row in rows)


def as_answer(appearance: Appearance, group: str | None) -> Answer:
    """An answered appearance as the ranking takes it."""
    return Answer(
        participant=appearance.participant_id,
        left=appearance.left_id,
        right=appearance.right_id,
        outcome=appearance.outcome or "skip",
        group=group,
        took_ms=appearance.took_ms,
    )


def extra_pairs(reader: Reader, activity_id: int, participant_id: int) -> int:
    """How many times the person asked for more pairs."""
    row = reader.one(
        "SELECT count(*) FROM more_asked WHERE activity_id = ? AND participant_id = ?",
        (activity_id, participant_id),
    )
    return int(row[0]) if row is not None else 0


def _appearance(row: Record) -> Appearance:
    return Appearance(
        row["id"],
        row["participant_id"],
        row["left_id"],
        row["right_id"],
        moment(row["at"]),
        row["outcome"],
        row["took_ms"],
    )
