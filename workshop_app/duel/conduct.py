"""Answering that the facilitator should know about: one side only, at random, too quick. Pure functions, any thread.

Nobody's answers are dropped or weighted for this: who thinks otherwise than the hall looks much like who clicks at
random, and only people can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, sqrt
from statistics import median

import numpy as np

from workshop_app.duel.answers import Answer, IntArray, Tally, carried, tally
from workshop_app.duel.fit import fits, gather, logistic

LEFT_RUN, RIGHT_RUN, QUICK, AT_ODDS = "left", "right", "quick", "odds"
TOO_QUICK_MS = 1000  # two ideas can't be read in less
_FEWEST = 8  # answers of a person that a judgement needs
_RARE = 0.002  # how rarely an honest person's answers are as one-sided
_AGAINST = 3.0  # standard deviations below what the order of the hall lets expect


@dataclass(frozen=True, slots=True)
class Flag:
    """A person whose answers look odd.

    `kind` is "left" or "right" (almost always the same side), "quick" (half of the answers came faster than one can
    read) or "odds" (the answers contradict everybody else's, or are random). `answers` is the number of answers it
    rests on, `measure` the share of that side, the median milliseconds, or the distance in standard deviations.
    """

    participant: int
    kind: str
    answers: int
    measure: float


def flags(
    ideas: Sequence[int],
    answers: Sequence[Answer],
    *,
    too_quick_ms: int = TOO_QUICK_MS,
    merged: Mapping[int, int] | None = None,
) -> tuple[Flag, ...]:
    """Odd answering, ordered by participant. One person may have several flags."""
    found = _quick(answers, too_quick_ms)
    duels = tally(ideas, carried(answers, merged or {})).chosen()
    if len(duels.left):
        found += _one_sided(duels)
        found += _at_odds(duels)
    return tuple(sorted(found, key=lambda f: (f.participant, f.kind)))


def _quick(answers: Sequence[Answer], limit: int) -> list[Flag]:
    times: dict[int, list[int]] = {}
    for a in answers:
        if a.took_ms is not None:
            times.setdefault(a.participant, []).append(a.took_ms)
    middle = {who: (len(all_), float(median(all_))) for who, all_ in times.items() if len(all_) >= _FEWEST}
    return [Flag(who, QUICK, n, half) for who, (n, half) in middle.items() if half < limit]


def _one_sided(duels: Tally) -> list[Flag]:
    found = []
    for who, rows in _by_person(duels):
        n, left = len(rows), int(duels.outcome[rows].sum())
        most = max(left, n - left)
        if n >= _FEWEST and sum(comb(n, k) for k in range(most, n + 1)) / 2.0**n < _RARE:
            found.append(Flag(who, LEFT_RUN if left == most else RIGHT_RUN, n, most / n))
    return found


def _at_odds(duels: Tally) -> list[Flag]:
    """Each person's answers against what the order of the whole hall lets expect of an honest person.

    For each answer the surprise is -log p; its expected value and spread follow from p. The sum over a person's
    answers, less its expectation, in standard deviations, is about normal.
    """
    count = len(duels.ideas)
    mean = sum((weight * fit.mean for weight, fit in fits(gather(count, duels))), np.zeros(count + 1))
    p = logistic(mean[duels.left] - mean[duels.right] + mean[-1])
    hit = np.where(duels.outcome == 1, p, 1.0 - p)
    lean = np.log(p) - np.log1p(-p)
    excess = -np.log(hit) + p * np.log(p) + (1.0 - p) * np.log1p(-p)
    var = p * (1.0 - p) * lean * lean
    found = []
    for who, rows in _by_person(duels):
        distance = float(excess[rows].sum()) / max(sqrt(float(var[rows].sum())), 1e-9)
        if len(rows) >= _FEWEST and distance > _AGAINST:
            found.append(Flag(who, AT_ODDS, len(rows), distance))
    return found


def _by_person(duels: Tally) -> list[tuple[int, IntArray]]:
    """Each participant with the positions of their answers; the tally is sorted by participant."""
    who, start = np.unique(duels.person, return_index=True)
    return list(zip(who.tolist(), np.split(np.arange(len(duels.person)), start[1:]), strict=True))
