"""What has been answered and what is out, by pair: as it stood on the phones, and as merged ideas are counted now."""

from __future__ import annotations

import numpy as np

from workshop_app.duel.answers import CODE, LEFT, FloatArray, IntArray
from workshop_app.duel.history import History


class Counts:
    """Counts of pairs of ideas 0..n-1. One owner thread.

    `won[i, j]` says how often i was chosen over j, `out[i, j]` = `out[j, i]` how many such pairs are on phones; both
    for ideas as they are merged now, with nothing on the diagonal. `root[i]` is the idea that i is counted as.
    """

    def __init__(self) -> None:
        self.won: FloatArray = np.zeros((0, 0))
        self.out: FloatArray = np.zeros((0, 0))
        self.root: IntArray = np.zeros(0, dtype=np.int64)
        self._own_won: FloatArray = np.zeros((0, 0))
        self._own_out: FloatArray = np.zeros((0, 0))

    def grow(self, count: int) -> None:
        """Makes room for ideas up to `count`."""
        old = len(self.root)
        room = (0, max(0, count - old))
        self.won, self.out = np.pad(self.won, room), np.pad(self.out, room)
        self._own_won, self._own_out = np.pad(self._own_won, room), np.pad(self._own_out, room)
        self.root = np.concatenate([self.root, np.arange(old, old + room[1])])

    def put_out(self, i: int, j: int, by: int) -> tuple[int, int]:
        """The pair goes out (`by` = 1) or comes back (-1). Returns what the two are counted as."""
        self._own_out[i, j] += by
        self._own_out[j, i] += by
        a, b = int(self.root[i]), int(self.root[j])
        if a != b:
            self.out[a, b] += by
            self.out[b, a] += by
        return a, b

    def record(self, winner: int, loser: int, by: int) -> tuple[int, int]:
        """`winner` was chosen over `loser` (`by` = 1), or that is taken back (-1). Returns what they are counted as."""
        self._own_won[winner, loser] += by
        a, b = int(self.root[winner]), int(self.root[loser])
        if a != b:
            self.won[a, b] += by
        return a, b

    def take_in(self, given: History, ended: History) -> None:
        """Pairs that went out, and what became of those that are not out any more, by position."""
        for told, by in ((given, 1.0), (ended, -1.0)):
            np.add.at(self._own_out, (told.left, told.right), by)
            np.add.at(self._own_out, (told.right, told.left), by)
        chose = ended.only(ended.outcome >= 0)
        left = chose.outcome == CODE[LEFT]
        winner, loser = np.where(left, chose.left, chose.right), np.where(left, chose.right, chose.left)
        np.add.at(self._own_won, (winner, loser), 1.0)
        for counted, own in ((self.won, self._own_won), (self.out, self._own_out)):
            counted[:] = 0.0
            np.add.at(counted, np.ix_(self.root, self.root), own)
            np.fill_diagonal(counted, 0.0)

    def touched(self, root: IntArray) -> IntArray:
        """The ideas that will have other pairs when `root[i]` is what idea i is counted as, sorted."""
        other = root != self.root
        return np.unique(np.concatenate([np.flatnonzero(other), root[other], self.root[other]]))

    def merge(self, root: IntArray) -> None:
        """Counts for other merges. Only the rows and columns of the ideas that it touches are counted again."""
        again, n = self.touched(root), len(root)
        self.root = root.copy()
        for idea in again.tolist():
            members = np.flatnonzero(root == idea)
            for counted, own in ((self.won, self._own_won), (self.out, self._own_out)):
                counted[idea, :] = np.bincount(root, own[members].sum(axis=0), n)
                counted[:, idea] = np.bincount(root, own[:, members].sum(axis=1), n)
                counted[idea, idea] = 0.0

    def brought(self) -> FloatArray:
        """How many answers that chose a side each idea has brought in under its own name."""
        return np.asarray(self._own_won.sum(axis=0) + self._own_won.sum(axis=1))
