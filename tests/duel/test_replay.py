"""A stored history taken in at once, as after a restart."""

from __future__ import annotations

import numpy as np

from tests.duel.halls import hall
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


def test_nothing_to_replay() -> None:
    """An evening without ideas or answers is taken in too."""
    picker = Picker(1)
    with picker.replaying():
        pass
    assert picker.next_pair(1) is None
