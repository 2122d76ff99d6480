"""The pairs that people were given, four bytes each: people answer hundreds of them. One owner thread, no clock."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from math import isqrt

import numpy as np

from workshop_app.duel.answers import IntArray

#: Two ideas by their positions, the smaller one first.
Pair = tuple[int, int]
#: What became of a pair takes so many bits.
_BITS = 3
_STATES = 1 << _BITS


def sorted_pair(a: int, b: int) -> Pair:
    """The two, whichever comes first."""
    return (a, b) if a < b else (b, a)


class Pairs:
    """The pairs that one person was given, and what became of each: a number from 0 to 7.

    They are kept as numbers in order, so that one is found in a few steps. There is room for 32,000 ideas; of more
    OverflowError is raised.
    """

    __slots__ = ("_kept",)

    def __init__(self, kept: array[int] | None = None) -> None:
        self._kept = array("I") if kept is None else kept

    def __len__(self) -> int:
        """How many."""
        return len(self._kept)

    def __iter__(self) -> Iterator[Pair]:
        """Each pair; those of the ideas that came first come first."""
        return (_pair(kept >> _BITS) for kept in self._kept)

    def __contains__(self, pair: Pair) -> bool:
        """Whether it was given."""
        return self.get(pair) >= 0

    def get(self, pair: Pair) -> int:
        """What became of the pair; -1 where it was not given."""
        least = _number(*pair) << _BITS
        at = bisect_left(self._kept, least)
        return self._kept[at] - least if at < len(self._kept) and self._kept[at] < least + _STATES else -1

    def add(self, pair: Pair, became: int) -> bool:
        """The pair is given. False, and nothing changes, if it was given before."""
        least = _number(*pair) << _BITS
        at = bisect_left(self._kept, least)
        if at < len(self._kept) and self._kept[at] < least + _STATES:
            return False
        self._kept.insert(at, least + became)
        return True

    def change(self, pair: Pair, was: int, became: int) -> bool:
        """Something else became of the pair. False, and nothing changes, if it `was` not so."""
        told = _number(*pair) << _BITS | was
        at = bisect_left(self._kept, told)
        if at == len(self._kept) or self._kept[at] != told:
            return False
        self._kept[at] += became - was
        return True

    @classmethod
    def of_people(cls, person: IntArray, low: IntArray, high: IntArray, became: IntArray) -> dict[int, Pairs]:
        """Each person's, from columns of equal length; of a pair that a person has twice the last one counts."""
        if not len(person):
            return {}
        number = high * (high - 1) // 2 + low
        order = np.lexsort((number, person))
        person, number, became = person[order], number[order], became[order]
        last = np.append((person[1:] != person[:-1]) | (number[1:] != number[:-1]), True)
        people, begins = np.unique(person[last], return_index=True)
        kept = (number << _BITS | became)[last].astype(np.uintc)
        return {
            one: cls(array("I", part.tobytes()))
            for one, part in zip(people.tolist(), np.split(kept, begins[1:]), strict=True)
        }


def _number(low: int, high: int) -> int:
    """Numbers all pairs, whatever ideas come later: (0, 1), (0, 2), (1, 2), (0, 3) ..."""
    return high * (high - 1) // 2 + low


def _pair(number: int) -> Pair:
    high = (1 + isqrt(8 * number + 1)) // 2
    return number - high * (high - 1) // 2, high
