"""Python's garbage collector on the main thread, in pieces too small to be felt. QT MAIN THREAD.

By itself it runs on whatever thread happens to create an object. A Qt object freed on another thread than Qt's may
crash the program, and a full collection stops every thread: 80 ms in an evening of 50,000 comparisons.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

#: How often young objects are collected, in milliseconds; every ALLth time all objects are.
EVERY_MS, ALL = 1_000, 10
#: After a full collection that took longer than this many seconds, the next one comes only at every SELDOMth time: it
#: has to come sometime, or an evening's readings would fill the memory.
_FELT, SELDOM = 0.03, 120


class Garbage(QObject):
    """Collects while it lives; only one is needed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turns, self._full = 0, 0.0
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def settle(self) -> None:
        """Collect everything, and never look at what is left again: the program's own modules stay in memory anyway."""
        gc.collect()
        gc.freeze()
        self._full = 0.0

    def _collect(self) -> None:
        self._turns += 1
        if self._turns % (ALL if self._full < _FELT else SELDOM) == 0:
            began = time.monotonic()
            gc.collect()
            self._full = time.monotonic() - began
        else:
            gc.collect(1 if self._turns % ALL == 0 else 0)
