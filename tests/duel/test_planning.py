"""How many duels, and how long still."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.duel.halls import hall
from workshop_app.duel.planning import (
    Plan,
    duels_in,
    finalists,
    minutes_for,
    outlook,
    pace,
    plan,
    propose,
    roughly,
)
from workshop_app.duel.ranking import rank


def test_proposal_shows_each_idea_twelve_times() -> None:
    """30 ideas and 40 people need 5 duels each at least: 13.3 showings an idea."""
    found = propose(30, 40, seconds=6.0)
    assert Plan(5, 0.5, 40 * 5 * 2 / 30, True) == found


def test_fewer_is_said() -> None:
    """With 60 ideas and 5 people the proposal stops at 40 duels each, and says that it is not enough."""
    found = propose(60, 5)
    assert (40, False) == (found.duels, found.enough)
    assert pytest.approx(6.7, abs=0.1) == found.showings


def test_no_more_than_there_are_pairs() -> None:
    """Four ideas have six pairs: nobody gets more, and having met all of them is enough."""
    assert (6, True) == (propose(4, 3).duels, propose(4, 3).enough)
    assert 6 == plan(4, 100, 20).duels


def test_minutes_given() -> None:
    """Five minutes at ten seconds a duel are thirty duels, and thirty duels are five minutes; the least is one."""
    assert (30, 5) == (duels_in(5.0, 10.0), minutes_for(30, 10.0))
    assert (15, 2, 1) == (duels_in(2.0), minutes_for(15), minutes_for(1))


@pytest.mark.parametrize(("ideas", "people"), [(0, 0), (0, 10), (1, 10), (10, 0)])
def test_nothing_to_plan(ideas: int, people: int) -> None:
    """Without ideas or people there are no duels."""
    assert 0 == propose(ideas, people).duels


def test_outlook_falls_with_answers() -> None:
    """Few answers are not enough and say for how long; very many are."""
    early = outlook(rank(range(12), hall(12, 10, 4, 1)[0]), 30.0)
    late = outlook(rank(range(12), hall(12, 100, 60, 1)[0]), 30.0)
    assert not early.sure
    assert early.minutes is not None
    assert early.minutes > 0.0
    assert (True, 0.0) == (late.sure, late.minutes)
    assert outlook(rank(range(12), []), 0.0).minutes is None
    assert outlook(rank([], []), 0.0).sure


def test_pairs_that_are_asked_may_not_be_enough() -> None:
    """With few answers still to come no minutes are promised: so many more a person it would take, by fives."""
    ranking = rank(range(12), hall(12, 10, 6, 1)[0])
    minutes = outlook(ranking, 60.0).minutes
    assert minutes is not None
    lacking = 60.0 * minutes
    found = outlook(ranking, 60.0, to_come=0, people=10)
    assert (None, True) == (found.minutes, found.more % 5 == 0)
    assert 0 <= 10 * found.more - lacking < 50
    assert outlook(ranking, 60.0) == outlook(ranking, 60.0, to_come=round(lacking) + 1, people=10)


def test_final_when_the_top_is_unclear() -> None:
    """A final among ten is proposed when all have been shown enough and the top is still unclear, and only then."""
    unclear = replace(rank(range(20), hall(20, 40, 10, 2)[0]), top_certainty=0.6)
    assert 10 == len(finalists(unclear))
    assert {s.idea for s in unclear.standings[:5]} <= set(finalists(unclear))
    assert () == finalists(replace(unclear, top_certainty=0.9))
    assert () == finalists(rank(range(20), hall(20, 10, 4, 2)[0]))
    assert () == finalists(rank(range(8), hall(8, 40, 10, 2)[0]))


def test_pace() -> None:
    """The pace counts the last two minutes only, and a start of ten seconds at least."""
    assert 0.0 == pace([], 100.0)
    assert pytest.approx(30.0) == pace([float(t) for t in range(0, 600, 2)], 599.0)
    assert pytest.approx(12.0) == pace([1.0, 2.0], 3.0)


def test_a_rough_guess_is_said_roughly() -> None:
    """No false precision: 11.9 minutes are ten, 0.2 are one, and what is beyond two hours is two hours."""
    assert [1, 1, 2, 5, 10, 120] == [roughly(m) for m in (0.2, 1.3, 1.9, 5.6, 11.9, 500.0)]
