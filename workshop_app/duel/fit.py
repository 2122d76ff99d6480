"""Bradley-Terry with a normal prior: the fit, and its uncertainty averaged over the prior's width. Any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray, Tally

LEFT_SD = 0.5  # prior sd of the pull of the left side, in logits
_STEP = 1.35  # ratio of neighbouring prior widths
LOWEST, HIGHEST = -6, 5  # the widths tried: _STEP ** these (0.17 .. 4.5 logits)
_LARGE = 200  # more parameters than this are solved for step by step
_PATIENCE = 60  # such steps, before it is done the long way
_FAINT = 0.004  # a width with less than this share of the best one's weight is left out


@dataclass(frozen=True, slots=True)
class Pairs:
    """Duels gathered by ordered pair: `left`, `right` positions of ideas, `n` answers that chose, `k` of them left.

    `skips` counts the rest. What those tell of the difference d of two strengths is put (see closeness.py) as the log
    likelihood `pull` * d - `stiff` * d**2 / 2, and `ease` is the part of the choices' information that they leave.
    """

    count: int
    left: IntArray
    right: IntArray
    n: FloatArray
    k: FloatArray
    skips: FloatArray
    pull: FloatArray
    stiff: FloatArray
    ease: FloatArray


@dataclass(frozen=True, slots=True)
class Fit:
    """A normal approximation: `mean` and `cov` of the strengths (logits), then of the left side's pull."""

    prior_sd: float
    mean: FloatArray
    cov: FloatArray
    evidence: float


@dataclass(frozen=True, slots=True)
class Prior:
    """A normal prior with mean zero: its `precision` (a square matrix) and the logarithm of its determinant."""

    precision: FloatArray
    log_det: float


def plain_prior(count: int, sd: float) -> Prior:
    """Strengths of `count` ideas that know nothing of each other, all of width `sd`; the left side's pull last."""
    weight = np.full(count + 1, sd**-2.0)
    weight[-1] = LEFT_SD**-2.0
    return Prior(np.diag(weight), float(np.log(weight).sum()))


def tied_prior(count: int, sd: float, likeness: float) -> Prior:
    """Strengths of `count` ideas in one group and then in another, correlated by `likeness`; the left side last."""
    inverse = sd**-2.0 / (1.0 - likeness**2)
    precision = np.diag(np.full(2 * count + 1, inverse))
    here, there = np.arange(count), np.arange(count, 2 * count)
    precision[here, there] = precision[there, here] = -likeness * inverse
    precision[-1, -1] = LEFT_SD**-2.0
    own = -4.0 * np.log(sd) - np.log(1.0 - likeness**2)
    return Prior(precision, float(count * own - 2.0 * np.log(LEFT_SD)))


def gather(count: int, duels: Tally) -> Pairs:
    """Duels of `count` ideas summed by ordered pair. What the skips tell is still to be read (`with_skips`)."""
    code = duels.left * count + duels.right
    unique, back = np.unique(code, return_inverse=True)
    chose, left, skips = (
        np.bincount(back, weights=which, minlength=len(unique)).astype(np.float64)
        for which in (duels.outcome >= 0, duels.outcome == 1, duels.outcome == -1)
    )
    nothing = np.zeros(len(unique))
    first, second = (unique // count, unique % count) if count else (unique, unique)
    return Pairs(count, first, second, chose, left, skips, nothing, nothing, nothing + 1.0)


def logistic(x: FloatArray) -> FloatArray:
    """1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float64)


def _value(pairs: Pairs, theta: FloatArray, prior: Prior) -> float:
    gap = theta[pairs.left] - theta[pairs.right]
    eta = gap + theta[-1]
    like = float(pairs.k @ eta - pairs.n @ np.logaddexp(0.0, eta))
    like += float(pairs.pull @ gap - 0.5 * pairs.stiff @ (gap * gap))
    return like - 0.5 * float(theta @ prior.precision @ theta)


def _slopes(
    pairs: Pairs, theta: FloatArray, prior: Prior, eased: bool = False
) -> tuple[FloatArray, FloatArray]:
    """Gradient and negative Hessian of the log posterior; the last row and column belong to the left side.

    `eased`: with only the part of the information that the skips leave.
    """
    m, left, right = pairs.count, pairs.left, pairs.right
    gap = theta[left] - theta[right]
    p = logistic(gap + theta[-1])
    rest = pairs.k - pairs.n * p
    info = pairs.n * p * (1.0 - p)
    if eased:
        info = info * pairs.ease
    drawn, held = rest + pairs.pull - pairs.stiff * gap, info + pairs.stiff
    grad = np.empty(m + 1)
    grad[:m] = np.bincount(left, drawn, m) - np.bincount(right, drawn, m)
    grad[m] = rest.sum()
    hess = np.zeros((m + 1, m + 1))
    between = np.bincount(left * m + right, held, m * m).reshape(m, m)
    hess[:m, :m] = -(between + between.T)
    side = np.bincount(left, info, m) - np.bincount(right, info, m)
    hess[:m, m] = hess[m, :m] = side
    diagonal = np.einsum("ii->i", hess)
    diagonal[:m] = np.bincount(left, held, m) + np.bincount(right, held, m)
    diagonal[m] = info.sum()
    return grad - prior.precision @ theta, hess + prior.precision


def _solved(hess: FloatArray, grad: FloatArray) -> FloatArray:
    """The Newton step: what `hess` (symmetric, positive definite) takes to `grad`, to nine decimals.

    Where everybody's pairs link the ideas well, conjugate gradients get there in some ten steps: for 1,000 parameters
    several times as fast as elimination.
    """
    if len(grad) <= _LARGE:
        return np.asarray(np.linalg.solve(hess, grad), dtype=np.float64)
    ease = 1.0 / np.diag(hess)
    found, rest = np.zeros(len(grad)), grad.copy()
    way = ease * rest
    size = first = float(rest @ way)
    for _ in range(_PATIENCE):
        if size <= 1e-18 * first:
            return found
        bent = hess @ way
        length = size / float(way @ bent)
        found += length * way
        rest -= length * bent
        eased = ease * rest
        size, before = float(rest @ eased), size
        way = eased + size / before * way
    return np.asarray(np.linalg.solve(hess, grad), dtype=np.float64)


def climb(pairs: Pairs, prior: Prior, start: FloatArray, tolerance: float) -> tuple[FloatArray, FloatArray]:
    """The strengths with the greatest posterior density, by Newton's method, and the negative Hessian there.

    The function is concave, so there is one peak; a step that overshoots is halved. Stops when no parameter
    moves by more than `tolerance` logits.
    """
    theta, value = start, _value(pairs, start, prior)
    for _ in range(60):
        grad, hess = _slopes(pairs, theta, prior)
        step = _solved(hess, grad)
        size = float(np.abs(step).max(initial=0.0))
        if size < tolerance:
            return theta + step, hess
        for _ in range(30):
            new = _value(pairs, theta + step, prior)
            if new >= value - 1e-12 * abs(value):
                break
            step = 0.5 * step
        theta, value = theta + step, new
    return theta, _slopes(pairs, theta, prior)[1]


def laplace(pairs: Pairs, prior: Prior, prior_sd: float, start: FloatArray) -> Fit:
    """The Laplace approximation under one prior, with its evidence: the log marginal likelihood of the answers.

    The covariance is left as its inverse, until `finished`.
    """
    theta, hess = climb(pairs, prior, start, 1e-3)
    if pairs.skips.any():
        hess = _slopes(pairs, theta, prior, eased=True)[1]
    evidence = _value(pairs, theta, prior) + 0.5 * prior.log_det - _half_log_det(hess)
    # A weak opinion about the width: about one logit, give or take a factor of two.
    evidence -= 0.5 * float(np.log(prior_sd) / np.log(2.0)) ** 2
    return Fit(prior_sd, theta, hess, evidence)


def _half_log_det(hess: FloatArray) -> float:
    return float(np.log(np.diag(np.linalg.cholesky(hess))).sum())


def walk(at: int, lowest: int, highest: int, fit: Callable[[int, FloatArray | None], Fit]) -> dict[int, Fit]:
    """Fits on a ladder of priors: from rung `at` both ways, until a rung's evidence becomes faint.

    `fit(rung, start)` makes the fit of a rung, starting from the strengths of its neighbour.
    """
    found = {at: fit(at, None)}
    best = found[at].evidence
    for way, last in ((1, highest), (-1, lowest)):
        now = at
        while now != last and found[now].evidence > best + np.log(_FAINT):
            now += way
            found[now] = fit(now, found[now - way].mean)
            best = max(best, found[now].evidence)
    return found


def finished(found: list[Fit]) -> list[tuple[float, Fit]]:
    """The fits that are not faint, each with its weight (they add up to one) and its covariance."""
    best = max(f.evidence for f in found)
    kept = [f for f in found if f.evidence > best + np.log(_FAINT)]
    odds = np.exp(np.array([f.evidence for f in kept]) - best)
    done = [replace(f, cov=np.asarray(np.linalg.inv(f.cov), dtype=np.float64)) for f in kept]
    return list(zip((odds / odds.sum()).tolist(), done, strict=True))


def width_of(rung: int) -> float:
    """The prior width (logits) of a rung of the ladder of widths."""
    return float(_STEP**rung)


def fits(pairs: Pairs) -> list[tuple[float, Fit]]:
    """Fits at several widths of the prior, with their weights."""

    def one(rung: int, start: FloatArray | None) -> Fit:
        prior = plain_prior(pairs.count, width_of(rung))
        return laplace(pairs, prior, width_of(rung), np.zeros(pairs.count + 1) if start is None else start)

    found = walk(0, LOWEST, HIGHEST, one)
    return finished([found[rung] for rung in sorted(found)])
