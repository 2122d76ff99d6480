"""The Bradley-Terry fit against an independent implementation and a published table."""

from __future__ import annotations

import choix
import numpy as np
import pytest

from workshop_app.duel.answers import Answer, FloatArray, Tally, tally
from workshop_app.duel.fit import climb, fits, gather, plain_prior

# American League baseball, 1987, games won by the row's team against the column's. Agresti, Categorical Data
# Analysis (1990), table 10.10; the estimates are those of its section 10.6 (Baltimore = 0), also in the vignette of
# the R package BradleyTerry2 (Turner & Firth 2012).
# Rows and columns: Milwaukee, Detroit, Toronto, New York, Boston, Cleveland, Baltimore.
GAMES = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)
PUBLISHED = (1.581, 1.436, 1.294, 1.248, 1.108, 0.684, 0.0)


def games(wins: tuple[tuple[int, ...], ...]) -> list[Answer]:
    """The table as answers, the better seat given in turns."""
    out = []
    for i, row in enumerate(wins):
        for j, times in enumerate(row):
            out += [Answer(k, i, j, "left") if k % 2 else Answer(k, j, i, "right") for k in range(times)]
    return out


def strengths(count: int, duels: Tally, prior_sd: float) -> FloatArray:
    """The strengths (logits) under independent normal priors of sd `prior_sd`, without a liking for the left side.

    This is what `choix.opt_pairwise` gives with alpha = 1 / (2 prior_sd**2).
    """
    prior = plain_prior(count, prior_sd)
    prior.precision[-1, -1] = 1e18
    return climb(gather(count, duels), prior, np.zeros(count + 1), 1e-9)[0][:count]


def test_published_baseball_table() -> None:
    """With a prior that is next to none, the strengths are those of Agresti's book, to its three decimals."""
    answers = games(GAMES)
    found = strengths(7, tally(range(7), answers), prior_sd=1e3)
    assert [pytest.approx(value, abs=6e-4) for value in PUBLISHED] == (found - found[-1]).tolist()


def test_baseball_by_hand() -> None:
    """At the peak each team's expected wins are its wins: 50 for Milwaukee, 18 for Baltimore (the sums of the rows)."""
    found = strengths(7, tally(range(7), games(GAMES)), prior_sd=1e3)
    chance = 1.0 / (1.0 + np.exp(found[None, :] - found[:, None]))
    expected = 13 * (chance.sum(axis=1) - 0.5)
    assert [pytest.approx(wins, abs=1e-3) for wins in (50, 47, 44, 43, 40, 31, 18)] == expected.tolist()


def test_two_ideas_by_hand() -> None:
    """Of two ideas with 3 wins to 1, the strengths without a prior differ by log 3."""
    answers = [Answer(k, 0, 1, "left") for k in range(3)] + [Answer(9, 0, 1, "right")]
    first, second = strengths(2, tally([0, 1], answers), prior_sd=1e4)
    assert pytest.approx(np.log(3.0), abs=1e-6) == first - second


@pytest.mark.parametrize("prior_sd", [0.4, 1.0, 2.5])
@pytest.mark.parametrize("seed", range(5))
def test_equals_choix(seed: int, prior_sd: float) -> None:
    """On connected data with the same prior the fit is that of choix, an independent implementation, to 1e-6."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 15))
    pairs = [(k, (k + 1) % count) for k in range(count)]
    pairs += [tuple(rng.choice(count, 2, replace=False).tolist()) for _ in range(8 * count)]
    answers = [Answer(k, winner, loser, "left") for k, (winner, loser) in enumerate(pairs)]
    theirs = choix.opt_pairwise(count, pairs, alpha=0.5 / prior_sd**2, tol=1e-12)
    ours = strengths(count, tally(range(count), answers), prior_sd)
    assert np.abs(theirs - ours).max() < 1e-6


@pytest.mark.parametrize("linked", ["well", "in a chain"])
def test_many_ideas_are_solved_for_step_by_step(linked: str) -> None:
    """With 300 ideas the quicker way gives choix's strengths too, and where it would be slow the long way does."""
    rng = np.random.default_rng(4)
    pairs = [(k, k + 1) for k in range(299)]
    if linked == "well":
        pairs += [tuple(rng.choice(300, 2, replace=False).tolist()) for _ in range(3000)]
    answers = [Answer(k, winner, loser, "left") for k, (winner, loser) in enumerate(pairs)]
    theirs = choix.opt_pairwise(300, pairs, alpha=0.5 / 9.0, tol=1e-12)
    assert np.abs(theirs - strengths(300, tally(range(300), answers), 3.0)).max() < 1e-6


def test_left_side_term_takes_the_pull_of_the_left() -> None:
    """When the left is chosen three times in four whatever stands there, the ideas are level and the left is strong."""
    answers = [
        Answer(k, a, b, "left" if k % 4 else "right")
        for a in range(4)
        for b in range(4)
        if a != b
        for k in range(40)
    ]
    found = fits(gather(4, tally(range(4), answers)))
    left = sum(weight * fit.mean[-1] for weight, fit in found)
    ideas = np.sum([weight * fit.mean[:-1] for weight, fit in found], axis=0)
    assert pytest.approx(np.log(3.0), abs=0.1) == left
    assert [pytest.approx(0.0, abs=1e-9)] * 4 == ideas.tolist()


def test_weights_of_the_widths_add_up() -> None:
    """The weights of the prior's widths add up to one, and each covariance is positive definite."""
    found = fits(gather(7, tally(range(7), games(GAMES))))
    assert pytest.approx(1.0) == sum(weight for weight, _ in found)
    assert all(np.linalg.eigvalsh(fit.cov).min() > 0 for _, fit in found)
