"""A stored history taken in at once, as after a restart."""

from __future__ import annotations

import numpy as np

from tests.duel.halls import hall
from workshop_app.duel.answers import LEFT, Answer
from workshop_app.duel.picker import Picker


def test_a_history_taken_in_at_once_is_the_same_evening() -> None:
    """Replaying in one go gives the same showings and refusals, and beliefs near those of call by call."""
    answers = {
        (a.participant, min(a.left, a.right), max(a.left, a.right)): a for a in hall(12, 30, 8, 5)[0]
    }.values()
    one, all_at_once = Picker(1), Picker(1)
    for picker in (one, all_at_once):
        picker.set_ideas(range(12))
    for answer in answers:
        one.shown(answer.participant, answer.left, answer.right)
        one.answered(answer)
    with all_at_once.replaying():
        for answer in answers:
            assert all_at_once.shown(answer.participant, answer.left, answer.right)
            assert all_at_once.answered(answer)
    assert one.showings() == all_at_once.showings()
    first = next(iter(answers))
    assert not all_at_once.shown(first.participant, first.left, first.right)
    for _ in range(60):
        one._beliefs.step()
    assert np.abs(one._beliefs.mean - all_at_once._beliefs.mean).max() < 0.05


def test_a_history_with_a_merged_idea() -> None:
    """What was merged before the history is taken in counts for its new idea, and meets nobody a second time."""
    one, all_at_once = Picker(1), Picker(1)
    one.set_ideas(range(4))
    all_at_once.set_ideas((0, 2, 3), {1: 2})
    for picker in (one, all_at_once):
        with picker.replaying():
            assert picker.shown(7, 0, 1)
            assert picker.answered(Answer(7, 0, 1, LEFT, None))
    one.set_ideas((0, 2, 3), {1: 2})
    assert {0: 1, 2: 1, 3: 0} == {idea: all_at_once.showings()[idea] for idea in (0, 2, 3)}
    for picker in (one, all_at_once):
        given = set[frozenset[int]]()
        while pair := picker.next_pair(7):
            given.add(frozenset(pair))
            assert picker.shown(7, *pair)
        assert {frozenset((0, 3)), frozenset((2, 3))} == given


def test_nothing_to_replay() -> None:
    """An evening without ideas or answers is taken in too."""
    picker = Picker(1)
    with picker.replaying():
        pass
    assert picker.next_pair(1) is None
