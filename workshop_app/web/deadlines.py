"""One timer for many waits, nearly all of which end in time. WEB THREAD.

With a timer of the event loop for each of them, several would be made and cancelled for every answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable


class Deadlines:
    """Calls a function when something takes too long; up to `pace` seconds late."""

    def __init__(self, pace: float = 1.0) -> None:
        self._pace = pace
        self._until: dict[Hashable, tuple[float, Callable[[], object]]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def set(self, key: Hashable, seconds: float, late: Callable[[], object]) -> None:
        """Call `late` after this many seconds, unless it is set again or dropped before. Called inside the loop."""
        loop = asyncio.get_running_loop()
        self._until[key] = (loop.time() + seconds, late)
        if self._timer is None:
            self._timer = loop.call_later(self._pace, self._look)

    def drop(self, key: Hashable) -> None:
        """It has ended in time, or there is nothing to wait for."""
        self._until.pop(key, None)

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        # A busy loop may check only when several are late: they are called in the order of their times all the same.
        due = [(until, key) for key, (until, _late) in self._until.items() if until <= now]
        for _until, key in sorted(due, key=lambda one: one[0]):
            # An earlier call may have dropped it, or set it again.
            ended = self._until.get(key)
            if ended is not None and ended[0] <= now:
                del self._until[key]
                ended[1]()
        self._timer = loop.call_later(self._pace, self._look) if self._until else None
