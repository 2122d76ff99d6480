"""What a running duel knows about the strengths, kept up to date in small steps. One owner thread, no clock.

The strengths have a normal approximation of their Bradley-Terry posterior. An answer costs one rank-one update and a
bounded share of a refit, so nobody ever waits for a whole one.
"""

from __future__ import annotations

import numpy as np

from workshop_app.duel.answers import FloatArray
from workshop_app.duel.fit import logistic

HALF = 0.5  # how much of an answer a pair counts for while it is out on a phone
_BLOCK = 32  # columns of the inverse made in one step
_CHUNK = 64  # strengths settled in one step
_EARLY = 10  # with so many answers an idea every answer is followed by a step; with twice as many every other one ...
_PATIENT = 8  # ... and never fewer than one in so many
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
    """Mean and covariance of the strengths (logits) of ideas 0..count-1, with the answers they come from."""

    def __init__(self) -> None:
        self.mean: FloatArray = np.zeros(0)
        self.cov: FloatArray = np.zeros((0, 0))
        self._won: FloatArray = np.zeros((0, 0))  # [i, j]: how often i was chosen over j
        self._out: FloatArray = np.zeros((0, 0))  # [i, j] = [j, i]: pairs on phones
        self._held: FloatArray = np.zeros(
            (0, 0)
        )  # [i, j] = [j, i]: the information that `cov` holds of the pair
        self.prior = 1.0  # variance of the strengths before any answer
        self._next_prior = 1.0
        self._inversion: Inversion | None = None
        self._since: list[tuple[int, int, float]] = []  # information that came while the inversion runs
        self._turn = 0
        self._count = 0  # answers that chose a side
        self._waiting = 0  # answers since the last step

    def grow(self, count: int) -> None:
        """Makes room for ideas up to `count`; new ones know nothing but the prior."""
        old = len(self.mean)
        if count <= old:
            return
        room = (0, count - old)
        self.mean = np.pad(self.mean, room)
        self._won, self._out, self._held = (np.pad(a, room) for a in (self._won, self._out, self._held))
        self.cov = np.pad(self.cov, room)
        np.einsum("ii->i", self.cov)[old:] = self.prior
        self._inversion = None

    def put_out(self, i: int, j: int, by: int) -> None:
        """The pair goes out on a phone (`by` = 1), or comes back without an answer (-1)."""
        self._out[i, j] += by
        self._out[j, i] += by
        self._absorb(i, j)

    def record(self, winner: int, loser: int, by: int) -> None:
        """An answer to a pair that was out came (`by` = 1), or was taken back, so that it is out again (-1)."""
        self._won[winner, loser] += by
        self._out[winner, loser] -= by
        self._out[loser, winner] -= by
        self._count += by
        self._absorb(winner, loser)

    def step(self) -> None:
        """A bounded share of a refit: some strengths are settled, a block of the covariance is made anew.

        Called after each answer. The more answers there are the less one moves, and the more of them wait for the
        next step that is taken.
        """
        n = len(self.mean)
        self._waiting += 1
        if n == 0 or self._waiting < min(_PATIENT, self._count // (_EARLY * n)):
            return
        self._waiting = 0
        self._settle(np.arange(self._turn, self._turn + min(_CHUNK, n)) % n)
        self._turn = (self._turn + _CHUNK) % n
        running = self._inversion or self._begin()
        if running.step():
            self._finish(running.result())

    def refit(self, won: FloatArray, out: FloatArray) -> None:
        """Starts again from all answers (`won[i, j]`: i chosen over j) and all pairs `out`. Takes its time."""
        self.grow(len(won))
        self._won, self._out = won.copy(), out.copy()
        self._count, self._waiting = int(won.sum()), 0
        for _ in range(6):
            running = self._begin()
            while not running.step():
                pass
            self._finish(running.result())
            self._settle(np.arange(len(self.mean)))

    def _absorb(self, i: int, j: int) -> None:
        p = float(logistic(self.mean[i] - self.mean[j]))
        told = (self._won[i, j] + self._won[j, i] + HALF * self._out[i, j]) * p * (1.0 - p)
        change = float(told - self._held[i, j])
        self._held[i, j] = self._held[j, i] = told
        if self._inversion is not None:
            self._since.append((i, j, change))
        self._inform(i, j, change)

    def _inform(self, i: int, j: int, change: float) -> None:
        """Adds information about the difference of two strengths (Sherman-Morrison)."""
        reach = self.cov[:, i] - self.cov[:, j]
        scale = change / (1.0 + change * float(reach[i] - reach[j]))
        self.cov -= np.multiply.outer(scale * reach, reach)

    def _settle(self, which: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
        """Moves the mean so that the log posterior has no slope left in `which` strengths.

        The covariance is the inverse of the curvature, so this changes no other slope (to first order): going round
        in turns ends at the same place as Newton's method on all.
        """
        won, lost = self._won[which], self._won[:, which].T
        p = logistic(self.mean[which, None] - self.mean[None, :])
        slope = (won - (won + lost) * p).sum(axis=1) - self.mean[which] / self.prior
        move = self.cov[:, which] @ slope
        self.mean += move * min(1.0, 1.0 / max(1e-12, float(np.abs(move).max())))

    def _begin(self) -> Inversion:
        n = len(self.mean)
        answers = self._won + self._won.T
        if answers.sum() > 4 * n:
            # What the answers say of the prior's width: one step of expectation-maximisation.
            width = float(np.trace(self.cov) + self.mean @ self.mean) / n
            self._next_prior = min(max(width, _NARROW**2), _WIDE**2)
        p = logistic(self.mean[:, None] - self.mean[None, :])
        self._held = (answers + HALF * self._out) * p * (1.0 - p)
        matrix = -self._held
        np.einsum("ii->i", matrix)[:] = self._held.sum(axis=1) + 1.0 / self._next_prior
        self._since = []
        self._inversion = Inversion(matrix)
        return self._inversion

    def _finish(self, inverse: FloatArray) -> None:
        self.cov = inverse
        self.prior = self._next_prior
        self._inversion = None
        pairs = [one for one in self._since if abs(one[2]) > 1e-12]
        self._since = []
        if pairs:
            i, j = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
            reach = self.cov[:, i] - self.cov[:, j]
            inner = np.diag([1.0 / p[2] for p in pairs]) + reach[i] - reach[j]
            self.cov -= reach @ np.linalg.solve(inner, reach.T)
