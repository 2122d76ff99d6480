"""The frames of SQLite's write-ahead log, each checked by itself. Any thread.

SQLite reads a log up to the first frame whose checksum is wrong, as after a power cut nothing behind it was committed.
Where the disk has spoilt a frame in the middle, that silently drops every later commit. A frame's checksum goes on from
the one before it, which stands in that frame's head: so the later ones can be told from what a cut left.

See https://www.sqlite.org/fileformat2.html#walformat.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

_HEAD, _FRAME_HEAD = 32, 24
_MAGIC = b"\x37\x7f\x06"
#: Our files have pages of so many bytes.
PAGE = 4096
#: Up to this many bytes of a log are looked through where a file is opened: SQLite folds it in at four million.
LOOKED_AT = 32_000_000


@dataclass(frozen=True, slots=True)
class Frames:
    """Where in the log each page's newest content begins, and how many frames that were committed are spoilt."""

    begins: dict[int, int] = field(default_factory=dict)
    spoilt: int = 0


def is_spoilt(log: Path) -> bool:
    """Whether the log at `log` holds commits that SQLite would not see, behind a spoilt frame. Raises OSError."""
    if not log.is_file() or not _HEAD < log.stat().st_size <= LOOKED_AT:
        return False
    # Twice: the file may be open in this program, which goes on writing while it is read.
    return all(read(log.read_bytes(), PAGE).spoilt for _ in range(2))


def read(log: bytes, size: int) -> Frames:
    """The frames of a log of pages of `size` bytes up to its last commit."""
    if (len(log) - _HEAD) // (_FRAME_HEAD + size) < 1:
        return Frames()
    return _Log(log, size).committed()


class _Log:
    def __init__(self, log: bytes, size: int) -> None:
        self._log, self._size = log, size
        self._count = (len(log) - _HEAD) // (_FRAME_HEAD + size)
        self._whole = log[:3] == _MAGIC and int.from_bytes(log[8:12], "big") == size
        # Ours are written by this machine's kind of processor; the head says which, where it can be read.
        self._order = ">" if self._whole and log[3] & 1 else "<"
        self._whole = self._whole and self._sums(log[:24], (0, 0)) == struct.unpack(">2I", log[24:32])
        self._salt = log[16:24] if self._whole else self._salt_of_frames()

    def committed(self) -> Frames:
        good = [self._salt is not None and self._is_good(n) for n in range(self._count)]
        unbroken = next((n for n, whole in enumerate(good) if not whole), self._count) if self._whole else 0
        last = max((n for n in range(unbroken) if self._commits(n)), default=-1)
        # Whatever was written on top of a commit shows that SQLite held it for one; frames of a transaction that was
        # broken off may lie behind the last commit, but nothing goes on from them.
        sure = [n for n in range(unbroken, self._count - 1) if good[n] and self._commits(n) and good[n + 1]]
        if sure:
            last = sure[-1]
            for n in range(last + 1, self._count):
                if not good[n]:
                    break
                last = n if self._commits(n) else last
        begins = {self._number(n): self._at(n) + _FRAME_HEAD for n in range(last + 1) if good[n]}
        return Frames(begins, sum(not whole for whole in good[: last + 1]) + (bool(sure) and not self._whole))

    def _salt_of_frames(self) -> bytes | None:
        """What marks this turn of the log, where its head is lost: frames of an earlier turn lie behind."""
        for n in range(min(2, self._count - 1)):
            salt = self._log[self._at(n) + 8 : self._at(n) + 16]
            if salt == self._log[self._at(n + 1) + 8 : self._at(n + 1) + 16]:
                return salt
        return None

    def _is_good(self, n: int) -> bool:
        at = self._at(n)
        if self._log[at + 8 : at + 16] != self._salt:
            return False
        before = self._log[at - self._size - 8 : at - self._size] if n else self._log[24:32]
        content = self._log[at : at + 8] + self._log[at + _FRAME_HEAD : at + _FRAME_HEAD + self._size]
        sums = self._sums(content, struct.unpack(">2I", before))
        return sums == struct.unpack(">2I", self._log[at + 16 : at + _FRAME_HEAD])

    def _at(self, n: int) -> int:
        return _HEAD + n * (_FRAME_HEAD + self._size)

    def _number(self, n: int) -> int:
        return int.from_bytes(self._log[self._at(n) : self._at(n) + 4], "big")

    def _commits(self, n: int) -> bool:
        return any(self._log[self._at(n) + 4 : self._at(n) + 8])

    def _sums(self, data: bytes, sums: tuple[int, ...]) -> tuple[int, int]:
        first, second = sums
        words = struct.unpack(f"{self._order}{len(data) // 4}I", data)
        for n in range(0, len(words), 2):
            first = (first + words[n] + second) & 0xFFFFFFFF
            second = (second + words[n + 1] + first) & 0xFFFFFFFF
        return first, second
