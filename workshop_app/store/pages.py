"""The rows of an SQLite file read page by page without SQLite: for a file that SQLite refuses. Any thread.

See https://www.sqlite.org/fileformat2.html; only tables are read, never indexes, and nothing is written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

Value = None | int | float | str | bytes

LEAF, INTERIOR = 0x0D, 0x05
#: A chain of overflow pages, or a tree, is not followed further than this.
_PAYLOAD, _DEPTH = 64_000_000, 40


class Unreadable(Exception):
    """This cell, page or record is damaged."""


class Pages:
    """The pages as the last commit left them: those of the file, and above them those of its write-ahead log."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._file = path.read_bytes()
        log = path.with_name(path.name + "-wal")
        self._log = log.read_bytes() if log.is_file() else b""
        self.size = _page_size(self._file)
        self._in_log = dict(_frames(self._log, self.size))
        self.count = max(len(self._file) // self.size, *self._in_log, 0)
        head = self.page(1)[:100] if self.count else b""
        reserved = head[20] if head[:6] == b"SQLite" else 0
        self.usable = self.size - (reserved if reserved <= 64 else 0)

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
        """The pages that are not in use; what they hold was deleted."""
        found: set[int] = set()
        try:
            trunk = int.from_bytes(self.page(1)[32:36], "big")
            while trunk and trunk not in found:
                found.add(trunk)
                page = self.page(trunk)
                leaves = int.from_bytes(page[4:8], "big")
                if leaves > self.usable // 4:
                    break
                found.update(struct.unpack(f">{leaves}I", page[8 : 8 + 4 * leaves]))
                trunk = int.from_bytes(page[0:4], "big")
        except Unreadable:
            pass
        return found

    def leaves(self, root: int) -> Iterator[int]:
        """The leaf pages under a table's root, as far as the tree can be followed."""
        seen: set[int] = set()

        def under(number: int, depth: int) -> Iterator[int]:
            kind = self.kind(number)
            if number in seen or depth > _DEPTH:
                return
            seen.add(number)
            if kind == LEAF:
                yield number
            elif kind == INTERIOR:
                for child in self._children(number):
                    yield from under(child, depth + 1)

        return under(root, 0)

    def _children(self, number: int) -> Iterator[int]:
        page, head = self.page(number), _head(number)
        for at in _pointers(page, head, head + 12):
            yield int.from_bytes(page[at : at + 4], "big")
        yield int.from_bytes(page[head + 8 : head + 12], "big")

    def rows(self, number: int) -> Iterator[tuple[int, list[Value]] | None]:
        """The rows of a leaf page: (rowid, values), or None for one that can't be read."""
        page, head = self.page(number), _head(number)
        for at in _pointers(page, head, head + 8):
            try:
                yield self._row(page, at)
            except (Unreadable, IndexError, struct.error, UnicodeDecodeError):
                yield None

    def _row(self, page: bytes, at: int) -> tuple[int, list[Value]]:
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if not 0 < length <= _PAYLOAD:
            raise Unreadable
        return rowid, _values(self._payload(page, at, length))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        most = self.usable - 35
        if length <= most:
            here, following = length, 0
        else:
            least = (self.usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (self.usable - 4)
            here = here if here <= most else least
            following = int.from_bytes(page[at + here : at + here + 4], "big")
        parts, left = [page[at : at + here]], length - here
        while left > 0:
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
    cells = int.from_bytes(page[head + 3 : head + 5], "big")
    for n in range(min(cells, len(page) // 4)):
        at = int.from_bytes(page[start + 2 * n : start + 2 * n + 2], "big")
        if at >= start:
            yield at


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


def _frames(log: bytes, size: int) -> Iterator[tuple[int, int]]:
    """Where in the write-ahead log each page begins, of the frames up to the last commit."""
    if len(log) < 32 or log[:3] != b"\x37\x7f\x06" or int.from_bytes(log[8:12], "big") != size:
        return
    order = ">" if log[3] & 1 else "<"
    sums = _checksum(order, log[:24], (0, 0))
    if sums != struct.unpack(">2I", log[24:32]):
        return
    waiting: list[tuple[int, int]] = []
    for at in range(32, len(log) - 23 - size, 24 + size):
        number, committed = struct.unpack(">2I", log[at : at + 8])
        sums = _checksum(order, log[at : at + 8] + log[at + 24 : at + 24 + size], sums)
        if log[at + 8 : at + 16] != log[16:24] or sums != struct.unpack(">2I", log[at + 16 : at + 24]):
            return
        waiting.append((number, at + 24))
        if committed:
            yield from waiting
            waiting.clear()


def _checksum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for n in range(0, len(words), 2):
        first = (first + words[n] + second) & 0xFFFFFFFF
        second = (second + words[n + 1] + first) & 0xFFFFFFFF
    return first, second
