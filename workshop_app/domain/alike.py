"""Which ideas may say the same thing; a person decides whether they do. Pure, any thread.

Ideas are compared by the runs of letters in their words, so that Finnish endings and compounds do not hide what is
common ("kyläbussi", "kylien busseja"). What many ideas of the evening share tells little and weighs little (inverse
document frequency; Spärck Jones 1972), and likeness is the cosine of the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from math import log, sqrt

#: From this likeness on (0-1) it is worth a look.
ALIKE = 0.36
#: Letters in a run; the beginning of a word counts as one more.
_RUN = 4
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")


@lru_cache(maxsize=8_192)
def _runs(text: str) -> frozenset[str]:
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        padded = f" {word}"
        found.update(padded[at : at + _RUN] for at in range(max(1, len(padded) - _RUN + 1)))
    return frozenset(found)


class Alike:
    """An index of texts by id, which finds the one most similar to a new text."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = dict(texts)
        self._where: dict[str, list[int]] = defaultdict(list)
        for number, text in texts.items():
            for run in _runs(text):
                self._where[run].append(number)
        # Squared, as both texts bring it in; what only the new text has is rarer than all.
        self._rarest = log(1.0 + len(texts) + 1) ** 2
        self._worth = {
            run: log(1.0 + (len(texts) + 1) / (len(there) + 1)) ** 2 for run, there in self._where.items()
        }
        self._size = {
            number: sum(map(self._worth.__getitem__, _runs(text))) for number, text in texts.items()
        }

    def most(self, text: str) -> int | None:
        """The id of the most similar text, or None where none is similar enough."""
        found = self.likeness(text)
        best = max(found, key=lambda number: (found[number], -number), default=None)
        return best if best is not None and found[best] >= ALIKE else None

    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Each text that is alike to an earlier one (in the order they were given), with the most like of those.

        The most alike first, each as (id, the earlier one's id).
        """
        order = {number: at for at, number in enumerate(self._texts)}
        found: list[tuple[float, int, int]] = []
        for number, text in self._texts.items():
            likeness = self.likeness(text)
            earlier = [other for other in likeness if order[other] < order[number]]
            best = max(earlier, key=lambda other: (likeness[other], -order[other]), default=None)
            if best is not None and likeness[best] >= ALIKE:
                found.append((likeness[best], number, best))
        found.sort(key=lambda pair: (-round(pair[0], 6), order[pair[1]]))
        return tuple((number, best) for _share, number, best in found)

    def likeness(self, text: str) -> dict[int, float]:
        """How similar each text is to this one, 0-1; texts with nothing in common are left out."""
        shared: dict[int, float] = defaultdict(float)
        size = 0.0
        for run in _runs(text):
            weight = self._worth.get(run, self._rarest)
            size += weight
            for number in self._where.get(run, ()):
                shared[number] += weight
        return {number: common / sqrt(size * self._size[number]) for number, common in shared.items()}
