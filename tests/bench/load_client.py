"""The phones of `bench load`, in a process of their own: raw asyncio connections, quick enough to load the host.

    python -m tests.bench.load_client PORT SCENE NUMBER SECONDS PEOPLE

prints one line of JSON: the latencies in seconds, and the answers that were not what a phone hopes for. People are
known by `token(n)`, which the bench has let join before.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
import zlib
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field

_PAIR, _ACTION = re.compile(rb'name="pair" value="(\d+)"'), re.compile(rb'action="(/a/\d+)"')
#: What fills the slots of the screen now and after this answer: its stamp, and its pair in the fourth slot.
_FILLING = re.compile(rb'<template id="(now|ahead)" data-stamp="([^"]+)">(?:<b>[^<]*</b>){3}<b>(\d+)</b>')
_TICKET, _LENGTH = (
    re.compile(rb'name="ticket" value="([^"]+)"'),
    re.compile(rb"\ncontent-length: (\d+)", re.IGNORECASE),
)
_OUTCOMES = (b"left", b"right", b"skip")
#: Phones of the fixed rate answer once in so many seconds.
EVERY = 2.0


def token(number: int) -> str:
    """The secret of the bench's person with this number."""
    return f"{number:043d}"


@dataclass(slots=True)
class Told:
    """What a run has come to."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)

    def other(self, what: object) -> None:
        """Something else than the wanted answer came."""
        self.others[str(what)] = self.others.get(str(what), 0) + 1


class Connection(asyncio.Protocol):
    """One kept connection; a request at a time."""

    def __init__(self) -> None:
        self._data, self._answer = b"", asyncio.get_running_loop().create_future()
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
            packed = b"content-encoding: gzip" in head
            self._answer.set_result((int(head[9:12]), zlib.decompress(body, 31) if packed else body))

    def connection_lost(self, exc: Exception | None) -> None:
        """The host has closed it."""
        if not self._answer.done():
            self._answer.set_result((0, b""))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """The status and body of the answer to a request; 0 for none."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        status, body = await self._answer
        return status, body

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


class Voter:
    """One person, as the page's script is: the next pair is there already, and each answer brings the one after it."""

    def __init__(self, host: Host, number: int) -> None:
        self._host, self._token = host, token(number)
        self._action = b""
        self._pair: bytes | None = None
        #: The pair that will be shown next, and the stamps that tell the host what the phone has.
        self._ahead: bytes | None = None
        self._stamps: list[bytes] = []

    async def begin(self, connection: Connection) -> None:
        """Open the page."""
        _, page = await connection.ask(self._host.get("/", self._token))
        action, pair = _ACTION.search(page), _PAIR.search(page)
        self._action, self._pair = (action[1], pair[1]) if action and pair else (b"", None)
        self._keep(page)

    async def answer(self, connection: Connection) -> int:
        """Answer the pair on the screen; returns the status, 0 when the page had no pair."""
        if self._pair is None:
            await self.begin(connection)
        if self._pair is None:
            return 0
        told = (self._pair, random.choice(_OUTCOMES), b"+".join(self._stamps[-2:]))
        request = self._host.post(self._action, b"pair=%s&action=%s&has=%s&took=2000" % told, self._token)
        status, page = await connection.ask(request)
        self._pair, self._ahead = self._ahead, None
        self._keep(page)
        return status

    def _keep(self, page: bytes) -> None:
        """What is not on the phone yet; where there is no more, the next answer begins with the page."""
        for which, stamp, pair in _FILLING.findall(page):
            if which == b"now":
                self._pair = pair
            else:
                self._ahead = pair
                self._stamps = [*self._stamps[-1:], stamp]


async def empty(host: Host, number: int, seconds: float, _people: int) -> Told:
    """`number` connections ask the empty route without pause."""
    told, until = Told(), time.perf_counter() + seconds
    request = host.get("/empty")

    async def ask() -> None:
        connection = await host.connect()
        while (began := time.perf_counter()) < until:
            status, _ = await connection.ask(request)
            _note(told, status, began, 204)
        connection.close()

    return await _timed(told, [ask() for _ in range(number)])


async def answer(host: Host, number: int, seconds: float, people: int) -> Told:
    """`number` connections answer without pause, each for its share of the people in turn."""
    told, start = Told(), asyncio.Event()
    ready = asyncio.Semaphore(0)
    until = 0.0

    async def vote(first: int) -> None:
        connection = await host.connect()
        voters = [Voter(host, n) for n in range(first, people, number)]
        for voter in voters:
            await voter.begin(connection)
        ready.release()
        await start.wait()
        turn = 0
        while (began := time.perf_counter()) < until:
            _note(told, await voters[turn % len(voters)].answer(connection), began, 200)
            turn += 1
        connection.close()

    tasks = [asyncio.create_task(vote(first)) for first in range(number)]
    for _ in tasks:
        await ready.acquire()
    until = time.perf_counter() + seconds
    start.set()
    return await _timed(told, tasks)


async def steady(host: Host, number: int, seconds: float, _people: int) -> Told:
    """`number` phones hold a stream and answer every EVERY seconds; the wait counts from when it was due."""
    told = Told()
    streams = [await _stream(host, token(n)) for n in range(number)]
    told.others["streams"] = sum(1 for stream in streams if not stream.is_closing())
    connections = [await host.connect() for _ in range(number)]
    voters = [Voter(host, n) for n in range(number)]
    for voter, connection in zip(voters, connections, strict=True):
        await voter.begin(connection)
    began = time.perf_counter() + 0.5

    async def live(n: int) -> None:
        due = began + EVERY * n / number
        while due < began + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            _note(told, await voters[n].answer(connections[n]), due, 200)
            due += EVERY

    await _timed(told, [live(n) for n in range(number)])
    told.others["streams at the end"] = sum(1 for stream in streams if not stream.is_closing())
    return told


async def _stream(host: Host, person: str) -> asyncio.Transport:
    connection = await host.connect()
    assert connection._transport is not None
    connection._transport.write(host.get("/live", person))
    # Its events are read and forgotten, as a phone does with most of them.
    connection.deaf = True
    return connection._transport


async def join(host: Host, number: int, seconds: float, _people: int) -> Told:
    """`number` new phones join, evenly over the seconds: the page, its files, and the form."""
    told = Told()

    async def one(due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        connection = await host.connect()
        _, page = await connection.ask(host.get("/"))
        await connection.ask(host.get("/static/phone.css"))
        ticket = _TICKET.search(page)
        body = b"language=fi&group=jarjestot&ticket=" + (ticket[1] if ticket else b"")
        status, _ = await connection.ask(host.post(b"/join", body))
        _note(told, status, due, 303)
        connection.close()

    began = time.perf_counter()
    return await _timed(told, [one(began + n * seconds / number) for n in range(number)])


def _note(told: Told, status: int, began: float, wanted: int) -> None:
    if status == wanted:
        told.latencies.append(time.perf_counter() - began)
    else:
        told.other(status)


async def _timed(told: Told, tasks: Iterable[Awaitable[None]]) -> Told:
    began = time.perf_counter()
    await asyncio.gather(*tasks)
    told.seconds = time.perf_counter() - began
    return told


SCENES = {scene.__name__: scene for scene in (empty, answer, steady, join)}


def main(port: int, scene: str, number: int, seconds: float, people: int) -> None:
    """Play one scene and tell what came of it."""
    told = asyncio.run(SCENES[scene](Host(port), number, seconds, people))
    print(json.dumps({"seconds": told.seconds, "latencies": told.latencies, "others": told.others}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
