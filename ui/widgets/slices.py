"""Work done a piece at a time, so that the window stays responsive. QT MAIN THREAD."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer


class Slices(QObject):
    """Runs steps in order, each on its own turn of the event loop. A new run replaces what is left of the last one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        # Not 0: zero timers run before keys and the mouse are handled, several in a row.
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether steps are left."""
        return bool(self._steps)

    def run(self, steps: Sequence[Callable[[], object]]) -> None:
        """Run the first step now and the others on the turns that follow."""
        self._steps = deque(steps)
        self._step()
        if self._steps:
            self._timer.start()

    def run_later(self, steps: Sequence[Callable[[], object]]) -> None:
        """Run all steps on later turns: the current one has done enough."""
        self._steps = deque(steps)
        self._timer.start()

    def _step(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
