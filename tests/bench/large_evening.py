"""A session file with very many ideas and comparisons, written straight into its tables: for `bench window`."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from pathlib import Path

from workshop_app.domain.commands import OpenActivity
from workshop_app.domain.plan_commands import AddIdeas, SeedIdea
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import idea_rows, workshop_rows

_SEED = 5


def large_evening(path: Path, ideas: int, people: int, comparisons: int) -> None:
    """Make the file: its duel is open, and `people` have answered `comparisons` pairs together."""
    with Runtime.create(path, NewWorkshop("strategian_teemat", dt.date(2026, 11, 22), place="Ii")) as runtime:
        reader = runtime.reader()
        duel = next(a.id for a in workshop_rows.activities(reader) if a.kind == "duel")
        there = len(idea_rows.ideas(reader))
        more = (
            f"Idea {n}: lähipalvelut, kyläbussi ja etävastaanotto joka kylään" for n in range(ideas - there)
        )
        runtime.submit(AddIdeas(tuple(SeedIdea(text) for text in more))).result()
        runtime.submit(OpenActivity(duel)).result()
        numbers = [idea.id for idea in idea_rows.ideas(reader)]
    _answer(path, duel, numbers, people, comparisons)


def _answer(path: Path, duel: int, ideas: list[int], people: int, comparisons: int) -> None:
    dice = random.Random(_SEED)
    liked = {idea: dice.random() for idea in ideas}
    at = dt.datetime(2026, 11, 22, 15, tzinfo=dt.UTC).isoformat()
    persons = [(n, f"{n:064}", "fi", "phone", at) for n in range(1, people + 1)]
    drawn = [dice.sample(ideas, 2) for _ in range(comparisons)]
    pairs = [(n, duel, 1 + n % people, pair[0], pair[1], at) for n, pair in enumerate(drawn, start=1)]
    answers = [
        (n, n, "left" if liked[left] + dice.gauss(0, 0.3) > liked[right] else "right", 4_000, at)
        for n, (left, right) in enumerate(drawn, start=1)
    ]
    with sqlite3.connect(path) as file:
        file.executemany(
            "INSERT INTO participant (id, token_hash, language, channel, joined_at) VALUES (?, ?, ?, ?, ?)",
            persons,
        )
        file.executemany("INSERT INTO appearance VALUES (?, ?, ?, ?, ?, ?)", pairs)
        file.executemany(
            "INSERT INTO comparison (id, appearance_id, outcome, took_ms, at) VALUES (?, ?, ?, ?, ?)", answers
        )
    file.close()
