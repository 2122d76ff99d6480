"""Which pair a participant gets next. State in memory, owned by one thread; no clock, no I/O.

The state is a function of the calls made: replaying a stored history through the same calls in the same order gives
the same picker, and the same next pairs. When the history of hiding, adding and merging is not replayed at its own
time (today's ideas are set first), nothing that is promised changes; only the worth of the next pairs may, a little.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from sys import intern

import numpy as np

from workshop_app.duel.answers import LEFT, SKIP, Answer, FloatArray, IntArray, root_of
from workshop_app.duel.beliefs import Beliefs
from workshop_app.duel.choice import Aim
from workshop_app.duel.exposure import Exposure
from workshop_app.duel.weighing import Weighing

WIDEST = 64  # more ideas than this are thinned out before the worth of pairs is weighed
_NEEDY = 16  # how many of the least shown ideas are kept when thinning out
_OFTEN = 1.0  # how much a person's earlier duels with an idea take off the worth of another one
_ORDER = Aim(1.0)
_BORDERS = Aim(1.0, ((3, 0.5), (5, 1.0)))
_OUT, _DONE, _VOID = "out", "done", "void"
# Equal pairs are not given to everybody in the same order: each person's are weighed with a window of these.
_NOISE = 1.0 + 1e-3 * np.random.Generator(np.random.PCG64(1)).random((2 * WIDEST, 2 * WIDEST))


class Picker:
    """The pairs of one duel activity: who was shown what, what was answered, and what to show next."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._merged: dict[int, int] = {}
        self._active: list[int] = []
        self._position: dict[int, int] = {}
        self._ids: list[int] = []
        self._exposure = Exposure()
        self._beliefs = Beliefs()
        self._weighing = Weighing(self._beliefs)
        # participant -> the pairs that they were given, as positions of the ideas as shown
        self._met: dict[int, list[tuple[int, int]]] = {}
        # participant -> unordered pair of ids as shown -> state, or the outcome that was answered
        self._pairs: dict[int, dict[tuple[int, int], str]] = {}

    def set_ideas(self, active: Collection[int], merged: Mapping[int, int] = {}) -> None:
        """The ideas that may be shown from now on, and the merged ones with the idea that each was merged into.

        May be called at any time: an idea is added, hidden, restored, merged or taken apart again. Ideas that are
        gone keep what was answered about them.
        """
        self._active = sorted({i for i in active if i not in merged})
        self._make_room(self._active)
        if dict(merged) != self._merged:
            self._merge(merged)
        self._exposure.activate([self._place(i) for i in self._active])

    @contextmanager
    def replaying(self) -> Iterator[None]:
        """Take a stored history in: what is believed is worked out once, at the end, not after each call.

        A hundred times faster than call by call; the beliefs are those of a whole refit.
        """
        self._beliefs.counting = True
        try:
            yield
        finally:
            self._beliefs.counting = False
            self._weighing.forget()
            self._beliefs.refit()

    def shown(self, participant: int, left: int, right: int, again: bool = False) -> bool:
        """A pair was given out. False, and nothing changes, if this person was given it before.

        `again`: it is told again of a person who was forgotten.
        """
        pairs = self._pairs.setdefault(participant, {})
        key = _key(left, right)
        if key in pairs or left == right:
            return False
        pairs[key] = _OUT
        own = self._place(left), self._place(right)
        self._met.setdefault(participant, []).append(own)
        self._exposure.show(participant, *own, again=again)
        self._beliefs.put_out(*own, 1)
        a, b = (int(self._root()[one]) for one in own)
        if a == b or self._beliefs.counting:
            self._weighing.changed()
        else:
            self._weighing.given(a, b)
        return True

    def answered(self, answer: Answer) -> bool:
        """The answer to a pair that is out. False, and nothing changes, if it isn't out with that person."""
        pairs, key = self._pairs.get(answer.participant, {}), _key(answer.left, answer.right)
        if pairs.get(key) != _OUT:
            return False
        # Interned: there are as many of them as ideas, not as answers.
        pairs[key] = answer.outcome if answer.outcome == SKIP else intern(f"{_DONE} {_chosen(answer)}")
        if answer.outcome == SKIP:
            self._put_out(key, -1)
        else:
            self._count(key, _chosen(answer), 1)
        self._beliefs.step()
        return True

    def undone(self, participant: int, left: int, right: int) -> bool:
        """The answer is taken back and the pair is out again. False if there was no answer."""
        pairs, key = self._pairs.get(participant, {}), _key(left, right)
        state = pairs.get(key, _OUT)
        if state in (_OUT, _VOID):
            return False
        pairs[key] = _OUT
        if state == SKIP:
            self._put_out(key, 1)
        else:
            self._count(key, int(state.split()[1]), -1)
        self._beliefs.step()
        return True

    def released(self, participant: int, left: int, right: int) -> bool:
        """A pair that was out won't be answered; it isn't shown to this person again. False if it wasn't out."""
        pairs, key = self._pairs.get(participant, {}), _key(left, right)
        if pairs.get(key) != _OUT:
            return False
        pairs[key] = _VOID
        self._put_out(key, -1)
        self._exposure.show(participant, self._place(left), self._place(right), -1)
        return True

    @contextmanager
    def telling_again(self) -> Iterator[None]:
        """Some people are forgotten and told again: it is counted at once, and nobody waits for a refit.

        What is believed follows in the steps of the next answers.
        """
        with self._beliefs.catching_up():
            yield

    def forget(self, participant: int) -> None:
        """Takes out all that this person was given and answered."""
        for left, right in self._met.pop(participant, ()):
            pair = self._ids[left], self._ids[right]
            self.undone(participant, *pair)
            self.released(participant, *pair)
        self._pairs.pop(participant, None)
        self._exposure.forget(participant)

    def next_pair(self, participant: int, group: str | None = None) -> tuple[int, int] | None:
        """(left, right) for this participant, or None when they have met every pair of the ideas that are left.

        Doesn't mark the pair as shown: asked twice in a row, it answers the same. `group` is the participant's
        role; the choice does not depend on it.
        """
        places = self._exposure.active
        if len(places) < 2:
            return None
        met = self._met.get(participant, [])
        dice = random.Random(f"{self._seed} {participant} {len(met)}")
        found = self._best(participant, self._thinned(places, dice), met, dice)
        if found is None and len(places) > WIDEST:
            found = self._any(places, met)
        if found is None:
            return None
        a, b = found
        lean = self._exposure.lean(a) - self._exposure.lean(b)
        if lean > 0 or (lean == 0 and dice.random() < 0.5):
            a, b = b, a
        return self._ids[a], self._ids[b]

    def showings(self) -> dict[int, int]:
        """How often each idea has been shown, pairs on phones included and void ones not; merged ones as what they
        were merged into.
        """
        return {idea: int(n) for idea, n in zip(self._ids, self._exposure.shown, strict=True)}

    def _best(
        self, participant: int, places: IntArray, met: list[tuple[int, int]], dice: random.Random
    ) -> tuple[int, int] | None:
        """The most useful pair among `places` that this person has not met."""
        owed, first = self._exposure.owed(places)
        # A debt is paid with a duel that tells most about the whole order: close opponents, not always the top.
        some = bool(owed.any())
        worth, n = self._weighing.worth(places, _ORDER if some else _BORDERS), len(places)
        row, column = dice.randrange(WIDEST), dice.randrange(WIDEST)
        gain: FloatArray = worth * _NOISE[row : row + n, column : column + n]
        often = 1.0 / (1.0 + _OFTEN * self._exposure.met(participant, places))
        gain *= often[:, None]
        gain *= often
        if some:
            gain += 10.0 * (owed[:, None] | owed)
            if first:
                gain += 10.0 * (owed[:, None] & owed)
        _leave_out(gain, places, self._root(), met, -1.0)
        a, b = divmod(int(gain.argmax()), n)
        return (int(places[a]), int(places[b])) if gain[a, b] >= 0 else None

    def _any(self, places: IntArray, met: list[tuple[int, int]]) -> tuple[int, int] | None:
        """The least shown pair of all that this person has not met."""
        shown = self._exposure.shown[places]
        both = (shown[:, None] + shown[None, :]).astype(np.float64)
        _leave_out(both, places, self._root(), met, np.inf)
        a, b = divmod(int(both.argmin()), len(places))
        return (int(places[a]), int(places[b])) if np.isfinite(both[a, b]) else None

    def _thinned(self, places: IntArray, dice: random.Random) -> IntArray:
        """At most WIDEST of the ideas: those that are owed showings, then those nearest to the borders, then any."""
        if len(places) <= WIDEST:
            return places
        owed, _ = self._exposure.owed(places)
        rank = np.random.Generator(np.random.PCG64(dice.getrandbits(64))).random(len(places))
        if owed.any():
            needy = np.flatnonzero(owed)
            needy = needy[np.lexsort((rank[needy], self._exposure.shown[places[needy]]))[:_NEEDY]]
            rank[needy] -= 2.0
        else:
            mean, var = self._beliefs.mean[places], np.diag(self._beliefs.cov)[places]
            edge = np.sort(mean)[-5:-7:-1].mean()
            near = np.argsort(-np.exp(-0.5 * (mean - edge) ** 2 / var) * np.sqrt(var), kind="stable")
            rank[near[: WIDEST * 3 // 4]] -= 2.0
        return np.sort(places[np.argsort(rank, kind="stable")[:WIDEST]])

    def _make_room(self, ideas: Iterable[int]) -> None:
        """Each of `ideas` gets its position."""
        for idea in ideas:
            if idea not in self._position:
                self._position[idea] = len(self._ids)
                self._ids.append(idea)
        self._beliefs.grow(len(self._ids))
        self._exposure.grow(len(self._ids))

    def _place(self, idea: int) -> int:
        if idea not in self._position:
            self._make_room((idea,))
        return self._position[idea]

    def _root(self) -> IntArray:
        """What each position is counted as now."""
        return self._beliefs.counts.root

    def _put_out(self, key: tuple[int, int], by: int) -> None:
        self._beliefs.put_out(self._place(key[0]), self._place(key[1]), by)
        self._weighing.changed()

    def _count(self, key: tuple[int, int], chosen: int, by: int) -> None:
        """An answer in place of the pair that was out (`by` = 1), or the pair is out again in its place (-1)."""
        other = key[1] if chosen == key[0] else key[0]
        self._beliefs.record(self._place(chosen), self._place(other), by)
        self._weighing.changed()

    def _merge(self, merged: Mapping[int, int]) -> None:
        """Other merges: everything that was counted counts for the ideas as they are now."""
        self._merged = dict(merged)
        self._make_room(root_of(idea, self._merged) for idea in [*self._merged.values(), *self._ids])
        # Also those that nothing has been told of yet, as when a stored history is taken in.
        self._make_room(self._merged)
        root = np.array([self._place(root_of(i, self._merged)) for i in self._ids], dtype=np.int64)
        self._weighing.forget()
        self._beliefs.merge(root)
        self._exposure.merge(root)


def _leave_out(
    gain: FloatArray, places: IntArray, root: IntArray, met: list[tuple[int, int]], value: float
) -> None:
    """Give the pairs that were met, as they are counted now, and an idea with itself, a value that is never chosen."""
    np.fill_diagonal(gain, value)
    if not met:
        return
    pairs = root[np.array(met, dtype=np.int64)]
    at = np.searchsorted(places, pairs)
    at[at == len(places)] = 0
    i, j = at[(places[at] == pairs).all(axis=1)].T
    gain[i, j] = gain[j, i] = value


def _key(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


def _chosen(answer: Answer) -> int:
    return answer.left if answer.outcome == LEFT else answer.right
