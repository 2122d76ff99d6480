"""What is believed of merged ideas, and of ideas taken apart again, from what was believed before. Pure, any thread.

What is known of the differences among all other ideas stays as it is. Only the ideas whose pairs have changed are
placed among them anew: so the work is a few rows' and not that of a refit.
"""

from __future__ import annotations

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray


def shared_out(held: FloatArray, weight: FloatArray) -> FloatArray:
    """Deals the information that k ideas together had with each of n others, `held` (n), out among them by `weight`
    (k, n), the answers that each now has with them; shape (k, n). Nothing is lost and nothing made up.
    """
    total = weight.sum(axis=0)
    each = np.divide(held, total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(weight * each)


def middle(mean: FloatArray, before: IntArray, after: IntArray, weight: FloatArray) -> FloatArray:
    """Where to begin looking for the strengths: each idea that `after` names where the ideas that `before` named, and
    that it now stands for, had their middle by `weight` (answers of each idea's own); 0 where it stands for none.
    """
    n, some = len(mean), weight + 1e-9
    own = np.bincount(after, some, n)
    return np.asarray(np.bincount(after, some * mean[before], n) / np.where(own > 0, own, 1.0))


def replaced(cov: FloatArray, which: IntArray, held: FloatArray, prior: float) -> FloatArray:
    """The covariance (n, n) of all strengths once the ideas `which` have the information `held` (k, n) with each idea
    and the variance `prior` without any answer.

    The ideas in `which` are taken out (the others' covariance when these were known) and put in again. What they
    are known by can't be less than the prior tells: so the result stays positive definite, whatever rounding left.
    """
    reach = cov[:, which]
    without = cov - reach @ np.linalg.solve(cov[np.ix_(which, which)], reach.T)
    without[which], without[:, which] = 0.0, 0.0
    lent = held @ without
    own = np.diag(held.sum(axis=1) + 1.0 / prior) - held[:, which]
    values, ways = np.linalg.eigh(own - lent @ held.T)
    inner = (ways / np.maximum(values, 1.0 / prior)) @ ways.T
    between = inner @ lent
    found = without + lent.T @ between
    found[which], found[:, which] = between, between.T
    found[np.ix_(which, which)] = inner
    return np.asarray(found)
