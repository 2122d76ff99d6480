"""Which pair a participant gets next. State in memory, owned by one thread; no clock, no I/O."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping

from workshop_app.duel.answers import Answer, root_of


class Picker:
    """The pairs of one duel activity: who was shown what, and what to show next."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._active: list[int] = []
        self._merged: dict[int, int] = {}
        self._seen: dict[int, list[tuple[int, int]]] = {}

    def set_ideas(self, active: Collection[int], merged: Mapping[int, int] = {}) -> None:
        """The ideas that may be shown now, and the merged ones with what they were merged into."""
        self._merged = dict(merged)
        self._active = sorted(i for i in set(active) if i not in self._merged)

    def shown(self, participant: int, left: int, right: int) -> None:
        """A pair was given out."""
        self._seen.setdefault(participant, []).append((left, right))

    def answered(self, answer: Answer) -> None:
        """The answer of a shown pair."""

    def undone(self, participant: int, left: int, right: int) -> None:
        """The answer was taken back; the pair is out again."""

    def released(self, participant: int, left: int, right: int) -> None:
        """A shown pair will not be answered."""

    def next_pair(self, participant: int, group: str | None = None) -> tuple[int, int] | None:
        """(left, right) for this participant, or None when they have seen every pair."""
        seen = {frozenset((root_of(a, self._merged), root_of(b, self._merged))) for a, b in self._seen.get(participant, [])}
        count = dict.fromkeys(self._active, 0)
        side = dict.fromkeys(self._active, 0)
        for pairs in self._seen.values():
            for a, b in pairs:
                for idea, way in ((root_of(a, self._merged), 1), (root_of(b, self._merged), -1)):
                    if idea in count:
                        count[idea] += 1
                        side[idea] += way
        dice = random.Random(self._seed * 1_000_003 + participant * 1009 + len(self._seen.get(participant, [])))
        pool = [(a, b) for a in self._active for b in self._active if a < b and frozenset((a, b)) not in seen]
        if not pool:
            return None
        a, b = min(pool, key=lambda p: (count[p[0]] + count[p[1]], dice.random()))
        return (b, a) if side[a] > side[b] or (side[a] == side[b] and dice.random() < 0.5) else (a, b)
