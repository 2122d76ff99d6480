"""A session file while it is open: whether it is still in its place, and what becomes of it where it is not.

Its writing connection belongs to the writer thread once that runs.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from pathlib import Path

import filelock

from workshop_app.domain.errors import WorkshopError
from workshop_app.placing import let_go
from workshop_app.store import backup, checking
from workshop_app.store.connecting import connect, lock, prepare
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.light import sqlite_utils
from workshop_app.store.newest import Newest

Place = tuple[int, int] | None

log = logging.getLogger(__name__)


class SessionFile:
    """An open, locked session file with its one writing connection."""

    def __init__(self, path: Path, db: sqlite_utils.Database, held: filelock.BaseFileLock, rows: int) -> None:
        """`held`: the lock; `rows`: how many all its tables have together."""
        self.path, self.rows = path, rows
        self.db = db
        self._lock = held
        self._made_at = _made_at(self.connection)
        #: How far it has come, by what was acknowledged.
        self.newest = Newest(self.connection)
        self._place = _place(path)
        self._wal_place = _place(self._beside("-wal"))
        self._lock_place = _place(self._beside(".lock"))

    @property
    def connection(self) -> sqlite3.Connection:
        """The writing connection; it belongs to the writer thread once that runs."""
        return connection_of(self.db)

    @property
    def in_place(self) -> bool:
        """Whether the file still stands where it was opened: a stick may be pulled out, a file moved."""
        return _place(self.path) == self._place

    @property
    def log_in_place(self) -> bool:
        """Whether SQLite's write-ahead log still stands beside the file."""
        return _place(self._beside("-wal")) == self._wal_place

    def reopen(self) -> None:
        """Connect again, to the same workshop's file at the same place: the stick is back.

        Raises SessionFileProblem(missing, foreign, older, damaged, tampered, disk_unfit, in_use) or sqlite3.Error, and
        stays as it was then.
        """
        if not self.in_place:
            self._fold_away()
        checking.before_opening(self.path)
        # A stick that is put in again has our lock no more, and another program may have opened the file by now.
        taken = self._lock if self._holds_lock else lock(self.path)
        try:
            connection = self._connected_anew()
        except BaseException:
            if taken is not self._lock:
                let_go(taken)
            raise
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        if taken is not self._lock:
            self._lock.release()
            self._lock, self._lock_place = taken, _place(self._beside(".lock"))
        self.db = sqlite_utils.Database(connection)
        self._place, self._wal_place = _place(self.path), _place(self._beside("-wal"))

    @property
    def _holds_lock(self) -> bool:
        return _place(self._beside(".lock")) == self._lock_place

    def _connected_anew(self) -> sqlite3.Connection:
        connection = connect(self.path)
        try:
            self._check_same(connection)
            prepare(connection, self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> Path:
        """Fold the WAL back into the one file and let others open it. Returns where the evening is then: the file, or a
        new one beside it, where another one has taken its place.
        """
        try:
            kept = self._put_back()
            self._fold()
            return kept
        finally:
            with contextlib.suppress(sqlite3.Error):
                self.connection.close()
            if self._holds_lock:
                let_go(self._lock)
            else:
                # What lies there is another program's.
                self._lock.release()

    def _check_same(self, connection: sqlite3.Connection) -> None:
        if _made_at(connection) != self._made_at:
            raise SessionFileProblem("foreign", name=self.path.name)
        # It may be a copy that is not finished yet.
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise SessionFileProblem("damaged", name=self.path.name)
        if not self.newest.are_in(connection):
            raise SessionFileProblem("older", name=self.path.name)

    def _fold_away(self) -> None:
        """The file was moved, and its log stayed under the old name. The log goes into the file, wherever that is: it
        is whole by itself then, and SQLite plays the log into no other file that takes the place.

        Raises SessionFileProblem(missing) while another file is in the place and the log is not folded in yet.
        """
        with contextlib.suppress(sqlite3.Error):  # it has gone with its stick
            busy = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy and self.path.exists() and self.log_in_place:
                for suffix in ("-wal", "-shm"):
                    self._beside(suffix).unlink(missing_ok=True)
        if self.path.exists() and self.log_in_place:
            raise SessionFileProblem("missing", name=self.path.name)

    def _fold(self) -> None:
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            return  # another program that still reads the file keeps the WAL; nothing is lost then
        except sqlite3.DatabaseError as error:
            # The file is damaged, which the next opening tells; whoever closes can do nothing about it.
            log.warning("The log could not be folded in: %s", getattr(error, "sqlite_errorname", ""))

    def _put_back(self) -> Path:
        """A file that was removed or replaced while it was open lives on in the connection: nothing is lost.

        Returns where the evening is.
        """
        if self.in_place:
            return self.path
        with contextlib.suppress(sqlite3.Error, OSError, WorkshopError, SessionFileProblem):
            if not self.path.exists():
                log.warning("The file was removed while it was open; it is written anew where that can be")
                # Its folder may be gone with it. A stick's folder can't be made while the stick is out.
                self.path.parent.mkdir(exist_ok=True)
                backup.copy_to(self.connection, self.path)
            elif not self._is_back():
                log.warning("Another file is in the place of the open one, which is written beside it")
                beside = backup.free_beside(self.path, "kept")
                backup.copy_to(self.connection, beside)
                return beside
        return self.path

    def _is_back(self) -> bool:
        try:
            self.reopen()
        except (sqlite3.Error, SessionFileProblem):
            return False
        return True

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)


def connection_of(db: sqlite_utils.Database) -> sqlite3.Connection:
    """The connection itself. Raises SessionFileProblem(broken)."""
    if db.conn is None:
        raise SessionFileProblem("broken")
    return db.conn


def _made_at(connection: sqlite3.Connection) -> str | None:
    """When the workshop was made; None where the file is none, or lies there without its log and so is empty yet."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'workshop'").fetchone() is None:
        return None
    row = connection.execute("SELECT created_at FROM workshop").fetchone()
    return None if row is None else str(row[0])


def _place(path: Path) -> Place:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
