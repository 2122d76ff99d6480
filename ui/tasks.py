"""Leave the main thread for a short job, and come back. The only place in `ui` that starts threads."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThread, QThreadPool, Signal, Slot
from shiboken6 import isValid

from workshop_app.problems import expected

#: The line of work that is about no open evening, such as the summary of many: who closes one does not wait for it.
BESIDE = "beside"
#: The lines whose work ends in a file that somebody asked for: documents, and a copy of the evening.
CLERK, COPYING = "clerk", "copying"
#: How far behind others a line's thread stands for a processor, on Linux.
_NICE = 5
T = TypeVar("T")
log = logging.getLogger(__name__)


class _Way(QObject):
    """The way back to the main thread."""

    back = Signal(object)

    def __init__(self, owner: QObject | None, line: str) -> None:
        super().__init__()
        self.line = line
        self._owner = owner
        self.back.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, work: Callable[[], None]) -> None:
        _ways.discard(self)
        if self._owner is None or isValid(self._owner):
            work()


#: Jobs under way: keeps each way back alive, and on the main thread, until it was used.
_ways: set[_Way] = set()


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Callable[[], None]], way: _Way) -> None:
        super().__init__()
        self._work = work
        self._way = way

    def run(self) -> None:
        self._way.back.emit(self._work())


def run_in_background(
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[BaseException], None],
    owner: QObject | None = None,
    *,
    line: str = "",
) -> None:
    """Run `work` on a pool thread, then `done(result)` or `failed(error)` on the main thread.

    Call from the main thread. `work` must not touch Qt objects. When `owner` (a page, a dialog) is gone
    by then, nobody is told. What stands in the same `line` is done one after another, and lets the window, the host
    and the writer have a processor first: for readings of the evening, and for work that waits for the same thing.
    """

    def guarded() -> Callable[[], None]:
        if line:
            _stand_back()
        try:
            result = work()
        except Exception as error:
            if not expected(error):
                log.exception("A background job failed")
            problem = error
            return lambda: failed(problem)
        return lambda: done(result)

    way = _Way(owner, line)
    _ways.add(way)
    (_line(line) if line else QThreadPool.globalInstance()).start(_Job(guarded, way))


def is_writing() -> bool:
    """Whether something of the open evening is being written to a file. Call from the main thread."""
    return any(way.line in (CLERK, COPYING) for way in _ways)


def wait_for_evening() -> None:
    """Let the jobs under way end that may be about the open evening; called when it closes."""
    for name, made in _lines.items():
        if name != BESIDE:
            made.waitForDone()
    QThreadPool.globalInstance().waitForDone()


def wait_for_all() -> None:
    """Let all jobs under way end; called when the program closes."""
    wait_for_evening()
    if BESIDE in _lines:
        _lines[BESIDE].waitForDone()


_lines: dict[str, QThreadPool] = {}


def _line(name: str) -> QThreadPool:
    if name not in _lines:
        _lines[name] = QThreadPool()
        _lines[name].setMaxThreadCount(1)
        _lines[name].setThreadPriority(QThread.Priority.LowPriority)
    return _lines[name]


def _stand_back() -> None:
    """Linux takes no notice of the priorities that Qt gives to threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
