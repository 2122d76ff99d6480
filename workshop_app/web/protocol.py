"""How the host reads requests: bounded in size, in time and in the number of connections. WEB THREAD."""

from __future__ import annotations

import asyncio
import socket
from typing import ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from workshop_app.web.crowd import no_room
from workshop_app.web.deadlines import Deadlines
from workshop_app.web.limits import Connections

#: The longest head of a request (address and headers) in bytes, and the longest wait for one, in seconds.
HEAD_LIMIT, HEAD_SECONDS = 16_384, 20
#: The most bytes of one request, also of one whose body is refused. What stands between a body's chunks and after it is
#: not the body, which the guard bounds.
REQUEST_LIMIT = 2_000_000
#: How many requests may wait on one connection for the answer before them: browsers send the next one afterwards.
PIPELINED = 8
#: The longest wait for a body; a form that takes nearly as long gets a page that says so (`forms.SECONDS`).
BODY_SECONDS = 25
#: A phone that takes fewer than this many bytes of an answer in this many seconds is no longer there.
SLOWEST_BYTES, SLOWEST_SECONDS = 16_384, 30
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class _Joined:
    """A transport that sends an answer's head and body as one: uvicorn writes them one after the other."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def write(self, data: bytes) -> None:
        if not data:
            return
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self._held)) + self._transport.get_write_buffer_size()

    def _flush(self) -> None:
        held, self._held = self._held, []
        if held and not self._transport.is_closing():
            self._transport.write(b"".join(held))


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol with bounds: by itself it would read an endless head, and wait for one for ever."""

    _register: ClassVar[Connections]
    _deadlines: ClassVar[Deadlines]
    _address = ""
    _reading_head = True
    _head_bytes = _request_bytes = 0
    _taking: asyncio.TimerHandle | None = None

    @classmethod
    def counted_by(cls, connections: Connections) -> type[BoundedProtocol]:
        """The protocol of one host, whose connections are counted in `connections`."""
        return type("CountedProtocol", (cls,), {"_register": connections, "_deadlines": Deadlines()})

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Find a place for the connection, and wait for the first head, but not for ever."""
        super().connection_made(transport)
        self.transport = cast("asyncio.Transport", _Joined(transport, self.loop))
        self._address = self.client[0] if self.client else ""
        if not self._register.opened(self, self._address):
            transport.write(no_room())
            transport.close()
            return
        _forget_the_lost(transport)
        self._wait(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._register.closed(self, self._address)
        self._stop_waiting()
        self._all_taken()
        super().connection_lost(exc)

    def hang_up(self) -> None:
        """Close it at once: its place is needed."""
        self.transport.abort()

    def let_go(self) -> None:
        """Close it once what was answered has gone out: the host stops."""
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read in pieces: what arrives at once may hold thousands of requests, or a head of any length."""
        for begin in range(0, len(data), HEAD_LIMIT):
            self._read(data[begin : begin + HEAD_LIMIT])
            if self.transport.is_closing():
                return

    def _read(self, data: bytes) -> None:
        """Count the head's bytes; close at once when a phone tries https, so that it soon tries http."""
        if self._reading_head:
            if self._head_bytes == 0 and data.startswith(b"\x16\x03"):
                self.transport.close()
                return
            self._head_bytes += len(data)
        self._request_bytes += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._reading_head and self._head_bytes >= HEAD_LIMIT:
            self.transport.write(_TOO_LARGE)
            self.transport.close()
        elif self._request_bytes > REQUEST_LIMIT or len(self.pipeline) > PIPELINED:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._reading_head = True
        self._wait(HEAD_SECONDS)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is over; what follows is the body, whose bytes the guard bounds."""
        self._reading_head, self._head_bytes = False, 0
        self._wait(BODY_SECONDS)
        super().on_headers_complete()
        # Header lines may follow a body too (trailers): they must not be added to the head, which has been checked by
        # now.
        self.headers = []

    def on_message_complete(self) -> None:
        """The request is in."""
        self._request_bytes = 0
        self._stop_waiting()
        if not self.cycle.response_complete:
            self._register.busy(self, self._address)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The request is answered; the next one may have arrived already."""
        pipelined = bool(self.pipeline)
        super().on_response_complete()
        if not pipelined:
            self._register.idle(self, self._address)

    def pause_writing(self) -> None:
        """The network takes no more of the answer for now."""
        super().pause_writing()
        self._register.slow(self, self._address)
        self._look_again()

    def resume_writing(self) -> None:
        """The network has taken most of it."""
        self._register.taken(self, self._address)
        self._all_taken()
        super().resume_writing()

    def _look_again(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(SLOWEST_SECONDS, self._is_it_taken, left)

    def _is_it_taken(self, before: int) -> None:
        if self.transport.get_write_buffer_size() > before - SLOWEST_BYTES:
            self.transport.abort()
        else:
            self._look_again()

    def _all_taken(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None

    def _wait(self, seconds: float) -> None:
        self._deadlines.set(self, seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        self._deadlines.drop(self)


def _forget_the_lost(transport: asyncio.Transport) -> None:
    """Give up on a phone that acknowledges nothing: out of reach it would keep its stream for a quarter of an hour."""
    connection = transport.get_extra_info("socket")
    if connection is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SLOWEST_SECONDS * 1000)
