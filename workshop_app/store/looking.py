"""A session file read as it stands at one moment, without opening it for work: no lock, nothing written. Any thread.

For who wants to know many evenings at once, the one that is open included. The file is copied into memory in one step
and everything else is done with the copy: it is checked like a file that is opened, and an older one is brought up to
date there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from workshop_app.store import checking, schema
from workshop_app.store.errors import SessionFileProblem, from_sqlite
from workshop_app.store.light import sqlite_utils
from workshop_app.store.limits import harden, read_only
from workshop_app.store.reads import reading_trouble
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Connected


@contextmanager
def looked_at(path: Path, owners: Sequence[Tables], verify: checking.Verify) -> Iterator[Connected]:
    """A reader of the evening in the file at `path`, as it was at the moment of the call.

    `verify` reads it the way the program does; what it raises is a reason to refuse the file. Raises
    SessionFileProblem: missing, not_readable, foreign, damaged, newer, tampered; WorkshopError(no_workshop,
    kind_unknown).
    """
    checking.before_opening(path)
    with reading_trouble(path):
        copy = _copied(path)
    with closing(copy):
        try:
            checking.check(copy, path, owners)
            _bring_up_to_date(copy, owners)
        except sqlite3.Error as error:
            raise _problem(error, path) from error
        checking.read_through(copy, path, verify)
        yield Connected(copy)


def _copied(path: Path) -> sqlite3.Connection:
    source = read_only(path)
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(source):
            # All pages in one step: a commit in between can't make it begin anew.
            source.backup(copy, pages=-1)
        copy.row_factory = sqlite3.Row
        harden(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _bring_up_to_date(copy: sqlite3.Connection, owners: Sequence[Tables]) -> None:
    db = sqlite_utils.Database(copy)
    for tables in owners:
        schema.migrations(tables).apply(db)


def _problem(error: sqlite3.Error, path: Path) -> SessionFileProblem:
    problem = from_sqlite(error) or SessionFileProblem("damaged")
    problem.params.setdefault("name", path.name)
    return problem
