"""Rows that many commands append to a few tables, written in one statement for each table. WRITER THREAD.

Each statement hands Python's lock over to whoever waits for it, above all the host's thread, and has to get it back.
One statement for each of the answers that are committed together would cost more than the answers themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cache

Value = str | int | float | bytes | None
_Row = tuple[Value, ...]


class Appending:
    """The rows of the transaction that are not in the file yet. They have their ids at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[tuple[str, tuple[str, ...]], list[_Row]] = {}
        self._next: dict[str, int] = {}
        made = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
        self._made = {name: at for at, (name,) in enumerate(made)}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._waiting)

    def add(self, table: str, values: Mapping[str, Value]) -> int:
        """Append a row and return its id. Names come from our own code, values are bound."""
        number = self._next.get(table)
        if number is None:
            # Nobody else writes, and everything that was appended before is in the file.
            found = self._connection.execute(f"SELECT max(id) FROM {table}").fetchone()
            number = int(found[0] or 0) + 1
        self._next[table] = number + 1
        self._waiting.setdefault((table, tuple(values)), []).append((number, *values.values()))
        return number

    def flush(self) -> None:
        """Write them, the tables in the order in which they were made, so that what a row refers to comes first.

        Raises sqlite3.Error; they are forgotten then too.
        """
        waiting, self._waiting, self._next = self._waiting, {}, {}
        for table, names in sorted(waiting, key=lambda what: self._made[what[0]]):
            rows = waiting[table, names]
            self._connection.execute(
                _inserting(table, names, len(rows)), [value for row in rows for value in row]
            )

    def forget(self) -> None:
        """The transaction is rolled back."""
        self._waiting, self._next = {}, {}


@cache
def _inserting(table: str, names: tuple[str, ...], rows: int) -> str:
    """There are as many of them as places in our code that append, and commands in a transaction."""
    marks = f"({', '.join('?' * (len(names) + 1))})"
    return f"INSERT INTO {table} ({', '.join(('id', *names))}) VALUES {', '.join([marks] * rows)}"
