"""How often each idea has been shown, on which side and to whom, and what it is still owed. One owner thread."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workshop_app.duel.answers import FloatArray, IntArray
from workshop_app.duel.history import History

EARLY = 6  # until each idea has been shown this often, the least shown come first
FLOOR = 0.8  # the share of its fair number of showings that every idea is given, however clear its place
_MARGIN = 0.5  # ... and a little more, as debts are paid a moment late


class Exposure:
    """Counts of showings by position of an idea; pairs that are out on phones count, voided ones don't."""

    def __init__(self) -> None:
        self.active: IntArray = np.zeros(0, dtype=np.int64)
        # Showings, and showings on the left minus those on the right; both with what merged ideas brought.
        self.shown: IntArray = np.zeros(0, dtype=np.int64)
        self._lean: IntArray = np.zeros(0, dtype=np.int64)
        self._own_shown: IntArray = np.zeros(0, dtype=np.int64)
        self._own_lean: IntArray = np.zeros(0, dtype=np.int64)
        self._root: IntArray = np.zeros(0, dtype=np.int64)
        # participant -> how often each idea was shown to them, as it stood
        self._met: dict[int, IntArray] = {}
        self._merged = False
        # The fair number of showings grows by 2 / (active ideas) with each pair. An idea's share starts with its first
        # showing, not when it was added: so a replay that knows today's ideas from the start comes to the same.
        self._clock = 0.0
        self._since: FloatArray = np.zeros(0)
        self._hidden_at: FloatArray = np.zeros(0)

    def grow(self, count: int) -> None:
        """Makes room for ideas up to `count`."""
        old = len(self.shown)
        room = (0, max(0, count - old))
        self.shown, self._lean = np.pad(self.shown, room), np.pad(self._lean, room)
        self._own_shown, self._own_lean = np.pad(self._own_shown, room), np.pad(self._own_lean, room)
        self._root = np.concatenate([self._root, np.arange(old, old + room[1])])
        self._since = np.concatenate([self._since, np.full(room[1], np.nan)])
        self._hidden_at = np.concatenate([self._hidden_at, np.full(room[1], np.nan)])

    def activate(self, active: Sequence[int]) -> None:
        """These ideas may be shown from now on. While an idea is hidden, its fair share stands still."""
        now = np.array(sorted(active), dtype=np.int64)
        gone = np.setdiff1d(self.active, now)
        come = np.setdiff1d(now, self.active)
        self._hidden_at[gone] = self._clock
        away = self._clock - self._hidden_at[come]
        self._since[come] += np.where(np.isnan(away), 0.0, away)
        self.active = now

    def merge(self, root: IntArray) -> None:
        """`root[i]` is the idea that idea i is now counted as; may be called with any other merges later."""
        n = len(self.shown)
        self._root = root
        self._merged = bool((root != np.arange(n)).any())
        self.shown = np.bincount(root, self._own_shown, n).astype(np.int64)
        self._lean = np.bincount(root, self._own_lean, n).astype(np.int64)

    def show(self, participant: int, left: int, right: int, by: int = 1, again: bool = False) -> None:
        """A pair was shown (`by` = 1), or turned out void (-1). Ideas as they stood on the phone, merged or not.

        `again`: that was told before, and the ideas' fair number of showings has grown by it.
        """
        met = self._seen(participant)
        for idea, side in ((left, by), (right, -by)):
            root = self._root[idea]
            self._own_shown[idea] += by
            self._own_lean[idea] += side
            self.shown[root] += by
            self._lean[root] += side
            met[idea] += by
            if math.isnan(self._since[root]):
                self._since[root] = max(0.0, self._clock - 1.0)
        if by > 0 and not again and len(self.active):
            self._clock += 2.0 / len(self.active)

    def take_in(self, given: History, void: History) -> None:
        """What was shown, in this order, and what of it turned out void, by position: as `show` of each would."""
        n = len(self.shown)
        for told, by in ((given, 1), (void, -1)):
            on_left, on_right = (np.bincount(side, minlength=n) for side in (told.left, told.right))
            self._own_shown += by * (on_left + on_right)
            self._own_lean += by * (on_left - on_right)
        self.merge(self._root)
        self._start_shares(given)
        people = np.unique(given.participant)
        met = np.zeros((len(people), n), dtype=np.int64)
        for told, by in ((given, 1), (void, -1)):
            person = np.searchsorted(people, told.participant)
            np.add.at(met, (np.tile(person, 2), np.concatenate([told.left, told.right])), by)
        self._met.update(zip(people.tolist(), met, strict=True))

    def _start_shares(self, given: History) -> None:
        """Each idea's share starts a moment before its first showing; the fair number grows with each pair."""
        grows = np.full(len(given), 2.0 / len(self.active) if len(self.active) else 0.0)
        # Summed one by one, as the pairs were given: to the last bit the same.
        clock = np.cumsum(np.concatenate([[self._clock], grows]))
        sides = self._root[np.stack([given.left, given.right], axis=1)]
        ideas, first = np.unique(sides, return_index=True)
        new = np.isnan(self._since[ideas])
        self._since[ideas[new]] = np.maximum(0.0, clock[first[new] // 2] - 1.0)
        self._clock = float(clock[-1])

    def forget(self, participant: int) -> None:
        """What was shown to this person has all turned out void."""
        self._met.pop(participant, None)

    def lean(self, idea: int) -> int:
        """How much more often the idea was on the left than on the right."""
        return int(self._lean[idea])

    def met(self, participant: int) -> IntArray:
        """How often this person has been shown each idea, by position; must not be written to."""
        met = self._seen(participant)
        return np.bincount(self._root, met, len(met)).astype(np.int64) if self._merged else met

    def _seen(self, participant: int) -> IntArray:
        met = self._met.get(participant)
        if met is None or len(met) < len(self.shown):
            more = np.zeros(len(self.shown) - (0 if met is None else len(met)), dtype=np.int64)
            met = self._met[participant] = more if met is None else np.concatenate([met, more])
        return met

    def owed(self, ideas: IntArray) -> tuple[NDArray[np.bool_], bool]:
        """Which of `ideas` are owed a showing, and whether this is the first stage, when the least shown come first."""
        shown = self.shown[ideas]
        among = shown if ideas is self.active else self.shown[self.active]
        least = int(among.min(initial=EARLY))
        if least < EARLY:
            return shown <= least, True
        return shown < FLOOR * (self._clock - self._since[ideas]) + _MARGIN, False
