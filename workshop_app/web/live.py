"""Tells phones that something changed: an event stream, or one line for phones that must poll.

WEB THREAD, except `heard`, which the writer thread calls. A message is "<version> <what is live>": the phone fetches
what it needs itself, so a lost message is made good by the next one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from workshop_app.domain import agenda
from workshop_app.domain.events import Event
from workshop_app.domain.people import Participant
from workshop_app.store.errors import SessionFileProblem
from workshop_app.web import refusals
from workshop_app.web.current import Current
from workshop_app.web.limits import HALL, Allowed
from workshop_app.web.presence import Presence
from workshop_app.web.refusals import RETRY_AFTER

#: At most four messages a second to each phone; and at least one this often, in seconds, so that silence means a fault.
PACE, BEAT = 0.25, 5.0
#: How many messages a second go to all phones together while the hall stays with what is live: each answer changes
#: something, and telling a large hall of each would hold the answers up.
IN_ALL = 500
#: How many phones are told before others are served: telling all at once would hold answers up.
AT_ONCE = 25
_HEAD = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store")]


class _Listener:
    """One phone's stream."""

    def __init__(self, person: int) -> None:
        self.person, self.ended = person, False
        self._news = False
        self._waiting: asyncio.Future[None] | None = None

    async def news(self) -> None:
        """Wait until there is something to tell; returns at once when there has been since the last call."""
        if not self._news:
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        self._news = False

    def wake(self) -> None:
        """Say that there is something to tell."""
        self._news = True
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self) -> None:
        """Let the phone go."""
        self.ended = True
        self.wake()


class Live:
    """The stream's endpoint, as an ASGI application."""

    def __init__(
        self,
        current: Current,
        presence: Presence,
        who: Callable[[Request], Participant | None],
        allowed: Allowed = HALL,
        ending: Callable[[], None] = lambda: None,
    ) -> None:
        """More streams than `allowed` are not held: the phones beyond them poll.

        `ending` is called on the loop when the host stops.
        """
        self._ending = ending
        self._current, self._presence, self._who, self._allowed = current, presence, who, allowed
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._told_at, self._told_mark = 0.0, ""
        #: What was live when the file could be read last.
        self._live = agenda.mark(())
        self._listening: dict[_Listener, None] = {}
        self._closing = False

    def start(self) -> None:
        """Called on the loop before the first request."""
        self._loop = asyncio.get_running_loop()
        self._loop.call_later(BEAT, self._beat)

    def heard(self, _events: Sequence[Event]) -> None:
        """Subscriber of the bus: wake the loop, no more."""
        self._on_loop(self._soon)

    def close(self) -> None:
        """End every stream; from any thread. Without it the host would wait for the phones to hang up."""
        self._on_loop(self._end)

    def message(self) -> str:
        """Where things stand."""
        return f"{self._current.version} {self._mark()}"

    def _mark(self) -> str:
        """What is live. While the file can't be read it is what it was: streams and their beats go on."""
        with contextlib.suppress(SessionFileProblem):
            self._live = agenda.mark(self._current.now().activities)
        return self._live

    async def version(self, request: Request) -> Response:
        """The same in one line, for a phone that can't hold a stream open."""
        if self._who(request) is None:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return PlainTextResponse(self.message())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold one phone's stream until it hangs up or the host stops."""
        if scope["method"] != "GET":
            await Response(status_code=HTTPStatus.METHOD_NOT_ALLOWED)(scope, receive, send)
            return
        try:
            person = self._who(Request(scope, receive))
        except SessionFileProblem as error:
            later = Response(status_code=refusals.status(error), headers=refusals.headers(error))
            await later(scope, receive, send)
            return
        if person is None or self._closing:
            # 204 tells an EventSource to stop asking.
            await Response(status_code=HTTPStatus.NO_CONTENT)(scope, receive, send)
            return
        own = [one for one in self._listening if one.person == person.id and not one.ended]
        if len(own) >= self._allowed.of_person:
            # The newest is the one that somebody looks at; an older one may belong to a lost connection.
            own[0].end()
        elif len(self._listening) >= self._allowed.streams:
            full = Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": RETRY_AFTER})
            await full(scope, receive, send)
            return
        with self._presence.stream(person.id):
            await self._stream(_Listener(person.id), receive, send)

    async def _stream(self, listener: _Listener, receive: Receive, send: Send) -> None:
        self._listening[listener] = None
        gone = asyncio.ensure_future(_hung_up(receive))
        gone.add_done_callback(lambda _gone: listener.end())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
            while not self._closing and not listener.ended:
                chunk = f"data: {self.message()}\n\n".encode()
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
                await listener.news()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._listening.pop(listener, None)

    def _on_loop(self, call: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None:
            return
        try:
            loop.call_soon_threadsafe(call)
        except RuntimeError:
            # The loop has just been closed; nobody listens any more.
            self._loop = None

    def _soon(self) -> None:
        loop = asyncio.get_running_loop()
        goes_on = self._mark() == self._told_mark
        pace = max(PACE, len(self._listening) / IN_ALL) if goes_on else PACE
        at = max(loop.time(), self._told_at + pace)
        if self._timer is not None:
            if self._timer.when() <= at:
                return
            self._timer.cancel()
        self._timer = loop.call_at(at, self._tell)

    def _tell(self) -> None:
        self._timer = None
        self._told_at = asyncio.get_running_loop().time()
        self._told_mark = self._mark()
        self._wake(list(self._listening))

    def _wake(self, listening: list[_Listener]) -> None:
        for listener in listening[:AT_ONCE]:
            listener.wake()
        if len(listening) > AT_ONCE:
            asyncio.get_running_loop().call_soon(self._wake, listening[AT_ONCE:])

    def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() - self._told_at >= BEAT:
            self._tell()
        loop.call_at(self._told_at + BEAT, self._beat)

    def _end(self) -> None:
        self._closing = True
        self._ending()
        self._tell()


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
