"""The rows of an SQLite file read page by page without SQLite: for a file that SQLite refuses. Any thread.

See https://www.sqlite.org/fileformat2.html; only tables are read, never indexes, and nothing is written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from workshop_app.store import frames

Value = None | int | float | str | bytes

LEAF, INTERIOR = 0x0D, 0x05
_INDEX_LEAF, _INDEX_INTERIOR = 0x0A, 0x02
#: A chain of overflow pages, or a tree, is not followed further than this, and no record has more values.
_PAYLOAD, _DEPTH, _VALUES = 64_000_000, 40, 100
#: A cell: its page, and where on it the cell begins.
_Cell = tuple[int, int]


class Unreadable(Exception):
    """This cell, page or record is damaged."""


#: What reading a damaged cell ends in.
_DAMAGED = (Unreadable, IndexError, struct.error, UnicodeDecodeError)


class Pages:
    """The pages as the last commit left them: those of the file, and above them those of its write-ahead log."""

    def __init__(self, path: Path) -> None:
        """`spoilt`: how many frames of the log were lost. Raises OSError."""
        self._file = path.read_bytes()
        log = path.with_name(path.name + "-wal")
        self._log = log.read_bytes() if log.is_file() else b""
        self.size = _page_size(self._file)
        found = frames.read(self._log, self.size)
        self._in_log, self.spoilt = found.begins, found.spoilt
        self.count = max(len(self._file) // self.size, *self._in_log, 0)
        head = self.page(1)[:100] if self.count else b""
        known = head[:6] == b"SQLite"
        reserved = head[20] if known else 0
        #: How many pages the file says it has, or has if it says less.
        self.claimed = max(self.count, int.from_bytes(head[28:32], "big") if known else 0)
        self.usable = self.size - (reserved if reserved <= 64 else 0)
        # Which cell each overflow page was read for. A file made to harm has thousands of cells name the same chain, or
        # one that leads back to itself: a few thousand bytes would become all memory that there is.
        self._overflow: dict[int, _Cell] = {}

    def page(self, number: int) -> bytes:
        """One page, counted from 1. Raises Unreadable where there is none."""
        found = (
            self._log[at : at + self.size]
            if (at := self._in_log.get(number))
            else self._file[(number - 1) * self.size : number * self.size]
        )
        if number < 1 or len(found) < self.size:
            raise Unreadable
        return found

    def kind(self, number: int) -> int:
        """The byte that says what a page is; 0 where it can't be read."""
        try:
            return self.page(number)[_head(number)]
        except Unreadable:
            return 0

    def free(self) -> set[int]:
        """The pages that are not in use; what they hold was deleted. Nothing where their list is damaged."""
        found: set[int] = set()
        try:
            trunk, count = struct.unpack(">2I", self.page(1)[32:40])
            while trunk and trunk not in found:
                found.add(trunk)
                page = self.page(trunk)
                leaves = int.from_bytes(page[4:8], "big")
                if leaves > self.usable // 4:
                    break
                found.update(struct.unpack(f">{leaves}I", page[8 : 8 + 4 * leaves]))
                trunk = int.from_bytes(page[0:4], "big")
        except Unreadable:
            return set()
        return found if len(found) == count else set()

    def leaves(self, root: int, missed: set[int] | None = None) -> Iterator[int]:
        """The leaf pages under a table's root, as far as the tree can be followed.

        The numbers of pages that it leads to and that are no part of a table go into `missed`.
        """
        for number, kind in self._tree(root):
            if kind == LEAF:
                yield number
            elif kind != INTERIOR and missed is not None:
                missed.add(number)

    def _tree(self, root: int) -> Iterator[tuple[int, int]]:
        """Every page under a root, with its kind. Only those of a table and an index lead further."""
        seen: set[int] = set()
        waiting = [(root, 0)]
        while waiting:
            number, depth = waiting.pop()
            if number in seen or depth > _DEPTH:
                continue
            seen.add(number)
            kind = self.kind(number)
            yield number, kind
            if kind in (INTERIOR, _INDEX_INTERIOR):
                waiting += [(child, depth + 1) for child in reversed(list(self._children(number)))]

    def _children(self, number: int) -> Iterator[int]:
        page, head = self.page(number), _head(number)
        for at in _pointers(page, head, head + 12):
            yield int.from_bytes(page[at : at + 4], "big") if at else 0
        yield int.from_bytes(page[head + 8 : head + 12], "big")

    def named(self, root: int) -> Iterator[int]:
        """The numbers of the rows that an index names, as far as it can be read."""
        for number, kind in self._tree(root):
            if kind not in (_INDEX_LEAF, _INDEX_INTERIOR):
                continue
            page, head = self.page(number), _head(number)
            skipped = 4 if kind == _INDEX_INTERIOR else 0
            for at in filter(None, _pointers(page, head, head + 8 + skipped)):
                try:
                    length, begin = _varint(page, at + skipped)
                    most = (self.usable - 12) * 64 // 255 - 23
                    rowid = _values(self._payload((number, at), begin, length, most))[-1]
                except _DAMAGED:
                    continue
                if isinstance(rowid, int):
                    yield rowid

    def rows(self, number: int) -> Iterator[tuple[int, list[Value]] | None]:
        """The rows of a leaf page: (rowid, values), or None for one that can't be read."""
        page, head = self.page(number), _head(number)
        # Cells lie beside each other; those that share their bytes would be thousands of long rows on one page.
        room = len(page)
        for at in _pointers(page, head, head + 8):
            try:
                row, length = self._row((number, at))
                room -= self._here(length, self._most)
            except _DAMAGED:
                row = None
            yield row if room >= 0 else None

    def _row(self, cell: _Cell) -> tuple[tuple[int, list[Value]], int]:
        """The row of a cell, and its record's length."""
        number, at = cell
        if not at:
            raise Unreadable
        page = self.page(number)
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        return (rowid, _values(self._payload(cell, at, length, self._most))), length

    @property
    def _most(self) -> int:
        """So many bytes of a row's record are on its own page at the most."""
        return self.usable - 35

    def _here(self, length: int, most: int) -> int:
        """How many bytes of a record are on its cell's own page; all of it when it has `most` or less."""
        if length <= most:
            return length
        least = (self.usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.usable - 4)
        return here if here <= most else least

    def _payload(self, cell: _Cell, at: int, length: int, most: int) -> bytes:
        """A record of `length` bytes that begins at `at`; of more than `most` the rest is on other pages."""
        if not 0 < length <= _PAYLOAD:
            raise Unreadable
        page, here = self.page(cell[0]), self._here(length, most)
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        parts, left, seen = [page[at : at + here]], length - here, set[int]()
        while left > 0:
            if following in seen or self._overflow.setdefault(following, cell) != cell:
                raise Unreadable
            seen.add(following)
            overflow = self.page(following)
            parts.append(overflow[4 : 4 + min(left, self.usable - 4)])
            left -= self.usable - 4
            following = int.from_bytes(overflow[0:4], "big")
        payload = b"".join(parts)
        if len(payload) != length:
            raise Unreadable
        return payload


def _head(number: int) -> int:
    return 100 if number == 1 else 0


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big")
    size = 65_536 if size == 1 else size
    # Our files have pages of 4096 bytes; a header that says nothing sensible is damaged.
    return size if size >= 512 and size & (size - 1) == 0 else 4096


def _pointers(page: bytes, head: int, start: int) -> Iterator[int]:
    """Where each cell begins; 0 for one that would lie where none can, or was there already."""
    cells, known = int.from_bytes(page[head + 3 : head + 5], "big"), set[int]()
    for n in range(min(cells, len(page) // 4)):
        at = int.from_bytes(page[start + 2 * n : start + 2 * n + 2], "big")
        yield at if at >= start and at not in known else 0
        known.add(at)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            value = (value << 8) | byte
            break
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return (value - (1 << 64) if value >= 1 << 63 else value), at + n + 1


_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(payload: bytes) -> list[Value]:
    """The values of a record. Raises Unreadable, IndexError, struct.error, UnicodeDecodeError."""
    end, at = _varint(payload, 0)
    types: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
        if len(types) > _VALUES:
            raise Unreadable
    if at != end or not types:
        raise Unreadable
    values: list[Value] = []
    for kind in types:
        size = _WHOLE.get(kind, 8 if kind == 7 else 0) if kind < 12 else (kind - 12) // 2
        part = payload[at : at + size]
        if kind < 0 or kind in (10, 11) or len(part) != size:
            raise Unreadable
        values.append(_value(kind, part))
        at += size
    if at != len(payload):
        raise Unreadable
    return values


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return float(struct.unpack(">d", part)[0])
    if kind < 7:
        return int.from_bytes(part, "big", signed=True)
    return part if kind % 2 == 0 else part.decode("utf-8")
