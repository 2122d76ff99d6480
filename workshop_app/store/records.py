"""What the rows of the session file mean, for the archive (`workshop_app.archive`): named records of typed fields.

Each owner of tables says so beside them. A test compares these with the tables: every column is either a field here or
left out with a reason, so a new column can't be forgotten. Any thread; writing on the one that makes a new file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workshop_app.store.appending import Value
from workshop_app.store.tx import Connected, Reader, Tx, moment

#: So many rows are read at a time.
_AT_A_TIME = 2_000
#: The greatest whole number that every reader of JSON keeps exactly.
GREATEST = 2**53 - 1
#: The longest text, in characters, twice what is taken from anybody; and the longest object or list as JSON.
LONGEST, LONGEST_JSON = 40_000, 1_000_000


class Sort(StrEnum):
    """What a field holds, in the words of the archive's description."""

    TEXT = "text"
    NUMBER = "whole number"
    YES_NO = "yes or no"
    MOMENT = "moment (ISO 8601, with time zone)"
    DAY = "day (ISO 8601)"
    OBJECT = "object"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the archive, what it is, and the column it stands in (the name itself, if not given).

    A text that is `kept_back` is written as an empty one: it is for nobody but who wrote it. One that stands in an
    archive is read.
    """

    name: str
    sort: Sort
    about: str
    optional: bool = False
    column: str = ""
    kept_back: bool = False

    @property
    def stands_in(self) -> str:
        """The column."""
        return self.column or self.name


@dataclass(frozen=True, slots=True)
class Records:
    """All rows of one table as records in the order they were written.

    `left_out` gives for each column that the archive does not hold the reason; `filled` what is written there when
    an archive is read ("{id}" stands for the row's number), NULL where it names nothing.
    """

    name: str
    table: str
    about: str
    fields: tuple[Field, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)


class NotAsDescribed(Exception):
    """A record is not as its description says; `str()` names the place, such as "ideas[3].text"."""


def read(reader: Reader, records: Records) -> Iterator[dict[str, object]]:
    """The table's rows as records, some at a time: inside `at_one_moment` they fit each other."""
    columns = ", ".join(f'"{f.stands_in}"' for f in records.fields)
    asked = f'SELECT id AS "_id", {columns} FROM "{records.table}" WHERE id > ? ORDER BY id LIMIT ?'
    last = -(2**63)
    while rows := reader.query(asked, (last, _AT_A_TIME)):
        for row in rows:
            yield {f.name: "" if f.kept_back else _told(f, row[f.stands_in]) for f in records.fields}
        last = int(rows[-1]["_id"])


def check_structure(reader: Connected, records: Records) -> None:
    """Read every object, list, moment and day of the table, also those that no page reads; no text may be too long.

    Raises ValueError, RecursionError; a NaN and a lone surrogate, too, fit no archive.
    """
    for each in records.fields:
        if each.sort is Sort.TEXT:
            longest = f'SELECT max(length("{each.stands_in}")) FROM "{records.table}"'
            if reader.number(longest) > LONGEST:
                raise ValueError("text")
        if each.sort not in (Sort.OBJECT, Sort.LIST, Sort.MOMENT, Sort.DAY):
            continue
        asked = f'SELECT "{each.stands_in}" FROM "{records.table}" WHERE "{each.stands_in}" IS NOT NULL'
        found = [row[0] for row in reader.query(asked)]
        if each.sort is Sort.MOMENT:
            # There are as many as answers.
            if any(moment(value).tzinfo is None for value in found):
                raise ValueError("no time zone")
            continue
        for value in found:
            _stored(each, value if each.sort is Sort.DAY else json.loads(str(value)))


def latest(reader: Reader, described: Iterable[Records]) -> datetime | None:
    """The newest moment that stands in these tables; None where none does."""
    found = []
    for records in described:
        for each in records.fields:
            if each.sort is Sort.MOMENT:
                row = reader.one(f'SELECT max("{each.stands_in}") AS newest FROM "{records.table}"')
                if row is not None and row["newest"] is not None:
                    found.append(moment(row["newest"]))
    return max(found, default=None)


def write(tx: Tx, records: Records, found: Sequence[object]) -> None:
    """Write records as rows. Raises NotAsDescribed."""
    for number, record in enumerate(found):
        where = f"{records.name}[{number}]"
        values = checked(records, record, where)
        for column, filling in records.filled.items():
            values[column] = filling.format(id=values.get("id"))
        try:
            tx.insert(records.table, **values)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
            raise NotAsDescribed(where) from error


def checked(records: Records, record: object, where: str) -> dict[str, Value]:
    """One record as the values of its columns. Raises NotAsDescribed."""
    if not isinstance(record, dict) or set(record) != {f.name for f in records.fields}:
        raise NotAsDescribed(where)
    values: dict[str, Value] = {}
    for each in records.fields:
        try:
            values[each.stands_in] = _stored(each, record[each.name])
        except (ValueError, TypeError, RecursionError) as error:
            raise NotAsDescribed(f"{where}.{each.name}") from error
    return values


def no_dangling(tx: Tx) -> None:
    """Check that every record that another one names is there. Raises NotAsDescribed."""
    row = tx.one("PRAGMA foreign_key_check")
    if row is not None:
        raise NotAsDescribed(f"{row['table']} -> {row['parent']}")


def _told(each: Field, value: object) -> object:
    if value is None:
        return None
    match each.sort:
        case Sort.OBJECT | Sort.LIST:
            return json.loads(str(value))
        case Sort.YES_NO:
            return bool(value)
        case _:
            return value


def _stored(each: Field, value: object) -> Value:
    """The value as it stands in the file. Raises ValueError, TypeError."""
    if value is None:
        if each.optional:
            return None
        raise ValueError(each.name)
    match each.sort, value:
        case Sort.YES_NO, bool():
            return int(value)
        case Sort.NUMBER, int() if not isinstance(value, bool) and abs(value) <= GREATEST:
            return value
        case Sort.OBJECT, dict():
            return _json(value)
        case Sort.LIST, list():
            return _json(value)
        case ((Sort.TEXT | Sort.MOMENT | Sort.DAY), str()):
            return _text(each.sort, value)
    raise ValueError(each.name)


def _json(value: object) -> str:
    return _text(Sort.TEXT, json.dumps(value, ensure_ascii=False, allow_nan=False), LONGEST_JSON)


def _text(sort: Sort, value: str, longest: int = LONGEST) -> str:
    if len(value) > longest or "\x00" in value:
        raise ValueError("text")
    value.encode("utf-8")  # a lone surrogate fits no file
    if sort is Sort.MOMENT and moment(value).tzinfo is None:
        raise ValueError("no time zone")
    if sort is Sort.DAY:
        date.fromisoformat(value)
    return value
