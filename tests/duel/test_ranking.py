"""What a ranking says, from nothing at all to thousands of answers."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duel.halls import hall
from workshop_app.duel.answers import Answer, carried
from workshop_app.duel.ranking import Ranking, rank

IDEA = st.integers(1, 7)
ANSWERS = st.lists(
    st.builds(
        Answer,
        participant=st.integers(1, 9),
        left=IDEA,
        right=IDEA,
        outcome=st.sampled_from(["left", "right", "skip"]),
        group=st.sampled_from([None, "a", "b"]),
    ).filter(lambda a: a.left != a.right),
    max_size=60,
)


def check(ranking: Ranking, ideas: set[int]) -> None:
    """What holds for every ranking."""
    standings = ranking.standings
    assert ideas == {s.idea for s in standings}
    assert list(range(1, len(ideas) + 1)) == [s.place for s in standings]
    for s in standings:
        assert all(isfinite(x) for x in (s.share, s.low, s.high, s.top_chance))
        assert 0.0 <= s.low <= s.share <= s.high <= 1.0
        assert 1 <= s.place_low <= s.place <= s.place_high <= len(ideas)
        assert s.band[0] <= s.place <= s.band[1]
        assert 0.0 <= s.top_chance <= 1.0
        assert s.wins + s.losses <= s.shown
    assert 2 * ranking.answers == sum(s.wins + s.losses for s in standings)
    assert 2 * (ranking.answers + ranking.skips) == sum(s.shown for s in standings)
    assert sum(s.wins for s in standings) == sum(s.losses for s in standings)
    assert pytest.approx(ranking.top) == sum(s.top_chance for s in standings)
    assert [s.share for s in standings] == sorted((s.share for s in standings), reverse=True)


@given(answers=ANSWERS, ideas=st.sets(IDEA, max_size=7))
def test_always_sensible(answers: list[Answer], ideas: set[int]) -> None:
    """Whatever was answered, and whichever ideas are left, all figures are finite and add up."""
    ranking = rank(sorted(ideas), answers)
    check(ranking, ideas)
    assert min(5, len(ideas)) == ranking.top


@given(answers=ANSWERS, seed=st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(answers: list[Answer], seed: object) -> None:
    """The same answers in any order, about ideas named in any order, give the same ranking to the last bit."""
    mixed = list(answers)
    seed.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(range(1, 8), answers) == rank([5, 3, 1, 7, 2, 4, 6], mixed)


@settings(max_examples=30)
@given(ideas=st.integers(3, 12), people=st.integers(4, 20), seed=st.integers(0, 10_000))
def test_a_copy_of_everything_narrows(ideas: int, people: int, seed: int) -> None:
    """Where each idea has its 12 showings or more, twice the same answers make every interval narrower."""
    answers, _ = hall(ideas, people, -(-6 * ideas // people), seed)
    once, twice = rank(range(ideas), answers), rank(range(ideas), answers * 2)
    width = {s.idea: s.high - s.low for s in once.standings}
    assert all(s.high - s.low < width[s.idea] for s in twice.standings)


@given(answers=ANSWERS)
def test_hidden_ideas_come_back_whole(answers: list[Answer]) -> None:
    """Hiding an idea is the ranking without it; showing it again is the ranking as it was."""
    before = rank(range(1, 8), answers)
    check(rank(range(1, 7), answers), set(range(1, 7)))
    assert before == rank(range(1, 8), answers)


@given(answers=ANSWERS)
def test_merged_ideas_bring_their_answers(answers: list[Answer]) -> None:
    """A merge is the same as if the answers had been about the other idea, and can be taken back."""
    renamed = [
        replace(a, left=1 if a.left == 2 else a.left, right=1 if a.right == 2 else a.right)
        for a in answers
        if {a.left, a.right} != {1, 2}
    ]
    left = [1, 3, 4, 5, 6, 7]
    assert rank(left, renamed) == rank(left, answers, merged={2: 1})
    assert renamed == list(carried(answers, {2: 1}))


def test_nothing_and_one_idea() -> None:
    """No ideas give an empty ranking; a single idea is first, and that is all that can be said."""
    assert Ranking((), 0, 1.0, 0, 0, 0) == rank([], [])
    only = rank([4], []).standings[0]
    assert (4, 1, (1, 1), 1.0, 0.5) == (only.idea, only.place, only.band, only.top_chance, only.share)


def test_no_answers_leave_all_level() -> None:
    """Before the first answer all ideas share one band, and nothing tells them apart."""
    ranking = rank(range(6), [])
    assert {(1, 6)} == {s.band for s in ranking.standings}
    assert {0.5} == {round(s.share, 12) for s in ranking.standings}


def test_skips_are_no_losses() -> None:
    """A skip moves no idea; it is counted as a showing."""
    skips = [Answer(p, p % 4, (p + 1) % 4, "skip") for p in range(12)]
    ranking = rank(range(4), skips)
    assert {0.5} == {round(s.share, 12) for s in ranking.standings}
    assert (0, 12, 12, {6}) == (
        ranking.answers,
        ranking.skips,
        ranking.participants,
        {s.shown for s in ranking.standings},
    )


def test_unanimous_and_disconnected() -> None:
    """Two islands of ideas, one answered unanimously, are ranked without anything growing beyond bounds."""
    answers = [Answer(p, 0, 1, "left") for p in range(30)] + [Answer(p, 2, 3, "right") for p in range(30)]
    ranking = rank(range(5), answers)
    check(ranking, set(range(5)))
    assert {0, 3} == {s.idea for s in ranking.standings[:2]}
    assert 4 == ranking.standings[2].idea


def test_never_shown_is_the_least_certain() -> None:
    """An idea without answers has the widest interval."""
    answers, _ = hall(8, 30, 10, 5)
    standings = rank(range(9), answers).standings
    assert 8 == max(standings, key=lambda s: s.high - s.low).idea


def test_bands_split_what_is_clear() -> None:
    """Two clearly good ideas share the first band; the rest come after."""
    clear = [Answer(p, 0, b, "left") for p in range(20) for b in (2, 3)]
    clear += [Answer(p, b, 1, "right") for p in range(20) for b in (2, 3)]
    clear += [Answer(p, 0, 1, "left" if p % 2 else "right") for p in range(20)]
    standings = rank(range(4), clear, top=2).standings
    assert [(1, 2), (1, 2), (3, 4), (3, 4)] == [s.band for s in standings]
    assert {0, 1} == {s.idea for s in standings[:2]}
    assert min(s.top_chance for s in standings[:2]) > 0.95


def test_intervals_hold_nine_times_in_ten() -> None:
    """In simulated halls about 90 % of the intervals hold the true share, and of the place intervals no fewer."""
    held, placed, count = 0, 0, 0
    for seed in range(40):
        answers, true = hall(12, 15, 8, seed)
        strength = np.array(true)
        share = (1.0 / (1.0 + np.exp(strength[None, :] - strength[:, None]))).sum(axis=1)
        share = (share - 0.5) / 11
        place = np.argsort(np.argsort(-strength)) + 1
        for s in rank(range(12), answers).standings:
            held += s.low <= share[s.idea] <= s.high
            placed += s.place_low <= place[s.idea] <= s.place_high
            count += 1
    assert 0.87 <= held / count <= 0.94
    assert 0.88 <= placed / count <= 0.98


def test_many_ideas_take_the_short_way() -> None:
    """With more than a hundred ideas shares are found by steps, and are the same as by adding up."""
    answers, true = hall(130, 60, 40, 2)
    ranking = rank(range(130), answers)
    check(ranking, set(range(130)))
    found = [true[s.idea] for s in ranking.standings]
    assert np.corrcoef(found, [s.share for s in ranking.standings])[0, 1] > 0.85


def test_unknown_outcome() -> None:
    """An outcome that is none of the three is an error of the program."""
    with pytest.raises(ValueError, match="unknown outcome"):
        rank([1, 2], [Answer(1, 1, 2, "middle")])
