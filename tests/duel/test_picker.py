"""The picker keeps its promises whatever happens in the hall."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
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
    def finite(self) -> None:
        """The beliefs behind the choice stay finite, with positive variances."""
        beliefs = self.picker._beliefs
        assert np.isfinite(beliefs.mean).all()
        assert (np.diag(beliefs.cov) > 0).all()

    def teardown(self) -> None:
        """The same history gives the same picker: everybody would get the same next pair."""
        again = Picker(7)
        for name, args in self.calls:
            getattr(again, name)(*args)
        assert [self.picker.next_pair(p) for p in range(7)] == [again.next_pair(p) for p in range(7)]


TestHall = Hall.TestCase
TestHall.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def play(ideas: int, people: int, duels: int, seed: int = 1) -> tuple[Picker, list[tuple[int, int]]]:
    """A duel in which the idea with the greater number tends to win; each person has one pair out at a time."""
    rng = np.random.default_rng(seed)
    picker = Picker(seed)
    picker.set_ideas(range(ideas))
    given = []
    for _ in range(duels):
        out = []
        for person in range(people):
            if pair := picker.next_pair(person):
                picker.shown(person, *pair)
                out.append((person, *pair))
        for person, left, right in out:
            chance = 1.0 / (1.0 + np.exp(3.0 * (right - left) / ideas))
            picker.answered(Answer(person, left, right, "left" if rng.random() < chance else "right"))
        given += [(left, right) for _, left, right in out]
    return picker, given


def test_all_pairs_then_none() -> None:
    """A person who has met all six pairs of four ideas gets no more."""
    _, given = play(4, 1, 9)
    assert sorted((a, b) for a in range(4) for b in range(a + 1, 4)) == sorted(
        (min(p), max(p)) for p in given
    )


def test_everybody_at_once_gets_different_pairs() -> None:
    """When 40 people come at the same moment, the pairs on their phones differ."""
    _, given = play(30, 40, 1)
    assert len({frozenset(p) for p in given}) >= 35


def test_every_idea_is_shown() -> None:
    """However clear its place, every idea gets its share; the top is looked at more closely."""
    _, given = play(30, 40, 15)
    shown = np.bincount(np.array(given).ravel(), minlength=30)
    assert shown.min() >= 0.75 * shown.mean()
    assert shown[-8:].mean() > 1.1 * shown.mean()


def test_sides_are_even() -> None:
    """Each idea stands on the left about as often as on the right."""
    _, given = play(30, 40, 15)
    pairs = np.array(given)
    left, right = np.bincount(pairs[:, 0], minlength=30), np.bincount(pairs[:, 1], minlength=30)
    assert np.abs(left - right).max() <= 4


def test_late_idea_catches_up() -> None:
    """An idea that comes in the middle is shown at once to several people, against different ideas."""
    picker, _ = play(20, 30, 8)
    picker.set_ideas(range(21))
    pairs = []
    for person in range(12):
        pair = picker.next_pair(person)
        assert pair is not None
        picker.shown(person, *pair)
        pairs.append(pair)
    against = [pair for pair in pairs if 20 in pair]
    assert len(against) >= 6
    assert len({frozenset(pair) for pair in against}) >= len(against) - 3


def test_more_ideas_than_are_weighed_at_once() -> None:
    """With 100 ideas the choice is made among some of them, and still shows all evenly at first."""
    picker, given = play(100, 40, 4)
    shown = np.bincount(np.array(given).ravel(), minlength=100)
    assert shown.min() >= shown.mean() - 2
    assert {i: int(n) for i, n in enumerate(shown)} == picker.showings()


def test_a_pair_is_given_once_even_after_all_of_the_weighed_are_met(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who has met the pairs among the ideas that are weighed still gets the others."""
    monkeypatch.setattr("workshop_app.duel.picker.WIDEST", 6)
    picker = Picker(3)
    picker.set_ideas(range(15))
    seen = set()
    for _ in range(15 * 14 // 2):
        pair = picker.next_pair(0)
        assert pair is not None
        picker.shown(0, *pair)
        seen.add(frozenset(pair))
    assert 15 * 14 // 2 == len(seen)
    assert picker.next_pair(0) is None


def test_no_ideas_and_one_idea() -> None:
    """Without two ideas there is nothing to choose between."""
    picker = Picker(1)
    assert picker.next_pair(1) is None
    picker.set_ideas([5])
    assert picker.next_pair(1) is None


def test_replay_that_sets_todays_ideas_first() -> None:
    """After a restart that replays the showings only, a late idea is not owed the showings from before it came."""
    picker, given = play(10, 20, 6)
    picker.set_ideas(range(11))
    history = [("shown", k % 20, *pair) for k, pair in enumerate(given)]
    for person in range(20):
        pair = picker.next_pair(person)
        assert pair is not None
        picker.shown(person, *pair)
        history.append(("shown", person, *pair))
    again = Picker(1)
    again.set_ideas(range(11))
    for _, person, left, right in history:
        again.shown(person, left, right)
    assert picker.showings() == again.showings()
    due, due_again = (p._exposure._clock - p._exposure._since[10] for p in (picker, again))
    assert pytest.approx(due) == due_again
