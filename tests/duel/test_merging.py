"""Ideas are merged and taken apart while many answer: believed at once, exact a few answers later, nobody waits."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from workshop_app.duel import beliefs as module
from workshop_app.duel.beliefs import Beliefs
from workshop_app.duel.regrouping import replaced, shared_out

COUNT = 40


def hall(seed: int, answers: int = 1200) -> Beliefs:
    """A running duel in which idea 1 is as good as idea 0, and idea 2 nearly so."""
    rng = np.random.default_rng(seed)
    true = rng.normal(size=COUNT)
    true[1], true[2] = true[0], true[0] - 0.2
    beliefs = Beliefs()
    beliefs.grow(COUNT)
    for _ in range(answers):
        answer(beliefs, rng, true)
    return beliefs


def answer(beliefs: Beliefs, rng: np.random.Generator, true: np.ndarray) -> None:
    """Somebody answers any pair."""
    a, b = rng.choice(COUNT, 2, replace=False).tolist()
    beliefs.put_out(a, b, 1)
    if rng.random() > 1.0 / (1.0 + np.exp(true[b] - true[a])):
        a, b = b, a
    beliefs.record(a, b, 1)
    beliefs.step()


def root(**merged: int) -> np.ndarray:
    """What each idea is counted as; `_1=0` merges idea 1 into idea 0."""
    found = np.arange(COUNT)
    for name, into in merged.items():
        found[int(name[1:])] = into
    return found


def exact(beliefs: Beliefs) -> Beliefs:
    """A whole refit from the same counts."""
    again = copy.deepcopy(beliefs)
    again.refit()
    return again


def off(beliefs: Beliefs) -> float:
    """How far the strengths are from those of a whole refit at most, in units of what is not known of them."""
    known = exact(beliefs)
    return float((np.abs(beliefs.mean - known.mean) / np.sqrt(np.diag(known.cov))).max())


MERGES = [root(_1=0), root(_1=0, _2=0), root(_2=0), root()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_believed_at_once_comes_near(seed: int) -> None:
    """Merged, merged more, one and then all taken apart: each time near a whole refit, and known about as well."""
    beliefs = hall(seed)
    for merges in MERGES:
        beliefs.merge(merges)
        known = exact(beliefs)
        assert off(beliefs) < 0.35
        apart = np.sqrt(np.diag(beliefs.cov) / np.diag(known.cov))
        assert 0.85 < apart.min() <= apart.max() < 1.18


def test_the_next_answers_make_it_exact() -> None:
    """After as many steps as two inversions take, none of which waits, the beliefs are those of a whole refit."""
    beliefs = hall(4, 5 * module._EARLY * COUNT)
    beliefs.merge(MERGES[0])
    for _ in range(module._ROUNDS * 2):
        beliefs.step()
    assert off(beliefs) < 0.02


def test_a_merge_inverts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """No step of a refit is made while the facilitator merges, takes apart, or leaves a person out."""
    beliefs = hall(5, 100)
    monkeypatch.setattr(module.Inversion, "step", lambda _: pytest.fail("a refit was made"))
    for merges in MERGES:
        beliefs.merge(merges)
    with beliefs.catching_up():
        beliefs.put_out(3, 4, 1)


def test_merging_like_and_like_is_knowing_more() -> None:
    """A merged idea is known better than either was, and stands between them; what is merged away knows nothing."""
    beliefs = hall(6)
    before, variance = beliefs.mean.copy(), np.diag(beliefs.cov).copy()
    beliefs.merge(MERGES[0])
    assert beliefs.cov[0, 0] < 0.75 * variance[:2].min()
    assert before[:2].min() - 0.1 < beliefs.mean[0] < before[:2].max() + 0.1
    assert 0.0 == beliefs.mean[1]
    assert pytest.approx(beliefs.prior) == beliefs.cov[1, 1]


def test_replacing_is_the_inverse() -> None:
    """With all information as it is, ideas that are put in anew have the covariance that a whole inversion gives."""
    rng = np.random.default_rng(7)
    old, new = (np.triu(rng.random((9, 9)), 1) for _ in range(2))
    old, new, which = old + old.T, new + new.T, np.array([2, 5, 6])
    told = new[which]
    others = np.setdiff1d(np.arange(9), which)
    told[:, others] = shared_out(old[which][:, others].sum(axis=0), told[:, others])
    changed = old.copy()
    changed[which], changed[:, which] = told, told.T

    def inverse(held: np.ndarray) -> np.ndarray:
        return np.linalg.inv(np.diag(held.sum(axis=1) + 1 / 0.8) - held)

    assert np.allclose(inverse(changed), replaced(inverse(old), which, told, 0.8))
