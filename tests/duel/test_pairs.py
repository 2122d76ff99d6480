"""The pairs that people were given, as the picker keeps them."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.duel.answers import Answer
from workshop_app.duel.pairs import Pair, Pairs, sorted_pair
from workshop_app.duel.picker import Picker

_PAIR = st.tuples(st.integers(0, 40), st.integers(0, 40)).filter(lambda two: two[0] != two[1])
_TOLD = st.lists(st.tuples(_PAIR.map(lambda two: sorted_pair(*two)), st.integers(0, 7)), max_size=60)
#: The last idea that there is room for.
_LAST = 32_767


@given(_TOLD, _TOLD)
def test_they_are_kept_as_a_table_keeps_them(
    added: list[tuple[Pair, int]], turned: list[tuple[Pair, int]]
) -> None:
    """A pair is added once, and changed from what it was only."""
    pairs, table = Pairs(), dict[Pair, int]()
    for pair, became in added:
        assert (pair not in table) == pairs.add(pair, became)
        table.setdefault(pair, became)
    for pair, became in turned:
        assert not pairs.change(pair, (table.get(pair, 0) + 1) % 8, became)
        assert (pair in table) == pairs.change(pair, table.get(pair, 0), became)
        table.update({pair: became} if pair in table else {})
    assert table == {pair: pairs.get(pair) for pair in pairs}
    assert len(table) == len(pairs)
    assert [pair in table for pair, _ in turned] == [pair in pairs for pair, _ in turned]


@given(st.lists(st.tuples(st.integers(1, 3), _PAIR, st.integers(0, 7)), max_size=60))
def test_columns_give_each_person_theirs(told: list[tuple[int, Pair, int]]) -> None:
    """Of a pair that a person has twice the last one counts."""
    rows = [(person, *sorted_pair(*pair), became) for person, pair, became in told]
    wanted = dict[int, dict[Pair, int]]()
    for person, low, high, became in rows:
        wanted.setdefault(person, {})[low, high] = became
    found = Pairs.of_people(*np.array(rows, dtype=np.int64).reshape(-1, 4).T)
    assert wanted == {person: {pair: pairs.get(pair) for pair in pairs} for person, pairs in found.items()}


def test_room_for_ideas() -> None:
    """There are never so many ideas; were there more, no pair would be taken for another one."""
    pairs, last = Pairs(), (_LAST - 1, _LAST)
    pairs.add(last, 7)
    assert [last] == list(pairs)
    with pytest.raises(OverflowError):
        pairs.add((_LAST, _LAST + 1), 0)


def test_an_answer_leaves_a_few_bytes() -> None:
    """A hall that answers without end is remembered in a few bytes an answer, also while ideas are merged."""
    picker, people = Picker(1), 20
    picker.set_ideas(range(3, 60), {0: 3, 1: 3, 2: 4})

    def play(duels: int) -> None:
        for person in (person for _ in range(duels) for person in range(people)):
            pair = picker.next_pair(person)
            assert pair is not None
            picker.shown(person, *pair)
            picker.answered(Answer(person, *pair, "left"))

    tracemalloc.start()
    try:
        play(20)
        before, _ = tracemalloc.get_traced_memory()
        play(60)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 16 * 60 * people
