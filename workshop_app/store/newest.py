"""How far a workshop's file has come, so that an older copy of it is not taken for it. WRITER THREAD."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


class Newest:
    """The newest row of each table that was acknowledged: an older copy of the same evening lacks one of them.

    Rows go only by a deletion of ours, so a table of which something was deleted is known by no row until the next.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Of the file that `connection` has open."""
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        named = [str(name) for (name,) in tables if not str(name).startswith("_")]
        self._rows: dict[str, int | None] = {
            name: connection.execute(f'SELECT max(id) FROM "{name}"').fetchone()[0] for name in named
        }

    def committed(self, rows: Mapping[str, int | None]) -> None:
        """These are the newest now, by table; None: something was deleted after the newest."""
        self._rows.update(rows)

    def are_in(self, connection: sqlite3.Connection) -> bool:
        """Whether the file that `connection` has open has all of them. Raises sqlite3.Error."""
        return all(
            connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row,)).fetchone()
            for table, row in self._rows.items()
            if row is not None
        )
