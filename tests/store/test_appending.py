"""Rows appended by the commands of one group: one statement for all, and still each command's own."""

from __future__ import annotations

import sqlite3
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.clock import new_workshop
from tests.held import held
from workshop_app.domain.commands import Join
from workshop_app.domain.errors import WorkshopError
from workshop_app.runtime import Runtime
from workshop_app.store.tx import Tx


def append(tx: Tx, idea: int = 1) -> int:
    """A pair is given to the first participant."""
    return tx.append("appearance", activity_id=1, participant_id=1, left_id=idea, right_id=2, at=tx.at)


def answer(tx: Tx, appearance: int) -> int:
    """... and answered."""
    return tx.append("comparison", appearance_id=appearance, outcome="left", at=tx.at)


def count(tx: Tx) -> int:
    """How many pairs were given."""
    return tx.number("SELECT count(*) FROM appearance")


def with_a_person(folder: Path) -> Runtime:
    """A workshop with one participant."""
    runtime = new_workshop(folder)
    runtime.submit(Join("hash", None, "fi")).result(100)
    return runtime


def in_file(runtime: Runtime) -> list[tuple[int, int | None]]:
    """The pairs and answers that are in the file."""
    found = runtime.reader().query(
        "SELECT a.id, c.id FROM appearance a LEFT JOIN comparison c ON c.appearance_id = a.id ORDER BY a.id"
    )
    return [(row[0], row[1]) for row in found]


def outcomes(futures: list[Future[object]]) -> list[object]:
    """What each command came to: its value, or the name of its error."""
    errors = [future.exception(10) for future in futures]
    return [
        future.result() if error is None else type(error).__name__
        for future, error in zip(futures, errors, strict=True)
    ]


def test_ids_are_known_at_once(tmp_path: Path) -> None:
    """Whoever asks the file in between finds the rows; what refers to a row may be appended before it is written."""

    def both(tx: Tx) -> int:
        return answer(tx, append(tx))

    with with_a_person(tmp_path) as runtime:
        go = held(runtime)
        futures = [runtime._writer.submit(work) for work in (both, append, count, both, append)]
        go.set()
        assert [1, 2, 2, 2, 4] == outcomes(futures)
        assert [(1, 1), (2, None), (3, 2), (4, None)] == in_file(runtime)


@pytest.mark.parametrize("asked", [False, True])
def test_what_does_not_fit_is_its_own_command_s_failure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, asked: bool
) -> None:
    """The others are in the file once, also when one of them asks the file and so meets the other's failure."""
    with with_a_person(tmp_path) as runtime:
        go = held(runtime)
        works = [append, lambda tx: append(tx, idea=99_999), *([count] if asked else []), append]
        futures = [runtime._writer.submit(work) for work in works]
        go.set()
        assert [1, "IntegrityError", *([1] if asked else []), 2] == outcomes(futures)
        assert [(1, None), (2, None)] == in_file(runtime)
    assert isinstance(futures[1].exception(), sqlite3.IntegrityError)
    assert "A command failed" in caplog.text


def test_a_refusal_after_appending_leaves_no_trace(tmp_path: Path) -> None:
    """Neither in the file nor in the ids of those after it."""

    def refused(tx: Tx) -> None:
        append(tx)
        raise WorkshopError("busy")

    with with_a_person(tmp_path) as runtime:
        go = held(runtime)
        futures = [runtime._writer.submit(work) for work in (append, refused, append)]
        go.set()
        assert [1, "WorkshopError", 2] == outcomes(futures)
        assert [(1, None), (2, None)] == in_file(runtime)
