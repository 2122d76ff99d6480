"""The clerk's own process: what it does, refuses and survives; and that it is gone when it should be."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pytest

from exports import jobs
from tests.clerk import work
from workshop_app.clerk import Clerk
from workshop_app.domain.commands import Join
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import translator
from workshop_app.problems import expected, sentence
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store.errors import SessionFileProblem


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """An open evening; its clerk serves all tests that do not end it."""
    path = tmp_path_factory.mktemp("clerk") / "ilta.tupa"
    with Runtime.create(path, NewWorkshop("strategian_teemat", date(2026, 11, 22))) as opened:
        yield opened


@pytest.fixture
def clerk(runtime: Runtime) -> Clerk:
    """Its clerk."""
    return runtime.clerk


def until_there(mark: Path) -> int:
    """Wait for the process that `work.stuck` tells of in `mark`; its number."""
    waits = threading.Event()
    while not mark.exists():
        waits.wait(0.01)
    return int(mark.read_text("utf-8"))


def until_gone(pid: int) -> None:
    """Wait until there is no such process; what is ended and not yet fetched counts as gone."""
    waits = threading.Event()
    # It may be fetched between two looks.
    with contextlib.suppress(psutil.NoSuchProcess):
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            waits.wait(0.01)


def test_it_is_a_process_of_its_own(runtime: Runtime, clerk: Clerk) -> None:
    """The same one does one job after another, at a lower priority; it reads what was committed just before."""
    pid, nice = clerk.do(work.where)
    assert (clerk.pid, pid) == (pid, clerk.do(work.where)[0])
    assert os.getpid() != pid
    assert nice >= max(10, psutil.Process().nice())
    before = clerk.do(work.people)
    runtime.submit(Join("a" * 64, None, "fi")).result()
    assert before + 1 == clerk.do(work.people)


def test_progress_is_told_and_a_job_stops(clerk: Clerk) -> None:
    """Each step is told on the thread that asked; who says no stops the job, and the next one is done as ever."""
    told: list[tuple[int, int, int]] = []

    def going(done: int, of: int) -> bool:
        told.append((done, of, threading.get_ident()))
        return done < 2

    assert 2 == clerk.do(partial(work.counting, 5), going)
    assert [(n, 5, threading.get_ident()) for n in range(3)] == told
    assert 3 == clerk.do(partial(work.counting, 3))


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("rule", WorkshopError, "5 merkkiä"),
        ("file", SessionFileProblem, "ilta.tupa"),
        ("disk", PermissionError, "toinen kansio"),
    ],
)
def test_what_is_refused_is_said_as_ever(clerk: Clerk, kind: str, error: type[Exception], said: str) -> None:
    """What a rule, the file or the disk refuses comes back as itself, with its plain sentence."""
    with pytest.raises(error) as found:
        clerk.do(partial(work.refused, kind))
    assert expected(found.value)
    assert said in sentence(found.value, translator("fi"))


def test_a_bug_says_where_it_is(clerk: Clerk) -> None:
    """An error of our own tells in the log where it happened over there, also one that can't be sent."""
    for job in (work.wrong, work.unsendable, partial(work.refused, "broken")):
        with pytest.raises(Exception) as found:
            clerk.do(job)
        assert not expected(found.value)
        notes = "".join(found.value.__notes__)
        assert "In the clerk's process" in notes
        assert "desk.py" in notes
    assert clerk.pid == clerk.do(work.where)[0]


def test_its_log_is_the_programs(clerk: Clerk, caplog: pytest.LogCaptureFixture) -> None:
    """What is logged over there stands in the program's own log."""
    clerk.do(work.logging_something)
    assert [("workshop_app.clerk.test", logging.WARNING, "this is odd")] == caplog.record_tuples


def test_a_callback_that_fails_costs_one_job(clerk: Clerk) -> None:
    """An error while progress is told ends that job; the answer of the next one is its own."""
    for error in (ZeroDivisionError, PermissionError):  # the latter is not taken for a broken pipe

        def going(_done: int, _of: int, error: type[Exception] = error) -> bool:
            raise error

        with pytest.raises(error):
            clerk.do(partial(work.counting, 2), going)
    assert 4 == clerk.do(partial(work.counting, 4))


def test_killed_it_is_told_and_comes_again(clerk: Clerk, tmp_path: Path) -> None:
    """Kill -9 in the middle of a job is one plain sentence, and the next job is done by another process."""
    mark = tmp_path / "mark"
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(clerk.do, partial(work.stuck, mark))
        pid = until_there(mark)
        psutil.Process(pid).kill()
        with pytest.raises(WorkshopError) as found:
            job.result(100)
    assert "Yritä uudelleen" in sentence(found.value, translator("fi"))
    assert pid != clerk.do(work.where)[0]


def test_killed_at_rest_nobody_notices(clerk: Clerk) -> None:
    """Ended between two jobs, nothing was lost with it: the next job starts another one without a word."""
    pid = clerk.do(work.where)[0]
    psutil.Process(pid).kill()
    until_gone(pid)
    assert pid != clerk.do(work.where)[0]


def test_it_rests_when_nobody_asks(runtime: Runtime) -> None:
    """After a while without a job the process is gone, and the next job starts one without a word."""
    clerk = Clerk(runtime.path, idle=0.05)
    try:
        pids = []
        for _ in range(2):
            pids.append(clerk.do(work.where)[0])
            until_gone(pids[-1])
        assert 2 == len(set(pids))
    finally:
        clerk.close()


def test_closing_ends_it_in_the_middle(runtime: Runtime, tmp_path: Path) -> None:
    """Who closes the evening does not wait for a job: who waits for that is told, and nothing can be asked any more."""
    clerk, mark = Clerk(runtime.path), tmp_path / "mark"
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(clerk.do, partial(work.stuck, mark))
        pid = until_there(mark)
        clerk.close()
        with pytest.raises(WorkshopError, match="closed"):
            job.result(100)
    until_gone(pid)
    with pytest.raises(WorkshopError, match="closed"):
        clerk.do(work.where)


def test_killed_while_it_exports(clerk: Clerk, tmp_path: Path) -> None:
    """A folder that was being made is not there by half; the next export makes all of it."""
    export = partial(jobs.exported, jobs.Place(tmp_path))

    def kill(done: int, _of: int) -> bool:
        if done == 3:
            psutil.Process(clerk.pid).kill()
        return True

    with pytest.raises(WorkshopError, match="work_cut_off"):
        clerk.do(export, kill)
    assert [] == list(tmp_path.iterdir())
    made = clerk.do(export)
    assert made is not None
    assert made[1] == len([path for path in made[0].rglob("*") if path.is_file()])


def test_it_ends_with_a_killed_program(runtime: Runtime, tmp_path: Path) -> None:
    """Kill -9 of the program in the middle of a job leaves no process behind."""
    mark = tmp_path / "mark"
    command = [sys.executable, "-m", "tests.clerk.program", str(runtime.path), str(mark)]
    with subprocess.Popen(command) as program:
        pid = until_there(mark)
        program.kill()
    until_gone(pid)


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """The evening's file is opened for each job: one that is not there is a plain sentence, not a bug."""
    clerk = Clerk(tmp_path / "gone.tupa")
    try:
        with pytest.raises(SessionFileProblem) as found:
            clerk.do(work.people)
        assert "gone.tupa" in sentence(found.value, translator("fi"))
        assert "missing" == found.value.code
    finally:
        clerk.close()


def test_a_clerk_without_an_evening() -> None:
    """It does what is about no evening that is open; a job that asks for one is our own bug, and raises."""
    clerk = Clerk(None)
    try:
        assert 3 == clerk.do(partial(work.counting, 3))
        with pytest.raises(RuntimeError):
            clerk.do(work.people)
    finally:
        clerk.close()


def test_jobs_are_light_to_name() -> None:
    """The program that only names the jobs loads none of the libraries that write documents."""
    libraries = ("docx", "openpyxl", "pandas", "PIL", "PySide6")
    told = (
        "import sys, exports.jobs, workshop_app.runtime; print([n for n in sys.argv[1:] if n in sys.modules])"
    )
    made = subprocess.run(
        [sys.executable, "-c", told, *libraries], capture_output=True, text=True, check=True
    )
    assert "[]" == made.stdout.strip()


def test_one_that_ends_before_it_begins_is_not_waited_for(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows its end of the pipe stays open in the program until it has begun: its own end is looked at too."""
    kept: list[Connection] = []

    def keep(end: Connection) -> None:
        kept.append(end)

    with contextlib.closing(Clerk(runtime.path)) as clerk:
        with monkeypatch.context() as patched:
            patched.setattr(Connection, "close", keep)
            with pytest.raises(WorkshopError, match="work_cut_off"):
                clerk.do(work.ended)
        assert os.getpid() != clerk.do(work.where)[0]
