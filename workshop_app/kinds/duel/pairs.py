"""A duel's answers as the tables tell them: by pair of ideas, and by how many people gave them. Any thread.

Nothing here says who answered what: a pair has only counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.kinds.duel import rows
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two ideas (by id, the smaller first) and how often the one, the other and neither was chosen."""

    one: int
    other: int
    one_chosen: int
    other_chosen: int
    skipped: int


def pair_counts(reader: Reader, activity: Activity) -> tuple[PairCount, ...]:
    """Every pair that was answered, as the ideas stood then: a merged idea's answers are its own here."""
    found: Counter[tuple[int, int, str]] = Counter()
    for answer in rows.answers(reader, activity.id):
        one, other = sorted((answer.left, answer.right))
        chosen = {"left": answer.left, "right": answer.right}.get(answer.outcome)
        found[one, other, "" if chosen is None else "one" if chosen == one else "other"] += 1
    pairs = sorted({(one, other) for one, other, _ in found})
    return tuple(PairCount(*pair, *(found[*pair, which] for which in ("one", "other", ""))) for pair in pairs)


def turnout(reader: Reader, activity: Activity) -> Mapping[int, int]:
    """Who compared, and how many pairs each; answers that are set aside do not count."""
    return Counter(answer.participant for answer in rows.answers(reader, activity.id))
