"""Accepts phones' connections on Windows, where asyncio's own accepting may end for good during an evening.

A phone that is gone before its connection was accepted (bad radio, a scanning camera) makes asyncio's Proactor loop
close the listening socket there, with only a line in the log; python/cpython issue 93821, not fixed in 3.11 to 3.14.
Its Selector loop holds 512 connections there, fewer than a hall has. So a thread of its own accepts connections and
hands them over by documented calls; asyncio does the rest. THREAD "door"; `Server` on the web thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

import uvicorn

#: How soon the thread notices that the door is closed where nothing wakes it, and how long it rests when there is no
#: room for one more connection, in seconds.
LOOK, REST = 0.5, 0.1
log = logging.getLogger(__name__)


class Door:
    """Accepts connections on `listening` until it is closed. `meet` is called with each, on the door's thread."""

    def __init__(self, listening: socket.socket, meet: Callable[[socket.socket], None]) -> None:
        self._listening, self._meet = listening, meet
        self._closed = threading.Event()
        listening.settimeout(LOOK)
        self._thread = threading.Thread(target=self._let_in, name="door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Accept no more connections. Does not wait."""
        self._closed.set()
        # Each of these wakes the thread on some systems.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def join(self) -> None:
        """Wait until the thread has ended, after `close`."""
        self._thread.join()

    def _let_in(self) -> None:
        while not self._closed.is_set():
            try:
                connection, _address = self._listening.accept()
            except (TimeoutError, ConnectionError):
                continue  # nobody came, or whoever came is gone again
            except OSError as error:
                if not self._closed.is_set():
                    # No room in the system, or a network that is just changing: neither lasts.
                    log.warning("A phone could not be let in: %s", error.strerror)
                    self._closed.wait(REST)
                continue
            if self._closed.is_set():
                connection.close()
            else:
                self._meet(connection)


class Server(uvicorn.Server):
    """uvicorn with our `Door` in the place of asyncio's accepting. WEB THREAD."""

    door: Door | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and open the door on the one socket."""
        await super().startup(sockets=[])
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(tell)
        coming: set[asyncio.Task[None]] = set()

        def begin(connection: socket.socket) -> None:
            task = loop.create_task(self._serve_one(connection))
            coming.add(task)
            task.add_done_callback(coming.discard)

        def meet(connection: socket.socket) -> None:
            try:
                loop.call_soon_threadsafe(begin, connection)
            except RuntimeError:
                connection.close()  # the loop has ended meanwhile

        (listening,) = sockets or []
        self.door = Door(listening, meet)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the door first."""
        if self.door is not None:
            self.door.close()
        await super().shutdown(sockets)

    async def _serve_one(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()

        def protocol() -> asyncio.Protocol:
            made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            )
            return made

        try:
            await loop.connect_accepted_socket(protocol, connection)
        except OSError:
            connection.close()  # it is gone already


def tell(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log errors in the loop, but not every phone that went away, as the Proactor loop does."""
    if not isinstance(context.get("exception"), ConnectionError):
        loop.default_exception_handler(context)
