"""Bradley-Terry with a normal prior: the fit, and its uncertainty averaged over the prior's width. Any thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray, Tally

LEFT_SD = 0.5  # prior sd of the pull of the left side, in logits
_STEP = 1.35  # ratio of neighbouring prior widths
_LOWEST, _HIGHEST = -6, 5  # the widths tried: _STEP ** these (0.17 .. 4.5 logits)
_FAINT = 0.004  # a width with less than this share of the best one's weight is left out


@dataclass(frozen=True, slots=True)
class Pairs:
    """Duels gathered by ordered pair: `left`, `right` positions of ideas, `n` answers, of which `k` chose left."""

    count: int
    left: IntArray
    right: IntArray
    n: FloatArray
    k: FloatArray


@dataclass(frozen=True, slots=True)
class Fit:
    """A normal approximation: `mean` and `cov` of the strengths (logits), then of the left side's pull."""

    prior_sd: float
    mean: FloatArray
    cov: FloatArray
    evidence: float


def gather(count: int, duels: Tally) -> Pairs:
    """Duels (skips left out beforehand) of `count` ideas summed by ordered pair."""
    code = duels.left * count + duels.right
    unique, back = np.unique(code, return_inverse=True)
    n: FloatArray = np.bincount(back, minlength=len(unique)).astype(np.float64)
    k = np.bincount(back, weights=duels.outcome, minlength=len(unique)).astype(np.float64)
    return Pairs(count, unique // count if count else unique, unique % count if count else unique, n, k)


def logistic(x: FloatArray) -> FloatArray:
    """1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float64)


def _value(pairs: Pairs, theta: FloatArray, weight: FloatArray) -> float:
    eta = theta[pairs.left] - theta[pairs.right] + theta[-1]
    like = float(pairs.k @ eta - pairs.n @ np.logaddexp(0.0, eta))
    return like - 0.5 * float(weight @ (theta * theta))


def _slopes(pairs: Pairs, theta: FloatArray, weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Gradient and negative Hessian of the log posterior; the last row and column belong to the left side."""
    m, left, right = pairs.count, pairs.left, pairs.right
    p = logistic(theta[left] - theta[right] + theta[-1])
    rest = pairs.k - pairs.n * p
    info = pairs.n * p * (1.0 - p)
    grad = np.empty(m + 1)
    grad[:m] = np.bincount(left, rest, m) - np.bincount(right, rest, m)
    grad[m] = rest.sum()
    hess = np.zeros((m + 1, m + 1))
    between = np.bincount(left * m + right, info, m * m).reshape(m, m)
    hess[:m, :m] = -(between + between.T)
    side = np.bincount(left, info, m) - np.bincount(right, info, m)
    hess[:m, m] = hess[m, :m] = side
    diagonal = np.einsum("ii->i", hess)
    diagonal[:m] = np.bincount(left, info, m) + np.bincount(right, info, m)
    diagonal[m] = info.sum()
    diagonal += weight
    return grad - weight * theta, hess


def climb(
    pairs: Pairs, weight: FloatArray, start: FloatArray, tolerance: float
) -> tuple[FloatArray, FloatArray]:
    """The strengths with the greatest posterior density, by Newton's method, and the negative Hessian there.

    `weight` is the prior precision of each parameter. The function is concave, so there is one peak; a step that
    overshoots is halved. Stops when no parameter moves by more than `tolerance` logits.
    """
    theta, value = start, _value(pairs, start, weight)
    for _ in range(60):
        grad, hess = _slopes(pairs, theta, weight)
        step = np.linalg.solve(hess, grad)
        size = float(np.abs(step).max(initial=0.0))
        if size < tolerance:
            return theta + step, hess
        for _ in range(30):
            new = _value(pairs, theta + step, weight)
            if new >= value - 1e-12 * abs(value):
                break
            step = 0.5 * step
        theta, value = theta + step, new
    return theta, _slopes(pairs, theta, weight)[1]


def strengths(count: int, duels: Tally, prior_sd: float, left_term: bool = False) -> FloatArray:
    """The plain MAP strengths (logits, `count` values) under independent normal priors of sd `prior_sd`.

    Without `left_term` this is what `choix.opt_pairwise` gives with alpha = 1 / (2 prior_sd**2).
    """
    weight = np.full(count + 1, prior_sd**-2.0)
    weight[-1] = LEFT_SD**-2.0 if left_term else 1e18
    return climb(gather(count, duels), weight, np.zeros(count + 1), 1e-9)[0][:count]


def _fit(pairs: Pairs, prior_sd: float, start: FloatArray) -> Fit:
    weight = np.full(pairs.count + 1, prior_sd**-2.0)
    weight[-1] = LEFT_SD**-2.0
    theta, hess = climb(pairs, weight, start, 1e-3)
    evidence = _value(pairs, theta, weight) + 0.5 * float(np.log(weight).sum())
    evidence -= 0.5 * float(np.linalg.slogdet(hess)[1])
    # A weak opinion about the width: about one logit, give or take a factor of two.
    evidence -= 0.5 * (np.log(prior_sd) / np.log(2.0)) ** 2
    return Fit(prior_sd, theta, hess, evidence)


def fits(pairs: Pairs) -> list[tuple[float, Fit]]:
    """Fits at several widths of the prior with their posterior weights (which add up to one), widest last.

    Walks from one logit both ways and stops where the weight becomes faint.
    """
    found = {0: _fit(pairs, 1.0, np.zeros(pairs.count + 1))}
    best = found[0].evidence
    for way, last in ((1, _HIGHEST), (-1, _LOWEST)):
        at = 0
        while at != last and found[at].evidence > best + np.log(_FAINT):
            at += way
            found[at] = _fit(pairs, _STEP**at, found[at - way].mean)
            best = max(best, found[at].evidence)
    kept = [found[at] for at in sorted(found) if found[at].evidence > best + np.log(_FAINT)]
    odds = np.exp(np.array([f.evidence for f in kept]) - best)
    done = [Fit(f.prior_sd, f.mean, np.linalg.inv(f.cov), f.evidence) for f in kept]
    return list(zip((odds / odds.sum()).tolist(), done, strict=True))
