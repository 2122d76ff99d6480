"""What the world can do to a session file, as against our own bugs. Any thread."""

from __future__ import annotations

import sqlite3


class SessionFileProblem(Exception):
    """The file or its disk has a problem that the user can do something about.

    `code` is one of: missing, exists, foreign, damaged, tampered, newer, in_use, full, read_only, locked,
    not_readable, not_writable, disk_unfit, broken,
    beyond_recovery, no_archive, archive_broken.  Words for people are made at the edge (`workshop_app.problems`).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled by code and values: the clerk sends it from its own process."""
        return (_rebuild, (self.code, self.params))


def _rebuild(code: str, params: dict[str, object]) -> SessionFileProblem:
    return SessionFileProblem(code, **params)


_BY_NAME = {
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "foreign",
    "SQLITE_TOOBIG": "tampered",
    "SQLITE_CANTOPEN": "not_writable",
    "SQLITE_IOERR": "broken",
}


def from_sqlite(error: sqlite3.Error) -> SessionFileProblem | None:
    """The problem that an SQLite error stands for, or None when the error is our own bug."""
    name = getattr(error, "sqlite_errorname", "") or ""
    code = next((c for prefix, c in _BY_NAME.items() if name.startswith(prefix)), None)
    return SessionFileProblem(code) if code else None
