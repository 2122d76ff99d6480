"""What handlers and readers see of SQLite: queries, no connection. Each class says on which thread it is used."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Protocol, TypeVar, cast

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Event, Subject
from workshop_app.store.appending import Appending, Value

Row = Mapping[str, object]
#: A row as it was read. The kinds name it so, without importing sqlite3.
Record = sqlite3.Row
T = TypeVar("T")


class Reader(Protocol):
    """Anything that can be asked: a transaction on the writer thread or a read connection."""

    def query(self, sql: str, params: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """All rows."""
        ...

    def one(self, sql: str, params: tuple[Value, ...] = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        ...

    def at_one_moment(self) -> AbstractContextManager[None]:
        """Inside, all answers are of one moment, whatever is committed meanwhile."""
        ...


class Connected:
    """A `Reader` over one connection; used only on the thread that owns the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def query(self, sql: str, params: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """All rows that `sql` gives."""
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, params: tuple[Value, ...] = ()) -> sqlite3.Row | None:
        """The first row that `sql` gives, or None."""
        return cast("sqlite3.Row | None", self._connection.execute(sql, params).fetchone())

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Inside, all answers are of the moment of the first question, whatever is committed meanwhile."""
        inside = self._connection.in_transaction
        if inside:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            # SQLite itself ends it when the file cannot be read.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def number(self, sql: str, params: tuple[Value, ...] = ()) -> int:
        """The first column of the first row as a whole number; 0 where there is none."""
        row = self.one(sql, params)
        return int(row[0] or 0) if row is not None else 0


class Tx(Connected):
    """One command's view of the writing transaction. WRITER THREAD only.

    `now` is the time of the command (UTC). `memory` is what handlers may keep between commands
    (a picker's state): it is thrown away whenever a transaction fails, so whatever is in it must be
    rebuildable from the file, and a handler changes it only after it has refused what it refuses.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        now: datetime,
        memory: dict[tuple[str, int], object],
        appending: Appending | None = None,
    ) -> None:
        """`appending` is what several commands of one transaction have appended; its owner writes it at the end."""
        super().__init__(connection)
        self._appending = appending
        self.now = now
        #: `now` as it is written to the file.
        self.at = stamp(now)
        self.memory = memory
        self._changes = self.remembered("changes", 0, Counter[Subject])
        self.events: list[Event] = []
        #: Whether the command has changed anything in the file.
        self.wrote = False
        #: How many rows it has added, less those that it has taken out.
        self.added = 0
        #: The newest row of each table that it has changed; None where something was deleted since.
        self.newest: dict[str, int | None] = {}
        #: Set by a handler that wipes something: the rolling copies, which still hold it, are removed too.
        self.forget_copies = False
        #: Set by a handler that takes words of one phone's away: the rolling copies are made anew soon.
        self.renew_copies = False

    def query(self, sql: str, params: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """All rows that `sql` gives."""
        self._settle()
        return super().query(sql, params)

    def one(self, sql: str, params: tuple[Value, ...] = ()) -> sqlite3.Row | None:
        """The first row that `sql` gives, or None."""
        self._settle()
        return super().one(sql, params)

    def append(self, table: str, **values: Value) -> int:
        """Append a row and return its id, as `insert`; it reaches the file together with those of other commands.

        For what is appended with every answer: whoever asks the file in between finds it there all the same.
        """
        if self._appending is None:
            return self.insert(table, **values)
        self.wrote = True
        self.added += 1
        made = self.newest[table] = self._appending.add(table, values)
        return made

    def insert(self, table: str, **values: Value) -> int:
        """Append a row and return its id. Names come from our own code, values are bound."""
        self._settle()
        self.wrote = True
        self.added += 1
        done = self._connection.execute(_inserting(table, tuple(values)), tuple(values.values()))
        made = self.newest[table] = int(done.lastrowid or 0)
        return made

    def execute(self, sql: str, params: tuple[Value, ...] = ()) -> int:
        """Run a change and return how many rows it touched. No row's number is changed."""
        self._settle()
        self.wrote = True
        touched = self._connection.execute(sql, params).rowcount
        if sql.startswith("DELETE FROM "):
            self.newest[sql.split()[2]] = None
            self.added -= touched
        return touched

    def _settle(self) -> None:
        """Write what was appended: a query may ask for it, or something is written that must come after it."""
        if not self._appending:
            return
        try:
            self._appending.flush()
        except sqlite3.Error:
            # It may be another command's row; all are run again, each apart.
            self.wrote = True
            raise

    def check_room(self, table: str, most: int) -> None:
        """Raises WorkshopError(no_more_fit) when a table has `most` rows already: with more the file is not opened."""
        if self.number(f"SELECT count(*) FROM {table}") >= most:
            raise WorkshopError("no_more_fit", limit=most)

    def tell(self, event: Event) -> None:
        """Publish `event` once this command is committed."""
        self.events.append(event)
        if isinstance(event, Changed):
            self._changes[event.subject] += 1

    def changes(self, *subjects: Subject) -> int:
        """How often one of these subjects has changed since `memory` was made, for whoever caches what was read."""
        return sum([self._changes[subject] for subject in subjects])

    def remembered(self, kind: str, key: int, make: Callable[[], T]) -> T:
        """What `memory` holds under (kind, key), made by `make` where it holds nothing."""
        found = self.memory.get((kind, key))
        if found is None:
            found = self.memory[(kind, key)] = make()
        return cast("T", found)


@cache
def _inserting(table: str, names: tuple[str, ...]) -> str:
    """There are as many of them as places in our code that insert."""
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"


# The commands of one transaction have one moment.
@lru_cache(maxsize=8)
def stamp(moment: datetime) -> str:
    """A moment as text for the file: UTC, ISO 8601, milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: object) -> datetime:
    """A moment from the file's text."""
    return datetime.fromisoformat(str(text))


def moment_or_none(text: object) -> datetime | None:
    """A moment from the file's text, or None where there is none."""
    return None if text is None else moment(text)
