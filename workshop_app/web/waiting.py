"""Brings what the writer answers to those on the WEB THREAD who wait for it, with one wake-up for many.

Waking a loop from another thread costs a system call and hands Python's lock over. The writer answers a whole group
of commands at a time, so only the first answer of it wakes the loop, and the others are there when it looks.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future

_Waiter = asyncio.Future[object]


class Waiting:
    """The answers that are on their way to one loop."""

    def __init__(self) -> None:
        self._arrived: deque[tuple[_Waiter, Future[object]]] = deque()
        self._woken = False

    async def result(self, future: Future[object], patience: float) -> object:
        """What `future` holds once it is done; raises what it raises, or TimeoutError after `patience` seconds.

        The command is carried out all the same when whoever waits gives up or hangs up.
        """
        loop = asyncio.get_running_loop()
        waiter: _Waiter = loop.create_future()
        future.add_done_callback(lambda done: self._arrive(loop, waiter, done))
        late = loop.call_later(patience, _give_up, waiter)
        try:
            return await waiter
        finally:
            late.cancel()

    def _arrive(self, loop: asyncio.AbstractEventLoop, waiter: _Waiter, done: Future[object]) -> None:
        """WRITER THREAD, or the one that waits if it was done at once."""
        self._arrived.append((waiter, done))
        if not self._woken and not loop.is_closed():
            self._woken = True
            loop.call_soon_threadsafe(self._hand_over)

    def _hand_over(self) -> None:
        # First: what is appended from now on wakes the loop again.
        self._woken = False
        while self._arrived:
            waiter, done = self._arrived.popleft()
            if waiter.done():
                continue
            error = done.exception()
            if error is None:
                waiter.set_result(done.result())
            else:
                waiter.set_exception(error)


def _give_up(waiter: _Waiter) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())
