"""Simulated halls for the duel's bench, beyond what the shared bench asks: pairs one answer ahead, odd answering, and
how good "sure enough in about N minutes" is. The worlds are those of the shared harness; nothing here is timed.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.duel_adapter import OUTCOMES, Bench
from workshop_app.duel.answers import Answer
from workshop_app.duel.conduct import flags
from workshop_app.duel.planning import outlook
from workshop_app.duel.ranking import Ranking, rank

Rows = list[dict[str, Any]]
#: Other worlds than those of any set.
FIRST_SEED = 9001
_ODD_SHARE = 0.1  # of the people in a hall where some answer oddly
#: People who disagree for good reasons are in these halls, too: two groups, and each person's own taste.
DISSENT = {"spread": 0.9, "taste": 0.5, "groups": (0.6, 0.4), "group_corr": 0.5, "left_bias": 0.2}
_STEP = 30  # answers between two looks at how far the duel is


def harness(folder: Path) -> Any:
    """The shared bench's module (it has no types)."""
    sys.path.insert(0, str(folder))
    return importlib.import_module("harness")


def program(bench: Any, ahead: int, asked: int | None) -> Any:
    """The product's picker and ranker as the harness drives a program, but in this process."""

    class InProcess(bench.StdioAdapter):  # type: ignore[misc]
        name = f"the product, {ahead} ahead"

        def __init__(self) -> None:
            self.bench, self.own_us = Bench(ahead, asked), None

        def _ask(self, message: dict[str, Any]) -> Any:
            return getattr(self.bench, message["op"])(message)

        _send = _ask

        def close(self) -> None:
            pass

    return InProcess()


def run_ahead(folder: Path, set_name: str, seeds: int, ahead: int) -> tuple[Rows, Rows]:
    """The workshops of a set with each pair chosen after the answer before it, and `ahead` answers earlier."""
    bench = harness(folder)
    now: Rows = []
    early: Rows = []
    for scenario, all_seeds in bench.load_set(set_name)[0]:
        for seed in all_seeds[: seeds or None]:
            now.append(bench.run_one(scenario, seed, program(bench, 0, None)))
            early.append(bench.run_one(scenario, seed, program(bench, ahead, scenario.duels)))
    return now, early


def differences(now: Rows, early: Rows, names: list[str]) -> None:
    """Prints paired differences with their standard errors."""
    print(f"\n{'measure':14s}{'at once':>10s}{'ahead':>10s}{'difference':>12s}{'error':>8s}")
    for name in names:
        pairs = [(a[name], b[name]) for a, b in zip(now, early, strict=True) if name in a and name in b]
        if pairs:
            one, other = np.array(pairs).T
            apart = other - one
            print(f"{name:14s}{one.mean():10.3f}{other.mean():10.3f}{apart.mean():+12.4f}", end="")
            print(f"{apart.std() / np.sqrt(len(apart)):8.4f}")


@dataclass(frozen=True, slots=True)
class Hall:
    """The answers of one simulated hall, and who of its `people` answered oddly."""

    ideas: int
    people: int
    answers: list[Answer]
    odd: frozenset[int]


def halls(bench: Any, kind: str, ideas: int, people: int, duels: int, count: int) -> Iterator[Hall]:
    """Halls where a tenth answer in an odd way: "random", "left" (19 times in 20), "contrary"; "none": nobody."""
    share = 0.0 if kind == "none" else _ODD_SHARE
    scenario = bench.Scenario(kind, ideas, people, duels, clickers=share, **DISSENT)
    for seed in range(FIRST_SEED, FIRST_SEED + count):
        world = bench.World(scenario, seed)
        odd = frozenset(np.flatnonzero(world.clicker).tolist()) if share else frozenset()
        if kind in ("left", "contrary"):
            world.clicker[:] = False
            world.answer = _odd_answer(bench, world, kind, odd, world.answer)
        state, _ = bench.simulate(world, program(bench, 1, duels))
        yield Hall(ideas, people, answers_of(state), odd)


def _odd_answer(bench: Any, world: Any, kind: str, odd: frozenset[int], honest: Any) -> Any:
    def answer(person: int, left: int, right: int) -> int:
        told = int(honest(person, left, right))
        if person not in odd or told < 0:
            return told
        if kind == "contrary":
            return 1 - told
        return int(bench.u01(world.seed, 99, person, left, right)[0] < 0.95)

    return answer


def answers_of(state: Any) -> list[Answer]:
    """What has been answered so far in a simulated hall."""
    groups = state.group_of
    return [Answer(p, a, b, OUTCOMES[o], str(groups[p])) for p, a, b, o in state.votes.rows.tolist()]


def odd_answering(folder: Path, count: int) -> None:
    """Prints how many who answer oddly are flagged, and how many who don't. Times aren't simulated."""
    bench = harness(folder)
    print(f"\nOdd answering flagged ({count} halls each; a tenth of the people answer oddly)")
    print(
        f"{'ideas':>6s}{'people':>8s}{'duels':>7s}   {'how':10s}{'found':>8s}{'of':>6s}{'false':>8s}{'of':>6s}"
    )
    for ideas, people, duels in ((30, 40, 15), (30, 40, 30), (12, 15, 20)):
        for kind in ("none", "random", "left", "contrary"):
            found = false = odd = 0
            for hall in halls(bench, kind, ideas, people, duels, count):
                flagged = {flag.participant for flag in flags(range(ideas), hall.answers)}
                found, false = found + len(flagged & hall.odd), false + len(flagged - hall.odd)
                odd += len(hall.odd)
            print(f"{ideas:6d}{people:8d}{duels:7d}   {kind:10s}{found:8d}{odd:6d}", end="")
            print(f"{false:8d}{people * count - odd:6d}", flush=True)


def time_left(folder: Path, count: int) -> None:
    """Prints how good the guess of the answers still needed is, and whether the top is then as sure as is said."""
    bench = harness(folder)
    print(f"\nHow long until sure enough ({count} halls each): answers left as guessed / as it came to be")
    print(f"{'hall':12s}{'sure after':>11s}{'10 %':>8s}{'median':>8s}{'90 %':>8s}", end="")
    print(f"{'no guess':>10s}{'within 2x':>11s}{'top said':>10s}{'true':>7s}")
    for name, scenario in _courses(bench).items():
        looks = [_course(bench, scenario, seed) for seed in range(FIRST_SEED, FIRST_SEED + count)]
        _print_course(name, looks)


def _courses(bench: Any) -> dict[str, Any]:
    return {
        "standard": bench.Scenario("standard", 30, 40, 50),
        "dissent": bench.Scenario("dissent", 30, 40, 50, dropout=0.15, clickers=0.05, **DISSENT),
        "small": bench.Scenario("small", 12, 15, 60),
        "some shine": bench.Scenario("some shine", 20, 25, 50, dist="gumbel"),
    }


@dataclass(frozen=True, slots=True)
class Look:
    """After so many `answers`: those still needed as guessed (None: no guess), the top as said and in truth."""

    answers: int
    sure: bool
    guess: float | None
    said: float
    true: float


def _course(bench: Any, scenario: Any, seed: int) -> list[Look]:
    world = bench.World(scenario, seed)
    best = set(np.argsort(-world.truth()["order"], kind="stable")[:5].tolist())
    looks: list[Look] = []

    def look(answers: int, state: Any) -> None:
        found: Ranking = rank(range(scenario.ideas), answers_of(state))
        far = outlook(found, 60.0)  # an answer a second, so that nothing is too far
        true = len(best & {s.idea for s in found.standings[:5]}) / 5
        guess = None if far.minutes is None else far.minutes * 60.0
        looks.append(Look(answers, far.sure, guess, found.top_certainty, true))

    marks = list(range(_STEP, scenario.duels * scenario.participants, _STEP))
    bench.simulate(world, program(bench, 1, scenario.duels), marks, look)
    return looks


def _print_course(name: str, courses: list[list[Look]]) -> None:
    ends = [next((at.answers for at in looks if at.sure), None) for looks in courses]
    ratios, none = [], 0
    for looks, end in zip(courses, ends, strict=True):
        for at in looks:
            if end is None or at.answers >= end:
                break
            none += at.guess is None
            if at.guess is not None:
                ratios.append(at.guess / (end - at.answers))
    last = [next((at for at in looks if at.sure), looks[-1]) for looks in courses]
    known = [end for end in ends if end is not None]
    low, middle, high = np.quantile(ratios, (0.1, 0.5, 0.9)) if ratios else (np.nan,) * 3
    near = np.mean([0.5 <= r <= 2.0 for r in ratios]) if ratios else np.nan
    print(
        f"{name:12s}{np.median(known) if known else np.nan:11.0f}{low:8.2f}{middle:8.2f}{high:8.2f}", end=""
    )
    print(f"{none / max(1, none + len(ratios)):10.0%}{near:11.0%}", end="")
    print(f"{np.mean([at.said for at in last]):10.2f}{np.mean([at.true for at in last]):7.2f}", flush=True)
