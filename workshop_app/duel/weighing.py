"""The worth of each pair, kept while little has changed: one weighing serves many. One owner thread, no clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.beliefs import HALF, Beliefs
from workshop_app.duel.choice import Aim, worth
from workshop_app.duel.fit import logistic

#: A weighing serves until one change in so many, of all that there were, has come after it. A pair makes two changes,
#: as it goes out and as it is answered. So up to 120 pairs in all each one is weighed anew, at 600 pairs every third;
#: what is known then differs by under half a per cent.
_LAG = 240


@dataclass(slots=True)
class _Kept:
    places: IntArray
    worth: FloatArray
    at: int


class Weighing:
    """Gives the worth of pairs. Whoever changes the beliefs says so, with `changed` or `given`."""

    def __init__(self, beliefs: Beliefs) -> None:
        self._beliefs = beliefs
        self._kept: dict[Aim, _Kept] = {}
        self._changes = 0

    def worth(self, places: IntArray, aim: Aim) -> FloatArray:
        """How much an answer to each pair of the ideas at `places` would teach; shape (n, n), greatest about 1.

        It is kept for the same array `places`, and must not be written to.
        """
        kept = self._kept.get(aim)
        if kept is None or kept.places is not places or self._changes - kept.at > self._changes // _LAG:
            beliefs = self._beliefs
            gain = worth(beliefs.mean[places], beliefs.cov[np.ix_(places, places)], aim)
            kept = self._kept[aim] = _Kept(places, gain, self._changes)
        return kept.worth

    def changed(self) -> None:
        """An answer came or was taken back, or a pair came back without one."""
        self._changes += 1

    def given(self, a: int, b: int) -> None:
        """The pair went out: until it is weighed anew it is worth less to others, as half of it counts as answered.

        To be called when the beliefs know it: the pair's variance D has become D / (1 + h D), where h is the
        information of half an answer, and what it can still teach goes with the square of that.
        """
        self._changes += 1
        mean, cov = self._beliefs.mean, self._beliefs.cov
        p = float(logistic(mean[a] - mean[b]))
        left = max(0.0, 1.0 - HALF * p * (1.0 - p) * float(cov[a, a] + cov[b, b] - 2.0 * cov[a, b]))
        for kept in self._kept.values():
            i, j = np.searchsorted(kept.places, (a, b))
            if max(i, j) < len(kept.places) and kept.places[i] == a and kept.places[j] == b:
                kept.worth[i, j] = kept.worth[j, i] = kept.worth[i, j] * left * left

    def forget(self) -> None:
        """Everything is believed anew."""
        self._kept.clear()
