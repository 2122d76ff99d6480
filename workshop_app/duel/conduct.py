"""Odd answering that the facilitator should know about: one side only, at random, too quick. Pure, any thread.

Nobody's answers are dropped or weighted for it: a person who disagrees with the hall looks much like one who clicks at
random, and only people can tell the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import comb, sqrt
from statistics import median

import numpy as np

from workshop_app.duel.answers import (
    CODE,
    LEFT,
    RIGHT,
    Answers,
    FloatArray,
    IntArray,
    Tally,
    Told,
    carried,
    columns,
    tally,
)
from workshop_app.duel.fit import fits, gather, logistic

LEFT_RUN, RIGHT_RUN, QUICK, AT_ODDS = "left", "right", "quick", "odds"
TOO_QUICK_MS = 1000  # two ideas can't be chosen between in less, even if they are known
_FEWEST = 8  # answers of a person that a judgement needs
_HALL = 5  # people that it takes to say what everybody else answers
_NEARLY_ALWAYS = 0.85  # the share of one side
_RARE = 0.002  # how rarely an honest person's answers are as one-sided
_AGAINST = 2.6  # standard deviations below what the others' order lets expect: one honest person in 200
_LEAST_SPREAD = 0.3  # nats: where the others foretell next to nothing, nothing is at odds with them
_PER_WORD_MS = 50  # for each word that the person has not met before; three times as fast as one reads


@dataclass(frozen=True, slots=True)
class Flag:
    """A person whose answers look odd.

    `kind` is "left" or "right" (nearly always, or long in a row, the same side), "quick" (half of the answers came
    faster than the two ideas can be read) or "odds" (the answers contradict everybody else's, or are random).
    `answers` is the number of answers it rests on, `measure` the share of that side, the median milliseconds, or the
    distance in standard deviations.
    """

    participant: int
    kind: str
    answers: int
    measure: float


def flags(
    ideas: Sequence[int],
    answers: Told,
    *,
    words: Mapping[int, int] | None = None,
    merged: Mapping[int, int] | None = None,
) -> tuple[Flag, ...]:
    """Odd answering, ordered by participant. One person may have several flags.

    `answers` stand in the order in which the pairs were shown; `words` tells how long the ideas are.
    """
    told = columns(answers)
    found = _quick(told, words or {}) + _one_sided(told)
    duels = tally(ideas, carried(told, merged or {})).chosen()
    if len(duels.left):
        found += _at_odds(duels)
    return tuple(sorted(found, key=lambda f: (f.participant, f.kind)))


def _quick(told: Answers, words: Mapping[int, int]) -> list[Flag]:
    times: dict[int, list[int]] = {}
    hasty: Counter[int] = Counter()
    met: dict[int, set[int]] = {}
    timed = (told.participant, told.left, told.right, told.took_ms)
    for who, left, right, took in zip(*(column.tolist() for column in timed), strict=True):
        new = {left, right} - met.setdefault(who, set())
        met[who] |= new
        if took >= 0:
            times.setdefault(who, []).append(took)
            least = max(TOO_QUICK_MS, _PER_WORD_MS * sum(words.get(idea, 0) for idea in new))
            hasty[who] += took < least
    return [
        Flag(who, QUICK, len(all_), float(median(all_)))
        for who, all_ in times.items()
        if len(all_) >= _FEWEST and 2 * hasty[who] > len(all_)
    ]


def _one_sided(told: Answers) -> list[Flag]:
    sides: dict[int, list[int]] = {}
    chose = told.only(told.outcome >= 0)
    for who, outcome in zip(chose.participant.tolist(), chose.outcome.tolist(), strict=True):
        sides.setdefault(who, []).append(outcome)
    found = []
    for who, taken in sides.items():
        for side, kind in ((CODE[LEFT], LEFT_RUN), (CODE[RIGHT], RIGHT_RUN)):
            n, often = len(taken), taken.count(side)
            if n >= _FEWEST and (_nearly_always(often, n) or _long_in_a_row(side, taken)):
                found.append(Flag(who, kind, n, often / n))
    return found


def _nearly_always(often: int, n: int) -> bool:
    """Whether so many of `n` are nearly all, and more than chance brings about."""
    return often >= _NEARLY_ALWAYS * n and sum(comb(n, k) for k in range(often, n + 1)) / 2**n < _RARE


def _long_in_a_row(side: int, taken: Sequence[int]) -> bool:
    """Whether the longest run of `side` is longer than chance makes it, were each answer a toss of a coin."""
    longest = max((len(list(run)) for of, run in groupby(taken) if of == side), default=0)
    return longest > 0 and (1.0 + 0.5 * (len(taken) - longest)) * 0.5**longest < 0.5 * _RARE


def _at_odds(duels: Tally) -> list[Flag]:
    """Each person's answers against what the order of all others lets expect of an honest person.

    For each answer the surprise is -log p; its expected value and spread follow from p. The sum over a person's
    answers, less its expectation, in standard deviations, is about standard normal.
    """
    people = _by_person(duels)
    if len(people) < _HALL:
        return []
    _, fit = max(fits(gather(len(duels.ideas), duels)), key=lambda one: one[0])
    flagged = []
    for who, rows in people:
        if len(rows) < _FEWEST:
            continue
        p = _foretold(duels.only(rows), fit.mean, fit.cov)
        hit = np.where(duels.outcome[rows] == 1, p, 1.0 - p)
        lean = np.log(p) - np.log1p(-p)
        excess = -np.log(hit) + p * np.log(p) + (1.0 - p) * np.log1p(-p)
        spread = max(sqrt(float((p * (1.0 - p) * lean * lean).sum())), _LEAST_SPREAD)
        distance = float(excess.sum()) / spread
        if distance > _AGAINST:
            flagged.append(Flag(who, AT_ODDS, len(rows), distance))
    return flagged


def _foretold(own: Tally, mean: FloatArray, cov: FloatArray) -> FloatArray:
    """The predicted chance of the left idea in each of one person's answers, from all the others' answers.

    `mean` and `cov` are everybody's fit at one width of the prior (of several mixed, the covariance would not go with
    the mean, and one person's part could be more than the whole). The person's own part is taken out by one step of
    Newton's method; else the person agrees with himself, and the more so the smaller the hall.
    """
    left, right = own.left, own.right
    p = logistic(mean[left] - mean[right] + mean[-1])
    reach = cov[left] - cov[right] + cov[-1]
    known = reach[:, left] - reach[:, right] + reach[:, -1:]  # covariance of the answers' log odds
    part = np.linalg.solve(np.diag(1.0 / (p * (1.0 - p))) - known, known)
    without = known + known @ part
    odds = mean[left] - mean[right] + mean[-1] - without @ ((own.outcome == 1) - p)
    doubt = np.maximum(np.diag(without), 0.0)
    return logistic(odds / np.sqrt(1.0 + np.pi / 8.0 * doubt))


def _by_person(duels: Tally) -> list[tuple[int, IntArray]]:
    """Each participant with the positions of their answers; the tally is sorted by participant."""
    who, start = np.unique(duels.person, return_index=True)
    return list(zip(who.tolist(), np.split(np.arange(len(duels.person)), start[1:]), strict=True))
