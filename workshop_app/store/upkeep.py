"""What the writer does beside commands: the rolling copy, every few minutes while something changes. WRITER THREAD.

And when nobody has sent anything for a moment, what is in SQLite's log goes into the file. SQLite itself does that
only after some two hundred answers, and who copies the file by hand meanwhile would get an evening without them.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import time
from collections.abc import Callable

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import CopyTrouble, CopyWell, Event
from workshop_app.store import backup
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.open_file import SessionFile
from workshop_app.store.tx import moment

#: Seconds between two rolling copies, and between two looks at whether trouble with the file is over.
COPY_EVERY, LOOK_EVERY = 300.0, 1.0
#: For so many seconds nothing must have come before the log is folded in.
QUIET = 1.0
#: Seconds until a copy that another program was in the way of is tried again.
AGAIN = 30.0
#: Seconds after which the copies are made anew when somebody has withdrawn something: not for each idea of a prank.
RENEWED = 20.0
#: With so many bytes free a disk is full no longer: the answers of one transaction take less.
ROOM = 1_000_000

log = logging.getLogger(__name__)


class _Wiped(Exception):
    """A rolling copy is broken off: what it holds was wiped from the file meanwhile."""


class Upkeep:
    """Knows when the next rolling copy is due, and makes it. `every` None: never."""

    def __init__(
        self,
        file: SessionFile,
        every: float | None,
        seconds: Callable[[], float] = time.monotonic,
        told: Callable[[Event], None] = lambda _event: None,
    ) -> None:
        """`told` hears when copies begin to fail, and when one is made again."""
        self._file = file
        self._every = every
        self._seconds = seconds
        self._told = told
        self._failing = ""
        self._changed = self._unfolded = False
        self._copying = self._wiped = False
        self._next = seconds() + (every or 0.0)
        #: Whether the copies hold what was withdrawn since; so too where a program was killed before it renewed them.
        self._stale = every is not None and _withdrawn_since(file)
        if self._stale:
            self._soon()
        self._next_check = 0.0

    def changed(self) -> None:
        """Something was committed."""
        self._changed = self._unfolded = True

    def pause(self, trouble: bool) -> float | None:
        """How long the writer may sleep if no command comes, in seconds; None: for good."""
        if trouble:
            return LOOK_EVERY
        quiet = QUIET if self._unfolded else None
        if self._every is None or not self._changed:
            return quiet
        copy = max(0.0, self._next - self._seconds())
        return copy if quiet is None else min(copy, quiet)

    def fold(self) -> None:
        """Nobody has sent anything for a moment: fold the log into the file. Where somebody reads in it, the rest
        follows later.
        """
        if not self._unfolded:
            return
        try:
            folded = self._file.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._unfolded = folded[1] != folded[2]
        except sqlite3.Error as error:
            self._unfolded = False
            # What is in the log stays there, and is as safe; the next commit tells what is wrong with the disk.
            log.warning("The log could not be folded in: %s", getattr(error, "sqlite_errorname", ""))

    def worth_a_look(self, trouble: str) -> bool:
        """Whether `trouble` may be over.

        In the log of a full disk there is room for a look, where an answer failed; and a damaged file can be written to
        where it is not damaged.
        """
        if trouble == "damaged":
            return self._seems_whole()
        if trouble != "full":
            return True
        try:
            return shutil.disk_usage(self._file.path.parent).free >= ROOM
        except OSError:
            return True  # it is something else by now, which the look will tell

    def _seems_whole(self) -> bool:
        """Whether the file is whole again, as it may be when a stick has been put in anew. Looked at now and then."""
        if self._seconds() < self._next_check:
            return False
        self._next_check = self._seconds() + AGAIN
        try:
            return backup.is_whole(self._file.path, lambda: None)
        except (sqlite3.Error, OSError):
            return True  # as above

    @property
    def due(self) -> bool:
        """Whether it is time for a rolling copy."""
        return self._every is not None and self._changed and self._seconds() >= self._next

    @property
    def broken_off(self) -> bool:
        """Whether the copy that is being made ends with this step: what it holds was wiped meanwhile."""
        return self._wiped

    def copy(self, between: Callable[[], None]) -> None:
        """Make the rolling copy; `between` is called after each step. A copy that fails harms nobody."""
        # In this order: at no moment does nothing seem to be left to copy.
        self._copying = True
        self._changed = False
        stale, self._stale = self._stale, False
        made = False
        try:
            made = self._copy(between)
        finally:
            self._copying = False
            self._stale = self._stale or (stale and not made)
        if stale and made:
            self._let_go_of_the_older()
        if self._stale:
            self._soon()
        if self._wiped:
            # Only now that nothing reads what was there before, the log lets go of it.
            self._wiped = False
            self.forget()

    def _copy(self, between: Callable[[], None]) -> bool:
        """Returns whether it was made."""

        def step() -> None:
            between()
            if self._wiped:
                raise _Wiped

        failing = ""
        try:
            if not backup.roll(self._file.path, step):
                failing = "room"
        except _Wiped:
            return False
        except WorkshopError:
            # Another program looks at the old copy, which on Windows is in the way: tried again soon, and not told.
            self._changed, self._next = True, self._seconds() + AGAIN
            return False
        except (sqlite3.Error, OSError, SessionFileProblem) as error:
            failing = error.code if isinstance(error, SessionFileProblem) else "room"
            log.warning("No rolling copy: %s (%s)", type(error).__name__, failing)
        except BaseException:
            self._changed, self._next = True, self._seconds() + AGAIN
            raise
        self._changed = self._changed or bool(failing)
        if self._failing != failing:
            self._failing = failing
            self._told(CopyTrouble(failing) if failing else CopyWell())
        self._next = self._seconds() + (self._every or 0.0)
        return not failing

    def renew(self) -> None:
        """Somebody withdrew something: it goes from the log now, soon from the copies, of which one is always there.

        Else a phone that writes and withdraws without end would leave the evening without a copy.
        """
        self._stale = True
        self._empty_log(patient=False)
        self._soon()

    def finish(self) -> None:
        """The writer ends: what was withdrawn does not stay in copies that nobody renews any more."""
        if self._stale and self._every is not None:
            try:
                self.copy(lambda: None)
            except Exception:
                # A bug of ours: those that still wait for an answer must get it all the same.
                log.exception("The copies could not be made anew at the end")
            self._drop_stale()

    def _drop_stale(self) -> None:
        # Of a file that is damaged or gone they are all that is left; beside a whole one they only tell what is gone.
        if self._stale and self._failing != "damaged" and self._file.in_place:
            self.before_forgetting()

    def _soon(self) -> None:
        self._changed, self._next = True, min(self._next, self._seconds() + RENEWED)

    def _let_go_of_the_older(self) -> None:
        try:
            backup.forget_older(self._file.path)
        except OSError:
            self._stale = True
        # Only now that no copy is being made the log lets go of what was there before; else it is tried again.
        self._stale = not self._empty_log(patient=False) or self._stale

    def _empty_log(self, *, patient: bool) -> bool:
        """Returns whether nothing stands in the log: a reader in the middle of its reading keeps it.

        Who is not patient does not wait for it to end, and nor do the phones that write and withdraw meanwhile.
        """
        connection = self._file.connection
        waits = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        try:
            if not patient:
                connection.execute("PRAGMA busy_timeout=0")
            return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout={waits}")

    def before_forgetting(self) -> None:
        """Something is about to be wiped: the copies that hold it go first.

        A program that is killed right after the wiping would leave them, and nobody would look for them again.
        """
        try:
            backup.forget(self._file.path)
        except OSError:
            log.warning("A rolling copy could not be removed")
        self._changed, self._next = True, self._seconds()

    def forget(self) -> None:
        """What was wiped goes from the log and from a copy being made too; a copy of what is left is due now."""
        self._wiped = self._copying
        self._empty_log(patient=True)
        if not self._copying:
            with contextlib.suppress(OSError):
                backup.sweep(self._file.path)
        self._changed, self._next = True, self._seconds()


def _withdrawn_since(file: SessionFile) -> bool:
    """Whether something was withdrawn after one of the rolling copies was made."""
    copies = [path.stat().st_mtime for path in backup.rolling_paths(file.path) if path.is_file()]
    if not copies:
        return False
    last = file.connection.execute("SELECT max(at) FROM idea_change WHERE change = 'withdraw'").fetchone()[0]
    return last is not None and moment(last).timestamp() > min(copies)
