"""Which rows the pages of a damaged file still hold, and which are known to be missing. Any thread.

First those that each table's tree leads to, then those on pages that no tree leads to: they belong to the table whose
columns they fit. What is missing is told by the numbers between the rows, by the indexes, which name every row, and by
pages that a tree leads to and that can't be read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from workshop_app.store import checking
from workshop_app.store.pages import LEAF, Pages, Value
from workshop_app.store.recovery import Recovery
from workshop_app.store.tables import BY_LOT, numbers

Rows = dict[int, list[Value]]
#: Which types each value of a table's rows may have.
_Shape = list[tuple[type, ...]]
#: An entry of the schema: type, name, table, root page, SQL. Its numbers stand in the record, as it has no own one.
_ENTRY: _Shape = [(str,), (str,), (str,), (int,), (str, type(None))]

#: More indexes than a table of ours has are not followed: a file made to harm may name thousands, all of them large.
_INDEXES = 4


def find(pages: Pages, columns: checking.Columns, result: Recovery) -> Found:
    """The rows of each table of `columns`; what is left out is told to `result`."""
    found = Found(pages, columns, result)
    for table in columns:
        found.read_tree(table)
    found.read_strays()
    for table in columns:
        if not table.startswith("_"):
            found.count_missing(table)
    return found


@dataclass(frozen=True, slots=True)
class _Schema:
    """Where the trees begin, as far as that can be read: each table's root, and the roots of its indexes."""

    roots: dict[str, int]
    indexes: dict[str, list[int]]
    #: Its own pages, and those of them that can't be read.
    seen: set[int]
    missed: set[int]


class Found:
    """The rows by table, and what is known of those that are not there."""

    def __init__(self, pages: Pages, columns: checking.Columns, result: Recovery) -> None:
        self._pages, self._result = pages, result
        self._shapes = {table: _shape(described) for table, described in columns.items()}
        self._schema = _read_schema(pages)
        self._seen = pages.free() | self._schema.seen
        #: Pages that each table's tree leads to and that are no part of it; tables of which not all may be there.
        self._missed: dict[str, set[int]] = {}
        self._in_doubt: set[str] = set()
        self.rows: dict[str, Rows] = {table: {} for table in columns}

    def read_tree(self, table: str) -> None:
        """The rows that the table's own tree leads to."""
        root, shape, missed = self._schema.roots.get(table), self._shapes[table], set[int]()
        for leaf in self._pages.leaves(root or 0, missed):
            self._seen.add(leaf)
            rows = list(self._pages.rows(leaf))
            if len(rows) > 1 and not any(row is not None and _fits(shape, row[1]) for row in rows):
                # Another page's content: none of this table's rows can be counted on it.
                missed.add(leaf)
                continue
            for row in rows:
                if row is not None and row[0] in numbers(table) and _fits(shape, row[1]):
                    self.rows[table][row[0]] = row[1]
                    continue
                self._in_doubt.add(table)
                self._result.leave_out(table, None if row is None else row[0])
        self._missed[table] = missed if root else set()
        if missed:
            self._in_doubt.add(table)

    def read_strays(self) -> None:
        """The rows on leaves that no tree leads to."""
        for number in range(2, self._pages.count + 1):
            if number not in self._seen and self._pages.kind(number) == LEAF:
                self._read_stray(number)

    def _read_stray(self, number: int) -> None:
        cells = list(self._pages.rows(number))
        rows = [row for row in cells if row is not None]
        fitting = [
            table
            for table, shape in self._shapes.items()
            if rows and all(_fits(shape, values) and rowid in numbers(table) for rowid, values in rows)
        ]
        # An older file's rows may be shorter, but where the length fits as well that is the table; and a table whose
        # own tree is whole has no pages elsewhere.
        exact = [t for t in fitting if all(len(values) == len(self._shapes[t]) for _, values in rows)]
        fitting = exact or fitting
        fitting = [t for t in fitting if t in self._in_doubt] or fitting
        if len(fitting) != 1:
            self._result.lost["?"] += len(rows)
            return
        for rowid, values in rows:
            self.rows[fitting[0]].setdefault(rowid, values)
        for _ in range(len(cells) - len(rows)):
            self._result.leave_out(fitting[0], None)

    def count_missing(self, table: str) -> None:
        """Count the rows that stood in the table and were not found."""
        there = self.rows[table]
        named: Collection[int] = ()
        entries = [n for root in self._schema.indexes.get(table, ()) for n in self._pages.named(root)]
        # An index that is damaged itself may name rows that never were: it is asked where something is missing.
        if table in self._in_doubt or len(entries) > len(there) * len(self._schema.indexes.get(table, ())):
            named = {n for n in entries if n in numbers(table)}
        # Parts of the agenda are taken out again; a gap there means nothing.
        self._result.count_gaps(table, there, named, between=table not in {"activity", *BY_LOT})

    def count_pages(self, made: Collection[str]) -> None:
        """Count the pages that could not be read; `made`: the tables that a file of these steps has."""
        missed = set().union(*self._missed.values())
        if not self._schema.roots.keys() >= set(made):
            # What begins at the roots that are lost may be missing; otherwise the schema's pages cost nothing.
            missed |= self._schema.missed
        # A damaged page may lead to any number; past the file's end there is nothing to be counted one by one.
        past = {number for number in missed if number > self._pages.claimed}
        self._result.unread += len(missed - past) + bool(past) + self._pages.spoilt


def _read_schema(pages: Pages) -> _Schema:
    found = _Schema({}, {}, set(), set())
    found.seen.update(pages.leaves(1, found.missed))
    if found.missed:
        # Its other pages are those of the file that hold nothing but entries of a schema.
        found.seen.update(
            n for n in range(1, pages.count + 1) if pages.kind(n) == LEAF and _holds_schema(pages, n)
        )
    for leaf in found.seen:
        for row in pages.rows(leaf):
            if row is not None and _is_entry(row[1]):
                kind, name, table, root, _sql = row[1]
                if kind == "table":
                    found.roots[str(name)] = int(str(root))
                elif kind == "index" and len(found.indexes.get(str(table), ())) < _INDEXES:
                    found.indexes.setdefault(str(table), []).append(int(str(root)))
    return found


def _holds_schema(pages: Pages, number: int) -> bool:
    rows = [row for row in pages.rows(number) if row is not None]
    return bool(rows) and all(_is_entry(values) for _, values in rows)


def _is_entry(values: list[Value]) -> bool:
    return len(values) == len(_ENTRY) and values[0] in ("table", "index") and _fits(_ENTRY, values)


def _shape(described: list[tuple[str, str, bool]]) -> _Shape:
    """Which types each value may have. The first column is the row's number, which the record holds as null."""
    kinds = [checking.TYPES[kind] + (() if needed else (type(None),)) for _, kind, needed in described]
    return [(type(None),), *kinds[1:]]


def _fits(shape: _Shape, values: list[Value]) -> bool:
    """Whether a record can be one of this table; an older one may lack the last columns."""
    if not 2 <= len(values) <= len(shape):
        return False
    return all(
        type(value) in allowed and not (isinstance(value, str) and len(value) > checking.TEXT_BYTES)
        for value, allowed in zip(values, shape, strict=False)
    )
