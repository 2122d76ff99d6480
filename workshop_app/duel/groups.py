"""One group's view, shrunk to the whole, and where two groups differ most. Pure functions, any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from workshop_app.domain.people import may_be_told
from workshop_app.duel.answers import BoolArray, FloatArray, Tally, Told, carried, columns, tally
from workshop_app.duel.closeness import with_skips
from workshop_app.duel.fit import (
    HIGHEST,
    LOWEST,
    Fit,
    Pairs,
    finished,
    gather,
    laplace,
    tied_prior,
    walk,
    width_of,
)
from workshop_app.duel.spread import draws, quantiles, shares

_LIKENESS = (0.0, 0.3, 0.55, 0.75, 0.88, 0.96)  # how alike two groups may be: correlations that are tried
_START = 3  # ... beginning here
_MANY = 100  # with more ideas than this, only the best width is tried at every likeness


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The idea on which two groups differ most.

    `share_for` is the chance (0..1) that the idea beats a random other one as the group `group_for` sees it, and
    `share_against` as `group_against` sees it; `difference` = share_for - share_against > 0 with its 90 % interval
    `low`..`high`; `certainty` the probability that `group_for` really likes the idea more.
    """

    idea: int
    group_for: str
    group_against: str
    share_for: float
    share_against: float
    difference: float
    low: float
    high: float
    certainty: float


def groups_to_show(answers: Told) -> tuple[str, ...]:
    """The groups, in alphabetical order, from which enough persons have answered to be shown apart (skips count)."""
    told = columns(answers)
    people = np.unique(np.stack([told.group, told.participant])[:, told.group >= 0], axis=1)
    often = np.bincount(people[0], minlength=len(told.groups)).tolist()
    return tuple(g for g, who in zip(told.groups, often, strict=True) if may_be_told(who))


def group_fits(whole: Tally, own: BoolArray) -> list[tuple[float, Fit]]:
    """Weighted fits of one group's strengths. `own` tells which answers of `whole` are the group's own."""
    n = len(whole.ideas)
    pick = np.r_[np.arange(n), 2 * n]
    return [(w, replace(f, mean=f.mean[pick], cov=f.cov[np.ix_(pick, pick)])) for w, f in _pooled(whole, own)]


def disagreement(ideas: Sequence[int], answers: Told) -> Disagreement | None:
    """Where two groups differ most, or None when there are not two groups large enough to be shown apart.

    The differences are shrunk: what few answers say counts for little.
    """
    told = carried(answers, {}).about(ideas)
    whole = tally(ideas, told)
    if len(whole.ideas) < 2:
        return None
    found = [_between(whole, one, other) for one, other in combinations(groups_to_show(told), 2)]
    return max(found, key=lambda d: d.difference, default=None)


def _between(whole: Tally, one: str, other: str) -> Disagreement:
    """The idea on which the groups `one` and `other` differ most."""
    n = len(whole.ideas)
    a, b = whole.groups.index(one), whole.groups.index(other)
    both = whole.only((whole.group == a) | (whole.group == b))
    drawn = draws(_pooled(both, both.group == a))
    first, second = shares(drawn[:, :n]), shares(drawn[:, n : 2 * n])
    apart = first - second
    mean = apart.mean(axis=0)
    idea = int(np.abs(mean).argmax())
    if mean[idea] < 0:
        one, other, first, second, apart = other, one, second, first, -apart
    low, high = quantiles(apart[:, idea])
    return Disagreement(
        idea=int(whole.ideas[idea]),
        group_for=one,
        group_against=other,
        share_for=float(first[:, idea].mean()),
        share_against=float(second[:, idea].mean()),
        difference=float(abs(mean[idea])),
        low=float(low),
        high=float(high),
        certainty=float((apart[:, idea] > 0).mean()),
    )


def _pooled(whole: Tally, own: BoolArray) -> list[tuple[float, Fit]]:
    """Fits of two sets of strengths, the group's own and everybody else's, that are alike to a degree which the
    answers decide: 2 n strengths and the left side's pull.
    """
    n = len(whole.ideas)
    shift = np.where(own, 0, n)
    pairs = gather(2 * n, replace(whole, left=whole.left + shift, right=whole.right + shift))
    pairs = with_skips(pairs, lambda sd: tied_prior(n, sd, _LIKENESS[_START]))
    widths = walk(0, LOWEST, HIGHEST, lambda rung, start: _tied(pairs, rung, _START, start))
    best = max(widths, key=lambda rung: widths[rung].evidence)
    found = []
    for rung, fit in sorted(widths.items()):
        if rung == best or (n <= _MANY and fit.evidence > widths[best].evidence - 4.0):
            found += _likenesses(pairs, rung, fit)
    return finished(found)


def _likenesses(pairs: Pairs, rung: int, fit: Fit) -> list[Fit]:
    found = walk(
        _START,
        0,
        len(_LIKENESS) - 1,
        lambda like, start: _tied(pairs, rung, like, fit.mean if start is None else start),
    )
    return [found[like] for like in sorted(found)]


def _tied(pairs: Pairs, rung: int, like: int, start: FloatArray | None) -> Fit:
    sd = width_of(rung)
    prior = tied_prior(pairs.count // 2, sd, _LIKENESS[like])
    return laplace(pairs, prior, sd, np.zeros(pairs.count + 1) if start is None else start)
