"""Gets what can be read out of a damaged session file into a fresh one. The damaged file is only read. Any thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workshop_app.store import checking, schema, session_file
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.finding import Rows, find
from workshop_app.store.light import sqlite_utils
from workshop_app.store.pages import Pages, Value
from workshop_app.store.recovery import Recovery
from workshop_app.store.tables import Tables, numbers
from workshop_app.store.tx import Connected

#: Raises when the program could not read the workshop as it stands.
Verify = Callable[[Connected], None]
#: Writes a workshop's own row where the file's was lost.
Replace = Callable[[sqlite3.Connection], None]
#: How often the rows of one table are halved; each time the whole workshop is read.
TRIES = 200


def recover(path: Path, out: Path, owners: Sequence[Tables], verify: Verify, workshop: Replace) -> Recovery:
    """Write what can be read of the file at `path` to a new session file at `out`.

    `verify` reads a connection as the program would; rows that it can't take are left out. `workshop` writes a
    workshop's row where that was lost. Raises SessionFileProblem: missing, not_readable, exists, full,
    beyond_recovery.
    """
    if not path.is_file():
        raise SessionFileProblem("missing", name=path.name)
    try:
        log = path.with_name(path.name + "-wal")
        if any(part.is_file() and part.stat().st_size > checking.FILE_BYTES for part in (path, log)):
            raise SessionFileProblem("beyond_recovery", name=path.name)
        pages = Pages(path)
    except OSError as error:
        raise SessionFileProblem("not_readable", name=path.name) from error
    result = Recovery()
    found = find(pages, checking.made_by(owners).columns, result)
    if not any(rows for table, rows in found.rows.items() if not table.startswith("_")):
        raise SessionFileProblem("beyond_recovery", name=path.name)
    taken = _steps(found.rows, owners)
    found.count_pages(checking.made_by(taken).columns)
    newest = max((len(o.steps) - len(t.steps) for o, t in zip(owners, taken, strict=True)), default=0) == 0

    def fill(connection: sqlite3.Connection) -> None:
        kinds = {table: owner.name for owner in owners[1:] for table in checking.made_by([owner]).columns}
        reads = verify if newest else lambda _: _verify_migrated(connection, owners, verify)
        _Filling(connection, result, reads, kinds).fill(found.rows, workshop)

    session_file.create(out, taken, fill)
    return result


def _verify_migrated(connection: sqlite3.Connection, owners: Sequence[Tables], verify: Verify) -> None:
    """Raises when the program could not read an older file's rows after it has migrated them, as it will at opening."""
    connection.execute("SAVEPOINT migrated")
    try:
        for tables in owners:
            schema.migrations(tables).apply(sqlite_utils.Database(connection))
        verify(Connected(connection))
    finally:
        connection.execute("ROLLBACK TO migrated")
        connection.execute("RELEASE migrated")


def _steps(found: dict[str, Rows], owners: Sequence[Tables]) -> list[Tables]:
    """The steps that the file has been through; all that we know where it does not say."""
    recorded = {str(values[2]) for values in found.get("_sqlite_migrations", {}).values() if len(values) > 2}
    taken = []
    for owner in owners:
        done = [n for n in range(1, len(owner.steps) + 1) if f"{owner.name}.{n}" in recorded]
        taken.append(replace(owner, steps=owner.steps[: max(done)] if done else owner.steps))
    return taken


class _Filling:
    """Puts rows into the new file, table after table; what does not go in is left out by halving."""

    def __init__(
        self, connection: sqlite3.Connection, result: Recovery, verify: Verify, kinds: dict[str, str]
    ) -> None:
        self._connection = connection
        self._result = result
        self._verify = verify
        self._kinds = kinds
        self._tries = TRIES
        self._columns = checking.columns_of(connection)

    def fill(self, found: dict[str, Rows], workshop: Replace) -> None:
        """All tables, the workshop first."""
        own = list(found.get("workshop", {}).items())[:1]
        self._add("workshop", own)
        if not self._result.saved["workshop"]:
            self._result.workshop_kept = False
            workshop(self._connection)
            for (name, _, _), value in zip(
                self._columns["workshop"][1:], own[0][1][1:] if own else (), strict=False
            ):
                self._keep_fact(name, value)
        for table in self._columns:
            if table != "workshop" and not table.startswith("_"):
                self._tries = TRIES
                self._add(table, sorted(found.get(table, {}).items()))
        self._result.count_named()

    def _add(self, table: str, rows: list[tuple[int, list[Value]]]) -> None:
        if not rows:
            return
        before = (+self._result.saved, +self._result.lost, +self._result.made_up)
        self._connection.execute("SAVEPOINT rows")
        try:
            self._insert(table, rows)
        except Exception:  # noqa: BLE001 - whatever these rows do to our reading, they are left out
            self._connection.execute("ROLLBACK TO rows")
            self._connection.execute("RELEASE rows")
            self._result.saved, self._result.lost, self._result.made_up = before
            self._tries -= 1
            if len(rows) == 1 or self._tries <= 0:
                self._result.lost[table] += len(rows)
                return
            half = len(rows) // 2
            self._add(table, rows[:half])
            self._add(table, rows[half:])
            return
        self._connection.execute("RELEASE rows")

    def _keep_fact(self, name: str, value: Value) -> None:
        """One fact of the lost row of the workshop, where the program can read it."""
        self._connection.execute("SAVEPOINT fact")
        try:
            self._connection.execute(f'UPDATE workshop SET "{name}" = ?', (value,))
            self._verify(Connected(self._connection))
        except Exception:  # noqa: BLE001 - as in _add
            self._connection.execute("ROLLBACK TO fact")
        self._connection.execute("RELEASE fact")

    def _insert(self, table: str, rows: list[tuple[int, list[Value]]]) -> None:
        """Raises whatever these rows do."""
        for rowid, values in rows:
            names = [name for name, _, _ in self._columns[table]][: len(values)]
            marks = ", ".join("?" * len(names))
            self._connection.execute(
                f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({marks})', (rowid, *values[1:])
            )
        self._result.saved[table] += len(rows)
        # What they name has to be there before they are read: a duel's answers are read for its part of the agenda.
        # Twice: what was made up may itself name something.
        for _ in range(2):
            for child, rowid, parent, which in self._connection.execute(
                "PRAGMA foreign_key_check"
            ).fetchall():
                self._mend(child, rowid, parent, which)
        self._verify(Connected(self._connection))

    def _mend(self, child: str, rowid: int, parent: str, which: int) -> None:
        """A row names one that was lost: name nothing, make the other up, or leave this one out."""
        key = next(
            row for row in self._connection.execute(f'PRAGMA foreign_key_list("{child}")') if row[0] == which
        )
        column = str(key[3])
        needed = next(needed for name, _, needed in self._columns[child] if name == column)
        named = self._connection.execute(
            f'SELECT "{column}" FROM "{child}" WHERE rowid = ?', (rowid,)
        ).fetchone()
        if named is None or named[0] is None:
            return
        if not needed:
            self._result.name_in_vain(parent, int(named[0]))
            self._connection.execute(f'UPDATE "{child}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
        elif (
            parent in MADE_UP
            and named[0] in numbers(parent)
            and (parent != "activity" or child in self._kinds)
        ):
            self._make_up(parent, named[0], self._kinds.get(child, ""))
        else:
            self._connection.execute(f'DELETE FROM "{child}" WHERE rowid = ?', (rowid,))
            self._result.saved[child] -= 1
            self._result.lost[child] += 1

    def _make_up(self, table: str, rowid: int, kind: str) -> None:
        known = self._connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (rowid,)).fetchone()
        if known is None:
            names = {"id": rowid, "kind": kind}
            self._connection.execute(
                MADE_UP[table], {n: v for n, v in names.items() if f":{n}" in MADE_UP[table]}
            )
            self._result.made_up[table] += 1


#: What stands for a lost row that others name: somebody, an idea that is out of sight, and a part of the agenda.
MADE_UP = {
    "participant": "INSERT INTO participant "
    "SELECT :id, 'lost-' || :id, NULL, language, 'phone', created_at FROM workshop",
    "activity": "INSERT INTO activity (id, position, kind, title, minutes, config) "
    """VALUES (:id, 1000 + :id, :kind, '{"fi": "?"}', 10, '{}')""",
    "idea": "INSERT INTO idea (id, text, origin, state, created_at) "
    "SELECT :id, '?', 'participant', 'hidden', created_at FROM workshop",
}
