"""A hall of phones against the real host and its real pages, over loopback.

    python3 dev.py bench load [--seconds N] [--people N] [--ideas N] [--only SCENE ...] [--profile FOLDER]

The phones run in a second process (`load_client.py`). Throughput is told as its ratio to an empty route of the same
host in the same run, so that machines can be compared. The limits of a hall are on; no run takes longer than a
few minutes. Not a test: it prints a table beside what issue 7 asks for.
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from exports import bundle
from tests.bench.load_client import token
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.minutes import read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.writer import Writer
from workshop_app.web import app, identity, server

_SCENES = ("empty", "answer", "steady", "join")


class Bench:
    """One evening under load; `rows` are the lines of the table."""

    def __init__(self, runtime: Runtime, options: argparse.Namespace) -> None:
        self._runtime, self._options = runtime, options
        self._port = runtime.web.start("127.0.0.1", 0)
        self.rows: list[tuple[str, str, str]] = []

    def run(self) -> None:
        """All scenes."""
        start = _memory()
        only = self._options.only or _SCENES
        for number, goal in ((50, "0.25"), (500, "0.2")):
            empty = self._rate("empty", number) if "empty" in only else math.nan
            if "answer" in only:
                rate = self._rate("answer", number)
                self._row(f"  ratio at {number}", f"{rate / empty:.3f}", f"at least {goal}")
        if "steady" in only:
            self._steady()
        if "join" in only:
            told = self._play("join", 500, 10)
            self._row("500 joins in 10 s, p99", _ms(told, 0.99), "under 500 ms")
        self._row("memory at the start", f"{start:.0f} MB", "under 350 MB")
        self._row("memory at the end", f"{_memory():.0f} MB", "under 350 MB")

    def _rate(self, scene: str, number: int) -> float:
        used = _processor_time()
        told = self._play(scene, number, self._options.seconds)
        rate: float = len(told["latencies"]) / told["seconds"]
        each = 1e6 * (_processor_time() - used) / max(1, len(told["latencies"]))
        what = "empty route" if scene == "empty" else "full answers"
        self._row(f"{what}, {number} connections", f"{rate:.0f}/s, {each:.0f} µs, p99 {_ms(told, 0.99)}", "")
        return rate

    def _steady(self) -> None:
        done, exports = threading.Event(), [0]
        with tempfile.TemporaryDirectory() as folder:

            def export() -> None:
                while not done.is_set():
                    minutes = read_minutes(self._runtime.reader(), self._runtime.path)
                    bundle.export_all(minutes, Path(folder) / str(exports[0]))
                    exports[0] += 1

            thread = threading.Thread(target=export, name="export")
            if not self._options.no_export:
                thread.start()
            told = self._play("steady", 500, max(10.0, 2 * self._options.seconds))
            done.set()
            if thread.is_alive():
                thread.join()
        what = f"500 phones every 2 s, streams, {exports[0]} exports"
        self._row(f"{what}: p50", _ms(told, 0.5), "under 5 ms")
        self._row("  p99", _ms(told, 0.99), "under 50 ms")

    def _play(self, scene: str, number: int, seconds: float) -> dict[str, Any]:
        arguments = [str(self._port), scene, str(number), str(seconds), str(self._options.people)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load_client", *arguments],
            stdout=subprocess.PIPE,
            check=True,
            timeout=120 + 3 * seconds,
        )
        told: dict[str, Any] = json.loads(done.stdout)
        if told["others"]:
            self._row(f"  {scene}, other answers", json.dumps(told["others"]), "")
        return told

    def _row(self, what: str, found: str, goal: str) -> None:
        self.rows.append((what, found, goal))
        print(f"{what:52} {found:>32}   {goal}", flush=True)


def _ms(told: dict[str, Any], share: float) -> str:
    found = sorted(told["latencies"])
    return f"{1000 * found[min(len(found) - 1, int(share * len(found)))]:.1f} ms" if found else "none"


def _processor_time() -> float:
    """Seconds that the host has used of the processors: it does not depend on who else runs."""
    times = psutil.Process().cpu_times()
    return times.user + times.system


def _memory() -> float:
    return psutil.Process().memory_info().rss / 1e6


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

    app.routes = lambda pages, live: [Route("/empty", nothing), *whole(pages, live)]


def _profiled(work: Callable[..., None], path: Path) -> Callable[..., None]:
    def run(*arguments: object) -> None:
        profile = cProfile.Profile()
        try:
            profile.runcall(work, *arguments)
        finally:
            profile.dump_stats(path)

    return run


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each run")
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
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with (
        tempfile.TemporaryDirectory(prefix="tupailta-load-") as folder,
        evening(Path(folder), options.people, options.ideas) as runtime,
    ):
        Bench(runtime, options).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
