"""Counts what goes over the wire: a relay between browser and host that adds up the bytes of each way."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator

#: How a phone's script asks for the page that it shows, and how it is told that there is nothing new.
_PAGE, _NOTHING = b"GET / HTTP/", b"HTTP/1.1 204 No Content\r\n\r\n"


class Wire:
    """The relay's port, and how many bytes the phone has sent and got. One thread carries everything.

    While it is `calm`, the page is not loaded anew: a page that follows the hall does that at a moment of its own, and
    something else may be weighed then. How often it would have been is `spared`.
    """

    def __init__(self, to: int) -> None:
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._sent = self._got = self.spared = 0
        self.calm = False
        self._running = True

    @contextlib.contextmanager
    def up(self) -> Iterator[Wire]:
        """It relays for as long as this lasts."""
        carrier = threading.Thread(target=self._carry, name="wire", daemon=True)
        carrier.start()
        try:
            yield self
        finally:
            self._running = False
            carrier.join(100)

    def since(self) -> tuple[int, int]:
        """The bytes that the phone has sent and got since this was asked last."""
        found = self._sent, self._got
        self._sent = self._got = 0
        return found

    def _carry(self) -> None:
        other: dict[socket.socket, tuple[socket.socket, bool]] = {}
        with selectors.DefaultSelector() as selector, contextlib.ExitStack() as stack:
            selector.register(stack.enter_context(self._listening), selectors.EVENT_READ)
            while self._running:
                for key, _what in selector.select(0.05):
                    if key.fileobj is self._listening:
                        phone = stack.enter_context(self._listening.accept()[0])
                        host = stack.enter_context(socket.create_connection(("127.0.0.1", self._to)))
                        other |= {phone: (host, True), host: (phone, False)}
                        selector.register(phone, selectors.EVENT_READ)
                        selector.register(host, selectors.EVENT_READ)
                        continue
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    goal, from_phone = other[source]
                    if not self._pass_on(source, goal, from_phone=from_phone):
                        selector.unregister(source)

    def _pass_on(self, source: socket.socket, goal: socket.socket, *, from_phone: bool) -> bool:
        """Whether there may be more."""
        with contextlib.suppress(OSError):
            if part := source.recv(65_536):
                if from_phone and self.calm and part.startswith(_PAGE):
                    self.spared += 1
                    source.sendall(_NOTHING)
                    return True
                if from_phone:
                    self._sent += len(part)
                else:
                    self._got += len(part)
                goal.sendall(part)
                return True
            goal.shutdown(socket.SHUT_WR)
        return False
