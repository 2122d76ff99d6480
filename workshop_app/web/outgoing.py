"""What every answer gets on its way out: the headers that keep a page safe, and gzip where it saves. WEB THREAD.

Starlette has a gzip middleware too. It sets up 256 kB of memory for each answer, which takes seven times as long as
packing an answer of 700 bytes; with a window of the answer's own size the result is as small.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

#: A shorter body, with its head, is under 1 kB and fits into one packet anyhow, in bytes.
PACKED_FROM = 640
#: How much of a large answer is on its way to one phone at a time, in bytes.
PIECE = 65_536
#: Bodies up to this, in bytes, are packed with a small window (zlib's `wbits`, with 16 more for gzip's head;
#: `memLevel`).
_SMALL, _SMALL_WINDOW, _WINDOW = 4_096, (16 + 12, 6), (16 + 15, 8)
_LEVEL = 6
#: The minutes' page and the script's parts have a stricter policy of their own, and files may be cached.
_ALWAYS = (
    (
        b"content-security-policy",
        (
            b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
            b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
Header = tuple[bytes, bytes]


def finished(send: Send, accepted: bytes) -> Callable[[Message], Awaitable[None]]:
    """`send` for an application's answer; `accepted` is what the request says under Accept-Encoding."""
    packs = b"gzip" in accepted
    start: Message | None = None

    async def sent(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            # It waits for the body: only then it is known how long that is.
            start = message
            return
        if start is None:
            await send(message)
            return
        head, start = start, None
        whole = not message.get("more_body", False)
        await _send_both(send, head, message, packs=packs and whole)

    return sent


async def _send_both(send: Send, head: Message, message: Message, *, packs: bool) -> None:
    headers, body = dict(head["headers"]), message.get("body", b"")
    added = [header for header in _ALWAYS if header[0] not in headers]
    if head["status"] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        # The rest of the body may not be read, so the connection can't serve another request.
        added.append((b"connection", b"close"))
    own: Iterable[Header] = head["headers"]
    text = headers.get(b"content-type", b"").startswith(b"text/")
    if packs and text and len(body) >= PACKED_FROM and b"content-encoding" not in headers:
        body = packed(body)
        own = [header for header in own if header[0] != b"content-length"]
        added += [(b"content-length", b"%d" % len(body)), (b"content-encoding", b"gzip")]
    await send({**head, "headers": [*own, *added]})
    await send({**message, "body": body})


class InPieces(Response):
    """An answer that goes out piece by piece, each when the network has taken those before it.

    A phone that asks for a large document and takes nothing of it costs PIECE bytes, not a copy of the document.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        body = bytes(self.body)
        for begin in range(0, max(len(body), 1), PIECE):
            more = begin + PIECE < len(body)
            await send({"type": "http.response.body", "body": body[begin : begin + PIECE], "more_body": more})
            # What was sent reaches the socket in the loop's next turn; then `send` knows whether to wait.
            await asyncio.sleep(0)


def packed(body: bytes) -> bytes:
    """`body` with gzip."""
    window, memory = _SMALL_WINDOW if len(body) <= _SMALL else _WINDOW
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, window, memory)
    return packer.compress(body) + packer.flush()
