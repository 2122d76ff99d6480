"""HTTP as browsers speak it, over raw asyncio connections: what the phones of `bench load` are made of."""

from __future__ import annotations

import asyncio
import re
import zlib
from typing import NamedTuple

_LENGTH = re.compile(rb"\ncontent-length: (\d+)", re.IGNORECASE)
_RETRY = re.compile(rb"\nretry-after: (\d+)", re.IGNORECASE)


class Came(NamedTuple):
    """An answer: its status (0 for none), its body, and after how many seconds the host wants to be asked again."""

    status: int
    body: bytes
    retry: float = 0.0


class Connection(asyncio.Protocol):
    """One kept connection; a request at a time."""

    def __init__(self) -> None:
        self._data = b""
        self._answer: asyncio.Future[Came] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None
        #: What comes is forgotten unread.
        self.deaf = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is open."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Collect until the answer is whole."""
        if self.deaf:
            return
        self._data += data
        end = self._data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._data[:end]
        length = _LENGTH.search(head)
        wanted = end + 4 + (int(length[1]) if length else 0)
        if len(self._data) >= wanted and not self._answer.done():
            body, self._data = self._data[end + 4 : wanted], self._data[wanted:]
            packed, retry = b"content-encoding: gzip" in head, _RETRY.search(head)
            body = zlib.decompress(body, 31) if packed else body
            self._answer.set_result(Came(int(head[9:12]), body, float(retry[1]) if retry else 0.0))

    def connection_lost(self, exc: Exception | None) -> None:
        """The host has closed it."""
        if not self._answer.done():
            self._answer.set_result(Came(0, b""))

    async def ask(self, request: bytes) -> Came:
        """What comes of a request."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def listen(self, request: bytes) -> asyncio.Transport:
        """Send the request of a stream; its events are read and forgotten, as a phone does with most of them."""
        assert self._transport is not None
        self._transport.write(request)
        self.deaf = True
        return self._transport

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


class Host:
    """The host's address, and requests as browsers send them."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._common = (
            f"Host: 127.0.0.1:{port}\r\nAccept-Language: fi-FI,fi;q=0.9\r\nAccept-Encoding: gzip, deflate\r\n"
            "User-Agent: Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36\r\n"
        ).encode()
        self._origin = f"Origin: http://127.0.0.1:{port}\r\n".encode()

    async def connect(self) -> Connection:
        """A new connection."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(Connection, "127.0.0.1", self._port)
        return connection

    def get(self, path: str, person: str = "") -> bytes:
        """A GET."""
        return b"GET %s HTTP/1.1\r\n%s%s\r\n" % (path.encode(), self._common, _cookie(person))

    def post(self, path: bytes, body: bytes, person: str = "") -> bytes:
        """A form sent by the page's script (for one who has joined) or by the browser."""
        script = b"X-Tupailta: 1\r\n" if person else b""
        form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(body)
        heads = (self._common, _cookie(person), self._origin, script, form)
        return b"POST %s HTTP/1.1\r\n%s\r\n%s" % (path, b"".join(heads), body)


def _cookie(person: str) -> bytes:
    return f"Cookie: tupailta={person}\r\n".encode() if person else b"Cookie: kieli=fi\r\n"
