"""A stored history taken in at once, as after a restart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duel.halls import hall
from workshop_app.duel.answers import CODE, LEFT, RIGHT, SKIP, Answer
from workshop_app.duel.history import OUT, VOID, History
from workshop_app.duel.pairs import Pair
from workshop_app.duel.picker import Picker

#: A pair that was given out: participant, left, right, and what became of it.
_Row = tuple[int, int, int, int]
_NAMES = {CODE[name]: name for name in (LEFT, RIGHT, SKIP)}
_ROWS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 6), st.integers(1, 6), st.sampled_from([OUT, VOID, *_NAMES])),
    max_size=40,
)


def _history(rows: Sequence[_Row]) -> History:
    return History(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)


def _told(picker: Picker, rows: Sequence[_Row]) -> None:
    """Call by call."""
    for person, left, right, outcome in rows:
        picker.shown(person, left, right)
        if outcome == VOID:
            picker.released(person, left, right)
        elif outcome != OUT:
            picker.answered(Answer(person, left, right, _NAMES[outcome]))


@settings(deadline=None)
@given(_ROWS, st.sets(st.integers(1, 6)), st.dictionaries(st.integers(1, 6), st.integers(1, 6), max_size=2))
def test_a_history_comes_to_what_its_calls_come_to(
    rows: list[_Row], active: set[int], merged: dict[int, int]
) -> None:
    """Also with pairs given twice, void ones, hidden and merged ideas: all counts are equal, to the last bit."""
    one, all_at_once = Picker(1), Picker(1)
    for picker in (one, all_at_once):
        picker.set_ideas(active, {idea: into for idea, into in merged.items() if idea != into})
    _told(one, rows)
    all_at_once.replay(_history(rows))
    assert one.showings() == all_at_once.showings()
    assert _given(one) == _given(all_at_once)
    _assert_equal(one._exposure, all_at_once._exposure, "_own_shown", "_own_lean", "shown", "_lean", "_since")
    _assert_equal(
        one._beliefs.counts, all_at_once._beliefs.counts, "_own_won", "_own_out", "won", "out", "root"
    )
    assert one._exposure._clock == all_at_once._exposure._clock
    assert one._weighing._changes == all_at_once._weighing._changes
    assert one._beliefs._count == all_at_once._beliefs._count
    for person in one._pairs:
        np.testing.assert_array_equal(one._exposure.met(person), all_at_once._exposure.met(person))


def _given(picker: Picker) -> dict[int, dict[Pair, int]]:
    """Each person's pairs, and what became of each."""
    return {person: {pair: pairs.get(pair) for pair in pairs} for person, pairs in picker._pairs.items()}


def _assert_equal(one: object, other: object, *names: str) -> None:
    for name in names:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), name)


def test_what_is_believed_after_a_history() -> None:
    """It is near what answers believed call by call come to, and a pair of the history is not given again."""
    answers = {
        (a.participant, min(a.left, a.right), max(a.left, a.right)): a for a in hall(12, 30, 8, 5)[0]
    }.values()
    rows = [(a.participant, a.left, a.right, CODE[a.outcome]) for a in answers]
    one, all_at_once = Picker(1), Picker(1)
    for picker in (one, all_at_once):
        picker.set_ideas(range(12))
    _told(one, rows)
    all_at_once.replay(_history(rows))
    person, left, right, _ = rows[0]
    assert not all_at_once.shown(person, left, right)
    for _ in range(60):
        one._beliefs.step()
    assert np.abs(one._beliefs.mean - all_at_once._beliefs.mean).max() < 0.05


def test_a_history_with_a_merged_idea() -> None:
    """What was merged before the history is taken in counts for its new idea, and meets nobody a second time."""
    one, all_at_once = Picker(1), Picker(1)
    one.set_ideas(range(4))
    all_at_once.set_ideas((0, 2, 3), {1: 2})
    for picker in (one, all_at_once):
        picker.replay(_history([(7, 0, 1, CODE[LEFT])]))
    one.set_ideas((0, 2, 3), {1: 2})
    assert {0: 1, 2: 1, 3: 0} == {idea: all_at_once.showings()[idea] for idea in (0, 2, 3)}
    for picker in (one, all_at_once):
        pairs = set[frozenset[int]]()
        while pair := picker.next_pair(7):
            pairs.add(frozenset(pair))
            assert picker.shown(7, *pair)
        assert {frozenset((0, 3)), frozenset((2, 3))} == pairs


def test_nothing_to_replay() -> None:
    """An evening without ideas or answers is taken in too."""
    picker = Picker(1)
    picker.replay(_history([]))
    assert picker.next_pair(1) is None
