"""Whether a file is what our own migrations and handlers make. A file from others may be made to harm.

Runs where the file is opened, before anything of the file's own schema is used: the order of the checks matters.
"""

from __future__ import annotations

import re
import sqlite3
import stat
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from workshop_app.domain.errors import WorkshopError
from workshop_app.store import frames, schema
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.light import sqlite_utils
from workshop_app.store.limits import at_most
from workshop_app.store.tables import Tables, numbers
from workshop_app.store.tx import Connected

#: Reads the whole file the way the program does; whatever it raises is a reason to refuse the file.
Verify = Callable[[Connected], None]

#: The greatest file that is opened, in bytes: an evening of 500 people takes some millions.
FILE_BYTES = 1 << 30
#: The greatest number of rows of all tables, and the longest text, in bytes.
ROWS, TEXT_BYTES = 500_000, 1_000_000
#: With so many rows nothing more is taken from phones, as what is written must be opened again; the rest of ROWS is for
#: the facilitator. An evening of 500 people with 15 pairs each has 15,000.
FULL = 400_000
#: How long the checks may take, in seconds.
SECONDS = 30.0

#: What stands beside an open file, or is left there by a crash.
BESIDE = ("-wal", "-shm", "-journal", ".lock")

_MAGIC = b"SQLite format 3\x00"
_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_MIGRATIONS = sqlite_utils.Migrations.migrations_table
#: What a column's type may hold.
TYPES = {"INTEGER": (int,), "TEXT": (str,), "BLOB": (bytes,), "REAL": (float,)}
_OBJECTS = 1_000

#: One thing of a schema: type, name, table and its SQL with the spaces taken out.
Entry = tuple[str, str, str, str]
#: Each table's columns: (name, type, whether it must have a value).
Columns = dict[str, list[tuple[str, str, bool]]]


class Made(NamedTuple):
    """What some steps make: everything of the schema, and the columns."""

    entries: frozenset[Entry]
    columns: Columns


def tampered(path: Path, why: str) -> SessionFileProblem:
    """The refusal of a file that is not as our program writes it; `why` is for the log and tests."""
    return SessionFileProblem("tampered", name=path.name, why=why)


def before_opening(path: Path) -> None:
    """Look at the files themselves, before SQLite touches them.

    Raises SessionFileProblem: missing, foreign, not_readable, damaged (its log), tampered (something beside it that
    SQLite would follow elsewhere).
    """
    try:
        _look(path)
    except OSError as error:
        raise SessionFileProblem("not_readable", name=path.name) from error


def _look(path: Path) -> None:
    if not path.exists():
        raise SessionFileProblem("missing", name=path.name)
    # Neither a folder, nor a device or pipe that reading would wait for.
    if not path.is_file():
        raise SessionFileProblem("foreign", name=path.name)
    with path.open("rb") as opened:
        head = opened.read(100)
    if head[:16] != _MAGIC or head[68:72] != schema.APPLICATION_ID.to_bytes(4, "big"):
        raise SessionFileProblem("foreign", name=path.name)
    if path.stat().st_size > FILE_BYTES:
        raise tampered(path, "size")
    for suffix in BESIDE:
        _check_beside(path, path.with_name(path.name + suffix))
    if frames.is_spoilt(path.with_name(path.name + "-wal")):
        # SQLite would drop the commits behind it without a word, and write over them.
        raise SessionFileProblem("damaged", name=path.name)


def _check_beside(path: Path, beside: Path) -> None:
    try:
        found = beside.lstat()
    except FileNotFoundError:
        return
    # A link here would be written through, or emptied, by SQLite or the lock.
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or found.st_size > FILE_BYTES:
        raise tampered(path, beside.name)
    if beside.name.endswith("-journal") and found.st_size >= 16:
        with beside.open("rb") as opened:
            opened.seek(-8, 2)
            # Such a journal names another one, which SQLite would open and delete; ours never do.
            if opened.read(8) == _JOURNAL_MAGIC:
                raise tampered(path, beside.name)


def check(connection: sqlite3.Connection, path: Path, owners: Sequence[Tables]) -> None:
    """Compare schema, pages and values of the open file with what our program writes.

    Raises SessionFileProblem (foreign, newer, damaged, tampered) or sqlite3.Error.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise SessionFileProblem("foreign", name=path.name)
    try:
        with at_most(connection, SECONDS):
            columns = _check_schema(connection, path, owners)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise SessionFileProblem("damaged", name=path.name)
            _check_values(connection, path, columns)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise tampered(path, "references")
    except sqlite3.OperationalError as error:
        # Text that is no UTF-8 has no code of its own in Python's sqlite3.
        if getattr(error, "sqlite_errorname", None) in (None, "SQLITE_INTERRUPT", "SQLITE_ERROR"):
            raise tampered(path, type(error).__name__) from error
        raise
    except (sqlite3.DataError, OverflowError, UnicodeError) as error:
        raise tampered(path, type(error).__name__) from error


def read_through(connection: sqlite3.Connection, path: Path, verify: Verify) -> None:
    """Have `verify` read the file. Raises SessionFileProblem(tampered), WorkshopError(no_workshop, kind_unknown)."""
    try:
        with at_most(connection, SECONDS):
            verify(Connected(connection))
    except WorkshopError as error:
        # These have sentences of their own: an empty file, and one of a newer program.
        if error.code in ("no_workshop", "kind_unknown"):
            raise
        raise tampered(path, str(error)) from error
    except Exception as error:
        # Whatever a row does to our own reading, it does it here and not in the middle of the evening.
        raise tampered(path, type(error).__name__) from error


def _check_schema(connection: sqlite3.Connection, path: Path, owners: Sequence[Tables]) -> Columns:
    """Returns the columns that the file has."""
    found = entries(connection)
    if any(kind not in ("table", "index") for kind, *_ in found):
        raise tampered(path, "schema")
    empty = made_by([Tables(owner.name, ()) for owner in owners])
    own = {entry for entry in empty.entries if entry[2] == _MIGRATIONS}
    # Before it may be read: it has to be the plain table, not something that calls itself so.
    if own != {entry for entry in found if entry[2] == _MIGRATIONS}:
        raise tampered(path, "migrations")
    expected = made_by(steps_taken(connection, path, owners))
    if expected.entries != found:
        raise tampered(path, "schema")
    return expected.columns


def entries(connection: sqlite3.Connection) -> frozenset[Entry]:
    """Everything that the schema holds. Reading it runs nothing of it."""
    rows = connection.execute(f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {_OBJECTS}")
    return frozenset((str(row[0]), str(row[1]), str(row[2]), _plain(row[3])) for row in rows)


def _plain(sql: object) -> str:
    return re.sub(r"\s+", "", sql) if isinstance(sql, str) else str(sql)


def made_by(taken: Sequence[Tables]) -> Made:
    """What stands in a database that has been through these steps, found by making one in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        db = sqlite_utils.Database(connection)
        for tables in taken:
            schema.migrations(tables).apply(db)
        return Made(entries(connection), columns_of(connection))


def steps_taken(connection: sqlite3.Connection, path: Path, owners: Sequence[Tables]) -> list[Tables]:
    """Each owner with the steps that the file has been through. Raises SessionFileProblem(newer, tampered)."""
    rows = connection.execute(f"SELECT migration_set, name FROM {_MIGRATIONS} LIMIT {_OBJECTS}").fetchall()
    recorded = [(row[0], row[1]) for row in rows]
    known = {(f"tupailta.{o.name}", f"{o.name}.{n}") for o in owners for n in range(1, len(o.steps) + 1)}
    unknown = [pair for pair in recorded if pair not in known]
    if any(re.fullmatch(r"tupailta\.\w+ \w+\.\d+", f"{owner} {name}") for owner, name in unknown):
        raise SessionFileProblem("newer", name=path.name)
    taken = []
    for owner in owners:
        done = [name for name_of_set, name in recorded if name_of_set == f"tupailta.{owner.name}"]
        if unknown or sorted(done) != sorted(f"{owner.name}.{n}" for n in range(1, len(done) + 1)):
            raise tampered(path, "steps")
        taken.append(Tables(owner.name, owner.steps[: len(done)]))
    return taken


def _check_values(connection: sqlite3.Connection, path: Path, found: Columns) -> None:
    """Each value has its column's type and a length that our program could have written."""
    rows_left = ROWS
    for table, columns in found.items():
        names = ", ".join(f'"{name}"' for name, _, _ in columns)
        kinds = [TYPES[kind] + (() if needed else (type(None),)) for _, kind, needed in columns]
        for row in connection.execute(f'SELECT {names} FROM "{table}"'):
            rows_left -= 1
            if rows_left < 0:
                raise tampered(path, f"{table}: rows")
            for value, allowed in zip(row, kinds, strict=True):
                if type(value) not in allowed or (type(value) is str and len(value) > TEXT_BYTES):
                    raise tampered(path, f"{table}: value")


def check_numbers(reader: Connected) -> None:
    """Raises ValueError where rows have numbers that ours never have; after the last of all there is no next one."""
    for (table,) in reader.query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for end in ("min", "max"):
            row = reader.one(f'SELECT {end}(rowid) FROM "{table}"')
            if row is not None and row[0] is not None and row[0] not in numbers(table):
                raise ValueError(f"{table}: number")


def count_rows(connection: sqlite3.Connection) -> int:
    """How many rows all tables have together."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return sum(int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in tables)


def columns_of(database: sqlite3.Connection) -> Columns:
    """The columns of each table of an open database."""
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: [
            (row[1], row[2].upper(), bool(row[3]) or bool(row[5]))
            for row in database.execute(f'PRAGMA table_info("{table}")')
        ]
        for table in tables
    }
