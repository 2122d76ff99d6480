"""Changes at random to files that the program reads: their bytes, pages, rows, parts and structure."""

from __future__ import annotations

import contextlib
import copy
import random
import sqlite3
import zipfile
from pathlib import Path

_VALUES: tuple[object, ...] = (
    None, 0, -1, 1, 2**31, 2**63 - 1, 1.5, float("inf"), "", "x", "1", b"\x00\xff", "[]", "{}", "null", "[" * 50_000,
    "2026-13-45", "9999-12-31T23:59:59.999+00:00", "0001-01-01", "a\x00b", "é" * 5000, '{"fi": 1}', '{"fi": "\\ud800"}',
    "undo", "void", "in", "merge", "open", "=1+1", "<b>", "\u202e",
)  # fmt: skip
_JSON: tuple[object, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", "x", [], {}, [[]], {"fi": None}, "2026-02-30", "\ud800", "a\x00b", "é" * 5000,
)  # fmt: skip


def rows(path: Path, dice: random.Random) -> None:
    """Values of some rows are replaced, rows doubled or removed."""
    connection = sqlite3.connect(path, isolation_level=None)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for _ in range(dice.choice((1, 1, 2, 4))):
        table = dice.choice(names)
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        numbers = [number for (number,) in connection.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid')]
        if not numbers:
            continue
        at, column, value = dice.choice(numbers), dice.choice(columns), dice.choice(_VALUES)
        # What the schema itself refuses is not in the file.
        with contextlib.suppress(sqlite3.Error):
            if dice.random() < 0.8:
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, at))
            else:
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (at,))
    connection.close()


def some_bytes(path: Path, dice: random.Random) -> None:
    """Single bytes, more often near the beginning."""
    data = bytearray(path.read_bytes())
    end = dice.choice((100, 4096, len(data)))
    for _ in range(dice.choice((1, 5, 100))):
        data[dice.randrange(min(end, len(data)))] = dice.randrange(256)
    path.write_bytes(data)


def a_page(path: Path, dice: random.Random) -> None:
    """One page of a database is emptied, filled with noise or with another page."""
    data, size = bytearray(path.read_bytes()), 4096
    one, other = (size * dice.randrange(len(data) // size) for _ in "12")
    data[one : one + size] = dice.choice((bytes(size), dice.randbytes(size), data[other : other + size]))
    path.write_bytes(data)


def cut(path: Path, dice: random.Random) -> None:
    """Cut off somewhere; perhaps something else goes on there."""
    data = path.read_bytes()
    at = dice.randrange(len(data))
    path.write_bytes(data[:at] + dice.choice((b"", dice.randbytes(1000), data[at // 2 :])))


def members(path: Path, dice: random.Random) -> None:
    """Parts of the package are changed, doubled or left out."""
    with zipfile.ZipFile(path) as package:
        parts = {part.filename: package.read(part) for part in package.infolist()}
    for _ in range(dice.choice((1, 2))):
        name = dice.choice(sorted(parts))
        data = parts[name]
        begin, end = sorted(dice.randrange(len(data) + 1) for _ in "12")
        changed = (
            b"",
            data[:begin] + data[end:],
            data[:begin] + dice.randbytes(3) + data[begin:],
            parts[dice.choice(sorted(parts))],
        )
        if dice.random() < 0.2:
            del parts[name]
        else:
            parts[name] = dice.choice(changed)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def document(content: object, dice: random.Random) -> None:
    """One place of a JSON document is replaced, removed, doubled or put elsewhere."""
    places: list[tuple[dict[str, object] | list[object], str | int]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            places.extend((node, name) for name in node)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            places.extend((node, number) for number in range(len(node)))
            for value in node:
                walk(value)

    walk(content)
    if not places:
        return
    node, key = dice.choice(places)
    how = dice.randrange(4)
    if how == 0:
        del node[key]  # type: ignore[arg-type]
    elif how == 1 and isinstance(node, list):
        node.append(copy.deepcopy(node[int(key)]))
    elif how == 2:
        other, at = dice.choice(places)
        node[key] = copy.deepcopy(other[at])  # type: ignore[index]
    else:
        node[key] = dice.choice(_JSON)  # type: ignore[index]
