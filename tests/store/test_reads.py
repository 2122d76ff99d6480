"""Readers: one a thread, and not more connections than threads that read at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRunnable, QThreadPool

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store.reads import Reads


@pytest.fixture
def reads(tmp_path: Path) -> Reads:
    """Readers of a new workshop's file."""
    with new_workshop(tmp_path, "tyhja", Clock()) as runtime:
        path = runtime.path
    return Reads(path)


def test_each_thread_has_its_own(reads: Reads) -> None:
    """Two threads that read at the same time have two connections; one thread always has the same one."""
    mine, others = reads.reader(), list[object]()
    thread = threading.Thread(target=lambda: others.append(reads.reader()))
    thread.start()
    thread.join()

    assert mine is reads.reader()
    assert mine is not others[0]
    reads.close()


def test_a_thread_that_ends_leaves_its_connection(reads: Reads) -> None:
    """However many threads come and go, there are as many connections as read at the same time."""
    for _ in range(30):
        thread = threading.Thread(target=reads.reader)
        thread.start()
        thread.join()

    assert 1 == reads.connections()
    reads.close()


def test_jobs_in_qts_pool_share(reads: Reads) -> None:
    """Python forgets Qt's pool threads between two jobs; the connections stay few all the same."""
    pool = QThreadPool()
    for _ in range(200):
        pool.start(_Job(lambda: reads.reader().number("SELECT count(*) FROM idea")))
    pool.waitForDone()

    assert reads.connections() <= pool.maxThreadCount()
    reads.close()


def test_after_renewing_old_connections_are_closed(reads: Reads) -> None:
    """The file was opened anew: nobody reads on an old connection, and none stays open."""
    thread = threading.Thread(target=reads.reader)
    thread.start()
    thread.join()
    reads.renew()

    assert 0 == reads.reader().number("SELECT count(*) FROM participant")
    assert 1 == reads.connections()
    reads.close()


def test_a_moment_stands_still(tmp_path: Path) -> None:
    """What is committed while somebody reads at one moment is seen afterwards, not in the middle."""
    with new_workshop(tmp_path, "tyhja", Clock()) as runtime:
        reader = runtime.reader()
        with reader.at_one_moment():
            before = reader.number("SELECT count(*) FROM idea")
            runtime.submit(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR)).result(100)
            with reader.at_one_moment():
                assert before == reader.number("SELECT count(*) FROM idea")
        assert before + 1 == reader.number("SELECT count(*) FROM idea")


class _Job(QRunnable):
    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()
