"""The log is bounded: it turns over, and old parts go. Nothing that anybody wrote is in it."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import sys
import threading
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from tests.clock import new_workshop
from workshop_app import log
from workshop_app.clerk.desk import Desk
from workshop_app.domain.commands import EditWorkshop
from workshop_app.runtime import Runtime
from workshop_app.store.tx import Tx

SECRET = "Salainen idea"


def buggy(words: str, _of: object = None) -> None:
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


def test_the_loggers_are_left_as_they_were(tmp_path: Path) -> None:
    """Once the log is closed, the loggers say as much as before: else one test would change another."""
    names = (None, "httpx", "uvicorn.error", "filelock")
    before = [logging.getLogger(name).level for name in names]
    log.set_up(tmp_path, verbose=True)
    log.set_up(tmp_path)
    during = [logging.getLogger(name).level for name in names]
    log.tear_down()
    assert before == [logging.getLogger(name).level for name in names]
    assert before != during


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_s_name_is_not_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not down to the last detail, and a name that is no text spoils no line."""
    log.set_up(tmp_path / "log", verbose=True)
    name = os.fsdecode(b"Aino Virtasen ilta \xe4.tupa")
    new_workshop(tmp_path).close()
    (tmp_path / "ilta.tupa").rename(tmp_path / name)
    Runtime(tmp_path / name).close()
    # To the file alone: pytest's own records of a test must be text.
    file = next(h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler))
    file.handle(logging.makeLogRecord({"msg": "A line with %s", "args": (os.fsdecode(b"\xe4"),)}))
    log.tear_down()
    written = (tmp_path / "log" / log.NAME).read_text("utf-8")
    assert "Virta" not in written
    assert "A line with \\udce4\n" in written
    assert "Logging error" not in capsys.readouterr().err


def test_a_log_that_another_program_has_open_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows it can't be put aside then; no line is lost, and it turns over when the other one has ended."""
    log.set_up(tmp_path)
    told = logging.getLogger("workshop_app")

    def held(_source: object, _target: object) -> None:
        raise PermissionError(13, "held")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", held)
        for number in range(1_200):
            told.info("%s %s", number, "x" * 1_000)
    assert 1_200 == len((tmp_path / log.NAME).read_text("utf-8").splitlines())
    told.info("the other one has ended")
    log.tear_down()
    assert [log.NAME, f"{log.NAME}.1"] == sorted(file.name for file in tmp_path.iterdir())


async def _fail_unheard() -> None:
    """A task that fails and is never asked, and a call of the loop's that fails; both have the words with them."""

    async def failing(words: str) -> None:
        buggy(words)

    loop = asyncio.get_running_loop()
    task = loop.create_task(failing(SECRET))
    loop.call_soon(buggy, SECRET)
    await asyncio.wait([task])
    del task
    gc.collect()


class Dying:
    """Fails where nothing can be raised."""

    def __del__(self) -> None:
        buggy(SECRET)


@pytest.mark.usefixtures("caplog")
def test_what_nobody_catches_is_logged_without_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the loop, in a slot of the window (Qt calls sys.excepthook), in a thread, and where nothing can be raised."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    log.set_up(tmp_path)
    asyncio.run(_fail_unheard())
    try:
        buggy(SECRET)
    except LookupError as error:
        sys.excepthook(LookupError, error, error.__traceback__)
    thread = threading.Thread(target=buggy, args=(SECRET,))
    thread.start()
    thread.join()
    dying = Dying()
    del dying
    gc.collect()
    log.tear_down()
    written, shown = (tmp_path / log.NAME).read_text("utf-8"), capsys.readouterr().err
    assert ["Salainen" in words for words in (written, shown)] == [False, False]
    assert (5, 3) == (written.count("\nLookupError"), shown.count("\nLookupError"))
    assert before == (sys.excepthook, threading.excepthook, sys.unraisablehook)


def test_the_clerk_tells_uncaught_bugs_without_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its threads have no way to the log; what they say stands where the program's own words do."""
    with new_workshop(tmp_path) as runtime:
        runtime.clerk.do(thread_that_fails)
    shown = capfd.readouterr().err
    assert ("LookupError" in shown, "Salainen" in shown) == (True, False)


def thread_that_fails(_desk: Desk) -> None:
    """A job that begins a thread with a bug."""
    thread = threading.Thread(target=buggy, args=(SECRET,))
    thread.start()
    thread.join()


def test_the_name_of_a_persons_folder_is_not_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the program lies in it, each line of a traceback would tell who leads the evenings."""
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parents[1])
    log.set_up(tmp_path)
    # To the file alone: pytest's own records have other words.
    file = next(h for h in logging.getLogger().handlers if isinstance(h, RotatingFileHandler))
    try:
        buggy(SECRET)
    except LookupError as error:
        raised = (LookupError, error, error.__traceback__)
        file.handle(logging.makeLogRecord({"msg": "In %s", "args": (__file__,), "exc_info": raised}))
    log.tear_down()
    written = (tmp_path / log.NAME).read_text("utf-8")
    assert str(Path(__file__).parents[1]) not in written
    assert 4 == written.count(f"~{os.sep}cli{os.sep}test_log.py")
