"""How the host reads a request's head: bounded in size and in time. WEB THREAD."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: The longest head of a request (address and headers) in bytes, and the longest wait for one, in seconds.
HEAD_LIMIT, HEAD_SECONDS = 16_384, 20
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which by itself would read a head without end and wait for one for ever."""

    _reading_head = True
    _head_bytes = 0
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head, but not for ever."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the head's bytes; close at once on a phone that tries https, so that it soon tries http."""
        if self._reading_head:
            if self._head_bytes == 0 and data.startswith(b"\x16\x03"):
                self.transport.close()
                return
            self._head_bytes += len(data)
        super().data_received(data)
        if self._reading_head and self._head_bytes > HEAD_LIMIT and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._reading_head = True
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is over; what follows is the body, which the guard bounds."""
        self._reading_head, self._head_bytes = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
