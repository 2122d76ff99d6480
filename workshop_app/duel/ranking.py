"""From answers to an order of ideas that says how sure it is. Pure functions, any thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workshop_app.domain.people import may_be_told
from workshop_app.duel.answers import FloatArray, IntArray, Tally, Told, carried, tally
from workshop_app.duel.closeness import with_skips
from workshop_app.duel.fit import fits, gather, plain_prior
from workshop_app.duel.groups import group_fits
from workshop_app.duel.spread import Spread, spread

TOP = 5  # the size of the top that is spoken of
_APART = 0.90  # two ideas are told apart when one is better with this probability


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one idea stands.

    `share` is the chance (0..1) that it beats a random other idea, `low` and `high` its 90 % interval; `place` is 1
    for the best, `place_low`..`place_high` its 90 % interval; `band` the first and last place of the ideas that
    can't be told apart from it; `top_chance` the probability of belonging in the top; `shown` counts its answered
    showings (skips too), `wins` and `losses` the answers that chose a side.
    """

    idea: int
    share: float
    low: float
    high: float
    place: int
    place_low: int
    place_high: int
    band: tuple[int, int]
    top_chance: float
    shown: int
    wins: int
    losses: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All ideas, best first. `top` is the size of the top; `top_certainty` the mean probability that the ideas
    placed there belong there; `answers` counts chosen sides, `skips` the rest, `participants` who gave them.
    """

    standings: tuple[Standing, ...]
    top: int
    top_certainty: float
    answers: int
    skips: int
    participants: int


def rank(
    ideas: Sequence[int],
    answers: Told,
    *,
    top: int = TOP,
    group: str | None = None,
    merged: Mapping[int, int] | None = None,
) -> Ranking:
    """The order of `ideas` by the answers; answers about other ideas are left out.

    `top` is the size of the top (at most all ideas). `group` asks for one group's view, shrunk to the whole; counts
    are then that group's own; of a group so small that its answers could be traced to persons nothing is told (no
    standings).
    `merged` maps ideas to those they were merged into, whose answers they then are.
    The same answers give the same ranking, in whatever order they come. Raises ValueError on an unknown outcome.
    """
    whole = tally(ideas, carried(answers, merged or {}))
    own = whole
    if group is not None:
        theirs = whole.group == (whole.groups.index(group) if group in whole.groups else -2)
        own = whole.only(theirs)
    n = len(whole.ideas)
    k = min(max(top, 0), n)
    people = len(np.unique(own.person))
    if n == 0 or (group is not None and not may_be_told(people)):
        return Ranking((), 0, 1.0, 0, 0, people)
    if group is None:
        found = fits(with_skips(gather(n, whole), lambda sd: plain_prior(n, sd)))
    else:
        found = group_fits(whole, theirs)
    return _ranking(own, spread(found, k), k)


def _ranking(own: Tally, seen: Spread, top: int) -> Ranking:
    n = len(own.ideas)
    duels = own.chosen()
    won = np.where(duels.outcome == 1, duels.left, duels.right)
    lost = np.where(duels.outcome == 1, duels.right, duels.left)
    wins, losses = np.bincount(won, minlength=n), np.bincount(lost, minlength=n)
    shown = np.bincount(own.left, minlength=n) + np.bincount(own.right, minlength=n)
    order = np.argsort(-seen.share, kind="stable")
    bands = _bands(order, seen.beats)
    standings = tuple(
        Standing(
            idea=int(own.ideas[i]),
            share=float(seen.share[i]),
            low=float(min(seen.low[i], seen.share[i])),
            high=float(max(seen.high[i], seen.share[i])),
            place=place,
            place_low=int(min(seen.place_low[i], place)),
            place_high=int(max(seen.place_high[i], place)),
            band=bands[place - 1],
            top_chance=float(seen.top_chance[i]),
            shown=int(shown[i]),
            wins=int(wins[i]),
            losses=int(losses[i]),
        )
        for place, i in enumerate(order.tolist(), start=1)
    )
    sure = float(np.mean([s.top_chance for s in standings[:top]])) if top else 1.0
    people = len(np.unique(own.person))
    return Ranking(standings, top, sure, len(duels.left), len(own.left) - len(duels.left), people)


def _bands(order: IntArray, beats: FloatArray) -> list[tuple[int, int]]:
    """First and last place of each place's band: a new band begins where the first of the band is clearly better."""
    starts = [0]
    for at in range(1, len(order)):
        if beats[order[starts[-1]], order[at]] >= _APART:
            starts.append(at)
    ends = [*starts[1:], len(order)]
    return [(a + 1, b) for a, b in zip(starts, ends, strict=True) for _ in range(a, b)]
