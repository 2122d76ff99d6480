"""What somebody looks at is done first: between two steps of a long job, and before what waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.clerk import work
from tests.clerk.test_clerk import until_there
from workshop_app.clerk import Clerk
from workshop_app.domain.errors import WorkshopError


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    """One that is about no evening."""
    made = Clerk(None)
    yield made
    made.close()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Threads that ask."""
    with ThreadPoolExecutor(4) as made:
        yield made


def _until_waiting(clerk: Clerk, number: int) -> None:
    waits = threading.Event()
    while len(clerk._first) < number:
        waits.wait(0.005)


def test_between_two_steps(clerk: Clerk, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    """Two looks are done where the long job tells its next step, in the same process; then it goes on to its end."""
    notes, looks = tmp_path / "notes", list[Future[int]]()

    def going(done: int, _of: int) -> bool:
        if done == 1:
            for number, word in enumerate(("look", "again"), start=1):
                looks.append(pool.submit(clerk.look, partial(work.noted, notes, word)))
                _until_waiting(clerk, number)
        return True

    pid = clerk.do(partial(work.noting, notes, 4), going)
    assert [pid, pid] == [look.result(100) for look in looks]
    assert ["0", "1", "look", "again", "2", "3"] == notes.read_text("utf-8").split()


def test_before_those_that_wait(clerk: Clerk, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    """A job that was asked for earlier waits until nobody looks."""
    notes, others = tmp_path / "notes", list[Future[int]]()

    def going(done: int, of: int) -> bool:
        if done == of - 1:  # the last step: nothing can be done between any more
            others.append(pool.submit(clerk.do, partial(work.noted, notes, "later")))
            others.append(pool.submit(clerk.look, partial(work.noted, notes, "look")))
            _until_waiting(clerk, 1)
        return True

    clerk.do(partial(work.noting, notes, 2), going)
    for other in others:
        other.result(100)
    assert ["0", "1", "look", "later"] == notes.read_text("utf-8").split()


def test_a_look_that_fails_costs_nobody_else(clerk: Clerk, pool: ThreadPoolExecutor) -> None:
    """Who looked is told why; the long job knows nothing of it."""
    looks = list[Future[None]]()

    def going(done: int, _of: int) -> bool:
        if done == 1:
            looks.append(pool.submit(clerk.look, partial(work.refused, "rule")))
            _until_waiting(clerk, 1)
        return True

    assert 4 == clerk.do(partial(work.counting, 4), going)
    with pytest.raises(WorkshopError, match="text_too_long"):
        looks[0].result(100)


def test_killed_while_somebody_looks(clerk: Clerk, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    """The long job is told that it was cut off; the look is done by another process."""
    mark, looks = tmp_path / "mark", list[Future[int]]()

    def going(done: int, _of: int) -> bool:
        if done == 1:
            looks.append(pool.submit(clerk.look, partial(work.stuck_once, mark)))
            _until_waiting(clerk, 1)
        return True

    long = pool.submit(clerk.do, partial(work.counting, 4), going)
    pid = until_there(mark)
    psutil.Process(pid).kill()
    with pytest.raises(WorkshopError, match="work_cut_off"):
        long.result(100)
    assert pid != looks[0].result(100)


def test_closing_tells_who_waits_to_look(clerk: Clerk, pool: ThreadPoolExecutor, tmp_path: Path) -> None:
    """Nobody is left waiting behind a job that was ended."""
    mark = tmp_path / "mark"
    long = pool.submit(clerk.do, partial(work.stuck_once, mark))
    until_there(mark)
    look = pool.submit(clerk.look, partial(work.counting, 1))
    _until_waiting(clerk, 1)
    clerk.close()
    for waiting in (long, look):
        with pytest.raises(WorkshopError, match="closed"):
            waiting.result(100)
