"""Appearances and comparisons: rows read into values. Any thread, with its own reader."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from workshop_app.duel.answers import Answer
from workshop_app.store.merge_rows import marks, merged, numbers_of
from workshop_app.store.tx import Reader, Record, moment

#: The outcome, as it is read, of what the same person answered earlier on another phone.
TWICE = "twice"

# The last row of an appearance's comparisons says how it stands: after an undo it is unanswered.
_STANDING = """
    SELECT a.id, a.participant_id, a.left_id, a.right_id, a.at, c.id AS answer_id, c.outcome, c.took_ms,
    c.at AS answered_at
    FROM appearance a LEFT JOIN comparison c
    ON c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id)
"""


_SETTLED = attrgetter("settled_by")


class Appearance(NamedTuple):
    """A pair that was given out to a person. A tuple, as each answer makes several.

    `outcome` is None while it is out on the phone, and TWICE when the person had answered the pair before on another
    phone. `answer_id` puts the answers in order.
    """

    id: int
    participant_id: int
    left_id: int
    right_id: int
    shown_at: datetime
    outcome: str | None
    took_ms: int | None
    answer_id: int | None = None
    #: When it was answered, taken back or voided last.
    answered_at: datetime | None = None

    @property
    def answered(self) -> bool:
        """Whether it counts as one of the person's comparisons."""
        return self.outcome in ("left", "right", "skip")

    @property
    def out(self) -> bool:
        """Whether it waits for its answer."""
        return self.outcome is None or self.outcome == "undo"

    @property
    def settled_by(self) -> int:
        """The number of the row that says how it stands, which puts answers in order; 0 where there is none."""
        return self.answer_id or 0

    @property
    def pair(self) -> frozenset[int]:
        """The two ideas, whatever their sides."""
        return frozenset((self.left_id, self.right_id))


def of_person(reader: Reader, activity_id: int, participant_id: int) -> tuple[Appearance, ...]:
    """What was shown to one person, on all their phones, in order."""
    numbers = numbers_of(reader, participant_id)
    rows = reader.query(
        f"{_STANDING} WHERE a.activity_id = ? AND a.participant_id IN ({marks(numbers)}) ORDER BY a.id",
        (activity_id, *numbers),
    )
    shown = tuple(_appearance(row) for row in rows)
    return shown if len(numbers) == 1 else _of_several_phones(shown, participant_id)


def _of_several_phones(shown: tuple[Appearance, ...], person: int) -> tuple[Appearance, ...]:
    """What was shown on the phones of one person, as theirs: of a pair answered on two the first answer counts."""
    first: dict[frozenset[int], int] = {}
    for a in sorted((a for a in shown if a.answered), key=_SETTLED):
        first.setdefault(a.pair, a.id)
    return tuple(
        a._replace(participant_id=person, outcome=TWICE)
        if first.get(a.pair, a.id) != a.id and (a.answered or a.out)
        else a._replace(participant_id=person)
        for a in shown
    )


def last_answered(reader: Reader, activity_id: int, participant_id: int) -> Appearance | None:
    """The person's answer that was given last and still stands."""
    answered = [a for a in of_person(reader, activity_id, participant_id) if a.answered]
    return max(answered, key=_SETTLED, default=None)


def same_pair(reader: Reader, appearance: Appearance) -> tuple[int, ...]:
    """The numbers of the person's answers to the pair of `appearance` on other phones, which don't count."""
    numbers = numbers_of(reader, appearance.participant_id)
    if len(numbers) == 1:
        return ()
    row = reader.one("SELECT activity_id FROM appearance WHERE id = ?", (appearance.id,))
    shown = of_person(reader, row["activity_id"], appearance.participant_id) if row is not None else ()
    return tuple(a.id for a in shown if a.outcome == TWICE and a.pair == appearance.pair)


def aside(reader: Reader) -> frozenset[int]:
    """The people whose answers the facilitator has set aside: the last word on each counts.

    With one phone of a person the whole person is set aside.
    """
    found = reader.query("SELECT participant_id, aside FROM set_aside ORDER BY id")
    last = {row["participant_id"]: row["aside"] for row in found}
    others = merged(reader)
    return frozenset(others.get(person, person) for person, is_aside in last.items() if is_aside)


def answered_in(reader: Reader, participant_id: int) -> tuple[int, ...]:
    """The duels in which the person was shown anything."""
    numbers = numbers_of(reader, participant_id)
    theirs = f"FROM appearance WHERE participant_id IN ({marks(numbers)})"
    found = reader.query(f"SELECT DISTINCT activity_id {theirs} ORDER BY activity_id", numbers)
    return tuple(row["activity_id"] for row in found)


def groups(reader: Reader) -> dict[int, str | None]:
    """Each participant's group."""
    return {row["id"]: row["group_id"] for row in reader.query("SELECT id, group_id FROM participant")}


def reasons(reader: Reader, activity_id: int) -> dict[int, str]:
    """Why pairs were skipped, by appearance, where the skip stands and somebody said it."""
    # CROSS: from the few reasons to the answers. By itself SQLite would go through all answers for them.
    found = reader.query(
        "SELECT a.id, s.reason FROM skip_reason s CROSS JOIN comparison c ON c.id = s.comparison_id "
        "CROSS JOIN appearance a ON a.id = c.appearance_id WHERE a.activity_id = ? AND c.outcome = 'skip' "
        "AND c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id) ORDER BY s.id",
        (activity_id,),
    )
    return {row["id"]: row["reason"] for row in found}


def reason_of(reader: Reader, skipped: Appearance) -> str | None:
    """Why this pair was skipped, as it was said last; None where nothing was said."""
    asked = "SELECT reason FROM skip_reason WHERE comparison_id = ? ORDER BY id DESC LIMIT 1"
    said = reader.one(asked, (skipped.answer_id,))
    return None if said is None else str(said["reason"])


def why_open(reader: Reader, last: Appearance) -> int | None:
    """The pair of the person's last answer, when it was skipped and nothing was said about why; its appearance's id."""
    if last.outcome != "skip":
        return None
    return last.id if reason_of(reader, last) is None else None


def answer_times(reader: Reader, activity_id: int) -> list[float]:
    """When the answers of one duel that stand were given, in seconds, oldest first; at most the last 2,000."""
    # CROSS: back from the last answer, instead of sorting all.
    rows = reader.query(
        "SELECT c.at FROM comparison c CROSS JOIN appearance a ON a.id = c.appearance_id WHERE a.activity_id = ? "
        "AND c.outcome IN ('left', 'right', 'skip') ORDER BY c.id DESC LIMIT 2000",
        (activity_id,),
    )
    return sorted(moment(row["at"]).timestamp() for row in rows)


def as_answer(appearance: Appearance) -> Answer:
    """An answered appearance as the picker takes it, which does not ask for the person's group."""
    return Answer(
        participant=appearance.participant_id,
        left=appearance.left_id,
        right=appearance.right_id,
        outcome=appearance.outcome or "skip",
        took_ms=appearance.took_ms,
    )


def extra_pairs(reader: Reader, activity_id: int, participant_id: int) -> int:
    """How many times the person asked for more pairs."""
    numbers = numbers_of(reader, participant_id)
    theirs = f"FROM more_asked WHERE activity_id = ? AND participant_id IN ({marks(numbers)})"
    row = reader.one(f"SELECT count(*) {theirs}", (activity_id, *numbers))
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
        row["answer_id"],
        moment(row["answered_at"]) if row["answered_at"] else None,
    )
