"""One group's view and the largest disagreement."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duel.test_ranking import ANSWERS, check
from workshop_app.domain import people
from workshop_app.duel.answers import Answer
from workshop_app.duel.groups import disagreement, groups_to_show
from workshop_app.duel.ranking import rank


def two_groups(big: int, small: int, duels: int = 20, seed: int = 4) -> list[Answer]:
    """A hall of residents and youth who agree on all of eight ideas but number 3, which only the youth want."""
    rng = np.random.default_rng(seed)
    likes = {"residents": np.linspace(1.5, -1.5, 8), "youth": np.linspace(1.5, -1.5, 8)}
    likes["residents"][3], likes["youth"][3] = -2.0, 2.5
    answers = []
    for person in range(big + small):
        group = "residents" if person < big else "youth"
        for _ in range(duels):
            a, b = rng.choice(8, 2, replace=False).tolist()
            chance = 1.0 / (1.0 + np.exp(likes[group][b] - likes[group][a]))
            answers.append(Answer(person, a, b, "left" if rng.random() < chance else "right", group))
    return answers


def test_the_disagreement_is_found() -> None:
    """The idea that one group wants and the other does not is named, with who is for it and how sure that is."""
    found = disagreement(range(8), two_groups(25, 15))
    assert found is not None
    assert (3, "youth", "residents") == (found.idea, found.group_for, found.group_against)
    assert found.certainty > 0.99
    assert 0.0 < found.low < found.difference < found.high < 1.0
    assert pytest.approx(found.difference) == found.share_for - found.share_against


def test_groups_that_agree() -> None:
    """When both groups think the same, the largest difference found is small or its interval holds zero."""
    answers = [
        Answer(a.participant, a.left, a.right, a.outcome, "ab"[a.participant % 2]) for a in two_groups(40, 0)
    ]
    found = disagreement(range(8), answers)
    assert found is not None
    assert found.low <= 0.02
    assert found.difference < 0.1


def test_small_groups_are_never_shown_apart() -> None:
    """Of a group of four nothing is told: no standings, no disagreement; from five persons on there is."""
    four, five = two_groups(20, 4), two_groups(20, 5)
    assert ("residents",) == groups_to_show(four)
    assert ("residents", "youth") == groups_to_show(five)
    assert disagreement(range(8), four) is None
    assert disagreement(range(8), five) is not None
    assert () == rank(range(8), four, group="youth").standings
    assert 8 == len(rank(range(8), five, group="youth").standings)
    assert () == rank(range(8), five, group="nobody").standings


def test_few_people_are_shrunk_to_the_whole() -> None:
    """A group's view lies between the whole's and its own answers alone; with few answers nearer to the whole."""
    answers = two_groups(40, 5, duels=4)
    own = [a for a in answers if a.group == "youth"]
    whole, pooled, alone = (
        {s.idea: s for s in r.standings}
        for r in (rank(range(8), answers), rank(range(8), answers, group="youth"), rank(range(8), own))
    )
    assert whole[3].share < pooled[3].share
    far = sum(abs(pooled[i].share - whole[i].share) for i in range(8))
    assert far < sum(abs(alone[i].share - whole[i].share) for i in range(8))
    assert sum(s.high - s.low for s in pooled.values()) < sum(s.high - s.low for s in alone.values())


def test_counts_are_the_groups_own() -> None:
    """A group's ranking counts that group's answers and people only."""
    answers = two_groups(10, 6, duels=5)
    ranking = rank(range(8), answers, group="youth")
    assert (30, 0, 6) == (ranking.answers, ranking.skips, ranking.participants)
    assert 60 == sum(s.shown for s in ranking.standings)


def test_nothing_to_compare() -> None:
    """Without groups, ideas or answers there is no disagreement."""
    assert disagreement([], []) is None
    assert disagreement(range(5), []) is None
    assert disagreement([1], two_groups(10, 10)) is None


@settings(max_examples=30, deadline=None)
@given(
    answers=ANSWERS,
    ideas=st.sets(st.integers(1, 7), min_size=1, max_size=7),
    seed=st.randoms(use_true_random=False),
)
def test_a_groups_ranking_is_always_sensible(answers: list[Answer], ideas: set[int], seed: Random) -> None:
    """Whatever was answered, a group's figures are finite and add up, and don't depend on the order of arrival."""
    mixed = list(answers)
    seed.shuffle(mixed)
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(people, "SMALLEST_GROUP_SHOWN", 1)
        found = rank(sorted(ideas), answers, group="a")
        assert found == rank(sorted(ideas), mixed, group="a")
    if found.standings:
        check(found, ideas)
