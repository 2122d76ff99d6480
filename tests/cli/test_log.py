"""The log is bounded: it turns over, and old parts go. Nothing that anybody wrote is in it."""

from __future__ import annotations

import logging
import socket
from functools import partial
from pathlib import Path

import pytest

from tests.clock import new_workshop
from workshop_app import log
from workshop_app.clerk.desk import Desk
from workshop_app.domain.commands import EditWorkshop
from workshop_app.store.tx import Tx

SECRET = "Salainen idea"


def buggy(words: str, _of: Tx | Desk) -> None:
    """A bug of ours whose exception, and the one that led to it, quote what somebody wrote."""
    try:
        int(words)
    except ValueError as error:
        raise LookupError(words) from error


def unreadable(tx: Tx) -> None:
    """SQLite quotes a text that it can't read."""
    tx.query(f"SELECT CAST(X'{SECRET.encode().hex()}FF' AS TEXT)")


def test_the_log_turns_over(tmp_path: Path) -> None:
    """However long the program runs, four files of a megabyte are the most, and the newest words are there."""
    log.set_up(tmp_path)
    told = logging.getLogger("workshop_app")
    for number in range(6_000):
        told.info("%s %s", number, "x" * 1_000)
    log.tear_down()
    sizes = sorted(file.stat().st_size for file in tmp_path.iterdir())
    assert 4 == len(sizes)
    assert 1_000_000 >= sizes[-1]
    assert "5999 " in (tmp_path / log.NAME).read_text("utf-8")


@pytest.mark.usefixtures("caplog")
def test_errors_are_logged_without_words(tmp_path: Path) -> None:
    """A bug in the writer, in a subscriber or in the clerk's process is told by its kind and place."""
    log.set_up(tmp_path / "log")
    with new_workshop(tmp_path) as runtime:
        runtime.bus.subscribe(partial(buggy, SECRET))
        for work in (partial(buggy, SECRET), unreadable):
            with pytest.raises(Exception, match=SECRET):
                runtime._writer.submit(work).result(100)
        with pytest.raises(LookupError) as failed:
            runtime.clerk.do(partial(buggy, SECRET))
        logging.getLogger("ui.tasks").error("A background job failed", exc_info=failed.value)
        runtime.submit(EditWorkshop(place="Kirkonkylä")).result(100)
    log.tear_down()
    written = (tmp_path / "log" / log.NAME).read_text("utf-8")
    assert "Salainen" not in written
    # The writer, the subscriber, and the clerk's job here and there.
    assert (4, 3) == (written.count("\nLookupError"), written.count("\nValueError"))
    assert 6 == written.count("in buggy")
    assert "sqlite3.OperationalError" in written
    assert "In the clerk's process:" in written


def test_nobody_fills_the_log_with_nonsense(tmp_path: Path) -> None:
    """Bytes that are no requests leave no line: else they would push out what is worth reading."""
    log.set_up(tmp_path / "log")
    with new_workshop(tmp_path) as runtime:
        port = runtime.web.start("127.0.0.1", 0)
        for request in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), 60) as connection:
                connection.sendall(request)
                assert b"HTTP/1.1 4" == connection.recv(10)
    log.tear_down()
    assert "" == (tmp_path / "log" / log.NAME).read_text("utf-8")
