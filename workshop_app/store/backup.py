"""Copies of an open session file, made with SQLite's backup API in small steps.

The rolling copy is made on the writer thread, between its transactions; a copy to a stick on the thread that asks.
"""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from workshop_app.placing import clear_away, put_in_place
from workshop_app.store.errors import SessionFileProblem, from_sqlite
from workshop_app.store.limits import read_only

SUFFIX = ".tupa"
#: Pages copied at a time: a step takes about a millisecond, then whatever waits for the writer has its turn.
PAGES = 64
#: Room that a copy must leave on the disk, in bytes: answers go before copies.
ROOM = 50_000_000
#: Of SQLite's own steps so many are done at a time while a copy is checked; they take about a millisecond.
_STEPS = 20_000
#: What our own copies and rescued files have at the end of their names.
_ADDED = re.compile(r"(?<=.)\.(?:(?:recovered|from-backup|kept)(?:-\d+)?|(?:\d{8}-\d{6}\.)?backup(?:-2)?)\Z")
_ROLLING = re.compile(r"(.+)\.backup(?:-2)?\.tupa", re.IGNORECASE | re.DOTALL)

log = logging.getLogger(__name__)


def backup_path(path: Path, now: datetime) -> Path:
    """Where the copy of `path` lies that is made at `now` before a migration."""
    return path.with_name(f"{path.stem}.{now.astimezone():%Y%m%d-%H%M%S}.backup{SUFFIX}")


def rolling_paths(path: Path) -> tuple[Path, Path]:
    """The two copies that are kept beside `path` while it is open: the newest, and the one before it."""
    return path.with_name(f"{path.stem}.backup{SUFFIX}"), path.with_name(f"{path.stem}.backup-2{SUFFIX}")


def rolled_from(path: Path) -> Path | None:
    """The file whose rolling copy `path` is, and which is there: it will be opened again, and the copy written over."""
    found = _ROLLING.fullmatch(path.name)
    source = path.with_name(found[1] + SUFFIX) if found else None
    return source if source is not None and source.is_file() else None


def free_beside(source: Path, added: str) -> Path:
    """A file beside `source` that is not there yet, with what it is `added` to its name."""
    found, number = source.with_name(f"{source.stem}.{added}{SUFFIX}"), 2
    while found.exists():
        found, number = source.with_name(f"{source.stem}.{added}-{number}{SUFFIX}"), number + 1
    return found


def others(path: Path) -> list[Path]:
    """The files beside `path` that are the same evening by their names, in the order of these.

    Copies that migrations and crashes left, the file that it was rescued from or went on from, and what became of it.
    """
    source = _source(path)
    beside = {*path.parent.glob(f"{glob.escape(source)}.*{SUFFIX}"), path.with_name(source + SUFFIX)}
    return sorted(copy for copy in beside - {path, *rolling_paths(path)} if copy.is_file())


def _source(path: Path) -> str:
    """The name that the evening began with, without what copying and rescuing added to it."""
    name = path.stem
    while (shorter := _ADDED.sub("", name)) != name:
        name = shorter
    return name


def copy_to(connection: sqlite3.Connection, target: Path, between: Callable[[], None] | None = None) -> None:
    """Copy what `connection` sees to `target`; the copy appears whole or not at all.

    `between` is called after each step; what it raises ends the copying. Raises sqlite3.Error, OSError.
    """
    unfinished = target.with_name(target.name + ".new")
    remove_unfinished(unfinished)
    try:
        copy = sqlite3.connect(os.path.abspath(unfinished), isolation_level=None)  # noqa: PTH100 - keeps links
        try:
            _fill(connection, copy, unfinished, between)
        finally:
            copy.close()
        take_place(unfinished, target, between)
    except BaseException:
        with contextlib.suppress(OSError):
            remove_unfinished(unfinished)
        raise


def _fill(
    source: sqlite3.Connection, copy: sqlite3.Connection, unfinished: Path, between: Callable[[], None] | None
) -> None:
    # The copy is thrown away unless it is finished, so it needs no journal; a small cache makes SQLite write each
    # step out, and syncing each step keeps the last one short.
    copy.execute("PRAGMA journal_mode=OFF")
    copy.execute(f"PRAGMA cache_size={PAGES}")

    def step(_status: int, _left: int, _total: int) -> None:
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        if between is not None:
            between()

    source.backup(copy, pages=PAGES, progress=step)
    # One file without a log beside it, also on a stick that can't be written to. Only the log's mode is kept in the
    # file; in memory, the change itself leaves no journal beside it for a crash to strand.
    copy.execute("PRAGMA journal_mode=MEMORY")
    step(0, 0, 0)


def copy_file(path: Path, target: Path, between: Callable[[], None] | None = None) -> None:
    """Copy the open file at `path` as it stands now, over a connection of its own. Raises sqlite3.Error, OSError."""
    connection = read_only(path)
    try:
        # One reading from the first step to the last: a commit in between would make the copy begin anew.
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy_to(connection, target, between)
    finally:
        connection.close()


def roll(path: Path, between: Callable[[], None]) -> bool:
    """Make the newest rolling copy, and keep the one before it. Returns False where the disk lacks the room.

    Raises sqlite3.Error, OSError, and SessionFileProblem(damaged) for a copy that is: then those before it stay.
    """
    newest, older = rolling_paths(path)
    needed = sum(p.stat().st_size for p in (path, path.with_name(path.name + "-wal")) if p.exists())
    if shutil.disk_usage(path.parent).free < needed + ROOM:
        log.warning("No rolling copy: the disk is nearly full")
        return False
    fresh = _fresh(path)
    copy_file(path, fresh, between)
    try:
        if not is_whole(fresh, between):
            raise SessionFileProblem("damaged", name=path.name)
    except BaseException:
        # Where the disk is gone there is nothing to clear away, and it is the first error that is told.
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    if newest.exists():
        take_place(newest, older, between)
    take_place(fresh, newest, between)
    return True


def take_place(finished: Path, target: Path, between: Callable[[], None] | None = None) -> None:
    """Rename a finished database to `target`, replacing what is there. Raises as `put_in_place`.

    What an earlier file of that name left beside it goes first: SQLite would play that file's log into this one.
    """
    for beside in _with_beside(target):
        if beside != target:
            clear_away(beside, between)
    put_in_place(finished, target, between)


def is_whole(copy: Path, between: Callable[[], None]) -> bool:
    """Whether SQLite finds nothing wrong with a file; `between` is called now and then, and may break it off.

    Raises sqlite3.Error where it can't be read.
    """
    connection = read_only(copy)
    raised: list[BaseException] = []

    def step() -> bool:
        try:
            between()
        except BaseException as error:  # noqa: BLE001 - SQLite would swallow it; raised again below
            raised.append(error)
        return bool(raised)

    try:
        connection.set_progress_handler(step, _STEPS)
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error as error:
        if raised:
            raise raised[0] from None
        problem = from_sqlite(error)
        if problem is None or problem.code not in ("damaged", "foreign"):
            raise
        return False
    finally:
        connection.close()


def forget(path: Path) -> None:
    """Remove the rolling copies: they hold what is being wiped from the file."""
    for copy in rolling_paths(path):
        remove(copy)


def forget_older(path: Path) -> None:
    """Remove the older of the rolling copies: the newest has just been made without what that one still holds."""
    remove(rolling_paths(path)[1])


def remove(copy: Path) -> None:
    """Remove a session file with what SQLite keeps beside it. Raises OSError."""
    for beside in _with_beside(copy):
        clear_away(beside)


def sweep(path: Path) -> None:
    """Remove what a killed program left of a copy it was making; nobody may be making one."""
    # The next one may have another name and would not take its place.
    for unfinished in path.parent.glob(f"{glob.escape(path.stem)}.*{SUFFIX}.new"):
        if _source(unfinished.with_suffix("")) == _source(path):
            remove_unfinished(unfinished)
    fresh = _fresh(path)
    fresh.unlink(missing_ok=True)
    remove_unfinished(fresh.with_name(fresh.name + ".new"))


def _fresh(path: Path) -> Path:
    newest, _older = rolling_paths(path)
    return newest.with_name(newest.name + ".next")


def remove_unfinished(path: Path) -> None:
    """Remove a database that a crash left half-made, with what SQLite keeps beside it."""
    for beside in _with_beside(path):
        beside.unlink(missing_ok=True)


def _with_beside(path: Path) -> Iterator[Path]:
    yield path
    for suffix in ("-journal", "-wal", "-shm"):
        yield path.with_name(path.name + suffix)
