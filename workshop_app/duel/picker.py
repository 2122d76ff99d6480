"""Which pair a participant gets next. State in memory, owned by one thread; no clock, no I/O.

The state is a function of the calls made: replaying a stored history through the same calls in the same order gives
the same picker, and the same next pairs. When the history of hiding, adding and merging is not replayed at its own
time (today's ideas are set first), nothing that is promised changes; only the worth of the next pairs may, a little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from workshop_app.duel.answers import LEFT, SKIP, Answer, root_of
from workshop_app.duel.beliefs import Beliefs
from workshop_app.duel.choice import Aim, worth
from workshop_app.duel.exposure import Exposure

WIDEST = 64  # more ideas than this are thinned out before the worth of pairs is weighed
_NEEDY = 16  # how many of the least shown ideas are kept when thinning out
_OFTEN = 1.0  # how much a person's earlier duels with an idea take off the worth of another one
_ORDER = Aim(1.0)
_BORDERS = Aim(1.0, ((3, 0.5), (5, 1.0)))
_OUT, _DONE, _VOID = "out", "done", "void"


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
        # participant -> unordered pair of ids as shown -> state, or the outcome that was answered
        self._pairs: dict[int, dict[tuple[int, int], str]] = {}
        self._won: dict[tuple[int, int], int] = {}  # (chosen, other), ids as shown
        self._out: dict[tuple[int, int], int] = {}  # unordered ids as shown
        self._replaying = False

    def set_ideas(self, active: Collection[int], merged: Mapping[int, int] = {}) -> None:
        """The ideas that may be shown from now on, and the merged ones with the idea that each was merged into.

        May be called at any time: an idea is added, hidden, restored, merged or taken apart again. Ideas that are
        gone keep what was answered about them.
        """
        self._active = sorted({i for i in active if i not in merged})
        for idea in self._active:
            self._place(idea)
        if dict(merged) != self._merged:
            self._merged = dict(merged)
            self._recount()
        self._exposure.activate([self._place(i) for i in self._active])

    @contextmanager
    def replaying(self) -> Iterator[None]:
        """Take a stored history in: what is believed is worked out once, at the end, not after each call.

        A hundred times faster than call by call; the beliefs are those of a whole refit.
        """
        self._replaying = True
        try:
            yield
        finally:
            self._replaying = False
            self._believe_anew()

    def shown(self, participant: int, left: int, right: int) -> bool:
        """A pair was given out. False, and nothing changes, if this person was given it before."""
        pairs = self._pairs.setdefault(participant, {})
        key = _key(left, right)
        if key in pairs or left == right:
            return False
        pairs[key] = _OUT
        self._out[key] = self._out.get(key, 0) + 1
        a, b = self._places(left, right)
        self._exposure.show(participant, self._place(left), self._place(right))
        if a != b and not self._replaying:
            self._beliefs.put_out(a, b, 1)
        return True

    def answered(self, answer: Answer) -> bool:
        """The answer to a pair that is out. False, and nothing changes, if it isn't out with that person."""
        pairs, key = self._pairs.get(answer.participant, {}), _key(answer.left, answer.right)
        if pairs.get(key) != _OUT:
            return False
        pairs[key] = answer.outcome if answer.outcome == SKIP else f"{_DONE} {_chosen(answer)}"
        self._take_out(key, -1)
        if answer.outcome != SKIP:
            self._count(key, _chosen(answer), 1)
        self._step()
        return True

    def undone(self, participant: int, left: int, right: int) -> bool:
        """The answer is taken back and the pair is out again. False if there was no answer."""
        pairs, key = self._pairs.get(participant, {}), _key(left, right)
        state = pairs.get(key, _OUT)
        if state in (_OUT, _VOID):
            return False
        pairs[key] = _OUT
        self._take_out(key, 1)
        if state != SKIP:
            self._count(key, int(state.split()[1]), -1)
        self._step()
        return True

    def released(self, participant: int, left: int, right: int) -> bool:
        """A pair that was out won't be answered; it isn't shown to this person again. False if it wasn't out."""
        pairs, key = self._pairs.get(participant, {}), _key(left, right)
        if pairs.get(key) != _OUT:
            return False
        pairs[key] = _VOID
        self._take_out(key, -1)
        self._exposure.show(participant, self._place(left), self._place(right), -1)
        return True

    def next_pair(self, participant: int, group: str | None = None) -> tuple[int, int] | None:
        """(left, right) for this participant, or None when they have met every pair of the ideas that are left.

        Doesn't mark the pair as shown: asked twice in a row, it answers the same. `group` is the participant's
        role; the choice does not depend on it.
        """
        places = self._exposure.active
        if len(places) < 2:
            return None
        known = self._pairs.get(participant, {})
        dice = np.random.Generator(np.random.PCG64([self._seed % 2**32, participant % 2**32, len(known)]))
        met = np.array([self._places(*key) for key in known], dtype=np.int64).reshape(-1, 2)
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
        self, participant: int, places: NDArray[np.int64], met: NDArray[np.int64], dice: np.random.Generator
    ) -> tuple[int, int] | None:
        """The most useful pair among `places` that this person has not met."""
        owed, first = self._exposure.owed(places)
        # A debt is paid with a duel that tells most about the whole order: close opponents, not always the top.
        gain = worth(
            self._beliefs.mean[places],
            self._beliefs.cov[np.ix_(places, places)],
            _ORDER if owed.any() else _BORDERS,
        )
        gain *= 1.0 + 1e-3 * dice.random(
            gain.shape
        )  # equal pairs are not given to everybody in the same order
        often = 1.0 / (1.0 + _OFTEN * self._exposure.met(participant, places))
        gain *= np.multiply.outer(often, often)
        gain += 10.0 * (owed[:, None] | owed[None, :])
        if first:
            gain += 10.0 * (owed[:, None] & owed[None, :])
        gain[self._seen(places, met)] = -1.0
        np.fill_diagonal(gain, -1.0)
        a, b = divmod(int(gain.argmax()), len(places))
        return (int(places[a]), int(places[b])) if gain[a, b] >= 0 else None

    def _any(self, places: NDArray[np.int64], met: NDArray[np.int64]) -> tuple[int, int] | None:
        """The least shown pair of all that this person has not met."""
        shown = self._exposure.shown[places]
        both = (shown[:, None] + shown[None, :]).astype(np.float64)
        both[self._seen(places, met)] = np.inf
        np.fill_diagonal(both, np.inf)
        a, b = divmod(int(both.argmin()), len(places))
        return (int(places[a]), int(places[b])) if np.isfinite(both[a, b]) else None

    def _thinned(self, places: NDArray[np.int64], dice: np.random.Generator) -> NDArray[np.int64]:
        """At most WIDEST of the ideas: those that are owed showings, then those nearest to the borders, then any."""
        if len(places) <= WIDEST:
            return places
        owed, _ = self._exposure.owed(places)
        rank = dice.random(len(places))
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

    @staticmethod
    def _seen(places: NDArray[np.int64], met: NDArray[np.int64]) -> NDArray[np.bool_]:
        size = int(places.max()) + 1
        met = met[(met < size).all(axis=1)]
        at = np.full(size, -1)
        at[places] = np.arange(len(places))
        i, j = at[met[:, 0]], at[met[:, 1]]
        both = (i >= 0) & (j >= 0)
        out = np.zeros((len(places), len(places)), dtype=bool)
        out[i[both], j[both]] = out[j[both], i[both]] = True
        return out

    def _place(self, idea: int) -> int:
        if idea not in self._position:
            self._position[idea] = len(self._ids)
            self._ids.append(idea)
            self._beliefs.grow(len(self._ids))
            self._exposure.grow(len(self._ids))
        return self._position[idea]

    def _places(self, left: int, right: int) -> tuple[int, int]:
        return self._place(root_of(left, self._merged)), self._place(root_of(right, self._merged))

    def _take_out(self, key: tuple[int, int], by: int) -> None:
        self._out[key] = self._out.get(key, 0) + by
        a, b = self._places(*key)
        if a != b and not self._replaying:
            self._beliefs.put_out(a, b, by)

    def _count(self, key: tuple[int, int], chosen: int, by: int) -> None:
        pair = key if chosen == key[0] else (key[1], key[0])
        self._won[pair] = self._won.get(pair, 0) + by
        a, b = self._places(*pair)
        if a != b and not self._replaying:
            self._beliefs.record(a, b, by)

    def _recount(self) -> None:
        """Other merges: everything that was counted is counted again for the ideas as they are now."""
        for idea in [*self._merged.values(), *self._ids]:
            self._place(root_of(idea, self._merged))
        self._believe_anew()
        self._exposure.merge(
            np.array([self._place(root_of(i, self._merged)) for i in self._ids], dtype=np.int64)
        )

    def _step(self) -> None:
        if not self._replaying:
            self._beliefs.step()

    def _believe_anew(self) -> None:
        n = len(self._ids)
        if n == 0:
            return
        won, out = np.zeros((n, n)), np.zeros((n, n))
        for pair, times in self._won.items():
            won[self._places(*pair)] += times
        for pair, times in self._out.items():
            a, b = self._places(*pair)
            out[a, b] += times
            out[b, a] += times
        np.fill_diagonal(won, 0.0)
        np.fill_diagonal(out, 0.0)
        self._beliefs.refit(won, out)


def _key(left: int, right: int) -> tuple[int, int]:
    return (left, right) if left < right else (right, left)


def _chosen(answer: Answer) -> int:
    return answer.left if answer.outcome == LEFT else answer.right
