"""What could be reached at all in the simulated halls of the duel's bench: by any ranking of the answers that the
product got, and with more answers. Nothing here is timed.

The limit of the ranking is that of a statistician who knows how the halls were made: how far apart ideas, groups and
tastes are, how people skip, how many click at random and how much the left side pulls, but neither the strengths nor
who clicks. The posterior is drawn from by Hamiltonian Monte Carlo. The five ideas that are likeliest to be among the
best five are then the best that can be said, and no ranking can do better on average.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from tests.bench.duel_adapter import OUTCOMES
from tests.bench.duel_halls import harness, program
from workshop_app.duel.answers import Answer
from workshop_app.duel.ranking import rank

Floats = NDArray[np.float64]
TOP = 5
_CHAINS, _WARM, _KEEP, _LEAPS = 4, 150, 350, 12
_EVERY = 3  # of the draws of each chain one in so many is looked at
_MORE = (1.25, 1.5, 2.0)


class Posterior:
    """The density of what lies behind one hall's answers, as independent standard normal numbers: the ideas' common
    worth, what each group adds, and each person's own taste.
    """

    def __init__(self, world: Any, votes: NDArray[np.int64]) -> None:
        self.world, self._scenario = world, world.sc
        person, left, right, outcome = votes.T.astype(np.int64)
        self._skipped, self._sign = outcome < 0, np.where(outcome == 1, 1.0, -1.0)
        self._reach = self._reached(person, left, right)
        people = world.sc.participants
        shape = (people, len(votes))
        self._own = scipy.sparse.csr_matrix((np.ones(len(votes)), (person, np.arange(len(votes)))), shape)
        self._random = np.where(
            self._own @ self._skipped > 0, -np.inf, (self._own @ np.ones(len(votes))) * np.log(0.5)
        )
        self.size = self._reach.shape[1]

    def _reached(self, person: Any, left: Any, right: Any) -> Any:
        """How each answer's difference of two utilities comes of the numbers; a sparse matrix."""
        sc, rows = self._scenario, np.arange(len(person))
        common, apart = self._shares()

        def part(first: Any, second: Any, width: int, much: Any) -> Any:
            value = np.broadcast_to(much, rows.shape)
            at = (np.r_[rows, rows], np.r_[first, second])
            return scipy.sparse.csr_matrix((np.r_[value, -value], at), (len(rows), width))

        parts = [part(left, right, sc.ideas, common)]
        if apart:
            group = self.world.group[person] * sc.ideas
            parts.append(part(group + left, group + right, len(sc.groups) * sc.ideas, apart))
        if sc.taste:
            own = person * sc.ideas
            parts.append(part(own + left, own + right, sc.participants * sc.ideas, sc.taste))
        return scipy.sparse.hstack(parts).tocsr()

    def _shares(self) -> tuple[float, float]:
        sc = self._scenario
        alike = sc.group_corr if len(sc.groups) > 1 else 1.0
        return sc.spread * alike**0.5, sc.spread * (1.0 - alike) ** 0.5

    def density(self, z: Floats) -> tuple[Floats, Floats, Floats]:
        """Logarithm and slope for each row of `z`, and the probability that each person is honest."""
        sc = self._scenario
        gap = (self._reach @ z.T).T
        near = np.exp(-np.abs(gap) / sc.skip_scale)
        skip = sc.skip_base + sc.skip_close * near
        steep = -sc.skip_close * near * np.sign(gap) / sc.skip_scale
        eta = self._sign * (gap + sc.left_bias)
        told = np.where(self._skipped, np.log(skip), np.log1p(-skip) - np.logaddexp(0.0, -eta))
        slope = np.where(self._skipped, steep / skip, self._sign / (1.0 + np.exp(eta)) - steep / (1.0 - skip))
        each = (self._own @ told.T).T
        honest = np.ones_like(each)
        if sc.clickers:
            sincere = np.log1p(-sc.clickers) + each
            each = np.logaddexp(sincere, np.log(sc.clickers) + self._random)
            honest = np.exp(sincere - each)
            slope = slope * (self._own.T @ honest.T).T
        return each.sum(axis=1) - 0.5 * (z * z).sum(axis=1), (self._reach.T @ slope.T).T - z, honest

    def worth(self, z: Floats, honest: NDArray[np.bool_]) -> Floats:
        """What the honest people of the hall think: each idea's mean chance to beat another one."""
        sc = self._scenario
        n, groups = sc.ideas, len(sc.groups)
        common, apart = self._shares()
        each = np.broadcast_to(common * z[:n], (sc.participants, n))
        if apart:
            each = each + apart * z[n : n + groups * n].reshape(groups, n)[self.world.group]
        if sc.taste:
            each = each + sc.taste * z[-sc.participants * n :].reshape(-1, n)
        kinds, often = np.unique(each[honest], axis=0, return_counts=True)
        beat = 1.0 / (1.0 + np.exp(kinds[:, None, :] - kinds[:, :, None]))
        return np.asarray(often @ (beat.sum(axis=2) - 0.5) / (n - 1) / often.sum())


def drawn(posterior: Posterior, seed: int) -> Iterator[Floats]:
    """What the hall may think, drawn from the posterior."""
    rng = np.random.default_rng(seed)
    z = 0.3 * rng.normal(size=(_CHAINS, posterior.size))
    value, slope, honest = posterior.density(z)
    step = 0.12
    for turn in range(_WARM + _KEEP):
        pace = rng.normal(size=z.shape)
        before = value - 0.5 * (pace * pace).sum(axis=1)
        leap, to = step * rng.uniform(0.7, 1.3), z
        pace = pace + 0.5 * leap * slope
        for _ in range(_LEAPS):
            to = to + leap * pace
            end, bent, candid = posterior.density(to)
            pace = pace + leap * bent
        pace = pace - 0.5 * leap * bent
        chance = np.exp(np.minimum(0.0, end - 0.5 * (pace * pace).sum(axis=1) - before))
        taken = rng.random(_CHAINS) < chance
        z, slope, honest = (
            np.where(taken[:, None], new, old) for new, old in ((to, z), (bent, slope), (candid, honest))
        )
        value = np.where(taken, end, value)
        if turn < _WARM:
            step *= float(np.exp(0.1 * (chance.mean() - 0.8)))
        elif turn % _EVERY == 0:
            for row, sure in zip(z, honest, strict=True):
                yield posterior.worth(row, rng.random(len(sure)) < sure)


@dataclass(frozen=True, slots=True)
class Reached:
    """In one hall: the part of the best five that was found, what had been expected, and Kendall's tau."""

    top5: float
    said: float
    tau: float


def known(bench: Any, world: Any, votes: NDArray[np.int64]) -> Reached:
    """By who knows how the hall was made."""
    found = np.array(list(drawn(Posterior(world, votes), world.seed)))
    places = np.argsort(np.argsort(-found, axis=1), axis=1)
    chance = (places < TOP).mean(axis=0)
    best = np.argsort(-chance, kind="stable")[:TOP]
    tau = bench.measure(bench.Ranking(found.mean(axis=0)), world)["tau"]
    return Reached(_right(world, best), float(chance[best].mean()), tau)


def reached(bench: Any, world: Any, votes: NDArray[np.int64]) -> Reached:
    """By the product."""
    told = [Answer(p, a, b, OUTCOMES[o], str(world.group[p])) for p, a, b, o in votes.tolist()]
    found = rank(range(world.sc.ideas), told)
    score = np.array([s.share for s in sorted(found.standings, key=lambda s: s.idea)])
    best = [s.idea for s in found.standings[:TOP]]
    return Reached(
        _right(world, best), found.top_certainty, bench.measure(bench.Ranking(score), world)["tau"]
    )


def _right(world: Any, best: Any) -> float:
    true = np.argsort(-world.truth()["order"], kind="stable")[:TOP]
    return len(set(true.tolist()) & {int(idea) for idea in best}) / TOP


def limits(folder: Path, set_name: str, seeds: int, first: int | None) -> None:
    """Prints what the product reaches, what could be by the same answers, and what it reaches with more of them."""
    bench = harness(folder)
    halls = [
        (scenario, seed)
        for scenario, own in bench.load_set(set_name)[0]
        for seed in (range(first, first + (seeds or len(own))) if first else own[: seeds or None])
    ]
    print(f"\nWhat could be reached ({len(halls)} workshops; standard errors in brackets)")
    print(f"{'':48s}{'top5':>16s}{'top5 as said':>16s}{'tau':>16s}")
    ours, limit = [], []
    for scenario, seed in halls:
        world = bench.World(scenario, seed)
        votes = bench.simulate(world, program(bench, 0, None))[0].votes.rows
        ours.append(reached(bench, world, votes))
        limit.append(known(bench, world, votes))
    _row("the product", ours)
    _row("who knows how the halls are made, same answers", limit)
    for times in _MORE:
        more = []
        for scenario, seed in halls:
            world = bench.World(replace(scenario, duels=round(times * scenario.duels)), seed)
            more.append(reached(bench, world, bench.simulate(world, program(bench, 0, None))[0].votes.rows))
        _row(f"the product, {times} times the answers", more)


def _row(name: str, found: list[Reached]) -> None:
    print(f"{name:48s}", end="")
    for values in np.array([(one.top5, one.said, one.tau) for one in found]).T:
        print(f"{values.mean():9.3f} ({values.std() / np.sqrt(len(values)):.3f})", end="")
    print(flush=True)
