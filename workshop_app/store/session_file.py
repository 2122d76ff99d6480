"""Create and open a session file. Called on the thread that opens the workshop."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from workshop_app.placing import let_go
from workshop_app.store import backup, checking, schema
from workshop_app.store.backup import SUFFIX, backup_path
from workshop_app.store.connecting import connect, prepare
from workshop_app.store.connecting import lock as take_lock
from workshop_app.store.errors import SessionFileProblem, from_sqlite, from_system
from workshop_app.store.light import sqlite_utils
from workshop_app.store.open_file import SessionFile, connection_of
from workshop_app.store.tables import Tables

__all__ = [
    "SUFFIX",
    "SessionFile",
    "SessionFileProblem",
    "backup_path",
    "create",
    "disk_trouble",
    "open_file",
]

#: Reads the whole file the way the program does; whatever it raises is a reason to refuse the file.
Verify = checking.Verify
#: Writes a new file's first rows.
Fill = Callable[[sqlite3.Connection], None]


def create(
    path: Path, owners: Sequence[Tables], fill: Callable[[sqlite3.Connection], None] | None = None
) -> None:
    """Make a session file with all tables; `fill` writes its first rows, in one transaction.

    It is made under another name and put in place whole, so a crash leaves no half-made file.
    Raises SessionFileProblem(exists) or what the disk says; what `fill` raises.
    """
    path = path.absolute()
    if path.exists() or path.is_symlink():
        raise SessionFileProblem("exists", name=path.name)
    unfinished = path.with_name(path.name + ".new")
    try:
        with disk_trouble(path):
            backup.remove_unfinished(unfinished)
            _make(unfinished, owners, fill)
            backup.take_place(unfinished, path)
    finally:
        with contextlib.suppress(OSError):
            backup.remove_unfinished(unfinished)


@contextlib.contextmanager
def not_open(path: Path) -> Iterator[None]:
    """Inside, no program opens the file at `path`, if there is one. Raises SessionFileProblem(in_use, not_writable)."""
    lock = take_lock(Path(os.path.realpath(path))) if path.exists() else None
    try:
        yield
    finally:
        if lock is not None:
            let_go(lock)


def _make(path: Path, owners: Sequence[Tables], fill: Fill | None) -> None:
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        _migrate(sqlite_utils.Database(connection), owners)
        connection.execute("BEGIN IMMEDIATE")
        if fill is not None:
            fill(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


@contextlib.contextmanager
def disk_trouble(path: Path) -> Iterator[None]:
    """What the disk refuses while `path` is written becomes the problem that a person can act on."""
    try:
        yield
    except OSError as error:
        code = getattr(from_system(error), "code", "not_writable")
        raise SessionFileProblem(code, name=path.name) from error
    except sqlite3.Error as error:
        problem = from_sqlite(error)
        if problem is None:
            raise
        problem.params.setdefault("name", path.name)
        raise problem from error


def open_file(
    path: Path, owners: Sequence[Tables], now: datetime, verify: Verify | None = None
) -> SessionFile:
    """Open, check, lock and migrate a session file. `path` is absolute with its links followed.

    An older file is migrated after a copy of it was made beside it. Raises SessionFileProblem:
    missing, in_use, foreign, damaged, newer, tampered, read_only, not_writable, disk_unfit.
    """
    checking.before_opening(path)
    lock = take_lock(path)
    try:
        connection = connect(path)
        try:
            db = sqlite_utils.Database(connection)
            checking.check(connection, path, owners)
            with contextlib.suppress(OSError):
                backup.sweep(path)
            if schema.pending(db, owners):
                backup.copy_to(connection, backup_path(path, now))
            _migrate(db, owners)
            if verify is not None:
                checking.read_through(connection, path, verify)
            # Before anything is written: an index that quick_check passes over may be damaged.
            rows = checking.count_rows(connection)
            prepare(connection, path)
            return SessionFile(path, db, lock, rows)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        let_go(lock)
        problem = from_sqlite(error)
        if problem is None:
            problem = SessionFileProblem("damaged", name=path.name)
        problem.params.setdefault("name", path.name)
        raise problem from error
    except BaseException:
        let_go(lock)
        raise


def _migrate(db: sqlite_utils.Database, owners: Sequence[Tables]) -> None:
    for tables in owners:
        schema.migrations(tables).apply(db)
    version = schema.version(owners)
    if connection_of(db).execute("PRAGMA user_version").fetchone()[0] != version:
        db.execute(f"PRAGMA user_version={version}")
