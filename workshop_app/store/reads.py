"""Read-only connections, one a thread: reads never pass the writer."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from workshop_app.store.limits import harden
from workshop_app.store.tx import Connected


class Reads:
    """Gives each thread its own read-only `Reader` of the open file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._turn = 0
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []

    def reader(self) -> Connected:
        """This thread's reader; what it reads is what has been committed."""
        reader: Connected | None = getattr(self._local, "reader", None)
        if reader is None or self._local.turn != self._turn:
            self._local.turn = self._turn
            reader = Connected(self._connect())
            self._local.reader = reader
        return reader

    def renew(self) -> None:
        """The file was opened anew: each thread connects again when it next reads."""
        self._turn += 1

    def close(self) -> None:
        """Close every thread's connection; nobody may read any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def _connect(self) -> sqlite3.Connection:
        # check_same_thread is off only so that close() can end the other threads' connections.
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        harden(connection)
        connection.execute("PRAGMA query_only=ON")
        with self._lock:
            self._connections.append(connection)
        return connection
