"""What one connection may do at most, so that a file from others can't make SQLite work for it. Any thread."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

#: The longest row, text or document in a file, in bytes (minutes with pictures are a few million).
ROW_BYTES = 64_000_000

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: ROW_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 16,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1_000,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# Only Python 3.12 and later can set these; the comparison of the schema refuses the same things on 3.11.
_SWITCHES = {
    "SQLITE_DBCONFIG_DEFENSIVE": True,
    "SQLITE_DBCONFIG_ENABLE_TRIGGER": False,
    "SQLITE_DBCONFIG_ENABLE_VIEW": False,
    "SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION": False,
    "SQLITE_DBCONFIG_TRUSTED_SCHEMA": False,
    "SQLITE_DBCONFIG_WRITABLE_SCHEMA": False,
}


def read_only(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """A hardened connection that only reads the file at `path`. Raises sqlite3.Error.

    `any_thread`: more than one thread may use it, one at a time.
    """
    connection = sqlite3.connect(
        address(os.path.abspath(path)),  # noqa: PTH100 - as Path.absolute(), but with ".." taken out
        uri=True,
        isolation_level=None,
        check_same_thread=not any_thread,
    )
    try:
        harden(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def address(path: str) -> str:
    r"""The file at the absolute `path` as an address that SQLite only reads.

    Every sign that could mean something is written by its number. `Path.as_uri` would make the server of a network
    folder (`\\server\home`, where many organisations keep people's documents) the address's authority, which SQLite
    refuses.
    """
    return f"file:{quote(os.fsencode(path), safe='')}?mode=ro"


def harden(connection: sqlite3.Connection) -> None:
    """Limit a fresh connection before it reads anything: no attached files, triggers or functions of the schema."""
    for category, limit in _LIMITS.items():
        connection.setlimit(category, limit)
    switch = getattr(connection, "setconfig", None)
    for name, on in _SWITCHES.items():
        if switch is not None and hasattr(sqlite3, name):
            switch(getattr(sqlite3, name), on)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")


@contextmanager
def at_most(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Inside, statements of `connection` are broken off (SQLITE_INTERRUPT) when the time is over."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
