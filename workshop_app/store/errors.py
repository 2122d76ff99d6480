"""What the world can do to a session file, as against our own bugs. Any thread."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path


class SessionFileProblem(Exception):
    """The file or its disk has a problem that the user can do something about.

    `code` is one of: missing, exists, foreign, damaged, tampered, newer, in_use, full, read_only, locked,
    older, not_readable, not_writable, disk_unfit, broken, bad_name, in_cloud, beyond_recovery, no_archive,
    archive_broken.
    Words for people are made at the edge (`workshop_app.problems`).
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


def problem_of(error: Exception) -> SessionFileProblem | None:
    """The problem that `error` is, or that an SQLite error stands for; None when it is our own bug."""
    if isinstance(error, SessionFileProblem):
        return error
    return from_sqlite(error) if isinstance(error, sqlite3.Error) else None


#: What the system refuses, by its number.
_BY_NUMBER = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.EIO: "broken",
    errno.ENODEV: "broken",
    errno.ENAMETOOLONG: "bad_name",
}
#: The same by Windows' own numbers ("System Error Codes"), which Python's table throws together: a stick that was
#: pulled out and a document that Word has open would both be a folder that can't be written to.
_BY_WINDOWS_NUMBER = {
    **dict.fromkeys((32, 33), "in_use"),
    **dict.fromkeys((39, 112), "full"),
    **dict.fromkeys((21, 31, 53, 59, 64, 67, 121, 433, 483, 1006, 1117, 1167, 1231), "broken"),
    **dict.fromkeys((111, 123, 206), "bad_name"),
    **dict.fromkeys(range(358, 399), "in_cloud"),
}


def from_system(error: OSError) -> SessionFileProblem | None:
    """The problem that a refusal of the system stands for, or None when the error is our own bug."""
    code = _BY_WINDOWS_NUMBER.get(getattr(error, "winerror", None) or 0) or _BY_NUMBER.get(error.errno or 0)
    if code is None:
        return None
    named = {"name": Path(error.filename).name} if isinstance(error.filename, str) else {}
    return SessionFileProblem(code, **named)
