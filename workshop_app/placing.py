"""Puts a finished file in its place, and clears files away, where another program may have them open. Any thread.

Only Windows refuses that: there a file that is open can be neither replaced nor deleted. Word holds a document for as
long as it shows it; a virus scanner, OneDrive or the search index hold what was just written for a moment, which is
waited for.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import filelock

from workshop_app.domain.errors import WorkshopError

#: How long another program is waited for, and how long between two tries, in seconds.
PATIENCE, PAUSE = 1.0, 0.02
#: Windows' words for it: access denied (a target that is open is told so too), sharing and lock violation.
_DENIED = 5
_HELD = (_DENIED, 32, 33)


def put_in_place(finished: Path, target: Path, between: Callable[[], None] | None = None) -> None:
    """Rename `finished` to `target`, replacing what is there, for good: a power cut does not bring the old file back.

    What `finished` holds must be on the disk already. `between` is called between two tries, and may raise.

    Raises WorkshopError(file_held) where another program keeps one of them open, (file_protected) where it is protected
    from being written to; OSError.
    """
    try:
        _patiently(lambda: finished.replace(target), between)
    except PermissionError as error:
        # Denied where nothing is in the way yet: the folder refuses.
        if not _is_held(error) or (getattr(error, "winerror", None) == _DENIED and not target.exists()):
            raise
        protected = target.exists() and not os.access(target, os.W_OK)
        code = "file_protected" if protected else "file_held"
        raise WorkshopError(code, name=target.name) from error
    settle(target.parent)


def clear_away(path: Path, between: Callable[[], None] | None = None) -> None:
    """Delete the file at `path`, if there is one. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True), between)


def let_go(lock: filelock.BaseFileLock) -> None:
    """Let others take the lock, and leave no file of it behind."""
    # Gone while we still hold it; a stick that was pulled out took it along. It is removed while it is ours: once it
    # is let go it may be another program's, and who comes third would make a new one beside that. Windows removes none
    # that is open, nobody's then.
    places = [Path(lock.lock_file).unlink, lock.release]
    for step in reversed(places) if os.name == "nt" else places:
        with contextlib.suppress(OSError):
            step()


def _patiently(act: Callable[[], object], between: Callable[[], None] | None) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            act()
        except PermissionError as error:
            if not _is_held(error) or time.monotonic() >= until:
                raise
        else:
            return
        if between is not None:
            between()
        time.sleep(PAUSE)


def _is_held(error: PermissionError) -> bool:
    return getattr(error, "winerror", None) in _HELD


def settle(folder: Path) -> None:
    """Make a renaming in `folder` last through a power cut, where the system can."""
    if os.name == "nt":
        return
    # Some sticks' file systems can't; the renaming is done all the same.
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
