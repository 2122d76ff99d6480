"""What is done to the host while phones vote: it is killed, its disk is filled, its clock is set. Each returns a line
of figures and whether nothing was lost. The host is a process of its own, at the port that the environment names.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.chaos_phones import Told, lost_and_doubled, phones, told_by
from tests.store.victims import PORT, Victims, evening
from workshop_app.runtime import Runtime

#: The small disk, in bytes.
DISK = 12_000_000
#: Ideas beside the template's: so many pairs that quick phones still answer at the end.
IDEAS = 180
#: What must happen soon happens within so many seconds, also on a busy machine.
SOON = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one part."""

    lines: tuple[str, ...]
    well: bool


def base() -> str:
    """Where the hosts answer."""
    return f"http://127.0.0.1:{os.environ[PORT]}"


async def kills(path: Path, count: int, seconds: float, people: int, seed: int) -> Outcome:
    """Start and kill hosts at random moments; some die before they have opened the file."""
    chance, starts, over = random.Random(seed), [0.0], asyncio.Event()
    those, began, killed = phones(base(), people), time.monotonic(), 0
    with Victims() as victims:
        voting = [asyncio.create_task(phone.live(over)) for phone in those]
        while killed < count and time.monotonic() - began < seconds:
            started = time.monotonic()
            pid = await asyncio.to_thread(victims.start, "serve", path)
            early = chance.random() < 0.15
            if not early:
                await asyncio.to_thread(victims.line)
                starts.append(time.monotonic() - started)
            await asyncio.sleep(chance.uniform(0.0, 0.15) if early else chance.uniform(0.0, 1.6))
            os.kill(pid, signal.SIGKILL)
            await asyncio.to_thread(victims.rest)
            killed += 1
        over.set()
        await asyncio.gather(*voting)
    spent, told = time.monotonic() - began, await told_by(those)
    copies = [copy.name for copy in path.parent.glob("*.backup*.tupa") if _opens(copy)]
    head = (
        f"kills {killed} in {spent:.0f} s, seed {seed}, {people} phones",
        f"from start to answering: median {statistics.median(starts[1:] or starts):.2f} s, longest {max(starts):.2f} s",
        f"rolling copies that open: {', '.join(copies) or 'none'}",
    )
    return _judged(path, told, head, well=killed >= min(count, 1))


async def full_disk(path: Path, rounds: int, people: int) -> Outcome:
    """The disk of the file is filled to the last byte and emptied again, while phones vote."""
    over, those, full, again = asyncio.Event(), phones(base(), people), 0, 0
    ballast = path.with_name("photos")
    async with _host("serve_on_a_small_disk", path):
        voting = [asyncio.create_task(phone.live(over)) for phone in those]
        for _ in range(rounds):
            await _grows(lambda: sum(len(phone.told.acknowledged) for phone in those))
            _fill(ballast)
            full += await _grows(lambda: sum(phone.told.refused for phone in those))
            await asyncio.sleep(0.5)
            ballast.unlink()
            again += await _grows(lambda: sum(len(phone.told.acknowledged) for phone in those))
        over.set()
        await asyncio.gather(*voting)
    told = await told_by(those)
    head = (
        f"disk of {DISK / 1e6:.0f} MB filled {rounds} times, {people} phones",
        f"refused while it was full: {full} of {rounds} times, {told.refused} answers of 503",
        f"went on by itself: {again} of {rounds} times",
    )
    return _judged(path, told, head, well=full > 0 and again == rounds)


async def _grows(number: Callable[[], int]) -> bool:
    """Wait until `number` is greater than now; whether it got so in a time in which it must."""
    before, until = number(), time.monotonic() + SOON
    while number() == before and time.monotonic() < until:  # noqa: ASYNC110 - the phones only count
        await asyncio.sleep(0.02)
    return number() > before


async def set_clock(path: Path, seconds: float, people: int) -> Outcome:
    """The host's clock shows another day each time it is looked at, up to a year off, while phones vote."""
    over, those = asyncio.Event(), phones(base(), people)
    async with _host("serve_with_jumping_clock", path):
        voting = [asyncio.create_task(phone.live(over)) for phone in those]
        await asyncio.sleep(seconds)
        over.set()
        await asyncio.gather(*voting)
    told = await told_by(those)
    head = (f"clock set at every look for {seconds:.0f} s, {people} phones",)
    return _judged(path, told, head, well=True)


def _judged(path: Path, told: Told, head: tuple[str, ...], *, well: bool) -> Outcome:
    lost, doubled, _stand = lost_and_doubled(path, told.acknowledged)
    lines = (
        *head,
        f"answers acknowledged {len(told.acknowledged)}, sent again {told.again}",
        f"lost {lost}, doubled {doubled}",
    )
    return Outcome(lines, well and bool(told.acknowledged) and not lost and not doubled)


@contextlib.asynccontextmanager
async def _host(work: str, path: Path) -> AsyncIterator[None]:
    with Victims() as victims:
        pid = await asyncio.to_thread(victims.start, work, path)
        await asyncio.to_thread(victims.line)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGKILL)
            await asyncio.to_thread(victims.rest)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A file with an evening on a small file system in memory; None where none can be mounted (needs root)."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    linux = sys.platform.startswith("linux")
    if not linux or subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        evening(folder / "ilta.tupa", IDEAS)
        yield folder / "ilta.tupa"
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while shutil.disk_usage(ballast.parent).free:
            file.write(bytes(4_096))


def _opens(path: Path) -> bool:
    with Runtime(path, copy_every=None):
        return True
