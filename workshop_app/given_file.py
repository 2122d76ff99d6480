"""Reads a file that somebody gave, whatever it is: an archive, a list of ideas, a Word template. Any thread."""

from __future__ import annotations

from pathlib import Path


def content(path: Path, most: int) -> bytes:
    """The bytes of the file at `path`.

    Raises OSError; ValueError for more than `most` bytes, and for what is no file: a pipe would be waited for without
    end, and a device gives bytes without end.
    """
    found = path.stat()
    if not path.is_file() or found.st_size > most:
        raise ValueError(path.name)
    with path.open("rb") as file:
        read = file.read(most + 1)
    if len(read) > most:
        raise ValueError(path.name)
    return read
