"""A hall of phones against the real host and its real pages, over loopback.

    python3 dev.py bench load [--seconds N] [--minutes N] [--people N] [--ideas N] [--only SCENE ...] [--profile FOLDER]

The phones run in a second process (`load_client.py`). Throughput is told as its ratio to an empty route of the same
host in the same run, so that machines can be compared. What follows runs in the whole program: people who join, a fixed
rate, a hall that joins and votes without pause, and minutes of the fixed rate with the memory looked at. Its window
shows the duel and the hall's picture (`load_window.py`), and an export runs all the time. The limits of a hall are on;
bounded by its seconds and minutes. Not a test: it prints a table beside what issue 7 asks for.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from starlette.requests import Request
from starlette.responses import Response

from exports import jobs
from tests.bench.load_client import ARRIVED, token
from ui.commands.serve import collect_seldom
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.writer import Writer
from workshop_app.web import app, identity, server

_SCENES = ("empty", "answer", "steady", "join", "rush", "long")
#: Those in which the host runs alone.
_ALONE = frozenset({"empty", "answer"})
Until = Callable[[Callable[[], bool]], None]


class Bench:
    """One evening under load. `until(holds)` waits for something; with a window it keeps that alive meanwhile."""

    def __init__(self, runtime: Runtime, port: int, options: argparse.Namespace, until: Until) -> None:
        self._runtime, self._port, self._options, self._until = runtime, port, options, until

    def throughput(self, only: Collection[str]) -> None:
        """How many answers a second, beside an empty route."""
        for number, goal in ((50, "0.25"), (500, "0.2")):
            empty = self._rate("empty", number) if "empty" in only else math.nan
            if "answer" in only:
                rate = self._rate("answer", number)
                _row(f"  ratio at {number}", f"{rate / empty:.3f}", f"at least {goal}")

    def whole_program(self, only: Collection[str]) -> None:
        """A fixed rate, people who join, and minutes of it."""
        _row("memory with the window open", f"{memory()}", "under 350 MB")
        if "join" in only:
            told = self._play("join", 500, 10)
            _row("500 joins in 10 s, p99", _ms(told, 0.99), "under 500 ms")
        if "steady" in only:
            self._steady(max(10.0, 2 * self._options.seconds))
        if "rush" in only:
            self._rush()
        if "long" in only:
            self._long()
        _row("memory at the end", f"{memory()}", "under 350 MB")

    def _rate(self, scene: str, number: int) -> float:
        used = _processor_time()
        told = self._play(scene, number, self._options.seconds)
        rate: float = len(told["latencies"]) / told["seconds"]
        each = 1e6 * (_processor_time() - used) / max(1, len(told["latencies"]))
        what = "empty route" if scene == "empty" else "full answers"
        _row(f"{what}, {number} connections", f"{rate:.0f}/s, {each:.0f} µs, p99 {_ms(told, 0.99)}", "")
        return rate

    def _steady(self, seconds: float) -> None:
        with self._exporting() as exports:
            told = self._play("steady", 500, seconds)
        what = f"500 phones every 2 s, streams, {len(exports)} exports"
        _row(f"{what}: p50", _ms(told, 0.5), "under 5 ms")
        _row("  p99", _ms(told, 0.99), "under 50 ms")
        if exports:
            _row("  the clerk's memory, at most", f"{max(exports):.0f} MB", "")

    def _rush(self) -> None:
        """500 phones join within half a minute and answer without pause, for as long again and the seconds."""
        # Those who joined before have used up what one address may do at once; a host that begins anew knows nobody.
        self._runtime.web.stop()
        assert self._port == self._runtime.web.start("127.0.0.1", self._port)
        before = self._stored()
        with self._exporting() as exports:
            told = self._play("rush", 500, 2 * ARRIVED + self._options.seconds)
        taken = len(told["latencies"])
        _row(
            f"500 join in {ARRIVED:.0f} s and vote without pause",
            f"{taken / told['seconds']:.0f} answers/s",
            "",
        )
        _row(
            f"  p50, p99, with streams and {len(exports)} exports", f"{_ms(told, 0.5)}, {_ms(told, 0.99)}", ""
        )
        _row("  acknowledged, stored", f"{taken}, {self._stored() - before}", "the same")
        _row("  memory", f"{memory()}", "under 350 MB")

    def _stored(self) -> int:
        return self._runtime.reader().number("SELECT count(*) FROM comparison")

    def _long(self) -> None:
        for minute in range(self._options.minutes):
            self._steady(60.0)
            _row(f"memory after {minute + 1} min", f"{memory()}", "no growth")

    @contextmanager
    def _exporting(self) -> Iterator[list[float]]:
        """Exports all the time, as a facilitator who can't wait; yields what the clerk held after each, in MB."""
        done, exports, clerk = threading.Event(), list[float](), self._runtime.clerk

        def export(folder: Path) -> None:
            while not done.is_set():
                clerk.do(partial(jobs.exported, jobs.Place(folder)))
                exports.append(psutil.Process(clerk.pid).memory_info().rss / 1e6)

        with tempfile.TemporaryDirectory() as folder:
            thread = threading.Thread(target=export, args=(Path(folder),), name="export")
            if not self._options.no_export:
                thread.start()
            yield exports
            done.set()
            if thread.is_alive():
                self._until(lambda: not thread.is_alive())

    def _play(self, scene: str, number: int, seconds: float) -> dict[str, Any]:
        arguments = [str(self._port), scene, str(number), str(seconds), str(self._options.people)]
        began = time.monotonic()
        with tempfile.TemporaryFile() as out:
            command = [sys.executable, "-m", "tests.bench.load_client", *arguments]
            with subprocess.Popen(command, stdout=out) as process:
                self._until(
                    lambda: process.poll() is not None or time.monotonic() > began + 120 + 3 * seconds
                )
                process.kill()
            out.seek(0)
            told: dict[str, Any] = json.load(out)
        if told["others"]:
            _row(f"  {scene}, other answers", json.dumps(told["others"]), "")
        return told


def _row(what: str, found: str, goal: str) -> None:
    print(f"{what:52} {found:>32}   {goal}", flush=True)


def _wait(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.01)


def _ms(told: dict[str, Any], share: float) -> str:
    found = sorted(told["latencies"])
    return f"{1000 * found[min(len(found) - 1, int(share * len(found)))]:.1f} ms" if found else "none"


def _processor_time() -> float:
    """Seconds that the host has used of the processors: it does not depend on who else runs."""
    times = psutil.Process().cpu_times()
    return times.user + times.system


class Memory(NamedTuple):
    """MB that the program holds, and the processes that it has started for itself."""

    program: float
    others: float

    def __str__(self) -> str:
        """The whole, and its two parts."""
        return f"{sum(self):.0f} MB ({self.program:.0f} + {self.others:.0f})"


def memory() -> Memory:
    """What the program and its own processes hold; the phones are no part of it."""
    program = psutil.Process()
    held = 0
    for process in program.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if any("multiprocessing" in word for word in process.cmdline()):
                held += _held(process)
    return Memory(_held(program) / 1e6, held / 1e6)


def _held(process: psutil.Process) -> int:
    """Bytes that the process holds; what several share (the libraries) is shared out among them where that is known."""
    return int(getattr(process.memory_full_info(), "pss", process.memory_info().rss))


def evening(folder: Path, people: int, ideas: int) -> Runtime:
    """An evening with its duel open, ideas in, and people who have joined with the tokens of `load_client`."""
    runtime = Runtime.create(folder / "ilta.tupa", NewWorkshop("strategian_teemat", dt.date(2026, 11, 22)))
    reader = runtime.reader()
    there = reader.number("SELECT count(*) FROM idea")
    activities = workshop_rows.activities(reader)
    duel = next(a.id for a in activities if a.kind == "duel")
    texts = [
        f"Idea {n}: lähipalvelut, kyläbussi ja etävastaanotto jokaiseen kylään" for n in range(there, ideas)
    ]
    commands: list[c.Command] = [c.AddIdea(text, IdeaOrigin.FACILITATOR) for text in texts]
    commands += [c.Join(identity.hashed(token(n)), None, "fi") for n in range(people)]
    commands += [c.EditActivity(duel, config={"duels": 1000}), c.OpenActivity(duel)]
    for future in [runtime.submit(command) for command in commands]:
        future.result()
    return runtime


def _add_empty_route() -> None:
    whole = app.routes

    async def nothing(_request: Request) -> Response:
        return Response(status_code=204)

    app.routes = lambda *served: [app.shows("/empty", nothing), *whole(*served)]


def _profiled(work: Callable[..., None], path: Path) -> Callable[..., None]:
    def run(*arguments: object) -> None:
        profile = cProfile.Profile()
        try:
            profile.runcall(work, *arguments)
        finally:
            profile.dump_stats(path)

    return run


def _left(only: Collection[str]) -> Collection[str]:
    """The scenes that this process is to play. Where both sorts are wanted, the host alone is another one's matter.

    What tens of thousands of answers leave behind is not the whole program's.
    """
    if _ALONE.isdisjoint(only) or _ALONE.issuperset(only):
        return only
    alone = [*sys.argv[1:], "--only", *_ALONE.intersection(only)]
    subprocess.run([sys.executable, "-m", "tests.bench.bench_load", *alone], check=True)
    return [scene for scene in only if scene not in _ALONE]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each run")
    parser.add_argument("--minutes", type=int, default=2, help="of the long scene")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--ideas", type=int, default=60)
    parser.add_argument("--only", nargs="+", choices=_SCENES)
    parser.add_argument("--no-export", action="store_true")
    parser.add_argument(
        "--profile", type=Path, help="cProfile of the web and the writer thread, into this folder"
    )
    options = parser.parse_args()
    _add_empty_route()
    if options.profile:
        options.profile.mkdir(parents=True, exist_ok=True)
        server._serve = _profiled(server._serve, options.profile / "web.prof")
        Writer._run = _profiled(Writer._run, options.profile / "writer.prof")  # type: ignore[method-assign]
    only = _left(options.only or _SCENES)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="tupailta-load-") as name:
        folder = Path(name)
        with evening(folder, options.people, options.ideas) as runtime:
            if _ALONE.intersection(only):
                collect_seldom()  # as `tupailta serve`; the window of the whole program has its own way
                port = runtime.web.start("127.0.0.1", 0)
                Bench(runtime, port, options, _wait).throughput(only)
        if not _ALONE.issuperset(only):
            # Here: the clerk's process loads this module too, and has no window.
            from tests.bench.load_window import Window

            window = Window(folder / "ilta.tupa", folder)
            with window as opened:
                assert opened.runtime.web.port is not None
                Bench(opened.runtime, opened.runtime.web.port, options, window.until).whole_program(only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
