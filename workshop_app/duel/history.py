"""The pairs that a duel has given out so far, as columns, for a picker to take in at once. Pure values, any thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import BoolArray, IntArray

#: Outcomes besides those of `answers.CODE`: the pair is out on a phone, or will not be answered.
OUT, VOID = -3, -4


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Pairs that were given out, as columns of equal length, in the order in which they were shown.

    `participant`, `left` and `right` hold ids, or the ideas' positions once they are `placed`; `outcome` is 1 (left
    chosen), 0 (right chosen), -1 (skip), OUT or VOID.
    """

    participant: IntArray
    left: IntArray
    right: IntArray
    outcome: IntArray

    def __len__(self) -> int:
        """How many."""
        return len(self.participant)

    @property
    def low(self) -> IntArray:
        """Of each pair the smaller id or position."""
        return np.minimum(self.left, self.right)

    @property
    def high(self) -> IntArray:
        """Of each pair the greater one."""
        return np.maximum(self.left, self.right)

    def only(self, which: BoolArray | IntArray) -> History:
        """Those where the mask `which` holds, or at those positions."""
        return History(self.participant[which], self.left[which], self.right[which], self.outcome[which])

    def ideas(self) -> list[int]:
        """The ideas, in the order in which they were shown first."""
        ideas, first = np.unique(np.stack([self.left, self.right], axis=1), return_index=True)
        found: list[int] = ideas[np.argsort(first)].tolist()
        return found

    def placed(self, ids: IntArray) -> History:
        """With each idea's position in `ids` in place of its id."""
        order = np.argsort(ids)
        left, right = (order[np.searchsorted(ids, side, sorter=order)] for side in (self.left, self.right))
        return History(self.participant, left, right, self.outcome)

    def settled(self) -> tuple[History, History]:
        """Each pair of each person once: as it was shown first, and what became of it, for those that are not out.

        Of what became of a pair that a person was given twice the first counts. Both are in the order of showing.
        """
        _, person = np.unique(self.participant, return_inverse=True)
        many = 1 + int(self.high.max(initial=0))
        pairs = (person * many + self.low) * many + self.high
        _, first = np.unique(pairs, return_index=True)
        ended = np.flatnonzero(self.outcome != OUT)
        _, at = np.unique(pairs[ended], return_index=True)
        return self.only(np.sort(first)), self.only(ended[np.sort(at)])
