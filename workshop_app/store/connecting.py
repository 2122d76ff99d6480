"""The writing connection to a session file, and the lock that keeps a second program out. Any thread."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import filelock

from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.limits import harden


def connect(path: Path) -> sqlite3.Connection:
    """A hardened connection that writes to the file at `path`. Raises sqlite3.Error."""
    # The writer thread takes the connection over after it was opened and checked here. The path is absolute:
    # a name like "file:x?mode=memory" would be taken for an address.
    absolute = os.path.abspath(path)  # noqa: PTH100 - as Path.absolute(), but with ".." taken out
    connection = sqlite3.connect(absolute, isolation_level=None, check_same_thread=False, timeout=2.0)
    connection.row_factory = sqlite3.Row
    harden(connection)
    # What is deleted or written over is gone from the file.
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Set the connection to the file at `path` up. Raises SessionFileProblem(disk_unfit), sqlite3.Error."""
    # Some network drives share no memory between connections. Without the log each reading would hold up answers, and
    # each rolling copy would have them refused.
    if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise SessionFileProblem("disk_unfit", name=path.name)
    # FULL: a commit is on the disk before the answer is acknowledged, also when the battery dies.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # Brings the log into being, so that its place is known.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def lock(path: Path) -> filelock.BaseFileLock:
    """Keep other programs out of the file at `path`. Raises SessionFileProblem(in_use, not_writable)."""
    taken = filelock.FileLock(str(path) + ".lock", thread_local=False)
    try:
        taken.acquire(timeout=0)
    except filelock.Timeout as error:
        raise SessionFileProblem("in_use", name=path.name) from error
    except OSError as error:
        raise SessionFileProblem("not_writable", name=path.name) from error
    return taken
