"""The WRITER THREAD: takes what is queued, commits it as one transaction, publishes, answers."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Event, StorageTrouble, StorageWell
from workshop_app.store.errors import from_sqlite
from workshop_app.store.session_file import SessionFile
from workshop_app.store.tx import Tx

#: How many waiting commands make one transaction at the most.
GROUP = 64
#: How many commands may wait; one more is refused with the code `busy` and sent again later.
QUEUE = 5_000

Work = Callable[[Tx], object]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Item:
    work: Work
    answer: Future[object]
    value: object = None
    failure: BaseException | None = None
    events: Sequence[Event] = ()


class Writer:
    """Owns the writing connection. An answer is given only after its commit is on the disk."""

    def __init__(
        self,
        file: SessionFile,
        clock: Callable[[], datetime],
        publish: Callable[[Sequence[Event]], None],
    ) -> None:
        self._connection = file.connection
        self._clock = clock
        self._publish = publish
        self._queue: queue.Queue[_Item | None] = queue.Queue(QUEUE)
        self._memory: dict[tuple[str, int], object] = {}
        self._trouble = False
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> Future[object]:
        """Queue `work`; the Future holds what it returns, or a WorkshopError, or a SessionFileProblem.

        Raises WorkshopError(busy) when too much is waiting and WorkshopError(closed) after `close`.
        """
        if self._closing.is_set():
            raise WorkshopError("closed")
        item = _Item(work, Future())
        try:
            self._queue.put_nowait(item)
        except queue.Full:
            raise WorkshopError("busy") from None
        return item.answer

    def close(self) -> None:
        """Commit what is queued and end the thread."""
        if not self._closing.is_set():
            self._closing.set()
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        ending = False
        while not ending:
            taken = [self._queue.get()]
            while len(taken) < GROUP:
                try:
                    taken.append(self._queue.get_nowait())
                except queue.Empty:
                    break
            ending = None in taken
            group = [item for item in taken if item is not None]
            if group:
                self._commit(group)
        self._refuse_rest()

    def _refuse_rest(self) -> None:
        while True:
            try:
                item = self._queue.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                item.answer.set_exception(WorkshopError("closed"))

    def _commit(self, group: list[_Item]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for item in group:
                self._handle(item)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, each waiting command must hear of it
            self._fail(group, error)
            return
        self._tell(group)

    def _handle(self, item: _Item) -> None:
        """Run one command in its own savepoint: if it fails, the others of the group live."""
        tx = Tx(self._connection, self._clock(), self._memory)
        self._connection.execute("SAVEPOINT command")
        try:
            item.value = item.work(tx)
            item.events = tx.events
        except sqlite3.Error as error:
            if from_sqlite(error) is not None:
                raise
            self._undo(item, error)
        except WorkshopError as error:
            # A refusal: by contract nothing in memory was changed before it.
            self._connection.execute("ROLLBACK TO command")
            item.failure = error
        except Exception as error:  # noqa: BLE001 - one command's bug must not take the others down
            self._undo(item, error)
        self._connection.execute("RELEASE command")

    def _undo(self, item: _Item, error: Exception) -> None:
        log.error("A command failed", exc_info=error)
        self._connection.execute("ROLLBACK TO command")
        self._memory.clear()
        item.failure = error

    def _fail(self, group: list[_Item], error: Exception) -> None:
        """The transaction failed: nobody's command is done, and no event is published."""
        self._memory.clear()
        if self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.Error:
                log.exception("The rollback failed too")
        problem = from_sqlite(error) if isinstance(error, sqlite3.Error) else None
        if problem is None:
            log.error("A transaction failed", exc_info=error)
        for item in group:
            item.answer.set_exception(problem or error)
        self._trouble = True
        self._publish([StorageTrouble(problem.code if problem else "broken")])

    def _tell(self, group: list[_Item]) -> None:
        events = [event for item in group if item.failure is None for event in item.events]
        if self._trouble:
            self._trouble = False
            events.append(StorageWell())
        if events:
            self._publish(list(dict.fromkeys(events)))
        for item in group:
            if item.failure is not None:
                item.answer.set_exception(item.failure)
            else:
                item.answer.set_result(item.value)
