"""What the skips tell: ideas that people can't choose between are about equally strong. Pure functions, any thread.

A pair is skipped with probability `rest` + `close` * K(difference of strengths), where K falls from 1 at equal ideas to
0 within about a logit. `rest` (skips for any other reason) and `close` are learned from the answers, so skips
that have nothing to do with closeness come to tell nothing; and that a pair was not skipped tells its part, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.fit import Pairs, Prior, climb, logistic

_SCALE = 0.5  # logits: how fast skipping falls with the difference of two ideas
_ROUNDS = 3  # of fitting the strengths and reading the skips in their light
_STEPS = 10  # of learning how people skip
_NEAR_ENOUGH = 0.1  # logits: how well the strengths are fitted in between
_EASE = -0.5  # the part of a pair's information that "it was not skipped" may take away at most
_NARROW, _WIDE = 0.2, 3.0  # limits of the prior width while reading
# A mean over a normal distribution is a sum over these nodes.
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class Duels:
    """Duels by unordered pair: `left` and `right` are the positions in row `first` of the ordered pairs, `n` the
    answers that chose, and `skips`. `back` finds the row here of each ordered pair.
    """

    left: IntArray
    right: IntArray
    n: FloatArray
    skips: FloatArray
    first: IntArray
    back: IntArray


@dataclass(frozen=True, slots=True)
class Habit:
    """The probability of a skip: `rest` for any pair, and `close` more for equal ideas."""

    rest: float
    close: float

    def learned(self, duels: Duels, near: FloatArray) -> Habit:
        """The habit that explains the skips best, by one step of expectation-maximisation.

        `near` holds K at each node of each pair's difference. The small numbers are a prior that is worth few duels.
        """
        due = self.close * near
        due = ((due / (self.rest + due)) @ _WEIGHTS) @ duels.skips
        shown = duels.n + duels.skips
        rest = (duels.skips.sum() - due + 1.0) / (shown.sum() + 30.0)
        close = (due + 0.5) / (shown @ (near @ _WEIGHTS) + 5.0)
        return Habit(min(float(rest), 0.5), min(float(close), 0.45))


def with_skips(pairs: Pairs, prior: Callable[[float], Prior]) -> Pairs:
    """`pairs` with what the skips tell of each pair's difference; as they are when nobody skipped.

    `prior` makes the strengths' prior of a width. The skips are read in turns with fitting the strengths, each
    difference being taken as normal around its fitted value (a variational approximation: what a narrow K tells is
    then smooth, and fades where the difference is not known). How people skip is learned once, from strengths
    fitted without the skips: else skips at random would in the end explain themselves.
    """
    if not pairs.skips.any():
        return pairs
    duels = _unordered(pairs)
    habit, sd, theta, bend = Habit(0.03, 0.1), 1.0, np.zeros(pairs.count + 1), np.zeros(len(duels.n))
    for turn in range(_ROUNDS):
        theta, hess = climb(pairs, prior(sd), theta, _NEAR_ENOUGH)
        cov = np.asarray(np.linalg.inv(hess), dtype=np.float64)
        own = np.diag(cov)
        gap = theta[duels.left] - theta[duels.right]
        apart = np.maximum(own[duels.left] + own[duels.right] - 2.0 * cov[duels.left, duels.right], 1e-6)
        near = _nearness(gap[:, None] + np.sqrt(apart)[:, None] * _NODES)
        for _ in range(_STEPS if turn == 0 else 0):
            habit = habit.learned(duels, near)
        slope, curve = _reading(duels, habit, near, apart)
        part = 0.5 if turn else 1.0  # in whole steps fit and reading may go to and fro
        bend = bend + part * (curve - bend)
        pull = slope + np.maximum(curve, 0.0) * gap
        pairs = _told(pairs, duels, gap, pairs.pull[duels.first] * (1.0 - part) + part * pull, bend)
        width = float(own[:-1].sum() + theta[:-1] @ theta[:-1]) / pairs.count
        sd = min(max(width**0.5, _NARROW), _WIDE)
    return pairs


def _unordered(pairs: Pairs) -> Duels:
    code = np.minimum(pairs.left, pairs.right) * pairs.count + np.maximum(pairs.left, pairs.right)
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    n, skips = (np.bincount(back, weights=w).astype(np.float64) for w in (pairs.n, pairs.skips))
    return Duels(pairs.left[first], pairs.right[first], n, skips, first, back)


def _nearness(gap: FloatArray) -> FloatArray:
    """K: 1 for equal ideas, 0 far apart; shaped as the slope of the logistic function."""
    p = logistic(gap / _SCALE)
    return 4.0 * p * (1.0 - p)


def _reading(
    duels: Duels, habit: Habit, near: FloatArray, apart: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Mean slope and curvature (positive where it holds together) of the skips' log likelihood of each pair, by the
    difference, over its normal distribution with variance `apart`.
    """
    skip = habit.rest + habit.close * near
    told = duels.skips[:, None] * np.log(skip) + duels.n[:, None] * np.log1p(-skip)
    return told @ (_WEIGHTS * _NODES) / np.sqrt(apart), told @ (_WEIGHTS * (1.0 - _NODES**2)) / apart


def _told(pairs: Pairs, duels: Duels, gap: FloatArray, pull: FloatArray, bend: FloatArray) -> Pairs:
    """`pairs` with the reading put in. Where the skips push two ideas apart (`bend` < 0) they only take information
    away, so that the posterior keeps one peak.
    """
    whole, stiff = np.zeros(len(pairs.n)), np.zeros(len(pairs.n))
    whole[duels.first], stiff[duels.first] = pull, np.maximum(bend, 0.0)
    chance = logistic(gap)
    known = np.maximum(duels.n * chance * (1.0 - chance), 1e-9)
    ease = 1.0 + np.clip(bend / known, _EASE, 0.0)
    return replace(pairs, pull=whole, stiff=stiff, ease=ease[duels.back])
