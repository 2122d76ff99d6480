"""What a duel is fed with: answers, and their tally as arrays. Pure values, any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LEFT, RIGHT, SKIP, UNKNOWN = "left", "right", "skip", "unknown"
_CODE = {LEFT: 1, RIGHT: 0, SKIP: -1, UNKNOWN: -2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer to one pair.

    `participant`, `left` and `right` are ids; `outcome` is "left", "right", "skip" or "unknown" (skipped by who does
    not know the ideas, which tells nothing of them); `group` is the role in which the person takes part (None: not
    told); `took_ms` is the thinking time in milliseconds (None: not known).
    """

    participant: int
    left: int
    right: int
    outcome: str
    group: str | None = None
    took_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers about `ideas` (sorted ids) as columns of equal length, in an order that does not depend on arrival.

    `left` and `right` hold positions in `ideas`; `outcome` is 1 (left chosen), 0 (right chosen), -1 (skip) or -2
    (skipped as unknown);
    `person` holds the participants' ids; `group` positions in `groups`, or -1 where no group was told.
    """

    ideas: IntArray
    left: IntArray
    right: IntArray
    outcome: IntArray
    person: IntArray
    group: IntArray
    groups: tuple[str, ...]

    def chosen(self) -> Tally:
        """The answers that chose a side."""
        return self.only(self.outcome >= 0)

    def only(self, which: BoolArray | IntArray) -> Tally:
        """The answers where the mask `which` (one truth value an answer) holds, or at those positions."""
        return replace(
            self,
            left=self.left[which],
            right=self.right[which],
            outcome=self.outcome[which],
            person=self.person[which],
            group=self.group[which],
        )


def root_of(idea: int, merged: Mapping[int, int]) -> int:
    """The idea that `idea` now stands for, along a chain of merges; a ring ends at its smallest id."""
    seen: set[int] = set()
    while idea in merged:
        if idea in seen:
            return min(seen)
        seen.add(idea)
        idea = merged[idea]
    return idea


def carried(answers: Iterable[Answer], merged: Mapping[int, int]) -> list[Answer]:
    """The answers with merged ideas replaced by what they were merged into; a duel within one idea says nothing
    and is left out. `merged` maps an idea to the one that it was merged into; the stored answers stay as they are,
    so that a merge can be taken back.
    """
    if not merged:
        return list(answers)
    root = {i: root_of(i, merged) for i in merged}
    out = []
    for a in answers:
        left, right = root.get(a.left, a.left), root.get(a.right, a.right)
        if left != right:
            out.append(a if (left, right) == (a.left, a.right) else replace(a, left=left, right=right))
    return out


def tally(ideas: Sequence[int], answers: Sequence[Answer]) -> Tally:
    """Columns of the answers whose both ideas are in `ideas`.

    Raises ValueError on an outcome other than left, right, skip and unknown.
    """
    ids = np.array(sorted(set(ideas)), dtype=np.int64)
    groups = tuple(sorted({a.group for a in answers if a.group is not None}))
    number = {g: k for k, g in enumerate(groups)}
    try:
        rows = np.array(
            [
                (a.participant, a.left, a.right, _CODE[a.outcome], -1 if a.group is None else number[a.group])
                for a in answers
            ],
            dtype=np.int64,
        ).reshape(-1, 5)
    except KeyError as unknown:
        raise ValueError(f"unknown outcome {unknown}") from None
    known = np.isin(rows[:, 1], ids) & np.isin(rows[:, 2], ids) & (rows[:, 1] != rows[:, 2])
    rows = rows[known]
    # Sorted, so that the same answers in another order give the same sums to the last bit.
    rows = rows[np.lexsort(rows.T[::-1])]
    left, right = np.searchsorted(ids, rows[:, 1]), np.searchsorted(ids, rows[:, 2])
    return Tally(ids, left, right, rows[:, 3], rows[:, 0], rows[:, 4], groups)
