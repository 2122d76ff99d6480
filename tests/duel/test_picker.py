"""The picker keeps its promises whatever happens in the hall."""

from __future__ import annotations

import numpy as np
import pytest

from workshop_app.duel.answers import Answer
from workshop_app.duel.picker import Picker


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
    assert 3 * len({frozenset(pair) for pair in against}) >= 2 * len(against)


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
