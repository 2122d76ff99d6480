"""THE DOOR between the window and the workshop: commands go in, events come out as signals. QT MAIN THREAD.

Events arrive on the writer thread; they are handed over with one queued wake-up, and the window gets them at most ten
times a second.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ui.tasks import CLERK, run_in_background
from workshop_app.clerk import Going, Job
from workshop_app.domain.arrivals import Doubtful
from workshop_app.domain.commands import Command
from workshop_app.domain.events import (
    Changed,
    CopyTrouble,
    CopyWell,
    Event,
    FileFilling,
    MinutesTakenBack,
    StorageTrouble,
    StorageWell,
    Subject,
)
from workshop_app.domain.typed import Typed
from workshop_app.problems import expected
from workshop_app.runtime import Runtime
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.tx import Connected

#: The window and the hall screen hear of changes at most this often.
THROTTLE_MS = 100

log = logging.getLogger(__name__)
Done = Callable[[object], None]
Failed = Callable[[BaseException], None]
T = TypeVar("T")


class _Sent(NamedTuple):
    """A command, and who hears of it."""

    command: Command
    done: Done | None
    failed: Failed | None


class Client(QObject):
    """Submits commands and signals changes.

    Signals: `changed(subjects)` a frozenset of `Subject`; `trouble(code)` commits fail; `well()` they go through again;
    `filling(code)` the file fills up; `copied(code)` the rolling copy began to fail, or (with nothing) was made again;
    `taken_back()` the minutes given out were taken back, as an idea in them was withdrawn; `refused(error)` a command
    without its own `failed` was refused; `kept()` a text could not be written to the file and is sent again when it
    can.
    """

    changed = Signal(object)
    trouble = Signal(str)
    well = Signal()
    filling = Signal(str)
    copied = Signal(str)
    taken_back = Signal()
    refused = Signal(object)
    kept = Signal()
    _woken = Signal()
    _answered = Signal(object)

    def __init__(self, runtime: Runtime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runtime = runtime
        #: Called with each command before it is sent; what it returns is called with the result.
        self.recorder: Callable[[Command], Done | None] | None = None
        #: What was typed and could not be written yet, in order.
        self._unsaved: list[_Sent] = []
        self._events: deque[Event] = deque()
        self._subjects: set[Subject] = set()
        self._timer = QTimer(self, singleShot=True, interval=THROTTLE_MS)
        self._timer.timeout.connect(self._tell)
        self._woken.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = runtime.bus.subscribe(self._hand_over)

    def submit(
        self,
        command: Command,
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        recorded: bool = True,
    ) -> None:
        """Send `command`; `done(result)` or `failed(error)` is called on this thread afterwards.

        What is `recorded` can be taken back.
        """
        record = self.recorder(command) if recorded and self.recorder else None
        if record is not None:
            done = _both(record, done)
        if isinstance(command, Typed):
            # In the order in which it was typed: the newest wording must come last.
            self._send_again()
        self._send(_Sent(command, done, failed))

    def ask(
        self,
        job: Job[T],
        done: Callable[[T], None],
        failed: Failed,
        owner: QObject | None = None,
        going: Going = lambda _done, _of: True,
    ) -> None:
        """Have the clerk do `job` (`exports.jobs`), then call `done(result)` or `failed(error)` on this thread.

        Jobs are done one after another. `going(done, of)` is called on a POOL THREAD; when it returns False the job is
        asked to stop. Nothing is called when `owner` is gone by then.
        """
        clerk = self.runtime.clerk
        run_in_background(lambda: clerk.do(job, going), done, failed, owner, line=CLERK)

    def look(
        self, job: Job[T], done: Callable[[T], None], failed: Failed, owner: QObject | None = None
    ) -> None:
        """Like `ask`, but before the jobs that wait there: for what the facilitator is looking at."""
        clerk = self.runtime.clerk
        run_in_background(lambda: clerk.look(job), done, failed, owner, line="looking")

    def reader(self) -> Connected:
        """The calling thread's reader; on this thread only for what is small."""
        return self.runtime.reader()

    def doubtful(self) -> tuple[Doubtful, ...]:
        """Groups of people who may be one person, from how their phones joined."""
        return self.runtime.web.doubtful()

    def connected(self) -> int:
        """How many people's phones are there now."""
        return self.runtime.web.connected()

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed could not be written yet."""
        return bool(self._unsaved)

    def close(self) -> None:
        """Hear nothing more; the runtime is closed by whoever opened it. What was typed is sent once more."""
        self._send_again()
        self._unsubscribe()
        self._timer.stop()

    def _send(self, sent: _Sent) -> None:
        try:
            future = self.runtime.submit(sent.command)
        except Exception as error:  # noqa: BLE001 - told to the panel or logged, like every answer
            self._fail(error, sent.failed)
            return
        future.add_done_callback(lambda answered: self._answered.emit((answered, sent)))

    def _send_again(self) -> None:
        unsaved, self._unsaved = self._unsaved, []
        for sent in unsaved:
            self._send(sent)

    def _hand_over(self, events: Sequence[Event]) -> None:
        # WRITER THREAD: only append and wake up.
        first = not self._events
        self._events.extend(events)
        if first:
            self._woken.emit()

    @Slot()
    def _drain(self) -> None:
        while self._events:
            event = self._events.popleft()
            match event:
                case Changed():
                    self._subjects.add(event.subject)
                case StorageTrouble():
                    self.trouble.emit(event.code)
                case StorageWell():
                    self.well.emit()
                    self._send_again()
                case FileFilling():
                    self.filling.emit(event.code)
                case CopyTrouble():
                    self.copied.emit(event.code)
                case CopyWell():
                    self.copied.emit("")
                case MinutesTakenBack():
                    self.taken_back.emit()
        if self._subjects and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _tell(self) -> None:
        subjects, self._subjects = frozenset(self._subjects), set()
        self.changed.emit(subjects)

    @Slot(object)
    def _answer(self, answered: tuple[Future[object], _Sent]) -> None:
        future, sent = answered
        error = future.exception()
        if isinstance(error, SessionFileProblem) and isinstance(sent.command, Typed):
            self._unsaved.append(sent)
            self.kept.emit()
        elif error is not None:
            self._fail(error, sent.failed)
        elif sent.done is not None:
            sent.done(future.result())

    def _fail(self, error: BaseException, failed: Failed | None) -> None:
        if not expected(error):
            log.error("A command of the window failed", exc_info=error)
        if failed is not None:
            failed(error)
        else:
            self.refused.emit(error)


def _both(first: Done, second: Done | None) -> Done:
    def call(result: object) -> None:
        first(result)
        if second is not None:
            second(result)

    return call
