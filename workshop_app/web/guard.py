"""Checks each request before it reaches a page: who may ask, and how much they may send.

WEB THREAD. Plain ASGI, outside the router, so that nothing that fails inside leaves without its headers.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workshop_app.web import outgoing
from workshop_app.web.presence import Presence

#: The longest body that is read, in bytes: an idea of 280 characters, each of them percent-encoded, is under 4 kB.
BODY_LIMIT = 16_384
#: How much of a refused body is read and thrown away, in bytes and in seconds.
DRAINED, DRAIN_SECONDS = 1_000_000, 3.0
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^:@/?#\[\]]*))(?::[0-9]{1,5})?\Z")
#: Draws the page for a refusal of the guard.
Refuse = Callable[[Request, HTTPStatus], Response]


class Guard:
    """Checks host, origin and size; what goes out goes through `outgoing`."""

    def __init__(self, app: ASGIApp, refuse: Refuse, presence: Presence) -> None:
        self._app, self._refuse, self._presence = app, refuse, presence
        self._names = known_names()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Of a repeated header the first counts.
        headers = dict(reversed(scope["headers"]))
        answer = outgoing.finished(send, headers.get(b"accept-encoding", b""))
        problem = self._problem(scope["method"], headers)
        if problem is not None:
            await _drain(receive)
            await self._refuse(Request(scope, receive), problem)(scope, receive, answer)
            return
        client, server = scope.get("client"), scope.get("server")
        if client and server:
            self._presence.came_in(client[0], server[0])
        await self._app(scope, _bounded(receive), answer)

    def _problem(self, method: str, headers: Mapping[bytes, bytes]) -> HTTPStatus | None:
        host = headers.get(b"host", b"").decode("latin-1")
        if not self._is_ours(host):
            return HTTPStatus.MISDIRECTED_REQUEST
        if method in ("GET", "HEAD"):
            return None
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 12 or int(length) > BODY_LIMIT:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None if _same_origin(headers, host) else HTTPStatus.FORBIDDEN

    def _is_ours(self, host: str) -> bool:
        """Whether the request was meant for this laptop: a foreign host name is another site's that points here."""
        name = _name_of(host)
        return name in self._names or _is_address(name)


def known_names() -> frozenset[str]:
    """The names that the laptop itself goes by."""
    own = socket.gethostname().lower().removesuffix(".local")
    return frozenset({"localhost", own, f"{own}.local"} - {"", ".local"})


@lru_cache(maxsize=64)
def _is_address(name: str) -> bool:
    """Cached: nearly every request asks about the same few."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)
def _name_of(host: str) -> str:
    """The name or address in a Host header, or nothing where it is none: no browser sends more around it."""
    found = _HOST.match(host)
    return (found["six"] or found["name"].lower().rstrip(".")) if found else ""


def _same_origin(headers: Mapping[bytes, bytes], host: str) -> bool:
    """Browsers name the page that sends a form in Origin, the oldest ones in Referer only."""
    origin = headers.get(b"origin")
    named = origin if origin is not None else headers.get(b"referer", b"")
    try:
        parts = urlsplit(named.decode("latin-1"))
    except ValueError:
        return False
    return parts.scheme == "http" and parts.netloc.lower() == host.lower()


def _bounded(receive: Receive) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY_LIMIT:
            await _drain(receive)
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return bounded


async def _drain(receive: Receive) -> None:
    """Read on and throw away, within bounds: a browser that is still sending would not see the answer otherwise."""
    left = DRAINED
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return
