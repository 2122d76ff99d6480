"""What the fits say on the scale that people read: shares, places, and how sure they are. Any thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.fit import Fit, logistic

_SEED = 20240917  # the draws are the same every time, so a ranking is a function of its answers
_TAILS = (0.05, 0.95)  # the 90 % interval
_MANY = 100  # more ideas than this take a shorter way


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
    drawn = draws(fits)[:, :n]
    low, high = quantiles(shares(drawn))
    places = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    place_low, place_high = np.quantile(places, _TAILS, axis=0, method="inverted_cdf")
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


def quantiles(values: FloatArray) -> FloatArray:
    """Low and high end of the 90 % interval of drawn values; the draws run along the first axis."""
    return np.asarray(np.quantile(values, _TAILS, axis=0))


def draws(fits: list[tuple[float, Fit]]) -> FloatArray:
    """Parameters drawn from the fits by weight, shape (draws, parameters), the left side's pull last.

    Drawn in mirrored pairs, so that their mean is the fit's own.
    """
    size = len(fits[0][1].mean)
    total = 1000 if size <= 2 * _MANY else 400
    rng = np.random.Generator(np.random.PCG64(_SEED))
    out = []
    for weight, fit in fits:
        half = max(1, round(weight * total / 2))
        z = rng.standard_normal((half, size)) @ np.linalg.cholesky(fit.cov).T
        out += [fit.mean + z, fit.mean - z]
    return np.concatenate(out)


def shares(drawn: FloatArray) -> FloatArray:
    """Each draw's chance of each idea to beat a random other one, shape (draws, n)."""
    n = drawn.shape[1]
    if n == 1:
        return np.full_like(drawn, 0.5)
    if n > _MANY:
        return np.stack([_share_by_steps(draw) for draw in drawn])
    out = np.empty_like(drawn)
    block = max(1, 60_000 // (n * n))
    for at in range(0, len(drawn), block):
        e = np.exp(-drawn[at : at + block])
        beat = e[:, None, :] / (e[:, None, :] + e[:, :, None])
        out[at : at + block] = (beat.sum(axis=2) - 0.5) / (n - 1)
    return out


def _share_by_steps(draw: FloatArray) -> FloatArray:
    """The shares of one draw by way of 64 steps on the scale of strength, exact to some 0.0005."""
    steps = np.linspace(draw.min(), draw.max(), 64)
    e = np.exp(-draw)
    beat = 1.0 / (1.0 + np.multiply.outer(np.exp(-steps), 1.0 / e))
    share = (np.interp(draw, steps, beat.sum(axis=1)) - 0.5) / (len(draw) - 1)
    return np.asarray(share, dtype=np.float64)
