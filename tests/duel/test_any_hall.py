"""The picker as a state machine: any order of what a hall brings keeps its promises."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from workshop_app.duel.answers import Answer, root_of
from workshop_app.duel.picker import Picker

OUTCOMES = st.sampled_from(["left", "right", "skip"])
PEOPLE = st.integers(0, 5)
WHICH = st.integers(0, 999)


class Hall(RuleBasedStateMachine):
    """People join, answer, skip, undo, answer late and twice; ideas are added, hidden, restored and merged."""

    def __init__(self) -> None:
        super().__init__()
        self.picker = Picker(7)
        self.ideas = [10, 11, 12, 13]
        self.hidden: set[int] = set()
        self.merged: dict[int, int] = {}
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self.given: dict[int, list[tuple[int, int]]] = {}
        self.state: dict[tuple[int, int, int], str] = {}
        self._set()

    def _call(self, name: str, *args: object) -> object:
        self.calls.append((name, args))
        return getattr(self.picker, name)(*args)

    def _set(self) -> None:
        self._call("set_ideas", tuple(self._active()), dict(self.merged))

    def _active(self) -> list[int]:
        return [i for i in self.ideas if i not in self.hidden and i not in self.merged]

    def _pick(self, which: int, *states: str) -> tuple[int, int, int] | None:
        found = [key for key, state in sorted(self.state.items()) if state in states]
        return found[which % len(found)] if found else None

    @rule(person=PEOPLE)
    def ask(self, person: int) -> None:
        """A phone asks for a pair and gets one that is allowed, or none when nothing is left."""
        pair = self.picker.next_pair(person)
        assert self.picker.next_pair(person) == pair
        seen = {self._now(*old) for old in self.given.get(person, [])}
        active = self._active()
        left = {frozenset((a, b)) for a in active for b in active if a < b} - seen
        if pair is None:
            assert not left
            return
        assert frozenset(pair) in left
        assert self._call("shown", person, *pair)
        self.given.setdefault(person, []).append(pair)
        self.state[person, *pair] = "out"

    def _now(self, left: int, right: int) -> frozenset[int]:
        return frozenset((root_of(left, self.merged), root_of(right, self.merged)))

    @rule(which=WHICH, outcome=OUTCOMES, took=st.none() | st.integers(0, 60_000))
    def answer(self, which: int, outcome: str, took: int | None) -> None:
        """An answer to a pair that is out is taken, even late, when an idea has gone meanwhile."""
        if key := self._pick(which, "out"):
            assert self._call("answered", Answer(*key, outcome, took_ms=took))
            self.state[key] = outcome

    @rule(which=WHICH, outcome=OUTCOMES)
    def answer_again(self, which: int, outcome: str) -> None:
        """A second answer, or one to a void pair, is refused."""
        if key := self._pick(which, "left", "right", "skip", "void"):
            assert not self._call("answered", Answer(*key, outcome))

    @rule(person=PEOPLE, left=st.integers(9, 14), right=st.integers(9, 14), outcome=OUTCOMES)
    def answer_unasked(self, person: int, left: int, right: int, outcome: str) -> None:
        """An answer to a pair that this person was never given is refused."""
        if (person, left, right) not in self.state and (person, right, left) not in self.state:
            assert not self._call("answered", Answer(person, left, right, outcome))

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        """An answer is taken back once."""
        if key := self._pick(which, "left", "right", "skip"):
            assert self._call("undone", *key)
            assert not self.picker.undone(*key)
            self.state[key] = "out"

    @rule(which=WHICH)
    def expire(self, which: int) -> None:
        """A pair that is out becomes void once."""
        if key := self._pick(which, "out"):
            assert self._call("released", *key)
            assert not self.picker.released(*key)
            self.state[key] = "void"

    @rule()
    def add(self) -> None:
        """An idea is added."""
        self.ideas.append(max(self.ideas) + 1)
        self._set()

    @rule(which=WHICH)
    def hide_or_restore(self, which: int) -> None:
        """An idea is hidden, or comes back."""
        self.hidden ^= {self.ideas[which % len(self.ideas)]}
        self._set()

    @rule(which=WHICH, into=WHICH)
    def merge(self, which: int, into: int) -> None:
        """An idea is merged into another one that stands."""
        one, other = self.ideas[which % len(self.ideas)], self.ideas[into % len(self.ideas)]
        if one not in self.merged and root_of(other, self.merged) != one:
            self.merged[one] = other
            self._set()

    @precondition(lambda self: self.merged)
    @rule(which=WHICH)
    def take_apart(self, which: int) -> None:
        """A merge is taken back."""
        del self.merged[sorted(self.merged)[which % len(self.merged)]]
        self._set()

    @rule(person=PEOPLE)
    def forget_and_tell_again(self, person: int) -> None:
        """A person is forgotten, which takes everything of that person out, and told again: all is as before."""
        mine = {key: state for key, state in self.state.items() if key[0] == person}
        before = self._counted()
        self._call("forget", person)
        counted = [state for state in mine.values() if state != "void"]
        assert 2 * len(counted) == sum(before[2].values()) - sum(self._counted()[2].values())
        for key, state in mine.items():
            assert self._call("shown", *key, True)
            if state == "void":
                self._call("released", *key)
            elif state != "out":
                self._call("answered", Answer(*key, state))
        assert before == self._counted()

    def _counted(self) -> tuple[object, object, dict[int, int]]:
        counts = self.picker._beliefs.counts
        return counts.won.tolist(), counts.out.tolist(), self.picker.showings()

    @invariant()
    def counts_add_up(self) -> None:
        """Showings are two for each pair that is out or answered; merges carry them along."""
        expected: Counter[int] = Counter()
        for (_, left, right), state in self.state.items():
            if state != "void":
                expected[root_of(left, self.merged)] += 1
                expected[root_of(right, self.merged)] += 1
        assert dict(expected) == {i: n for i, n in self.picker.showings().items() if n}

    @invariant()
    def pairs_add_up(self) -> None:
        """What is believed rests on each answer once, for the ideas as they are merged now; so do pairs on phones."""
        won: Counter[tuple[int, int]] = Counter()
        out: Counter[tuple[int, int]] = Counter()
        for (_, left, right), state in self.state.items():
            a, b = root_of(left, self.merged), root_of(right, self.merged)
            if a != b and state == "out":
                out.update([(a, b), (b, a)])
            elif a != b and state in ("left", "right"):
                won[(a, b) if state == "left" else (b, a)] += 1
        counts, ids = self.picker._beliefs.counts, self.picker._ids
        for expected, found in ((won, counts.won), (out, counts.out)):
            pairs = {(ids[i], ids[j]): int(found[i, j]) for i, j in np.argwhere(found).tolist()}
            assert dict(expected) == pairs

    @invariant()
    def finite(self) -> None:
        """The beliefs behind the choice stay finite, and a covariance remains one."""
        beliefs = self.picker._beliefs
        assert np.isfinite(beliefs.mean).all()
        assert np.linalg.eigvalsh(beliefs.cov).min() > 0

    def teardown(self) -> None:
        """The same history gives the same picker: everybody would get the same next pair."""
        again = Picker(7)
        for name, args in self.calls:
            getattr(again, name)(*args)
        assert [self.picker.next_pair(p) for p in range(7)] == [again.next_pair(p) for p in range(7)]


TestHall = Hall.TestCase
TestHall.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
