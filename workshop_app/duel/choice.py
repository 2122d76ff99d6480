"""What a pair would teach: the worth of asking each pair next. Pure functions, any thread.

An answer about the pair (i, j) takes w (V_a - V_b)^2 / (1 + w D) off the variance of the difference of two ideas a and
b, where V = cov (e_i - e_j), D is the pair's own variance and w = p (1 - p). What that is worth depends on whether a
and b are still hard to tell apart, and on what is aimed at: the whole order, or the border of the top as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import FloatArray
from workshop_app.duel.fit import logistic


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be told apart: `order` weighs all pairs of ideas, `borders` those across each (place, weight)."""

    order: float
    borders: tuple[tuple[int, float], ...] = ()


def worth(mean: FloatArray, cov: FloatArray, aim: Aim) -> FloatArray:
    """How much an answer to each pair of n ideas would teach; shape (n, n), symmetric, greatest value 1.

    `mean` and `cov` are the strengths' posterior in logits.
    """
    n = len(mean)
    own = np.diag(cov)
    apart = np.maximum(own[:, None] + own[None, :] - 2.0 * cov, 1e-9)
    gap = mean[:, None] - mean[None, :]
    matter = doubt(gap, apart, aim)
    linked = np.diag(matter.sum(axis=1)) - matter
    felt = cov @ linked @ cov
    moved = np.diag(felt)
    p = logistic(gap / np.sqrt(1.0 + np.pi / 8.0 * apart))
    told = p * (1.0 - p)
    gain = (moved[:, None] + moved[None, :] - 2.0 * felt) * told / (1.0 + told * apart)
    return np.asarray(gain / max(float(gain.max(initial=0.0)), 1e-300)) if n else gain


def doubt(gap: FloatArray, apart: FloatArray, aim: Aim) -> FloatArray:
    """How much it matters to know the difference of each two ideas better; shape (n, n), zero on the diagonal.

    `gap` is the mean and `apart` the variance of the differences. It is what the expected loss of taking the worse
    one of two, sd * phi(z) - |gap| * Phi(-|z|), falls by when the variance falls: proportional to phi(z) / sd.
    """
    n = len(gap)
    # The place follows from how many are ahead.
    place = (gap < 0).sum(axis=1)
    weight = np.full((n, n), aim.order / n)
    for border, much in aim.borders:
        top = place < border
        weight += much * (top[:, None] ^ top[None, :])
    weight *= np.exp(-0.5 * gap * gap / apart) / np.sqrt(apart)
    np.fill_diagonal(weight, 0.0)
    return weight
