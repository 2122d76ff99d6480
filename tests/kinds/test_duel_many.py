"""A duel of very many answers: what it takes to read them."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.large_evening import large_evening
from tests.kinds.duels import DUEL, ask, join, shown_in
from workshop_app.kinds.duel import given, rows
from workshop_app.kinds.duel.commands import (
    AnswerPair,
    Outcome,
    SayWhySkipped,
    ShowPair,
    SkipReason,
    UndoAnswer,
)
from workshop_app.runtime import Runtime
from workshop_app.store.tx import Connected

_ANSWERS = 20_000


@pytest.fixture(name="path", scope="module")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evening with so many answers, and one person who skips, answers, and takes an answer back."""
    path = tmp_path_factory.mktemp("many") / "ilta.tupa"
    large_evening(path, 60, 200, _ANSWERS)
    with Runtime(path) as runtime:
        person = join(runtime)
        skipped = ask(runtime, ShowPair(DUEL, person))
        assert skipped is not None
        pair = ask(runtime, AnswerPair(DUEL, person, skipped, Outcome.SKIP))
        ask(runtime, SayWhySkipped(DUEL, person, skipped, SkipReason.EQUAL))
        for _time in range(2):
            assert pair is not None
            pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.RIGHT))
        ask(runtime, UndoAnswer(DUEL, person))
    return path


@pytest.fixture(name="connection")
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_in_pieces_they_are_what_they_are_one_by_one(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost or doubled where one piece ends, and what is needed for it is little more than the columns."""
    monkeypatch.setattr(given, "_PIECE", 1_000)
    reader = Connected(connection)
    tracemalloc.start()
    try:
        told = given.answers(reader, DUEL)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    wanted = [
        (a.participant_id, a.left_id, a.right_id, a.outcome, a.took_ms)
        for a in shown_in(reader, DUEL)
        if a.answered
    ]
    assert _ANSWERS + 2 == len(wanted)
    assert wanted == [(a.participant, a.left, a.right, a.outcome, a.took_ms) for a in told]
    assert most < 140 * _ANSWERS


def test_few_reasons_and_the_last_answers_are_found_at_once(connection: sqlite3.Connection) -> None:
    """Neither goes through all answers: a reason that is said is looked up on the writer thread."""
    reader = Connected(connection)
    assert _steps(connection, lambda: rows.reasons(reader, DUEL)) < 1_000
    assert _steps(connection, lambda: rows.answer_times(reader, DUEL)) < 20 * 2_000


def _steps(connection: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many steps of its machine SQLite takes for `work`."""
    taken = [0]

    def count() -> None:
        taken[0] += 1

    connection.set_progress_handler(count, 1)
    work()
    connection.set_progress_handler(None, 0)
    return taken[0]
