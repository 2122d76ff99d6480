"""Create, open, lock, back up and close a session file. Called on the thread that opens the workshop."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import filelock
import sqlite_utils

from workshop_app.store import schema
from workshop_app.store.errors import SessionFileProblem, from_sqlite
from workshop_app.store.tables import Tables

SUFFIX = ".tupa"


class SessionFile:
    """An open, locked session file with its one writing connection."""

    def __init__(self, path: Path, db: sqlite_utils.Database, lock: filelock.BaseFileLock) -> None:
        self.path = path
        self.db = db
        self._lock = lock

    @property
    def connection(self) -> sqlite3.Connection:
        """The writing connection; it belongs to the writer thread once that runs."""
        return _connection(self.db)

    def close(self) -> None:
        """Fold the WAL back into the one file and let others open it."""
        try:
            # Another program that still reads the file keeps the WAL; nothing is lost then.
            with contextlib.suppress(sqlite3.OperationalError):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self.connection.execute("PRAGMA journal_mode=DELETE")
            self.connection.close()
        finally:
            _unlock(self._lock)


def create(path: Path, owners: Sequence[Tables]) -> None:
    """Make an empty session file with all tables.

    It is made under another name and put in place whole, so a crash leaves no half-made file.
    Raises SessionFileProblem(exists) or what the disk says.
    """
    if path.exists():
        raise SessionFileProblem("exists", name=path.name)
    unfinished = path.with_name(path.name + ".new")
    try:
        unfinished.unlink(missing_ok=True)
        connection = _connect(unfinished)
        try:
            connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
            _migrate(sqlite_utils.Database(connection), owners)
        finally:
            connection.close()
        unfinished.replace(path)
    except OSError as error:
        raise SessionFileProblem("not_writable", name=path.name) from error
    except sqlite3.Error as error:
        raise (from_sqlite(error) or error) from error


def open_file(path: Path, owners: Sequence[Tables], now: datetime) -> SessionFile:
    """Open, check, lock and migrate a session file.

    An older file is migrated after a copy of it was made beside it. Raises SessionFileProblem:
    missing, in_use, foreign, damaged, newer, read_only, not_writable.
    """
    if not path.is_file():
        raise SessionFileProblem("missing", name=path.name)
    lock = _lock(path)
    try:
        connection = _connect(path)
        try:
            db = sqlite_utils.Database(connection)
            _check(db, path, owners)
            if schema.pending(db, owners):
                back_up(connection, backup_path(path, now))
                _migrate(db, owners)
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        _unlock(lock)
        problem = from_sqlite(error)
        if problem is None:
            problem = SessionFileProblem("damaged", name=path.name)
        problem.params.setdefault("name", path.name)
        raise problem from error
    except BaseException:
        _unlock(lock)
        raise
    return SessionFile(path, db, lock)


def backup_path(path: Path, now: datetime) -> Path:
    """Where the copy of `path` made at `now` lies."""
    return path.with_name(f"{path.stem}.{now.astimezone():%Y%m%d-%H%M%S}.backup{SUFFIX}")


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open file to `target` with SQLite's backup API; the copy appears whole or not at all."""
    unfinished = target.with_name(target.name + ".new")
    unfinished.unlink(missing_ok=True)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    unfinished.replace(target)


def _connection(db: sqlite_utils.Database) -> sqlite3.Connection:
    if db.conn is None:
        raise SessionFileProblem("broken")
    return db.conn


def _connect(path: Path) -> sqlite3.Connection:
    # The writer thread takes the connection over after it was opened and checked here.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2.0)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    # FULL: a commit is on the disk before the answer is acknowledged, also when the battery dies.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _check(db: sqlite_utils.Database, path: Path, owners: Sequence[Tables]) -> None:
    connection = _connection(db)
    with path.open("rb") as opened:
        if opened.read(16) != b"SQLite format 3\x00":
            raise SessionFileProblem("foreign", name=path.name)
    marked = connection.execute("PRAGMA application_id").fetchone()[0]
    if marked != schema.APPLICATION_ID:
        raise SessionFileProblem("foreign", name=path.name)
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise SessionFileProblem("damaged", name=path.name)
    if schema.unknown(db, owners):
        raise SessionFileProblem("newer", name=path.name)


def _migrate(db: sqlite_utils.Database, owners: Sequence[Tables]) -> None:
    for tables in owners:
        schema.migrations(tables).apply(db)
    db.execute(f"PRAGMA user_version={schema.version(owners)}")


def _lock(path: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(str(path) + ".lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise SessionFileProblem("in_use", name=path.name) from error
    except OSError as error:
        raise SessionFileProblem("not_writable", name=path.name) from error
    return lock


def _unlock(lock: filelock.BaseFileLock) -> None:
    lock.release()
    Path(lock.lock_file).unlink(missing_ok=True)
