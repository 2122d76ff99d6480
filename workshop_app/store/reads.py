"""Read-only connections, one for each thread: nothing that is read waits for the writer."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from workshop_app.store.appending import Value
from workshop_app.store.errors import SessionFileProblem, from_sqlite
from workshop_app.store.limits import read_only
from workshop_app.store.tx import Connected


@contextmanager
def reading_trouble(path: Path) -> Iterator[None]:
    """What the disk does to the file at `path` while it is read becomes the problem that a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        _tell_trouble(path, error)
        raise


def _tell_trouble(path: Path, error: sqlite3.Error) -> None:
    """Raises SessionFileProblem where the world is the cause, and nothing where the error is our own bug."""
    problem = from_sqlite(error)
    if problem is None:
        return
    unreadable = "not_readable" if path.exists() else "missing"
    code = unreadable if problem.code == "not_writable" else problem.code
    raise SessionFileProblem(code, name=path.name) from error


class _Reader(Connected):
    """A `Connected` that tells what the disk does to the file as what it is: a phone keeps its answer then, and sends
    it again. An error of our own it would give up.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection)
        self._path = path

    def query(self, sql: str, params: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """All rows that `sql` gives. Raises SessionFileProblem."""
        # As the two of the base: one call less for each of the many readings of a page.
        try:
            return self._connection.execute(sql, params).fetchall()
        except sqlite3.Error as error:
            _tell_trouble(self._path, error)
            raise

    def one(self, sql: str, params: tuple[Value, ...] = ()) -> sqlite3.Row | None:
        """The first row that `sql` gives, or None. Raises SessionFileProblem."""
        try:
            return cast("sqlite3.Row | None", self._connection.execute(sql, params).fetchone())
        except sqlite3.Error as error:
            _tell_trouble(self._path, error)
            raise


@dataclass(frozen=True, slots=True)
class _Open:
    """A connection with its reader; `turn` is the opening of the file that it belongs to."""

    connection: sqlite3.Connection
    reader: Connected
    turn: int


class _Lent:
    """An open connection while one thread has it; it goes back when the thread's own things go, with the thread."""

    def __init__(self, what: _Open, back: Callable[[_Open], None]) -> None:
        self.what, self._back = what, back

    def __del__(self) -> None:
        self._back(self.what)


class Reads:
    """Gives each thread a read-only `Reader` of the open file of its own.

    A thread that ends leaves its connection to the next one: to Python each job in Qt's pool is a new thread, so there
    would otherwise soon be as many connections as jobs have been done.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._turn = 0
        self._lock = threading.Lock()
        self._all: list[_Open] = []
        #: Taken and put back in one step each, so that a thread's end never waits for the lock.
        self._idle: deque[_Open] = deque()

    def reader(self) -> Connected:
        """This thread's reader; what it reads is what has been committed.

        Raises SessionFileProblem, as the reader itself does: the stick may be out.
        """
        lent: _Lent | None = getattr(self._local, "lent", None)
        if lent is None or lent.what.turn != self._turn:
            lent = self._local.lent = _Lent(self._find(), self._idle.append)
        return lent.what.reader

    def renew(self) -> None:
        """The file was opened anew: each thread connects again when it next reads."""
        self._turn += 1

    def connections(self) -> int:
        """How many connections are open."""
        return len(self._all)

    def close(self) -> None:
        """Close every connection; nobody may read any more."""
        with self._lock:
            for one in self._all:
                one.connection.close()
            self._all.clear()
            self._idle.clear()

    def _find(self) -> _Open:
        turn = self._turn
        with self._lock:
            while self._idle:
                one = self._idle.popleft()
                if one.turn == turn:
                    return one
                one.connection.close()
                self._all.remove(one)
            one = self._connect(turn)
            self._all.append(one)
        return one

    def _connect(self, turn: int) -> _Open:
        # Any thread: only so that another one can go on with it or end it.
        with reading_trouble(self._path):
            connection = read_only(self._path, any_thread=True)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only=ON")
        # In kB. Each commit makes what is kept worthless, so that more of it (2 MB a connection) quickens nothing.
        connection.execute("PRAGMA cache_size=-500")
        return _Open(connection, _Reader(connection, self._path), turn)
