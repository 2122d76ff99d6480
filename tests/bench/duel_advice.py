"""What the window proposes while simulated duels go on: how many pairs to ask of each, or a final. Nothing is timed.

The worlds are those of the shared harness (`duel_halls.py`); what was said last is remembered as the window does.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.bench.duel_halls import DISSENT, FIRST_SEED, answers_of, harness, program
from workshop_app.duel.planning import Asked, Outlook, finalists, outlook, pairs_of, steady
from workshop_app.duel.ranking import rank

#: (ideas, people, pairs asked of each), two groups with tastes of their own.
_HALLS = (
    (30, 10, 15),
    (24, 8, 15),
    (30, 40, 15),
    (60, 25, 15),
    (12, 15, 10),
    (10, 10, 8),
    (10, 6, 15),
    (8, 6, 10),
)
_LOOKS, _SHOWN = 40, 8  # looks at one duel, and how many of them are printed


def advice(folder: Path, count: int) -> None:
    """Prints what is proposed in the course of a duel, and over `count` duels how often another number is."""
    bench = harness(folder)
    print(
        f"\nProposed in the course of a duel, at {_SHOWN} of {_LOOKS} looks; other numbers, over {count} duels each"
    )
    shares = "".join(f"{(look + 1) / _SHOWN:>8.0%}" for look in range(_SHOWN))
    print(
        f"{'ideas':>6s}{'people':>8s}{'pairs':>7s}  {shares}{'duels with a number':>22s}{'and another later':>19s}"
    )
    for ideas, people, pairs in _HALLS:
        said = [_course(bench, ideas, people, pairs, seed) for seed in range(FIRST_SEED, FIRST_SEED + count)]
        numbers = [[told for told, _ in groupby(_numbers(course))] for course in said]
        shown = "".join(f"{told:>8s}" for told in said[0][_LOOKS // _SHOWN - 1 :: _LOOKS // _SHOWN])
        some, more = sum(bool(found) for found in numbers), sum(max(0, len(found) - 1) for found in numbers)
        print(f"{ideas:6d}{people:8d}{pairs:7d}  {shown}{some:22d}{more:19d}", flush=True)


def _numbers(course: list[str]) -> list[str]:
    return [told for told in course if told.startswith("ask")]


def _course(bench: Any, ideas: int, people: int, pairs: int, seed: int) -> list[str]:
    """What is proposed at each look."""
    world = bench.World(bench.Scenario("advice", ideas, people, pairs, **DISSENT), seed)
    said: list[Outlook] = []
    told: list[str] = []

    def look(_done: int, state: Any) -> None:
        answers = answers_of(state)
        ranking = rank(range(ideas), answers)
        given = Counter(answer.participant for answer in answers)
        asked = Asked(min(pairs, pairs_of(ideas)), people, tuple(given.values()))
        said.append(steady(said[-1] if said else None, outlook(ranking, 60.0, asked)))
        told.append(_told(said[-1], final=bool(finalists(ranking))))

    marks = [max(1, people * pairs * (n + 1) // _LOOKS) for n in range(_LOOKS)]
    bench.simulate(world, program(bench, 1, pairs), marks, look)
    return told


def _told(found: Outlook, *, final: bool) -> str:
    if found.sure:
        return "sure"
    if final:
        return "final"
    return f"ask {found.asked + found.more}" if found.more else "-"
