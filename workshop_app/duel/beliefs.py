"""What a running duel knows about the strengths, kept up to date in small steps. One owner thread, no clock.

The strengths have a normal approximation of their Bradley-Terry posterior. An answer costs its share of an update of
low rank and a bounded share of a refit, so nobody ever waits for a whole one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.counts import Counts
from workshop_app.duel.fit import logistic
from workshop_app.duel.history import VOID, History
from workshop_app.duel.regrouping import middle, replaced, shared_out

HALF = 0.5  # how much of an answer a pair counts for while it is out on a phone
_BLOCK = 32  # columns of the inverse made in one step
_CHUNK = 64  # strengths settled in one step
_EARLY = 5  # with so many answers an idea every answer is followed by a step; with twice as many every other one ...
_PATIENT = 16  # ... and never fewer than one in so many
_TOGETHER = 32  # pairs of which the covariance is told at once, at the most
_ROUNDS = 2  # inversions that are made without waiting after ideas were merged
_NARROW, _WIDE = 0.25, 3.0  # limits of the prior width that the answers suggest


class Inversion:
    """The inverse of a symmetric positive definite matrix, made in equal steps (the sweep operator, by blocks)."""

    def __init__(self, matrix: FloatArray) -> None:
        self._matrix = matrix
        self._at = 0

    def step(self) -> bool:
        """Sweeps the next block of columns; True when the last one is done."""
        a, n = self._matrix, len(self._matrix)
        block = slice(self._at, min(self._at + _BLOCK, n))
        inverse = np.linalg.inv(a[block, block])
        side = a[:, block] @ inverse
        other = a[block, :].copy()
        a -= side @ other
        a[:, block] = side
        a[block, :] = side.T
        a[block, block] = -inverse
        self._at = block.stop
        return self._at >= n

    def result(self) -> FloatArray:
        """The inverse, after the last step."""
        return -0.5 * (self._matrix + self._matrix.T)


class Beliefs:
    """Mean and covariance of the strengths (logits) of ideas 0..n-1, with the counts that they come from.

    Ideas are named as they stood on the phone; what is believed is believed of what they are merged into.
    """

    def __init__(self) -> None:
        self.mean: FloatArray = np.zeros(0)
        self._cov: FloatArray = np.zeros((0, 0))
        # Information that `_cov` does not hold yet, by pair: one update for many.
        self._untold: dict[tuple[int, int], float] = {}
        self.counts = Counts()
        # While many answers come at once, they are only counted.
        self.counting = False
        # [i, j] = [j, i]: the information that `cov` holds of the pair, what is untold included
        self._held: FloatArray = np.zeros((0, 0))
        self.prior = 1.0  # variance of the strengths before any answer
        self._next_prior = 1.0
        self._inversion: Inversion | None = None
        self._since: dict[tuple[int, int], float] = {}  # information that came while the inversion runs
        self._turn = 0
        self._count = 0  # answers that chose a side
        self._waiting = 0  # answers since the last step
        self._hurry = 0  # steps to take without waiting

    @property
    def cov(self) -> FloatArray:
        """The covariance, with all that is known."""
        if self._untold:
            self._cov = informed(self._cov, self._untold)
            self._untold = {}
        return self._cov

    def variance(self, i: int, j: int) -> float:
        """The variance of the difference of two strengths; what came since the last update may be left out."""
        cov = self._cov
        return float(cov[i, i] + cov[j, j] - 2.0 * cov[i, j])

    def chance(self, i: int, j: int) -> float:
        """How likely i is chosen over j."""
        return 0.5 * (1.0 + math.tanh(0.5 * float(self.mean[i] - self.mean[j])))

    def grow(self, count: int) -> None:
        """Makes room for ideas up to `count`; new ones know nothing but the prior."""
        old = len(self.mean)
        if count <= old:
            return
        room = (0, count - old)
        self.counts.grow(count)
        self.mean, self._held, self._cov = (np.pad(a, room) for a in (self.mean, self._held, self.cov))
        np.einsum("ii->i", self._cov)[old:] = self.prior
        self._inversion = None

    def put_out(self, i: int, j: int, by: int) -> None:
        """The pair goes out on a phone (`by` = 1), or comes back without an answer (-1)."""
        self._absorb(*self.counts.put_out(i, j, by))

    def record(self, winner: int, loser: int, by: int) -> None:
        """An answer to a pair that was out came (`by` = 1), or was taken back, so that it is out again (-1)."""
        self._count += by
        self.counts.put_out(winner, loser, -by)
        self._absorb(*self.counts.record(winner, loser, by))

    def take_in(self, given: History, ended: History) -> None:
        """Pairs that went out, and what became of those that are not out any more, by position; with a refit."""
        self.counts.take_in(given, ended)
        self._count += int((ended.outcome >= 0).sum())
        self._waiting += int((ended.outcome != VOID).sum())
        self.refit()

    def merge(self, root: IntArray) -> None:
        """Other merges: `root[i]` is the idea that i is counted as from now on.

        The counts are right at once. What is believed is moved by one step from what was known, which comes near; the
        exact refit is made by the answers after it in their bounded steps, without the usual waiting in between.
        """
        counts, which = self.counts, self.counts.touched(root)
        if not len(which):
            return
        pull, held = self._rest(which).sum(axis=0), self._held[which].sum(axis=0)
        self.mean[which] = middle(self.mean, counts.root, root, counts.brought())[which]
        counts.merge(root)
        weight = (counts.won + counts.won.T + HALF * counts.out)[which]
        told = shared_out(held, weight)
        p = logistic(self.mean[which, None] - self.mean[None, which])
        told[:, which] = weight[:, which] * p * (1.0 - p)
        self._held[which], self._held[:, which] = told, told.T
        self._cov = replaced(self.cov, which, told, self.prior)
        rest = self._rest(which)
        slope = pull - rest.sum(axis=0)
        slope[which] = rest.sum(axis=1) - self.mean[which] / self.prior
        self._move(self.cov @ slope)
        self._begin_soon()

    @contextmanager
    def catching_up(self) -> Iterator[None]:
        """Many answers come or go at once: they are counted now, and believed in the steps of the next answers."""
        self.counting = True
        try:
            yield
        finally:
            self.counting = False
            self._begin_soon()

    def _begin_soon(self) -> None:
        """The inversion that runs is out of date: the next steps make a fresh one, without waiting in between."""
        self._inversion, self._since = None, {}
        self._hurry = _ROUNDS * -(-len(self.mean) // _BLOCK)

    def step(self) -> None:
        """A bounded share of a refit: some strengths are settled, a block of the covariance is made anew.

        Called after each answer. The more answers there are the less one moves, and the more of them wait for the
        next step that is taken.
        """
        n = len(self.mean)
        self._waiting += 1
        if n == 0 or self.counting:
            return
        if not self._hurry and self._waiting < min(_PATIENT, self._count // (_EARLY * n)):
            return
        self._waiting, self._hurry = 0, max(0, self._hurry - 1)
        self._settle(np.arange(self._turn, self._turn + min(_CHUNK, n)) % n)
        self._turn = (self._turn + _CHUNK) % n
        running = self._inversion or self._begin()
        if running.step():
            self._finish(running.result())

    def refit(self) -> None:
        """Starts again from all that is counted. Takes its time."""
        for _ in range(6 if len(self.mean) else 0):
            running = self._begin()
            while not running.step():
                pass
            self._finish(running.result())
            self._settle(np.arange(len(self.mean)))

    def _absorb(self, i: int, j: int) -> None:
        if i == j or self.counting:
            return
        p, counts = self.chance(i, j), self.counts
        told = float(counts.won[i, j] + counts.won[j, i] + HALF * counts.out[i, j]) * p * (1.0 - p)
        change = told - float(self._held[i, j])
        self._held[i, j] = self._held[j, i] = told
        pair = (i, j) if i < j else (j, i)
        self._untold[pair] = self._untold.get(pair, 0.0) + change
        if self._inversion is not None:
            self._since[pair] = self._since.get(pair, 0.0) + change
        if len(self._untold) > _TOGETHER:
            self._cov = self.cov

    def _settle(self, which: IntArray) -> None:
        """Moves the mean so that the log posterior has no slope left in `which` strengths.

        The covariance is the inverse of the curvature, so this changes no other slope (to first order): going round
        in turns ends at the same place as Newton's method on all.
        """
        slope = self._rest(which).sum(axis=1) - self.mean[which] / self.prior
        self._move(self.cov[:, which] @ slope)

    def _rest(self, which: IntArray) -> FloatArray:
        """How much more often each idea in `which` was chosen over each idea than is believed; shape (k, n)."""
        won, lost = self.counts.won[which], self.counts.won[:, which].T
        p = logistic(self.mean[which, None] - self.mean[None, :])
        return np.asarray(won - (won + lost) * p)

    def _move(self, move: FloatArray) -> None:
        self.mean += move * min(1.0, 1.0 / max(1e-12, float(np.abs(move).max())))

    def _begin(self) -> Inversion:
        n = len(self.mean)
        answers = self.counts.won + self.counts.won.T
        if answers.sum() > 4 * n:
            # What the answers say of the prior's width: one step of expectation-maximisation.
            width = float(np.trace(self.cov) + self.mean @ self.mean) / n
            self._next_prior = min(max(width, _NARROW**2), _WIDE**2)
        p = logistic(self.mean[:, None] - self.mean[None, :])
        self._held = (answers + HALF * self.counts.out) * p * (1.0 - p)
        matrix = -self._held
        np.einsum("ii->i", matrix)[:] = self._held.sum(axis=1) + 1.0 / self._next_prior
        self._since = {}
        self._inversion = Inversion(matrix)
        return self._inversion

    def _finish(self, inverse: FloatArray) -> None:
        self._cov = informed(inverse, self._since)
        self._untold, self._since = {}, {}
        self.prior = self._next_prior
        self._inversion = None


def informed(cov: FloatArray, told: Mapping[tuple[int, int], float]) -> FloatArray:
    """The covariance once more is known of the differences of some pairs (Sherman, Morrison and Woodbury).

    `told`: information by pair of strengths, in inverse squared logits. Changes `cov` and returns it.
    """
    pairs = [(i, j, change) for (i, j), change in told.items() if abs(change) > 1e-12]
    if pairs:
        first, second, changes = (np.array(column) for column in zip(*pairs, strict=True))
        reach = cov[:, first] - cov[:, second]
        inner = np.diag(1.0 / changes) + reach[first] - reach[second]
        cov -= reach @ np.linalg.solve(inner, reach.T)
    return cov
