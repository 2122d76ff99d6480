"""The worth of each pair, kept while little has changed: one weighing serves many. One owner thread, no clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.beliefs import HALF, Beliefs
from workshop_app.duel.choice import Aim, worth
from workshop_app.duel.pairs import Pair, Pairs, sorted_pair

#: A weighing serves until one change in so many, of all that there were, has come after it. A pair makes two changes,
#: as it goes out and as it is answered. So up to 120 pairs in all each one is weighed anew, at 600 pairs every third;
#: what is known then differs by under half a per cent.
_LAG = 240
#: Of more ideas, so many are chosen before the worth of pairs is weighed.
WIDEST = 64
#: Ideas of which the pairs are looked through at once: so few numbers that numpy keeps Python's lock for them, which
#: costs less than to hand it over and wait for it.
_AT_ONCE = 8
#: Equal pairs are not given to everybody in the same order: each person's are weighed with a window of these.
_NOISE = 1.0 - 1e-3 * np.random.Generator(np.random.PCG64(1)).random((2 * WIDEST, 2 * WIDEST))


@dataclass(slots=True)
class Weighed:
    """The worth of pairs of the ideas at `places`; shape (n, n), greatest about 1, below 0 for an idea with itself.

    `most`: of each idea, at least the worth of its best pair. `at`: the changes before it was weighed.
    """

    places: IntArray
    worth: FloatArray
    most: FloatArray
    row: dict[int, int]
    at: int

    def best(
        self,
        met: Pairs,
        fresh: FloatArray,
        lot: int,
        rows: IntArray,
        columns: NDArray[np.bool_] | None = None,
    ) -> Pair | None:
        """The pair (positions, not sorted) of most worth that is not in `met`; one of the two is in `rows`.

        `fresh`: a factor up to 1 for each of the ideas; `lot`: bits by chance, which choose among what is about
        equal; `columns`: where the other one must be. A few rows are looked through at a time, those first that
        can have most; it ends when no row that is left can have more.
        """
        n, down, across = len(self.places), lot >> 8 & WIDEST - 1, lot >> 16 & WIDEST - 1
        reach = self.most[rows] * fresh[rows]
        order = np.argsort(-reach)
        rows, reach = rows[order], reach[order]
        noise = _NOISE[down : down + n, across : across + n]
        most, found = -1.0, None
        for at in range(0, len(rows), _AT_ONCE):
            if most >= reach[at]:
                break
            some = rows[at : at + _AT_ONCE]
            gain = self.worth[some] * noise[some]
            gain *= fresh[some, None]
            gain *= fresh
            if columns is not None:
                gain[:, ~columns] = -1.0
            flat = gain.ravel()
            while (value := flat.item(best := int(flat.argmax()))) > most and value >= 0.0:
                pair = self.places.item(some.item(best // n)), self.places.item(best % n)
                if sorted_pair(*pair) not in met:
                    most, found = value, pair
                    break
                flat[best] = -1.0
        return found


class Weighing:
    """Gives the worth of pairs. Whoever changes the beliefs says so, with `changed` or `given`."""

    def __init__(self, beliefs: Beliefs) -> None:
        self._beliefs = beliefs
        self._kept: dict[Aim, Weighed] = {}
        self._changes = 0

    def weighed(self, places: IntArray, aim: Aim) -> Weighed:
        """How much an answer to each pair of the ideas at `places` would teach.

        It is kept for the same array `places`, and must not be written to.
        """
        kept = self._kept.get(aim)
        if kept is None or kept.places is not places or self._changes - kept.at > self._changes // _LAG:
            beliefs = self._beliefs
            gain = worth(beliefs.mean[places], beliefs.cov[np.ix_(places, places)], aim)
            np.fill_diagonal(gain, -1.0)
            row = {place: at for at, place in enumerate(places.tolist())}
            kept = self._kept[aim] = Weighed(places, gain, gain.max(axis=1), row, self._changes)
        return kept

    def changed(self, times: int = 1) -> None:
        """An answer came or was taken back, or a pair came back without one; or so many of these."""
        self._changes += times

    def given(self, a: int, b: int) -> None:
        """The pair went out: until it is weighed anew it is worth less to others, as half of it counts as answered.

        The pair's variance D becomes D / (1 + h D), where h is the information of half an answer, and what it can
        still teach goes with the square of that.
        """
        self._changes += 1
        p = self._beliefs.chance(a, b)
        left = 1.0 / (1.0 + HALF * p * (1.0 - p) * self._beliefs.variance(a, b))
        for kept in self._kept.values():
            i, j = kept.row.get(a), kept.row.get(b)
            if i is not None and j is not None:
                kept.worth[i, j] = kept.worth[j, i] = kept.worth[i, j] * left * left

    def forget(self) -> None:
        """Everything is believed anew."""
        self._kept.clear()
