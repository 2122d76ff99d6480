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
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field

from tests.bench.load_wire import Came, Connection, Host

_PAIR, _ACTION = re.compile(rb'name="pair" value="(\d+)"'), re.compile(rb'action="(/a/\d+)"')
#: What fills the slots of the screen now and after this answer: its stamp, and its pair in the fourth slot.
_FILLING = re.compile(rb'<template id="(now|ahead)" data-stamp="([^"]+)">(?:<b>[^<]*</b>){3}<b>(\d+)</b>')
_SECRET = re.compile(rb'name="secret" value="([^"]+)"')
_SHOWN, _TAKEN, _JOINED = 204, 200, 303
_OUTCOMES = (b"left", b"right", b"skip")
#: Phones of the fixed rate answer once in so many seconds.
EVERY = 2.0
#: The phones of the rush have all joined after so many seconds.
ARRIVED = 30.0
#: A phone that is told to come later waits so long at least, and up to half as long again, in seconds.
PAUSE = 1.0


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


class Voter:
    """One person, as the page's script is: the next pair is there already, and each answer brings the one after it."""

    def __init__(self, host: Host, secret: str) -> None:
        self._host, self._token = host, secret
        self._action = b""
        self._pair: bytes | None = None
        #: The pair that will be shown next, and the stamps that tell the host what the phone has.
        self._ahead: bytes | None = None
        self._stamps: list[bytes] = []

    async def begin(self, connection: Connection) -> None:
        """Open the page."""
        page = (await connection.ask(self._host.get("/", self._token))).body
        action, pair = _ACTION.search(page), _PAIR.search(page)
        self._action, self._pair = (action[1], pair[1]) if action and pair else (b"", None)
        self._keep(page)

    async def answer(self, connection: Connection) -> Came:
        """Answer the pair on the screen; one that is refused stays there. Status 0: there is no pair."""
        if self._pair is None:
            await self.begin(connection)
        if self._pair is None:
            return Came(0, b"")
        told = (self._pair, random.choice(_OUTCOMES), b"+".join(self._stamps[-2:]))
        request = self._host.post(self._action, b"pair=%s&action=%s&has=%s&took=2000" % told, self._token)
        came = await connection.ask(request)
        if came.status == _TAKEN:
            self._pair, self._ahead = self._ahead, None
            self._keep(came.body)
        return came

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
            _note(told, await connection.ask(request), began, _SHOWN)
        connection.close()

    return await _timed(told, [ask() for _ in range(number)])


async def answer(host: Host, number: int, seconds: float, people: int) -> Told:
    """`number` connections answer without pause, each for its share of the people in turn."""
    told, start = Told(), asyncio.Event()
    ready = asyncio.Semaphore(0)
    until = 0.0

    async def vote(first: int) -> None:
        connection = await host.connect()
        voters = [Voter(host, token(n)) for n in range(first, people, number)]
        for voter in voters:
            await voter.begin(connection)
        ready.release()
        await start.wait()
        turn = 0
        while (began := time.perf_counter()) < until:
            _note(told, await voters[turn % len(voters)].answer(connection), began, _TAKEN)
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
    voters = [Voter(host, token(n)) for n in range(number)]
    for voter, connection in zip(voters, connections, strict=True):
        await voter.begin(connection)
    began = time.perf_counter() + 0.5

    async def live(n: int) -> None:
        due = began + EVERY * n / number
        while due < began + seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            _note(told, await voters[n].answer(connections[n]), due, _TAKEN)
            due += EVERY

    await _timed(told, [live(n) for n in range(number)])
    told.others["streams at the end"] = sum(1 for stream in streams if not stream.is_closing())
    return told


async def _stream(host: Host, person: str) -> asyncio.Transport:
    return (await host.connect()).listen(host.get("/live", person))


async def join(host: Host, number: int, seconds: float, _people: int) -> Told:
    """`number` new phones join, evenly over the seconds: the page, its files, and the form."""
    told = Told()

    async def one(due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        connection = await host.connect()
        came, _secret = await _join(host, connection)
        _note(told, came, due, _JOINED)
        connection.close()

    began = time.perf_counter()
    return await _timed(told, [one(began + n * seconds / number) for n in range(number)])


async def _join(host: Host, connection: Connection) -> tuple[Came, str]:
    """What comes of the form, and the secret that the page had for the person."""
    page = (await connection.ask(host.get("/"))).body
    await connection.ask(host.get("/static/phone.css"))
    found = _SECRET.search(page)
    secret = found[1] if found else b""
    came = await connection.ask(host.post(b"/join", b"language=fi&group=jarjestot&secret=" + secret))
    return came, secret.decode()


async def rush(host: Host, number: int, seconds: float, _people: int) -> Told:
    """`number` phones join within ARRIVED seconds; each holds a stream and answers without pause until the end.

    One that is told to come later does so, and sends the same answer again.
    """
    told, streams = Told(), list[asyncio.Transport]()
    began = time.perf_counter()

    async def one(due: float) -> None:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        connection = await host.connect()
        came, secret = await _join(host, connection)
        if came.status != _JOINED:
            told.other(f"join {came.status}")
            return
        streams.append(await _stream(host, secret))
        voter = Voter(host, secret)
        while (asked := time.perf_counter()) < began + seconds:
            came = await voter.answer(connection)
            _note(told, came, asked, _TAKEN)
            if came.status != _TAKEN:
                await asyncio.sleep(max(PAUSE, came.retry) * random.uniform(1.0, 1.5))

    await _timed(told, [one(began + n * ARRIVED / number) for n in range(number)])
    told.others["streams at the end"] = sum(1 for stream in streams if not stream.is_closing())
    return told


def _note(told: Told, came: Came, began: float, wanted: int) -> None:
    if came.status == wanted:
        told.latencies.append(time.perf_counter() - began)
    else:
        told.other(came.status)


async def _timed(told: Told, tasks: Iterable[Awaitable[None]]) -> Told:
    began = time.perf_counter()
    await asyncio.gather(*tasks)
    told.seconds = time.perf_counter() - began
    return told


SCENES = {scene.__name__: scene for scene in (empty, answer, steady, join, rush)}


def main(port: int, scene: str, number: int, seconds: float, people: int) -> None:
    """Play one scene and tell what came of it."""
    told = asyncio.run(SCENES[scene](Host(port), number, seconds, people))
    print(json.dumps({"seconds": told.seconds, "latencies": told.latencies, "others": told.others}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))
