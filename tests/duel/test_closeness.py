"""What skips tell of how close two ideas are."""

from __future__ import annotations

import numpy as np
import pytest

from workshop_app.duel.answers import Answer, tally
from workshop_app.duel.closeness import with_skips
from workshop_app.duel.fit import Pairs, gather, plain_prior
from workshop_app.duel.ranking import rank


def read(ideas: int, answers: list[Answer]) -> tuple[Pairs, Pairs]:
    """The gathered answers before and after the skips are read."""
    pairs = gather(ideas, tally(range(ideas), answers))
    return pairs, with_skips(pairs, lambda sd: plain_prior(ideas, sd))


def skipping_hall(seed: int, close: float, rest: float) -> tuple[list[Answer], np.ndarray]:
    """Thirty people answer fifteen random pairs of 16 ideas each, skipping with probability `rest`, and up to `close`
    more for close ideas (an exponential kernel, unlike the model's); also the true strengths.
    """
    rng = np.random.default_rng(seed)
    true = rng.normal(size=16)
    answers = []
    for person in range(30):
        for _ in range(15):
            a, b = rng.choice(16, 2, replace=False).tolist()
            gap = true[a] - true[b]
            skip = rng.random() < rest + close * np.exp(-abs(gap) / 0.5)
            side = "left" if rng.random() < 1.0 / (1.0 + np.exp(-gap)) else "right"
            answers.append(Answer(person, a, b, "skip" if skip else side))
    return answers, true


def quality(answers: list[Answer], true: np.ndarray) -> tuple[float, float]:
    """How many pairs of ideas the ranking puts in the right order (0..1), and the part of the intervals that hold."""
    share = ((1.0 / (1.0 + np.exp(true[None, :] - true[:, None]))).sum(axis=1) - 0.5) / (len(true) - 1)
    standings = sorted(rank(range(len(true)), answers).standings, key=lambda s: s.idea)
    found = np.array([s.share for s in standings])
    right = (np.subtract.outer(found, found) > 0) == (np.subtract.outer(true, true) > 0)
    held = [s.low <= share[s.idea] <= s.high for s in standings]
    return float(right[np.triu_indices(len(true), 1)].mean()), float(np.mean(held))


def test_without_skips_nothing_is_read() -> None:
    """Where nobody skipped, the answers are left as they are."""
    before, after = read(3, [Answer(p, p % 3, (p + 1) % 3, "left") for p in range(9)])
    assert before is after


def test_skips_draw_two_ideas_together() -> None:
    """A pair that many skip, as few skip others, comes closer and is known better than without its skips."""
    others = [
        Answer(p, a, b, "left" if p % 4 else "right")
        for p in range(20)
        for a, b in ((0, 2), (0, 3), (1, 2), (1, 3))
    ]
    uneven = others + [Answer(p, 0, 1, "left") for p in range(20, 26)]
    skipped = uneven + [Answer(p, 0, 1, "skip") for p in range(30, 42)]
    plain, drawn = (
        {s.idea: s.share for s in rank(range(4), answers).standings} for answers in (uneven, skipped)
    )
    assert drawn[0] > drawn[1]
    assert drawn[0] - drawn[1] < 0.8 * (plain[0] - plain[1])


@pytest.mark.parametrize("turned", [False, True])
def test_sides_do_not_matter(turned: bool) -> None:
    """A skip tells the same on whichever side the ideas stood."""
    answers, _ = skipping_hall(3, 0.2, 0.02)
    skips = [a for a in answers if a.outcome == "skip"]
    rest = [a for a in answers if a.outcome != "skip"]
    again = [Answer(a.participant, a.right, a.left, "skip") if turned else a for a in skips]
    expected = {s.idea: round(s.share, 9) for s in rank(range(16), answers).standings}
    assert expected == {s.idea: round(s.share, 9) for s in rank(range(16), rest + again).standings}


def test_closeness_makes_the_order_better() -> None:
    """When close ideas are skipped more often, reading the skips puts more pairs in the right order, and the
    intervals still hold.
    """
    halls = [skipping_hall(seed, 0.3, 0.02) for seed in range(30)]
    read_ = np.array([quality(*h) for h in halls])
    left_out = np.array(
        [quality([a for a in answers if a.outcome != "skip"], true) for answers, true in halls]
    )
    assert read_[:, 0].mean() > left_out[:, 0].mean() + 0.005
    assert 0.85 <= read_[:, 1].mean() <= 0.95


def test_skips_at_random_do_little_harm() -> None:
    """When skips have nothing to do with closeness, the order and the intervals stay about as good."""
    halls = [skipping_hall(seed, 0.0, 0.1) for seed in range(100, 130)]
    read_ = np.array([quality(*h) for h in halls])
    left_out = np.array(
        [quality([a for a in answers if a.outcome != "skip"], true) for answers, true in halls]
    )
    assert read_[:, 0].mean() > left_out[:, 0].mean() - 0.01
    assert 0.84 <= read_[:, 1].mean() <= 0.95
