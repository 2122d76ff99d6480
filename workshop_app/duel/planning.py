"""How many duels an evening needs, when the order is sure enough, and whether a short final helps. Any thread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.duel.ranking import Ranking

ENOUGH = 12  # showings of each idea that a ranking should rest on
SURE = 0.80  # the top is sure enough when its ideas belong there with this probability on average
FINALISTS = 10
LATELY = 120.0  # seconds: what counts as lately for the pace of answers
_PATIENCE = 40  # duels that are proposed to one person at most
_SECONDS = 8.0  # one duel, when nothing better is known
_TOO_FAR = 120.0  # minutes: a guess beyond this is no guess
# Doubt about the top falls like answers ** -_FALLS, as measured in simulated halls (docs/duel.md): a little faster than
# one over the square root, as the pairs are more and more about the border of the top.
_FALLS = 0.6
_JUDGED = 6  # showings of each idea before anything is said of the pairs that are asked
_BY = 5  # more pairs are proposed by so many
_ROUND = (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120)  # minutes as they are said


@dataclass(frozen=True, slots=True)
class Plan:
    """A number of duels: `duels` for each person, which take about `minutes` and show each idea about `showings`
    times; `enough` tells whether that is at least ENOUGH.
    """

    duels: int
    minutes: float
    showings: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far a running duel is: mean `showings` of an idea so far, whether the result is `sure` enough now, and the
    `minutes` until it probably is at the present pace (None: not in sight). `more` is how many pairs a person it
    would take beyond those that are asked (0: those will do, or nothing can be said).
    """

    showings: float
    sure: bool
    minutes: float | None
    more: int = 0


def pairs_of(ideas: int) -> int:
    """How many different pairs there are, so how many duels one person can have at most."""
    return max(0, ideas * (ideas - 1) // 2)


def plan(ideas: int, people: int, duels: int, seconds: float = _SECONDS) -> Plan:
    """What comes of `duels` duels a person, at `seconds` a duel; no person gets more than there are pairs."""
    each = max(0, min(duels, pairs_of(ideas)))
    showings = 2.0 * each * people / ideas if ideas else 0.0
    return Plan(
        each, each * seconds / 60.0, showings, showings >= ENOUGH or (each > 0 and each == pairs_of(ideas))
    )


def propose(ideas: int, people: int, seconds: float = _SECONDS) -> Plan:
    """The number of duels to propose: enough for ENOUGH showings an idea, but no more than people have patience
    for. With few people and many ideas it isn't `enough`, and that is said.
    """
    if people <= 0:
        return plan(ideas, people, 0, seconds)
    return plan(ideas, people, min(_PATIENCE, math.ceil(ENOUGH * ideas / (2.0 * people))), seconds)


def duels_in(minutes: float, seconds: float = _SECONDS) -> int:
    """How many duels one person answers in `minutes`."""
    return int(minutes * 60.0 / seconds)


def minutes_for(duels: int, seconds: float = _SECONDS) -> int:
    """How many minutes one person needs for `duels`, at least one."""
    return max(1, round(duels * seconds / 60.0))


def outlook(
    ranking: Ranking, answers_a_minute: float, to_come: int | None = None, people: int = 0
) -> Outlook:
    """How far the duel is, and how long it will take at this pace.

    `to_come` is how many answers the `people` who have joined are still asked for (None: without end).

    Sure enough is: each idea shown ENOUGH times on average, and the top SURE. When that will be is a rule of thumb,
    right within a factor of two in three cases of five; it is to be shown as "about", rounded by `roughly`.
    """
    ideas = len(ranking.standings)
    if ideas == 0:
        return Outlook(0.0, True, 0.0)
    done = ranking.answers + ranking.skips
    showings = 2.0 * done / ideas
    doubt, goal = 1.0 - ranking.top_certainty, 1.0 - SURE
    need = max(0.5 * ENOUGH * ideas, done * (doubt / goal) ** (1.0 / _FALLS) if doubt > goal else 0.0)
    if done >= need:
        return Outlook(showings, True, 0.0)
    lacking = need - done - to_come if to_come is not None else 0.0
    if lacking > 0 and people and showings >= _JUDGED:
        more = math.ceil(lacking / people / _BY) * _BY
        return Outlook(showings, False, None, more if more <= _PATIENCE else 0)
    if answers_a_minute <= 0.0:
        return Outlook(showings, False, None)
    minutes = (need - done) / answers_a_minute
    return Outlook(showings, False, minutes if minutes <= _TOO_FAR else None)


def roughly(minutes: float) -> int:
    """Whole minutes, no more exact than the guess is: the nearest (by ratio) of a few round numbers."""
    return min(_ROUND, key=lambda known: abs(math.log(max(minutes, 0.5) / known)))


def finalists(ranking: Ranking, size: int = FINALISTS) -> tuple[int, ...]:
    """The ideas (best first) among which a short final would help; empty when it would not.

    It helps when every idea has had its showings and it is still not sure which ideas belong in the top, while most
    ideas are out of the question.
    """
    standings = ranking.standings
    if len(standings) <= size or ranking.top_certainty >= SURE:
        return ()
    if 2.0 * (ranking.answers + ranking.skips) < ENOUGH * len(standings):
        return ()
    chosen = sorted(standings, key=lambda s: (-s.top_chance, s.place))[:size]
    return tuple(s.idea for s in sorted(chosen, key=lambda s: s.place))


def pace(times: Sequence[float], now: float, window: float = LATELY) -> float:
    """Answers a minute lately. `times` and `now` are seconds on any one clock; only the last `window` counts."""
    recent = [t for t in times if now - window < t <= now]
    if not recent:
        return 0.0
    return 60.0 * len(recent) / max(10.0, min(window, now - min(times)))
