"""The WRITER THREAD: takes what is queued, commits it as one transaction, publishes, answers."""

from __future__ import annotations

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime

from workshop_app.domain.answering import Answer
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Event, StorageTrouble, StorageWell
from workshop_app.store.appending import Appending
from workshop_app.store.errors import from_sqlite, problem_of
from workshop_app.store.filling import Filling
from workshop_app.store.item import Item, Work
from workshop_app.store.open_file import SessionFile
from workshop_app.store.tx import Tx
from workshop_app.store.upkeep import COPY_EVERY, Upkeep

#: How many waiting commands make one transaction at the most.
GROUP = 64
#: How many commands may wait; one more is refused with the code `busy` and sent again later.
QUEUE = 5_000
#: How many groups are committed between two steps of a rolling copy at the most, so that it comes to its end.
BETWEEN = 4

log = logging.getLogger(__name__)


class _Closing(Exception):
    """A rolling copy is broken off: the writer ends."""


class _Apart(Exception):
    """A command must be undone after it has written: the group is run again, each command in a savepoint."""


class Writer:
    """Owns the writing connection. An answer is given only after its commit is on the disk."""

    def __init__(
        self,
        file: SessionFile,
        clock: Callable[[], datetime],
        publish: Callable[[Sequence[Event]], None],
        *,
        reopened: Callable[[], None] = lambda: None,
        copy_every: float | None = COPY_EVERY,
    ) -> None:
        """`reopened` is called after the file had to be opened anew; `copy_every`: see `Upkeep`."""
        self._file = file
        self._clock = clock
        self._publish = publish
        self._reopened = reopened
        self._upkeep = Upkeep(file, copy_every, told=lambda event: publish([event]))
        self._queue: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._memory: dict[tuple[str, int], object] = {}
        self._appending = Appending(file.connection)
        self._trouble: str | None = None
        #: How full of rows the file is; read on any thread.
        self.filling = Filling(file.rows)
        self._closing = threading.Event()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> Future[object]:
        """Queue `work`; the Future holds what it returns, or a WorkshopError, or a SessionFileProblem.

        Raises as `send`.
        """
        answer: Future[object] = Future()
        self.send(work, answer)
        return answer

    def send(self, work: Work, answer: Answer) -> None:
        """Queue `work`; `answer` is told what comes of it.

        Raises WorkshopError(busy) when too much is waiting and WorkshopError(closed) after `close`.
        """
        if self._closing.is_set():
            raise WorkshopError("closed")
        if self._queue.qsize() >= QUEUE:
            raise WorkshopError("busy")
        self._queue.put(Item(work, answer))

    def close(self) -> None:
        """Commit what is queued and end the thread."""
        if not self._closing.is_set():
            self._closing.set()
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while not self._ending:
            self._safely(self._turn)
        if self._trouble is None:
            self._safely(self._upkeep.finish)
        self._refuse_rest()

    def _safely(self, act: Callable[[], None]) -> None:
        """What fails here is our own bug, beside the commands. Without the thread everybody would wait for ever."""
        try:
            act()
        except Exception:
            log.exception("The writer failed")

    def _turn(self) -> None:
        """Wait for commands; where none come, look after the file."""
        taken = self._take(self._upkeep.pause(self._trouble is not None))
        if self._trouble is not None and not taken:
            if self._upkeep.worth_a_look(self._trouble):
                self._commit([])
        elif self._trouble is None and not self._ending:
            if not taken:
                self._upkeep.fold()
            if self._upkeep.due:
                with contextlib.suppress(_Closing):
                    self._upkeep.copy(self._between)

    def _take(self, wait: float | None) -> bool:
        """Commit one group of what is queued; waits for the first of it. Returns whether there was any."""
        try:
            taken = [self._queue.get(wait != 0, wait)]
        except queue.Empty:
            return False
        while len(taken) < GROUP and not self._queue.empty():
            taken.append(self._queue.get_nowait())
        self._ending = self._ending or None in taken
        # Whoever sent it may have given up waiting; it is not carried out then.
        group = [item for item in taken if item is not None and item.answer.set_running_or_notify_cancel()]
        if group:
            self._commit(group)
        return True

    def _between(self) -> None:
        """Between two steps of a rolling copy: commands first."""
        for _ in range(BETWEEN):
            if not self._take(0) or self._upkeep.broken_off:
                break
        if self._ending or self._trouble is not None:
            raise _Closing

    def _refuse_rest(self) -> None:
        while True:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                item.answer.set_exception(WorkshopError("closed"))

    def _commit(self, group: list[Item]) -> None:
        """Carry out the group as one transaction; an empty one finds out whether the disk is well again."""
        try:
            try:
                self._carry_out(group, apart=False)
            except _Apart:
                self._forget()
                self._connection.execute("ROLLBACK")
                self._carry_out(group, apart=True)
            if not group:
                # Writes one page, so that a disk that is still full says so.
                version = self._connection.execute("PRAGMA user_version").fetchone()[0]
                self._connection.execute(f"PRAGMA user_version={version}")
            if any(item.forget_copies for item in group):
                self._upkeep.before_forgetting()
            self._connection.execute("COMMIT")
            if not self._file.log_in_place:
                # The log was removed from beside the file: what is in it must not depend on it.
                self._connection.execute("PRAGMA wal_checkpoint(FULL)")
        except Exception as error:  # noqa: BLE001 - whatever it is, each waiting command must hear of it
            self._fail(group, error)
            return
        self._tell(group)

    def _begin(self) -> None:
        """Begin a transaction; a file that was gone or unreadable is opened anew first."""
        if self._trouble == "broken" or not self._file.in_place:
            self._file.reopen()
            self._forget()
            self._appending = Appending(self._connection)
            self._reopened()
        self._connection.execute("BEGIN IMMEDIATE")

    @property
    def _connection(self) -> sqlite3.Connection:
        return self._file.connection

    def _carry_out(self, group: list[Item], *, apart: bool) -> None:
        """Begin a transaction and run the commands in it, `apart` each in a savepoint of its own.

        Savepoints cost as much as the answers themselves, and nearly every command either goes through or is refused
        before it has written anything. Without them a command that fails later raises _Apart: then all are run again.
        """
        self._begin()
        now = self._clock()
        for item in group:
            self._handle(item, now, apart=apart)
        try:
            self._appending.flush()
        except sqlite3.IntegrityError as error:
            # One of the commands has appended what does not fit; only alone it can be told which.
            raise _Apart from error

    def _forget(self) -> None:
        """What is kept in memory is not what the file holds."""
        self._memory.clear()
        self._appending.forget()

    def _handle(self, item: Item, now: datetime, *, apart: bool) -> None:
        """Run one command: if it fails, the others of the group live."""
        tx = Tx(self._connection, now, self._memory, self._appending)
        item.failure = None
        if apart:
            self._connection.execute("SAVEPOINT command")
        try:
            item.value = item.work(tx)
            if apart:
                self._appending.flush()
            item.events, item.added, item.newest = tx.events, tx.added, tx.newest
            item.forget_copies, item.renew_copies = tx.forget_copies, tx.renew_copies
        except sqlite3.Error as error:
            if from_sqlite(error) is not None:
                raise
            self._undo(item, error, tx, apart=apart)
        except WorkshopError as error:
            # A refusal: by contract nothing in memory was changed before it.
            item.failure = error
            self._roll_back(tx, apart=apart)
        except Exception as error:  # noqa: BLE001 - one command's bug must not take the others down
            self._undo(item, error, tx, apart=apart)
        if apart:
            self._connection.execute("RELEASE command")

    def _roll_back(self, tx: Tx, *, apart: bool) -> None:
        if apart:
            self._appending.forget()
            self._connection.execute("ROLLBACK TO command")
        elif tx.wrote:
            raise _Apart

    def _undo(self, item: Item, error: Exception, tx: Tx, *, apart: bool) -> None:
        self._roll_back(tx, apart=apart)
        log.error("A command failed", exc_info=error)
        self._memory.clear()
        item.failure = error

    def _fail(self, group: list[Item], error: Exception) -> None:
        """The transaction failed: nobody's command is done, and no event is published."""
        self._forget()
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                log.exception("The rollback failed too")
        problem = problem_of(error)
        if problem is None:
            log.error("A transaction failed", exc_info=error)
        for item in group:
            item.answer.set_exception(problem or error)
        code = problem.code if problem else "broken"
        if code != self._trouble:
            self._trouble = code
            self._publish([StorageTrouble(code)])

    def _tell(self, group: list[Item]) -> None:
        done = [item for item in group if item.failure is None]
        for item in done:
            self._file.newest.committed(item.newest)
        events = [event for item in done for event in item.events]
        events += self.filling.added(sum(item.added for item in done))
        # A damaged file takes some answers and not others: only a look at the whole of it tells that it is well.
        if self._trouble is not None and (self._trouble != "damaged" or not group):
            self._trouble = None
            events.append(StorageWell())
        if group:
            self._upkeep.changed()
        if any(item.forget_copies for item in group):
            self._upkeep.forget()
        elif any(item.renew_copies for item in group):
            self._upkeep.renew()
        if events:
            self._publish(list(dict.fromkeys(events)))
        for item in group:
            if item.failure is not None:
                item.answer.set_exception(item.failure)
            else:
                item.answer.set_result(item.value)
