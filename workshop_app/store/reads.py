"""Read-only connections, one a thread: reads never pass the writer."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from workshop_app.store.tx import Connected


class Reads:
    """Gives each thread its own read-only `Reader` of the open file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []

    def reader(self) -> Connected:
        """This thread's reader; what it reads is what has been committed."""
        reader: Connected | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = Connected(self._connect())
            self._local.reader = reader
        return reader

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
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        with self._lock:
            self._connections.append(connection)
        return connection
