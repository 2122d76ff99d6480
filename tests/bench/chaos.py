"""`python3 dev.py chaos`: the host is killed at random moments while phones vote; nothing acknowledged may be lost.

Real HTTP over loopback, the real host in a process of its own, kill -9, the next host on the same port. A phone sends
an answer again until it is acknowledged, as the pages do. At the end the file is read: each acknowledged answer must
stand in it exactly once. Bounded by a number of kills and by time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.store.victims import PORT, Victims, evening
from workshop_app.runtime import Runtime

_PAIR, _ACTION = re.compile(r'name="pair" value="(\d+)"'), re.compile(r'action="(/a/\d+)"')
_FIELD = re.compile(r'name="(ticket|group|language)" value="([^"]*)"')
_OUTCOMES = ("left", "right", "skip")


@dataclass(slots=True)
class Phone:
    """One phone: what it was told is kept, and how long it waited for that."""

    number: int
    client: httpx.AsyncClient
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    again: int = 0

    async def live(self, until: asyncio.Event) -> None:
        """Join, then answer pair after pair."""
        form = dict(_FIELD.findall((await self._insist("GET", "/", None, until)).text))
        await self._insist("POST", "/join", form, until)
        chance = random.Random(self.number)
        while not until.is_set():
            page = (await self._insist("GET", "/", None, until)).text
            pair, action = _PAIR.search(page), _ACTION.search(page)
            if pair is None or action is None:
                await asyncio.sleep(0.05)
                continue
            outcome = chance.choice(_OUTCOMES)
            answer = await self._insist("POST", action[1], {"pair": pair[1], "action": outcome}, until)
            if answer.status_code == httpx.codes.SEE_OTHER:
                self.acknowledged.append((int(pair[1]), outcome))

    async def _insist(
        self,
        method: str,
        address: str,
        form: dict[str, str] | None,
        until: asyncio.Event,
    ) -> httpx.Response:
        """Send it until there is an answer."""
        while True:
            try:
                headers = {"Origin": str(self.client.base_url).rstrip("/")} if method == "POST" else {}
                answer = await self.client.request(method, address, data=form, headers=headers)
            except httpx.TransportError:
                self.again += 1
            else:
                if answer.status_code < 500:
                    return answer
            if until.is_set():
                return httpx.Response(503)
            await asyncio.sleep(random.uniform(0.02, 0.1))


async def hunt(
    path: Path, kills: int, seconds: float, phones: list[Phone], seed: int
) -> tuple[int, list[float]]:
    """Start and kill hosts; returns how many were killed, and how long each took until it answered."""
    chance, starts = random.Random(seed), []
    done, began = asyncio.Event(), time.monotonic()
    with Victims() as victims:
        voting = [asyncio.create_task(phone.live(done)) for phone in phones]
        killed = 0
        while killed < kills and time.monotonic() - began < seconds:
            started = time.monotonic()
            pid = await asyncio.to_thread(victims.start, "serve", path)
            # Some die before they have opened the file.
            early = chance.random() < 0.15
            if not early:
                await asyncio.to_thread(victims.line)
                starts.append(time.monotonic() - started)
            await asyncio.sleep(chance.uniform(0.0, 0.15) if early else chance.uniform(0.0, 1.6))
            os.kill(pid, signal.SIGKILL)
            await asyncio.to_thread(victims.rest)
            killed += 1
        done.set()
        await asyncio.gather(*voting)
    return killed, starts


def counted(path: Path, phones: list[Phone]) -> tuple[int, int, int]:
    """Acknowledged answers; how many of them are not in the file as they were given; how many pairs stand twice."""
    with Runtime(path, copy_every=None):
        pass
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT appearance_id, outcome FROM comparison WHERE outcome <> 'void'"
    ).fetchall()
    connection.close()
    there, each = set(rows), Counter(appearance for appearance, _ in rows)
    acknowledged = [answer for phone in phones for answer in phone.acknowledged]
    return len(acknowledged), sum(a not in there for a in acknowledged), sum(n > 1 for n in each.values())


async def run(path: Path, options: argparse.Namespace) -> int:
    """One hunt with its figures; returns the exit code."""
    base, limits = f"http://127.0.0.1:{os.environ[PORT]}", httpx.Limits(max_connections=1)
    phones = [
        Phone(n, httpx.AsyncClient(base_url=base, limits=limits, timeout=10, trust_env=False))
        for n in range(options.phones)
    ]
    began = time.monotonic()
    killed, starts = await hunt(path, options.kills, options.seconds, phones, options.seed)
    for phone in phones:
        await phone.client.aclose()
    answers, lost, doubled = counted(path, phones)
    copies = [copy.name for copy in path.parent.glob("*.backup*.tupa") if _opens(copy)]
    print(f"kills {killed} in {time.monotonic() - began:.0f} s, seed {options.seed}, {len(phones)} phones")
    print(f"answers acknowledged {answers}, sent again {sum(phone.again for phone in phones)}")
    print(f"lost {lost}, doubled {doubled}")
    print(f"from start to answering: median {statistics.median(starts):.2f} s, longest {max(starts):.2f} s")
    print(f"rolling copies that open: {', '.join(copies) or 'none'}")
    return 0 if killed >= min(options.kills, 1) and answers and not lost and not doubled else 1


def _opens(path: Path) -> bool:
    with Runtime(path, copy_every=None):
        return True


def main(arguments: list[str]) -> int:
    """Parse the arguments and hunt in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(prog="dev.py chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=400.0, help="the longest time that is spent killing")
    parser.add_argument("--phones", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with socket.create_server(("127.0.0.1", 0)) as free:
        os.environ[PORT] = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="tupailta-chaos-") as folder:
        path = Path(folder) / "ilta.tupa"
        evening(path)
        return asyncio.run(run(path, options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
