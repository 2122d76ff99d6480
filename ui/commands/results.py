"""The folder that a rehearsal fills. It may replace what a rehearsal made there before, nothing else. Main thread.

A rehearsal makes `<template>.tupa`, `minutes.docx`, `minutes.html`, `tables.xlsx`, `csv/*.csv` and `rehearsal.json`,
which lists them with the evening's summary. A file that the list does not name belongs to somebody else.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from exports.files import write_whole
from workshop_app.placing import put_in_place
from workshop_app.runtime import Runtime
from workshop_app.store.errors import SessionFileProblem

LIST = "rehearsal.json"
_MADE_BY = "tupailta rehearse"


class Results:
    """One such folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made if it isn't there. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._ours = _listed(folder / LIST)

    def check(self, *names: str) -> None:
        """Raise SessionFileProblem: `exists` where a file is not the rehearsal's, `in_use` where it is open now."""
        for name in (*names, LIST):
            path = self._folder / name
            if path.exists() and name not in self._ours:
                raise SessionFileProblem("exists", name=name)
            if path.exists() and path.suffix == ".tupa":
                _check_closed(path)

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """An empty folder on the same disk, gone afterwards."""
        with tempfile.TemporaryDirectory(prefix=".rehearsal-", dir=self._folder) as name:
            yield Path(name)

    def put(self, staged: Path) -> list[Path]:
        """Move every file from `staged` to its place and return their paths, tables last.

        Tables of an earlier rehearsal that this one does not have are removed. Raises as `check`.
        """
        names = sorted(
            (path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()),
            key=lambda name: ("/" in name, name),
        )
        self.check(*names)
        for name in self._ours - set(names):
            if name.startswith("csv/"):
                (self._folder / name).unlink(missing_ok=True)
        for name in names:
            target = self._folder / name
            target.parent.mkdir(exist_ok=True)
            # What a crash left beside an earlier session file must not be taken for a part of the new one.
            for rest in ("-wal", "-shm"):
                target.with_name(target.name + rest).unlink(missing_ok=True)
            put_in_place(staged / name, target)
        kept = {name for name in self._ours if (self._folder / name).exists()}
        self._ours = kept | set(names) | {LIST}
        return [self._folder / name for name in names]

    def note(self, summary: Mapping[str, object]) -> None:
        """Write the list of files, with the evening's summary."""
        content = {"made_by": _MADE_BY, "made": sorted(self._ours), "summary": summary}
        write_whole(self._folder / LIST, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _listed(path: Path) -> set[str]:
    """The names that an earlier rehearsal listed; nothing when the file is not a rehearsal's."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    if (
        not isinstance(found, dict)
        or found.get("made_by") != _MADE_BY
        or not isinstance(found.get("made"), list)
    ):
        return set()
    return {name for name in found["made"] if isinstance(name, str) and _plain(name)}


def _plain(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts


def _check_closed(path: Path) -> None:
    try:
        Runtime(path).close()
    except SessionFileProblem as problem:
        # Damaged or too new: it is a rehearsal's own file, and is about to be replaced.
        if problem.code == "in_use":
            raise
