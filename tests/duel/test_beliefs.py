"""The posterior that a running duel keeps: small steps end where a whole refit ends."""

from __future__ import annotations

import numpy as np
import pytest

from workshop_app.duel.beliefs import HALF, Beliefs, Inversion


@pytest.mark.parametrize("count", [1, 2, 31, 32, 33, 100])
def test_inversion_in_steps(count: int) -> None:
    """The inverse made block by block is the inverse."""
    rng = np.random.default_rng(count)
    root = rng.normal(size=(count, count))
    matrix = root @ root.T + np.eye(count)
    inversion = Inversion(matrix.copy())
    while not inversion.step():
        pass
    assert np.allclose(np.linalg.inv(matrix), inversion.result(), atol=1e-8)


def played(count: int, answers: int, seed: int) -> tuple[Beliefs, np.ndarray, np.ndarray]:
    """A running duel with random answers; some pairs stay out. Returns it with its wins and pairs out."""
    rng = np.random.default_rng(seed)
    true = rng.normal(size=count)
    beliefs = Beliefs()
    beliefs.grow(count)
    won, out = np.zeros((count, count)), np.zeros((count, count))
    for _ in range(answers):
        a, b = rng.choice(count, 2, replace=False).tolist()
        beliefs.put_out(a, b, 1)
        if rng.random() < 0.1:
            out[a, b] += 1
            out[b, a] += 1
            continue
        if rng.random() > 1.0 / (1.0 + np.exp(true[b] - true[a])):
            a, b = b, a
        beliefs.record(a, b, 1)
        won[a, b] += 1
        beliefs.step()
    return beliefs, won, out


def count(beliefs: Beliefs, won: np.ndarray, out: np.ndarray) -> None:
    """Gives all answers and pairs out to `beliefs` at once, as from a stored history."""
    beliefs.counting = True
    for i, j in np.argwhere(won).tolist():
        beliefs.put_out(i, j, int(won[i, j]))
        beliefs.record(i, j, int(won[i, j]))
    for i, j in np.argwhere(np.triu(out)).tolist():
        beliefs.put_out(i, j, int(out[i, j]))
    beliefs.counting = False
    beliefs.refit()


@pytest.mark.parametrize(("count", "answers"), [(5, 60), (40, 600), (90, 1500)])
def test_small_steps_end_at_the_peak(count: int, answers: int) -> None:
    """After many small steps the mean has next to no slope left and the covariance is the inverse curvature."""
    beliefs, won, out = played(count, answers, seed=count)
    for _ in range(60):
        beliefs.step()
    chance = 1.0 / (1.0 + np.exp(beliefs.mean[None, :] - beliefs.mean[:, None]))
    both = won + won.T
    slope = (won - both * chance).sum(axis=1) - beliefs.mean / beliefs.prior
    told = (both + HALF * out) * chance * (1 - chance)
    curvature = np.diag(told.sum(axis=1)) - told + np.eye(count) / beliefs.prior
    assert np.abs(slope).max() < 1e-3
    assert np.abs(beliefs.cov @ curvature - np.eye(count)).max() < 0.02


def test_steps_and_refit_agree() -> None:
    """A refit from the counts gives what the small steps gave, as after a merge that is taken back."""
    beliefs, won, out = played(30, 500, seed=3)
    again = Beliefs()
    again.grow(30)
    count(again, won, out)
    for _ in range(40):
        beliefs.step()
        again.step()
    assert np.allclose(again.mean, beliefs.mean, atol=1e-3)
    assert np.allclose(again.cov, beliefs.cov, atol=1e-3)


def test_taking_back_restores_the_uncertainty() -> None:
    """An answer that came and was taken back leaves the covariance as it was."""
    beliefs = Beliefs()
    beliefs.grow(4)
    before = beliefs.cov.copy()
    beliefs.put_out(1, 2, 1)
    assert beliefs.cov[1, 1] < before[1, 1]
    beliefs.record(1, 2, 1)
    beliefs.record(1, 2, -1)
    beliefs.put_out(1, 2, -1)
    assert np.allclose(before, beliefs.cov)
