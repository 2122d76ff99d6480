"""Simulated halls for the tests of the duel."""

from __future__ import annotations

import numpy as np

from workshop_app.duel.answers import Answer


def hall(ideas: int, people: int, duels: int, seed: int) -> tuple[list[Answer], list[float]]:
    """Random pairs answered by the Bradley-Terry model; also the true strengths (logits)."""
    rng = np.random.default_rng(seed)
    true = rng.normal(size=ideas)
    answers = []
    for person in range(people):
        for _ in range(duels):
            a, b = rng.choice(ideas, 2, replace=False).tolist()
            chance = 1.0 / (1.0 + np.exp(true[b] - true[a]))
            answers.append(Answer(person, a, b, "left" if rng.random() < chance else "right"))
    return answers, true.tolist()
