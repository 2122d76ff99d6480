"""Which pair a participant gets next. State in memory, owned by one thread; no clock, no I/O.

The state is a function of the calls made: replaying a stored history through the same calls in the same order gives
the same picker, and the same next pairs. When the history of hiding, adding and merging is not replayed at its own
time (today's ideas are set first), nothing that is promised changes; only the worth of the next pairs may, a little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from workshop_app.duel.answers import CODE, LEFT, SKIP, Answer, FloatArray, IntArray, root_of
from workshop_app.duel.beliefs import Beliefs
from workshop_app.duel.choice import Aim
from workshop_app.duel.exposure import Exposure
from workshop_app.duel.history import VOID, History
from workshop_app.duel.pairs import Pair, Pairs, sorted_pair
from workshop_app.duel.weighing import WIDEST, Weighing

_NEEDY = 16  # how many of the least shown ideas are kept when thinning out
_OFTEN = 1.0  # how much a person's earlier duels with an idea take off the worth of another one
_ORDER = Aim(1.0)
_BORDERS = Aim(1.0, ((3, 0.5), (5, 1.0)))
# What became of a pair: it is out, void, was skipped, or its first or second idea was chosen.
_OUT, _VOID, _SKIPPED, _FIRST, _SECOND = range(5)
_ANSWERED = (_SKIPPED, _FIRST, _SECOND)
_BITS = (1 << 64) - 1


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
        # participant -> the pairs that they were given (the ideas' positions as shown), and what became of each
        self._pairs: dict[int, Pairs] = defaultdict(Pairs)
        # participant -> those pairs as they are counted now; only while ideas are merged
        self._counted: dict[int, Pairs] = {}

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

    def replay(self, history: History) -> None:
        """Take in what was given out before, by id; nothing may have been told of a person who is in it.

        It comes to the same as `shown`, and `answered` or `released`, for each in turn, but what is believed is worked
        out once, by a whole refit.
        """
        told = history.only(history.left != history.right)
        self._make_room(told.ideas())
        given, ended = told.placed(np.array(self._ids, dtype=np.int64)).settled()
        self._keep(given, ended)
        self._exposure.take_in(given, ended.only(ended.outcome == VOID))
        self._weighing.forget()
        self._weighing.changed(len(given) + len(ended))
        self._beliefs.take_in(given, ended)

    def shown(self, participant: int, left: int, right: int, again: bool = False) -> bool:
        """A pair was given out. False, and nothing changes, if this person was given it before.

        `again`: it is told again of a person who was forgotten.
        """
        if left == right:
            return False
        own = self._place(left), self._place(right)
        if not self._pairs[participant].add(sorted_pair(*own), _OUT):
            return False
        self._exposure.show(participant, *own, again=again)
        self._beliefs.put_out(*own, 1)
        root = self._root()
        a, b = int(root[own[0]]), int(root[own[1]])
        if participant in self._counted and a != b:
            self._counted[participant].add(sorted_pair(a, b), _OUT)
        if a == b or self._beliefs.counting:
            self._weighing.changed()
        else:
            self._weighing.given(a, b)
        return True

    def answered(self, answer: Answer) -> bool:
        """The answer to a pair that is out. False, and nothing changes, if it isn't out with that person."""
        key = self._key(answer.left, answer.right)
        if key is None:
            return False
        if answer.outcome == SKIP:
            state = _SKIPPED
        else:
            chosen = answer.left if answer.outcome == LEFT else answer.right
            state = _FIRST if self._position[chosen] == key[0] else _SECOND
        if not self._pairs[answer.participant].change(key, _OUT, state):
            return False
        self._count(key, state, 1)
        self._beliefs.step()
        return True

    def undone(self, participant: int, left: int, right: int) -> bool:
        """The answer is taken back and the pair is out again. False if there was no answer."""
        key, pairs = self._key(left, right), self._pairs[participant]
        if key is None or (state := pairs.get(key)) not in _ANSWERED:
            return False
        pairs.change(key, state, _OUT)
        self._count(key, state, -1)
        self._beliefs.step()
        return True

    def released(self, participant: int, left: int, right: int) -> bool:
        """A pair that was out won't be answered; it isn't shown to this person again. False if it wasn't out."""
        key = self._key(left, right)
        if key is None or not self._pairs[participant].change(key, _OUT, _VOID):
            return False
        self._count(key, _SKIPPED, 1)
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
        for a, b in self._pairs[participant]:
            pair = self._ids[a], self._ids[b]
            self.undone(participant, *pair)
            self.released(participant, *pair)
        self._pairs.pop(participant, None)
        self._counted.pop(participant, None)
        self._exposure.forget(participant)

    def next_pair(self, participant: int) -> tuple[int, int] | None:
        """(left, right) for this participant, or None when they have met every pair of the ideas that are left.

        Doesn't mark the pair as shown: asked twice in a row, it answers the same.
        """
        places = self._exposure.active
        if len(places) < 2:
            return None
        lot = _lot(self._seed, participant, len(self._pairs[participant]))
        found = self._best(participant, self._thinned(places, lot), lot)
        if found is None and len(places) > WIDEST:
            found = self._any(participant, places)
        if found is None:
            return None
        a, b = found
        lean = self._exposure.lean(a) - self._exposure.lean(b)
        if lean > 0 or (lean == 0 and lot & 1):
            a, b = b, a
        return self._ids[a], self._ids[b]

    def showings(self) -> dict[int, int]:
        """How often each idea has been shown, pairs on phones included and void ones not; merged ones as what they
        were merged into.
        """
        return {idea: int(n) for idea, n in zip(self._ids, self._exposure.shown, strict=True)}

    def _best(self, participant: int, places: IntArray, lot: int) -> Pair | None:
        """The most useful pair among `places` that this person has not met."""
        owed, first = self._exposure.owed(places)
        some = bool(owed.any())
        # A debt is paid with a duel that tells most about the whole order: close opponents, not always the top.
        weighed = self._weighing.weighed(places, _ORDER if some else _BORDERS)
        fresh: FloatArray = np.asarray(1.0 / (1.0 + _OFTEN * self._exposure.met(participant)[places]))
        met, found = self._met(participant), None
        if some:
            debtors = np.flatnonzero(owed)
            if first:
                found = weighed.best(met, fresh, lot, debtors, owed)
            found = found or weighed.best(met, fresh, lot, debtors)
        return found or weighed.best(met, fresh, lot, np.arange(len(places)))

    def _any(self, participant: int, places: IntArray) -> Pair | None:
        """The least shown pair of all that this person has not met."""
        met = self._met(participant)
        order = places[np.argsort(self._exposure.shown[places], kind="stable")].tolist()
        pairs = ((a, b) for at, b in enumerate(order) for a in order[:at] if sorted_pair(a, b) not in met)
        return next(pairs, None)

    def _thinned(self, places: IntArray, lot: int) -> IntArray:
        """At most WIDEST of the ideas: those that are owed showings, then those nearest to the borders, then any."""
        if len(places) <= WIDEST:
            return places
        owed, _ = self._exposure.owed(places)
        rank = np.random.Generator(np.random.PCG64(lot)).random(len(places))
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

    def _keep(self, given: History, ended: History) -> None:
        """Each person's pairs, and what became of them."""
        first = (ended.outcome == CODE[LEFT]) == (ended.left < ended.right)
        became = np.where(ended.outcome >= 0, np.where(first, _FIRST, _SECOND), _SKIPPED)
        became[ended.outcome == VOID] = _VOID
        both = [
            (given.participant, given.low, given.high, np.full(len(given), _OUT)),
            (ended.participant, ended.low, ended.high, became),
        ]
        self._pairs.update(Pairs.of_people(*map(np.concatenate, zip(*both, strict=True))))

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

    def _key(self, left: int, right: int) -> Pair | None:
        """The pair as it is kept, where both ideas have been told of."""
        known = self._position
        if left == right or left not in known or right not in known:
            return None
        return sorted_pair(known[left], known[right])

    def _met(self, participant: int) -> Pairs:
        """The pairs that the person was given, as they are counted now."""
        if not self._merged:
            return self._pairs[participant]
        if participant not in self._counted:
            counted = self._counted[participant] = Pairs()
            root = self._root().tolist()
            for a, b in self._pairs[participant]:
                if root[a] != root[b]:
                    counted.add(sorted_pair(root[a], root[b]), _OUT)
        return self._counted[participant]

    def _count(self, pair: Pair, state: int, by: int) -> None:
        """An answer in place of the pair that was out (`by` = 1), or the pair is out again in its place (-1)."""
        if state == _SKIPPED:
            self._beliefs.put_out(*pair, -by)
        else:
            self._beliefs.record(*(pair if state == _FIRST else pair[::-1]), by)
        self._weighing.changed()

    def _merge(self, merged: Mapping[int, int]) -> None:
        """Other merges: everything that was counted counts for the ideas as they are now."""
        self._merged = dict(merged)
        self._counted.clear()
        self._make_room(root_of(idea, self._merged) for idea in [*self._merged.values(), *self._ids])
        # Also those that nothing has been told of yet, as when a stored history is taken in.
        self._make_room(self._merged)
        root = np.array([self._place(root_of(i, self._merged)) for i in self._ids], dtype=np.int64)
        self._weighing.forget()
        self._beliefs.merge(root)
        self._exposure.merge(root)


def _lot(seed: int, participant: int, turn: int) -> int:
    """64 bits that look like chance and are the same each time (the finaliser of SplitMix64; Steele et al. 2014)."""
    bits = (seed * 0x9E3779B97F4A7C15 + participant * 0xD1B54A32D192ED03 + turn * 0xABC98388FB8FAC03) & _BITS
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        bits = ((bits ^ (bits >> shift)) * factor) & _BITS
    return bits ^ (bits >> 31)
