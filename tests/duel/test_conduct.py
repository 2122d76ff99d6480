"""Odd answering is found and told, and honest people are left in peace."""

from __future__ import annotations

from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings

from tests.duel.halls import hall
from tests.duel.test_ranking import ANSWERS
from workshop_app.duel.answers import Answer
from workshop_app.duel.conduct import flags


def test_honest_people_are_left_in_peace() -> None:
    """In ten honest halls of 40 people there are next to no flags."""
    found = [f for seed in range(10) for f in flags(range(20), hall(20, 40, 15, seed)[0])]
    assert len(found) <= 6


def test_one_side_only() -> None:
    """Who always takes the left, or the right, is flagged as such."""
    answers, _ = hall(20, 30, 15, 1)
    answers += [Answer(90, k, k + 1, "left") for k in range(15)]
    answers += [Answer(91, k, k + 1, "right") for k in range(15)]
    found = {(f.participant, f.kind): f for f in flags(range(20), answers)}
    assert (15, 1.0) == (found[90, "left"].answers, found[90, "left"].measure)
    assert (91, "right") in found


def test_one_side_from_some_point_on() -> None:
    """Who answers honestly at first, then takes the left 14 times in a row is flagged; 10 times are chance."""
    answers, _ = hall(20, 30, 15, 1)
    for who, run in ((90, 14), (91, 10)):
        turns = [*("left", "right") * 8, *("left",) * run]
        answers += [Answer(who, k % 19, 19, side) for k, side in enumerate(turns)]
    assert [(90, "left")] == [(f.participant, f.kind) for f in flags(range(20), answers) if f.kind != "odds"]


@pytest.mark.parametrize("answers", [1_023, 1_024, 5_000])
def test_one_side_for_thousands_of_answers(answers: int) -> None:
    """However many answers one person gives, the chance of them is worked out."""
    found = flags(range(20), [Answer(1, k % 19, 19, "left") for k in range(answers)])
    assert [(1, "left", answers, 1.0)] == [(f.participant, f.kind, f.answers, f.measure) for f in found]


@pytest.mark.parametrize(("people", "duels"), [(40, 15), (12, 20)])
def test_against_everybody(people: int, duels: int) -> None:
    """Who answers against what all others say is flagged, in a small hall too; it is not said why."""
    answers, true = hall(20, people, duels, 1)
    rng = np.random.default_rng(3)
    for _ in range(25):
        a, b = rng.choice(20, 2, replace=False).tolist()
        answers.append(Answer(90, a, b, "left" if true[a] < true[b] else "right"))
    assert ("odds", 90) in {(f.kind, f.participant) for f in flags(range(20), answers)}


def test_nobody_is_at_odds_with_three_others() -> None:
    """Of four people nobody is said to be against everybody else."""
    answers, true = hall(12, 3, 15, 1)
    answers += [
        Answer(90, a, b, "left" if true[a] < true[b] else "right") for a in range(12) for b in range(a)
    ]
    assert () == flags(range(12), answers)


def test_quicker_than_reading() -> None:
    """Half of the answers under a second: flagged; a few quick ones: not. Unknown times say nothing."""
    quick = [Answer(1, k, k + 1, "left" if k % 2 else "right", took_ms=400) for k in range(10)]
    mixed = [
        Answer(2, k, k + 1, "left" if k % 2 else "right", took_ms=400 if k < 4 else 5000) for k in range(10)
    ]
    unknown = [Answer(3, k, k + 1, "left" if k % 2 else "right") for k in range(10)]
    found = flags(range(20), quick + mixed + unknown)
    assert [(1, "quick", 10, 400.0)] == [(f.participant, f.kind, f.answers, f.measure) for f in found]


def test_long_ideas_take_longer_to_read() -> None:
    """Two seconds are enough for short ideas, and for long ones that the person has met; not for 40 new words each."""
    words = dict.fromkeys(range(40), 40)
    new = [Answer(1, 2 * k, 2 * k + 1, "left" if k % 2 else "right", took_ms=2000) for k in range(12)]
    known = [Answer(2, k % 3, 3 + k % 4, "left" if k % 2 else "right", took_ms=2000) for k in range(12)]
    assert [(1, "quick")] == [(f.participant, f.kind) for f in flags(range(40), new + known, words=words)]
    assert () == flags(range(40), new + known)


def test_few_answers_are_not_judged() -> None:
    """Seven answers are too few to judge a person by."""
    assert () == flags(range(20), [Answer(1, k, k + 1, "left", took_ms=100) for k in range(7)])
    assert () == flags([], [])


@settings(max_examples=60, deadline=None)
@given(answers=ANSWERS)
def test_any_answers_can_be_judged(answers: list[Answer]) -> None:
    """Whatever was answered, also by who alone was shown some ideas, each flag's measure is finite."""
    assert all(isfinite(flag.measure) for flag in flags(range(1, 8), answers * 4))
