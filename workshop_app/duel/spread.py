"""What the fits say on the scale that people read: shares, places, and how sure they are. Any thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.fit import Fit, logistic

_SEED = 20240917  # the draws are the same every time, so a ranking is a function of its answers
_LEVEL = 0.90


@dataclass(frozen=True, slots=True)
class Spread:
    """Per idea: `share` with `low`, `high`; `place_low`, `place_high`; `top_chance`. `beats[i, j]` is the
    probability that i is the stronger one of i and j.
    """

    share: FloatArray
    low: FloatArray
    high: FloatArray
    place_low: IntArray
    place_high: IntArray
    top_chance: FloatArray
    beats: FloatArray


def spread(fits: list[tuple[float, Fit]], top: int) -> Spread:
    """Sums up weighted fits of n ideas; `top` is the size of the top."""
    n = len(fits[0][1].mean) - 1
    draws = _draws(fits, n)
    shares = _shares(draws)
    tails = [0.5 - _LEVEL / 2, 0.5 + _LEVEL / 2]
    low, high = np.quantile(shares, tails, axis=0)
    places = np.argsort(np.argsort(-draws, axis=1), axis=1) + 1
    place_low, place_high = np.quantile(places, tails, axis=0, method="inverted_cdf")
    share, beats = np.zeros(n), np.zeros((n, n))
    for weight, fit in fits:
        gap, var = _gaps(fit, n)
        share += weight * _mean_share(gap, var)
        beats += weight * _normal_cdf(gap / np.sqrt(np.maximum(var, 1e-12)))
    chance = (places <= top).mean(axis=0)
    return Spread(share, low, high, place_low.astype(np.int64), place_high.astype(np.int64), chance, beats)


def _gaps(fit: Fit, n: int) -> tuple[FloatArray, FloatArray]:
    cov = fit.cov[:n, :n]
    var = np.diag(cov)
    return fit.mean[:n, None] - fit.mean[None, :n], var[:, None] + var[None, :] - 2 * cov


def _mean_share(gap: FloatArray, var: FloatArray) -> FloatArray:
    """The mean over opponents of the expected chance to win (MacKay's approximation of a logistic-normal mean)."""
    n = len(gap)
    if n == 1:
        return np.array([0.5])
    chance = logistic(gap / np.sqrt(1.0 + np.pi / 8.0 * var))
    return np.asarray((chance.sum(axis=1) - 0.5) / (n - 1))


def _normal_cdf(x: FloatArray) -> FloatArray:
    """The normal distribution function to 1.5e-3 or better, by the logistic-cubic form of Page (1977)."""
    return logistic(1.5957691216 * x + 0.0713548 * x**3)


def _draws(fits: list[tuple[float, Fit]], n: int) -> FloatArray:
    """Strengths drawn from the fits by weight, shape (draws, n); mirrored pairs, so their mean is the fit's own."""
    total = 1000 if n <= 100 else 400
    rng = np.random.Generator(np.random.PCG64(_SEED))
    out = []
    for weight, fit in fits:
        half = max(1, round(weight * total / 2))
        z = rng.standard_normal((half, n)) @ np.linalg.cholesky(fit.cov[:n, :n]).T
        out += [fit.mean[:n] + z, fit.mean[:n] - z]
    return np.concatenate(out)


def _shares(draws: FloatArray) -> FloatArray:
    """Each draw's chance of each idea to beat a random other one, shape (draws, n)."""
    n = draws.shape[1]
    if n == 1:
        return np.full_like(draws, 0.5)
    out = np.empty_like(draws)
    block = max(1, 2_000_000 // (n * n))
    for at in range(0, len(draws), block):
        e = np.exp(-draws[at : at + block])
        out[at : at + block] = ((e[:, None, :] / (e[:, None, :] + e[:, :, None])).sum(axis=2) - 0.5) / (n - 1)
    return out
