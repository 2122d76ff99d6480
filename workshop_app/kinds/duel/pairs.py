"""A duel's answers as the tables tell them: by pair of ideas, and by how many people gave them. Any thread.

Nothing here says who answered what: a pair has only counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workshop_app.domain.agenda import Activity
from workshop_app.duel.answers import CODE, LEFT, Answers
from workshop_app.kinds.duel.given import answers
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two ideas (by id, the smaller first) and how often the one, the other and neither was chosen."""

    one: int
    other: int
    one_chosen: int
    other_chosen: int
    skipped: int


def pair_counts(told: Answers) -> tuple[PairCount, ...]:
    """Every pair that was answered, as the ideas stood then: a merged idea's answers are its own here."""
    low, high = np.minimum(told.left, told.right), np.maximum(told.left, told.right)
    # Which was chosen: 0 the smaller id, 1 the other, 2 neither.
    chose_low = (told.outcome == CODE[LEFT]) == (told.left == low)
    which = np.where(told.outcome < 0, 2, np.where(chose_low, 0, 1))
    pairs, back = np.unique(np.stack([low, high]), axis=1, return_inverse=True)
    counts = np.bincount(3 * back.ravel() + which, minlength=3 * pairs.shape[1]).reshape(-1, 3)
    return tuple(
        PairCount(*pair, *count) for pair, count in zip(pairs.T.tolist(), counts.tolist(), strict=True)
    )


def turnout(reader: Reader, activity: Activity) -> Mapping[int, int]:
    """Who compared, and how many pairs each; answers that are set aside do not count."""
    return answers(reader, activity.id).by_person()
