"""The clerk at work. THE CLERK'S OWN PROCESS, its main thread.

It keeps nothing from one job to the next: each job has a read-only connection of its own, so the file can be closed,
moved or opened again between jobs. It ends when the program is gone, when it is told to, and when it has had no job for
a while, to free its memory.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import psutil

from workshop_app.clerk.letters import Failed, Logged, Made, Progress
from workshop_app.heap import give_back
from workshop_app.log import WordlessFormatter, hear_uncaught, told
from workshop_app.store.errors import from_system
from workshop_app.store.reads import Reads, reading_trouble
from workshop_app.store.tx import Connected

#: The niceness on POSIX (of up to 19): phones and the window come first; even on one core it still makes progress.
_NICE = 10

T = TypeVar("T")
log = logging.getLogger(__name__)


class Desk:
    """What a job gets: the evening's file, and a way to report its progress."""

    def __init__(self, path: Path | None, going: Callable[[int, int], bool]) -> None:
        """`path`: None at the desk of a clerk that has no evening."""
        self._path = path
        self._reads: Reads | None = None
        #: Report the progress, (0, 0) where it is not known yet; returns False when the job shall stop. Jobs that
        #: somebody is looking at are done meanwhile, so a long job calls it often.
        self.going = going

    @property
    def path(self) -> Path:
        """The evening's file. Raises RuntimeError where there is none."""
        if self._path is None:
            raise RuntimeError("this clerk has no evening")
        return self._path

    def reader(self) -> Connected:
        """A reader of what has been committed; opened when first asked for. Raises RuntimeError where there is none."""
        if self._reads is None:
            self._reads = Reads(self.path)
        return self._reads.reader()

    def clear(self) -> None:
        """Close what was opened for the job."""
        if self._reads is not None:
            self._reads.close()


#: What the clerk can do: a function of a module, or a `partial` of one, whose values and result can be pickled.
Job = Callable[[Desk], T]


def work(connection: Connection, path: Path | None, idle: float) -> None:
    """Do one job after another until the program has gone, or nothing was asked for `idle` seconds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the program's: it ends its clerk itself
    threading.Thread(target=_end_with_the_program, name="program", daemon=True).start()
    logging.getLogger().handlers[:] = [_Remote(connection)]
    # Not to the log: what another thread, or something in the middle of a letter, writes would corrupt the pipe.
    hear_uncaught(logged=False)
    _be_modest()
    try:
        # The first wait has no limit: it was started for a job, which may take its time to arrive.
        while True:
            connection.send_bytes(_done(connection.recv_bytes(), connection, path))
            give_back()
            if not connection.poll(idle):
                break
    except (EOFError, OSError):
        pass  # the program hung up


def _done(asked: bytes, connection: Connection, path: Path | None) -> bytes:
    """Do one job; returns the letter with its result, ready to be sent."""

    def going(done: int, of: int) -> bool:
        connection.send(Progress(done, of))
        while not isinstance(answer := connection.recv(), bool):
            # A job that somebody is looking at comes first: done at a desk of its own, then this job goes on.
            connection.send_bytes(_done(answer.asked, connection, path))
        return answer

    desk = Desk(path, going)
    try:
        job: Job[object] = pickle.loads(asked)  # noqa: S301 - only the program has the pipe's other end
        with nullcontext() if path is None else reading_trouble(path):
            return pickle.dumps(Made(job(desk)))
    except Exception as error:  # noqa: BLE001 - raised again in the program, which words or logs it
        return pickle.dumps(Failed(_fit_to_send(error), told(error)))
    finally:
        desk.clear()


def _fit_to_send(error: Exception) -> Exception:
    """The error, or one that only names it where it can't be pickled, such as Windows' own numbers."""
    if isinstance(error, OSError) and getattr(error, "winerror", None):
        return from_system(error) or error
    try:
        return error if type(pickle.loads(pickle.dumps(error))) is type(error) else _named(error)  # noqa: S301
    except Exception:  # noqa: BLE001 - whatever its class does while it is pickled
        return _named(error)


def _named(error: Exception) -> Exception:
    return RuntimeError(f"{type(error).__module__}.{type(error).__qualname__}")


def _be_modest() -> None:
    here = psutil.Process()
    try:
        if sys.platform == "win32":
            here.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            here.nice(max(_NICE, int(here.nice())))
    except (psutil.Error, OSError):
        log.warning("The clerk works at the program's own priority", exc_info=True)


def _end_with_the_program() -> None:
    """THREAD of its own. A killed program closes the pipe too, but a job under way would not look there."""
    program = multiprocessing.parent_process()
    if program is not None:
        program.join()
        os._exit(1)


class _Remote(QueueHandler):
    """Sends log records to the program's log."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(queue=None)  # type: ignore[arg-type] # only `enqueue` would use it
        self._connection = connection
        self.setFormatter(WordlessFormatter("%(message)s"))

    def enqueue(self, record: logging.LogRecord) -> None:
        """Write the letter."""
        self._connection.send(Logged(record))
