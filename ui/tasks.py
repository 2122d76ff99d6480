"""Run work on a pool thread and come back to the main thread. The only place in `ui` that starts threads."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, Signal, Slot
from shiboken6 import isValid

from workshop_app.problems import expected

#: The line for work that is not about the open evening, such as the summary of many: closing an evening does not wait
#: for it.
BESIDE = "beside"
#: The lines whose work ends in a file that somebody asked for: documents, and a copy of the evening.
CLERK, COPYING = "clerk", "copying"
#: The niceness of a line's thread on Linux: others get a processor first.
_NICE = 5
T = TypeVar("T")
log = logging.getLogger(__name__)


class _Back(QObject):
    """The way back to the main thread, one for all jobs."""

    came = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @Slot(int, object)
    def _tell(self, number: int, tell: Callable[[_Asked], None]) -> None:
        asked = _asked.pop(number)
        if asked.owner is None or isValid(asked.owner):
            tell(asked)


class _Asked(NamedTuple):
    """Who asked for a job."""

    line: str
    owner: QObject | None
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]


#: Who asked for the jobs under way, by the job's number. It stays on the main thread: a pool's thread must not be the
#: last that holds a page.
_asked: dict[int, _Asked] = {}
_numbers = count()


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
    number, back = next(_numbers), _back()

    def guarded() -> None:
        if line:
            _stand_back()
        try:
            result = work()
        except Exception as error:
            if not expected(error):
                log.exception("A background job failed")
            problem = error
            back.came.emit(number, lambda asked: asked.failed(problem))
        else:
            back.came.emit(number, lambda asked: asked.done(result))

    _asked[number] = _Asked(line, owner, done, failed)
    # A function, not a QRunnable: PySide keeps one for good that is done before `start` returns, and what it holds.
    (_line(line) if line else QThreadPool.globalInstance()).start(guarded)


@cache
def _back() -> _Back:
    return _Back()


def is_writing() -> bool:
    """Whether something of the open evening is being written to a file. Call from the main thread."""
    return any(asked.line in (CLERK, COPYING) for asked in _asked.values())


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
    """On Linux by niceness: it ignores the thread priorities that Qt sets."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
