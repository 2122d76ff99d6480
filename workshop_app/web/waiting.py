"""Brings commands from the WEB THREAD to the writer and its answers back, many at a time.

Each time one thread wakes the other, Python's lock changes hands, which costs as much as an answer. So the commands of
all requests in one turn of the loop go to the writer together when that turn is over, and make one group there; and of
a group's answers only the first wakes the loop, which then finds the others too.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from functools import partial

from workshop_app.domain.answering import Answer
from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.web.deadlines import Deadlines

Send = Callable[[Command, Answer], None]


class _Reply:
    """The place for one command's result: a `concurrent.futures.Future` without its locks."""

    __slots__ = ("_arrive", "error", "value", "waiter")

    def __init__(self, waiter: asyncio.Future[object], arrive: Callable[[_Reply], None]) -> None:
        self.waiter, self._arrive = waiter, arrive
        self.value: object = None
        self.error: BaseException | None = None

    def set_running_or_notify_cancel(self) -> bool:
        """The command is carried out, even if whoever waited has given up or hung up."""
        return True

    def set_result(self, result: object) -> None:
        """WRITER THREAD: it is done."""
        self.value = result
        self._arrive(self)

    def set_exception(self, exception: BaseException | None) -> None:
        """WRITER THREAD: it is refused, or failed."""
        self.error = exception
        self._arrive(self)

    def hand_over(self) -> None:
        """On the loop: let whoever waits go on."""
        if self.waiter.done():
            return
        if self.error is None:
            self.waiter.set_result(self.value)
        else:
            self.waiter.set_exception(self.error)


class Waiting:
    """The answers that are on their way to one loop."""

    def __init__(self, send: Send, patience: float) -> None:
        """`send` brings a command to the writer, or raises WorkshopError(busy, closed).

        Nobody waits longer than `patience` seconds, and a second or a quarter of it more.
        """
        self._send, self._patience = send, patience
        self._leaving: list[tuple[Command, _Reply]] = []
        self._arrived: deque[_Reply] = deque()
        self._woken = False
        self._deadlines = Deadlines(min(1.0, patience / 4))

    async def result(self, command: Command) -> object:
        """The command's result; raises what the command raises, or TimeoutError.

        The command is carried out all the same when whoever waits gives up or hangs up.
        """
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[object] = loop.create_future()
        if not self._leaving:
            loop.call_soon(self._leave)
        self._leaving.append((command, _Reply(waiter, partial(self._arrive, loop))))
        self._deadlines.set(waiter, self._patience, partial(_give_up, waiter))
        try:
            return await waiter
        finally:
            self._deadlines.drop(waiter)

    def _leave(self) -> None:
        leaving, self._leaving = self._leaving, []
        for command, reply in leaving:
            try:
                self._send(command, reply)
            except WorkshopError as error:
                reply.error = error
                reply.hand_over()

    def _arrive(self, loop: asyncio.AbstractEventLoop, reply: _Reply) -> None:
        """WRITER THREAD."""
        self._arrived.append(reply)
        if not self._woken:
            self._woken = True
            # The host may have just stopped; nobody waits any more, and the writer has others to answer.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._hand_over)

    def _hand_over(self) -> None:
        # First of all: what is appended from now on must wake the loop again.
        self._woken = False
        while self._arrived:
            self._arrived.popleft().hand_over()


def _give_up(waiter: asyncio.Future[object]) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())
