"""Phones that vote without pause and send each answer again until it is acknowledged, as the pages do.

`python -m tests.bench.chaos_phones URL --phones N --seconds S` is them as a process of their own, for a network of
their own; it writes one line of JSON in the end (`Told`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from workshop_app.runtime import Runtime

_PAIR, _ACTION = re.compile(r'name="pair" value="(\d+)"'), re.compile(r'action="(/a/\d+)"')
_FIELD = re.compile(r'name="(secret|group|language)" value="([^"]*)"')
_OUTCOMES = ("left", "right", "skip")
Answer = tuple[int, str]


@dataclass(slots=True)
class Told:
    """What phones have to tell: answers they gave and answers they were told are saved, how often they had to send
    again because nothing came back, and because the host said that it can't save now.
    """

    given: list[Answer] = field(default_factory=list)
    acknowledged: list[Answer] = field(default_factory=list)
    again: int = 0
    refused: int = 0

    def add(self, other: Told) -> None:
        """Together with another's."""
        self.given += other.given
        self.acknowledged += other.acknowledged
        self.again += other.again
        self.refused += other.refused


@dataclass(slots=True)
class Phone:
    """One phone. When the time is over it goes on with the answer that is on its way for `patience` seconds."""

    number: int
    client: httpx.AsyncClient
    patience: float = 0.0
    told: Told = field(default_factory=Told)
    _until: float = 0.0

    async def live(self, over: asyncio.Event) -> None:
        """Join, then answer pair after pair until it is over."""
        form = dict(_FIELD.findall((await self._insist("GET", "/", None, over)).text))
        await self._insist("POST", "/join", form, over)
        chance = random.Random(self.number)
        while not over.is_set():
            page = (await self._insist("GET", "/", None, over)).text
            pair, action = _PAIR.search(page), _ACTION.search(page)
            if over.is_set() or pair is None or action is None:
                await asyncio.sleep(0.05)
                continue
            given = (int(pair[1]), chance.choice(_OUTCOMES))
            self.told.given.append(given)
            answer = await self._insist("POST", action[1], {"pair": pair[1], "action": given[1]}, over)
            if answer.status_code == httpx.codes.SEE_OTHER:
                self.told.acknowledged.append(given)

    async def _insist(
        self, method: str, address: str, form: dict[str, str] | None, over: asyncio.Event
    ) -> httpx.Response:
        """Send it until there is an answer."""
        headers = {"Origin": str(self.client.base_url).rstrip("/")} if method == "POST" else {}
        while True:
            try:
                answer = await self.client.request(method, address, data=form, headers=headers)
            except httpx.TransportError:
                self.told.again += 1
            else:
                if answer.status_code < 500:
                    return answer
                self.told.refused += 1
            if over.is_set():
                self._until = self._until or time.monotonic() + self.patience
                if time.monotonic() >= self._until:
                    return httpx.Response(503)
            await asyncio.sleep(random.uniform(0.02, 0.1))


def phones(base: str, count: int, *, patience: float = 0.0, timeout: float = 10.0) -> list[Phone]:
    """So many phones that visit the host at `base`, each with one connection."""
    limits = httpx.Limits(max_connections=1)
    return [
        Phone(n, httpx.AsyncClient(base_url=base, limits=limits, timeout=timeout, trust_env=False), patience)
        for n in range(count)
    ]


async def told_by(those: Iterable[Phone]) -> Told:
    """What they have to tell; they are put away."""
    together = Told()
    for phone in those:
        await phone.client.aclose()
        together.add(phone.told)
    return together


def lost_and_doubled(path: Path, answers: Iterable[Answer]) -> tuple[int, int, int]:
    """How many of the answers are not in the file as they were given, how many pairs stand twice, how many stand."""
    with Runtime(path, copy_every=None):
        pass
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT appearance_id, outcome FROM comparison WHERE outcome <> 'void'"
    ).fetchall()
    connection.close()
    there, each = set(rows), Counter(appearance for appearance, _ in rows)
    return sum(a not in there for a in answers), sum(n > 1 for n in each.values()), len(rows)


async def _live(those: list[Phone], seconds: float) -> Told:
    over = asyncio.Event()
    voting = [asyncio.create_task(phone.live(over)) for phone in those]
    await asyncio.sleep(seconds)
    over.set()
    await asyncio.gather(*voting)
    return await told_by(those)


def main() -> int:
    """Vote, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("--phones", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--patience", type=float, default=90.0)
    parser.add_argument("--timeout", type=float, default=10.0)
    options = parser.parse_args()
    those = phones(options.base, options.phones, patience=options.patience, timeout=options.timeout)
    told = asyncio.run(_live(those, options.seconds))
    print(json.dumps(asdict(told)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
