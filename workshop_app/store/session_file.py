"""Create, open, lock and close a session file. Called on the thread that opens the workshop."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import filelock

from workshop_app.domain.errors import WorkshopError
from workshop_app.store import backup, checking, schema
from workshop_app.store.backup import SUFFIX, backup_path
from workshop_app.store.errors import SessionFileProblem, from_sqlite, from_system
from workshop_app.store.light import sqlite_utils
from workshop_app.store.limits import harden
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
Place = tuple[int, int] | None

log = logging.getLogger(__name__)


class SessionFile:
    """An open, locked session file with its one writing connection."""

    def __init__(self, path: Path, db: sqlite_utils.Database, lock: filelock.BaseFileLock, rows: int) -> None:
        """`rows`: how many all its tables have together."""
        self.path, self.rows = path, rows
        self.db = db
        self._lock = lock
        self._made_at = _made_at(self.connection)
        self._place = _place(path)
        self._wal_place = _place(self._wal)

    @property
    def connection(self) -> sqlite3.Connection:
        """The writing connection; it belongs to the writer thread once that runs."""
        return _connection(self.db)

    @property
    def in_place(self) -> bool:
        """Whether the file still stands where it was opened: a stick may be pulled out, a file moved."""
        return _place(self.path) == self._place

    @property
    def log_in_place(self) -> bool:
        """Whether SQLite's write-ahead log still stands beside the file."""
        return _place(self._wal) == self._wal_place

    def reopen(self) -> None:
        """Connect again, to the same workshop's file at the same place: the stick is back.

        Raises SessionFileProblem(missing, foreign, damaged, tampered, disk_unfit) or sqlite3.Error, and stays as it
        was then.
        """
        checking.before_opening(self.path)
        connection = _connect(self.path)
        try:
            if _made_at(connection) != self._made_at:
                raise SessionFileProblem("foreign", name=self.path.name)
            # It may be a copy that is not finished yet.
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise SessionFileProblem("damaged", name=self.path.name)
            _prepare(connection, self.path)
        except BaseException:
            connection.close()
            raise
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        self.db = sqlite_utils.Database(connection)
        self._place, self._wal_place = _place(self.path), _place(self._wal)

    def close(self) -> None:
        """Fold the WAL back into the one file and let others open it."""
        try:
            self._put_back()
            self._fold()
        finally:
            with contextlib.suppress(sqlite3.Error):
                self.connection.close()
            _unlock(self._lock)

    def _fold(self) -> None:
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            return  # another program that still reads the file keeps the WAL; nothing is lost then
        except sqlite3.DatabaseError as error:
            # The file is damaged, which the next opening tells; whoever closes can do nothing about it.
            log.warning("The log could not be folded in: %s", getattr(error, "sqlite_errorname", ""))

    def _put_back(self) -> None:
        """A file that was removed while it was open lives on in the connection: nothing acknowledged is lost."""
        if self.in_place or self.path.exists():
            return
        log.warning("The file was removed while it was open; it is written anew where that can be")
        with contextlib.suppress(sqlite3.Error, OSError, WorkshopError):
            # Its folder may be gone with it. A stick's folder can't be made while the stick is out.
            self.path.parent.mkdir(exist_ok=True)
            backup.copy_to(self.connection, self.path)

    @property
    def _wal(self) -> Path:
        return self.path.with_name(self.path.name + "-wal")


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
            backup.settle(path.parent)
    finally:
        with contextlib.suppress(OSError):
            backup.remove_unfinished(unfinished)


@contextlib.contextmanager
def not_open(path: Path) -> Iterator[None]:
    """Inside, no program opens the file at `path`, if there is one. Raises SessionFileProblem(in_use, not_writable)."""
    lock = _lock(Path(os.path.realpath(path))) if path.exists() else None
    try:
        yield
    finally:
        if lock is not None:
            _unlock(lock)


def _make(path: Path, owners: Sequence[Tables], fill: Fill | None) -> None:
    connection = _connect(path)
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
    lock = _lock(path)
    try:
        connection = _connect(path)
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
            _prepare(connection, path)
            return SessionFile(path, db, lock, rows)
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


def _connection(db: sqlite_utils.Database) -> sqlite3.Connection:
    if db.conn is None:
        raise SessionFileProblem("broken")
    return db.conn


def _connect(path: Path) -> sqlite3.Connection:
    # The writer thread takes the connection over after it was opened and checked here. The path is absolute:
    # a name like "file:x?mode=memory" would be taken for an address.
    absolute = os.path.abspath(path)  # noqa: PTH100 - as Path.absolute(), but with ".." taken out
    connection = sqlite3.connect(absolute, isolation_level=None, check_same_thread=False, timeout=2.0)
    connection.row_factory = sqlite3.Row
    harden(connection)
    # What is deleted or written over is gone from the file.
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # Some network drives share no memory between connections. Without the log each reading would hold up answers, and
    # each rolling copy would have them refused.
    if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise SessionFileProblem("disk_unfit", name=path.name)
    # FULL: a commit is on the disk before the answer is acknowledged, also when the battery dies.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    # Brings the log into being, so that its place is known.
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _migrate(db: sqlite_utils.Database, owners: Sequence[Tables]) -> None:
    for tables in owners:
        schema.migrations(tables).apply(db)
    version = schema.version(owners)
    if _connection(db).execute("PRAGMA user_version").fetchone()[0] != version:
        db.execute(f"PRAGMA user_version={version}")


def _made_at(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT created_at FROM workshop").fetchone()
    return None if row is None else str(row[0])


def _place(path: Path) -> Place:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _lock(path: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(str(path) + ".lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout as error:
        raise SessionFileProblem("in_use", name=path.name) from error
    except OSError as error:
        raise SessionFileProblem("not_writable", name=path.name) from error
    return lock


def _unlock(lock: filelock.BaseFileLock) -> None:
    # Gone while we still hold it; a stick that was pulled out took it along. It is removed while it is ours: once it
    # is let go it may be another program's, and who comes third would make a new one beside that. Windows removes none
    # that is open, nobody's then.
    places = [Path(lock.lock_file).unlink, lock.release]
    for step in reversed(places) if os.name == "nt" else places:
        with contextlib.suppress(OSError):
            step()
