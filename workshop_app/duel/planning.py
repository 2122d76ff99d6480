"""How many duels an evening needs, when the order is sure enough, and whether a short final helps. Any thread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop_app.duel.ranking import Ranking

ENOUGH = 12  # showings of each idea that a ranking should rest on
SURE = 0.80  # the top is sure enough when its ideas belong there with this probability on average
FINALISTS = 10
LATELY = 120.0  # seconds: what counts as lately for the pace of answers
_PATIENCE = 40  # duels that are proposed to one person at most
SECONDS = 8.0  # one duel takes so long, about
_TOO_FAR = 120.0  # minutes: a guess beyond this is no guess
# Doubt about the top falls like answers ** -_FALLS, as measured in simulated halls (docs/duel.md): a little faster than
# one over the square root, as the pairs are more and more about the border of the top.
_FALLS = 0.6
# More pairs than ENOUGH takes are proposed by certainty only late: before, it tells within a factor of three at best.
_LATE = 0.75  # of what those who have begun are asked for has come
_LACKING = 0.2  # of the answers that there are and will be, at the least: less than that is within the guess
_AS_GOOD = 2.0  # a number of more pairs is as good as another one up to so many times as large: the guess is no better
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
class Asked:
    """What a running duel asks: `each` so many pairs of each of the `people` who have joined. `given` is how many
    answers each of those has given who have begun.
    """

    each: int
    people: int
    given: tuple[int, ...]

    @property
    def to_come(self) -> int:
        """How many answers are still asked for."""
        waiting = self.each * max(0, self.people - len(self.given))
        return waiting + sum(max(0, self.each - n) for n in self.given)

    @property
    def done(self) -> int:
        """How many people have answered all that they are asked."""
        return sum(n >= self.each > 0 for n in self.given)

    @property
    def share(self) -> float:
        """What part of all that is asked has come, 0-1."""
        asked = self.each * max(self.people, len(self.given))
        return 1 - self.to_come / asked if asked else 0.0

    @property
    def late(self) -> bool:
        """Whether nearly all has come of those who have begun: some who have joined never will."""
        return sum(min(self.each, n) for n in self.given) >= _LATE * self.each * len(self.given) > 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far a running duel is: mean `showings` of an idea so far, whether the result is `sure` enough now, and the
    `minutes` until it probably is at the present pace (None: not in sight). Of `asked` pairs a person `more` will not
    do: it would take about so many beyond them (0: they will do, or nothing can be said). That is a guess by certainty
    where it is `guessed`, else what ENOUGH showings take.
    """

    showings: float
    sure: bool
    minutes: float | None
    asked: int = 0
    more: int = 0
    guessed: bool = False


def pairs_of(ideas: int) -> int:
    """How many different pairs there are, so how many duels one person can have at most."""
    return max(0, ideas * (ideas - 1) // 2)


def plan(ideas: int, people: int, duels: int) -> Plan:
    """What comes of `duels` duels a person; no person gets more than there are pairs."""
    each = max(0, min(duels, pairs_of(ideas)))
    showings = 2.0 * each * people / ideas if ideas else 0.0
    return Plan(
        each, each * SECONDS / 60.0, showings, showings >= ENOUGH or (each > 0 and each == pairs_of(ideas))
    )


def propose(ideas: int, people: int) -> Plan:
    """The number of duels to propose: enough for ENOUGH showings an idea, but no more than people have patience
    for. With few people and many ideas it isn't `enough`, and that is said.
    """
    if people <= 0:
        return plan(ideas, people, 0)
    return plan(ideas, people, min(_PATIENCE, math.ceil(ENOUGH * ideas / (2.0 * people))))


def duels_in(minutes: float) -> int:
    """How many duels one person answers in `minutes`."""
    return int(minutes * 60.0 / SECONDS)


def minutes_for(duels: int) -> int:
    """How many minutes one person needs for `duels`, at least one."""
    return max(1, round(duels * SECONDS / 60.0))


def outlook(ranking: Ranking, answers_a_minute: float, asked: Asked | None = None) -> Outlook:
    """How far the duel is, how long it will take at this pace, and whether what is `asked` (None: without end) will do.

    Sure enough is: each idea shown ENOUGH times on average, and the top SURE. When that will be is a rule of thumb,
    right within a factor of two in three cases of five; it is to be shown as "about", rounded by `roughly`.
    """
    ideas = len(ranking.standings)
    if ideas == 0:
        return Outlook(0.0, True, 0.0)
    done = ranking.answers + ranking.skips
    showings, each = 2.0 * done / ideas, asked.each if asked else 0
    doubt, goal = 1.0 - ranking.top_certainty, 1.0 - SURE
    need = max(0.5 * ENOUGH * ideas, done * (doubt / goal) ** (1.0 / _FALLS) if doubt > goal else 0.0)
    if done >= need:
        return Outlook(showings, True, 0.0, each)
    if asked is not None:
        lacking = need - done - asked.to_come
        # Those who wanted to answer more than they were asked may have seen to it.
        for_showings = max(0, propose(ideas, asked.people).duels - each) if showings < ENOUGH else 0
        more = for_showings or _more(ideas, showings, lacking, asked)
        if more or lacking > 0:
            return Outlook(showings, False, None, each, more, guessed=more > for_showings)
    if answers_a_minute <= 0.0:
        return Outlook(showings, False, None, each)
    minutes = (need - done) / answers_a_minute
    return Outlook(showings, False, minutes if minutes <= _TOO_FAR else None, each)


def _more(ideas: int, showings: float, lacking: float, asked: Asked) -> int:
    """How many more pairs a person to propose, when `lacking` answers will be missing by the present guess."""
    room = min(_PATIENCE, pairs_of(ideas)) - asked.each
    if showings < ENOUGH or not asked.late or not asked.people or room <= 0:
        return 0
    if lacking < _LACKING * (0.5 * showings * ideas + asked.to_come):
        return 0
    return min(room, math.ceil(lacking / asked.people / _BY) * _BY)


def steady(before: Outlook | None, now: Outlook) -> Outlook:
    """What to say `now` where `before` was said last: the same number of pairs, unless the guess has really moved.

    The guess goes up and down with the last answers; a number that does so too is no advice.
    """
    if before is None or not before.guessed or before.asked != now.asked or now.sure:
        return now
    moved = now.more > 0 and not now.more / _AS_GOOD <= before.more <= now.more * _AS_GOOD
    return now if moved else replace(now, minutes=None, more=before.more, guessed=True)


def roughly(minutes: float) -> int:
    """Whole minutes, no more exact than the guess is: the nearest (by ratio) of a few round numbers."""
    return min(_ROUND, key=lambda known: abs(math.log(max(minutes, 0.5) / known)))


def finalists(ranking: Ranking) -> tuple[int, ...]:
    """The ideas (best first) among which a short final would help; empty when it would not.

    It helps when every idea has had its showings and it is still not sure which ideas belong in the top, while most
    ideas are out of the question.
    """
    standings = ranking.standings
    if len(standings) <= FINALISTS or ranking.top_certainty >= SURE:
        return ()
    if 2.0 * (ranking.answers + ranking.skips) < ENOUGH * len(standings):
        return ()
    chosen = sorted(standings, key=lambda s: (-s.top_chance, s.place))[:FINALISTS]
    return tuple(s.idea for s in sorted(chosen, key=lambda s: s.place))


def pace(times: Sequence[float], now: float, window: float = LATELY) -> float:
    """Answers a minute lately. `times` and `now` are seconds on any one clock; only the last `window` counts."""
    recent = [t for t in times if now - window < t <= now]
    if not recent:
        return 0.0
    return 60.0 * len(recent) / max(10.0, min(window, now - min(times)))
