"""How many duels, and how long still."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise

import pytest

from tests.duel.halls import hall
from workshop_app.duel.planning import (
    SECONDS,
    Asked,
    Outlook,
    Plan,
    duels_in,
    finalists,
    minutes_for,
    outlook,
    pace,
    plan,
    propose,
    roughly,
    steady,
)
from workshop_app.duel.ranking import rank


def test_proposal_shows_each_idea_twelve_times() -> None:
    """30 ideas and 40 people need 5 duels each at least: 13.3 showings an idea."""
    found = propose(30, 40)
    assert Plan(5, 5 * SECONDS / 60, 40 * 5 * 2 / 30, True) == found


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
    """Two minutes at eight seconds a duel are fifteen duels, and fifteen duels are two minutes; the least is one."""
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


def course(ideas: int, people: int, each: int, seed: int) -> list[tuple[float, Outlook]]:
    """One duel as it goes: the share of what is asked that has come, and what is said then."""
    told = hall(ideas, people, each, seed)[0]
    turns = [told[person * each + turn] for turn in range(each) for person in range(people)]
    said: list[tuple[float, Outlook]] = []
    for done in range(people, len(turns) + 1, max(1, people // 2)):
        given = Counter(answer.participant for answer in turns[:done])
        asked = Asked(each, people, tuple(given.values()))
        before = said[-1][1] if said else None
        said.append(
            (done / len(turns), steady(before, outlook(rank(range(ideas), turns[:done]), 60.0, asked)))
        )
    return said


def test_what_is_still_to_come() -> None:
    """Who has joined and not begun is asked for all; who gave more than asked makes up for nobody."""
    assert 10 * 2 + 4 + 0 == Asked(10, 4, (6, 12)).to_come
    assert (False, False, True) == tuple(Asked(10, 4, given).late for given in ((), (10, 4), (9, 6)))


def test_no_minutes_are_promised_that_the_pairs_asked_for_can_not_fill() -> None:
    """With few answers still to come nothing is promised; with as many as it takes the minutes are said."""
    ranking = rank(range(12), hall(12, 10, 8, 1)[0])
    minutes = outlook(ranking, 60.0).minutes
    assert minutes is not None
    lacking = 60.0 * minutes
    each = 8 + int(lacking) // 10
    assert outlook(ranking, 60.0, Asked(each, 10, (8,) * 10)).minutes is None
    assert minutes == outlook(ranking, 60.0, Asked(each + 1, 10, (8,) * 10)).minutes


@pytest.mark.parametrize("seed", range(3))
def test_pairs_that_lack_showings_are_one_number_all_along(seed: int) -> None:
    """30 ideas, 10 people, 15 pairs: 18 show each idea twelve times, from the first answer to the last."""
    assert {(15, 3, False, None)} == {
        (o.asked, o.more, o.guessed, o.minutes) for _, o in course(30, 10, 15, seed)
    }


def test_who_answered_more_than_asked_has_seen_to_the_showings() -> None:
    """12 ideas, 2 people: 36 pairs each are proposed; where one gave 80, no more are needed for showings."""
    told = hall(12, 2, 80, 1)[0][:90]
    few = outlook(rank(range(12), told[:60]), 60.0, Asked(15, 2, (60,)))
    many = outlook(rank(range(12), told), 60.0, Asked(15, 2, (80, 10)))
    assert (21, False) == (few.more, few.guessed)
    assert (15.0, True) == (many.showings, many.guessed or not many.more)


def test_pairs_by_certainty_come_late_and_stay() -> None:
    """Nothing before most of what is asked has come and each idea was shown enough; then a number that moves only
    where the guess has more than doubled or halved, until it is sure.
    """
    numbers = []
    for seed in range(12):
        said = course(10, 6, 12, seed)
        early = [o.more for share, o in said if share < 0.75 or o.showings < 12]
        late = [o for _, o in said[len(early) :]]
        assert {0} == set(early)
        for before, now in pairwise(late):
            kept = before.more == now.more or not before.more or now.sure
            assert kept or not before.more / 2 <= now.more <= before.more * 2
        numbers.append([more for more, _ in groupby(o.more for o in late if o.more)])
    assert 4 <= sum(bool(found) for found in numbers)
    assert 1 == max(len(found) for found in numbers)


def test_no_more_pairs_than_there_are_or_than_patience() -> None:
    """Five ideas have ten pairs: nobody can be asked more. Beyond 40 nothing is asked of anybody."""
    unsure = replace(rank(range(5), hall(5, 6, 10, 1)[0]), top_certainty=0.3)
    assert 0 == outlook(unsure, 60.0, Asked(10, 6, (10,) * 6)).more
    large = replace(rank(range(10), hall(10, 6, 38, 1)[0]), top_certainty=0.3)
    assert (38, 2) == ((found := outlook(large, 60.0, Asked(38, 6, (38,) * 6))).asked, found.more)
    assert 0 == outlook(large, 60.0, Asked(40, 6, (38,) * 6)).more


def test_what_was_said_is_kept_while_it_is_as_good() -> None:
    """Other pairs asked, what showings take, and that it is sure, count at once."""
    said = Outlook(15.0, sure=False, minutes=None, asked=10, more=10, guessed=True)
    for now in (
        replace(said, more=0, guessed=False, minutes=3.0),
        replace(said, more=5),
        replace(said, more=20),
    ):
        assert said == steady(said, now)
    for now in (
        replace(said, more=25),
        replace(said, asked=20, more=0, guessed=False),
        replace(said, sure=True, minutes=0.0, more=0, guessed=False),
    ):
        assert now == steady(said, now)
    fewer = replace(said, guessed=False)
    assert replace(said, more=5) == steady(fewer, replace(said, more=5))


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
