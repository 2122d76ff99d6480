"""An evening is deleted for good: its file, the copies beside it and what SQLite keeps beside each. Any thread."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from workshop_app.placing import settle
from workshop_app.store import backup, session_file


def files_of(path: Path) -> list[Path]:
    """The evening's file and the copies of it in the same folder that are there, the file first."""
    found = (path, *backup.rolling_paths(path), *backup.others(path))
    return [file for file in found if file.is_file()]


def delete(path: Path) -> None:
    """Delete all of `files_of(path)`, or nothing where a program has one of them open; the file itself goes last.

    So what could not be deleted can be tried again. Raises SessionFileProblem(in_use, not_writable, ...), OSError.
    """
    path = Path(os.path.realpath(path))
    files = files_of(path)
    with session_file.disk_trouble(path):
        with contextlib.ExitStack() as closed:
            for file in files:
                closed.enter_context(session_file.not_open(file))
            backup.sweep(path)
            for file in reversed(files):
                backup.remove(file)
        settle(path.parent)
