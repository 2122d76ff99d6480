"""What the program holds on to: evenings opened, looked through and closed again, and a host in use for a long time.

    python3 dev.py bench kept [--evenings N] [--rounds N] [--people N] [--only window host]

Not a test (that is `tests/ui/test_kept.py`): it prints what the process holds after every fifth evening, and which
sorts of objects are more than after the first five; then the same of a host without a window, after each round of
joinings, answers, streams, activities opened and closed, minutes given and withdrawn. Run it on a computer that does
nothing else. *Held* is what is asked of the C library now, and *resident* what the system has given for it, before and
after the library was told to give back what it does not need: the difference is no leak.
"""

from __future__ import annotations

import argparse
import ctypes
import datetime as dt
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.bench.bench_load import evening
from tests.bench.load_window import open_program
from tests.turns import pair_of
from ui.dialogs.new_workshop import NewChoice
from ui.facilitator.hall import JOIN, RESULTS, THANKS, WIFI
from ui.facilitator.rail import Page
from ui.main.opened import OpenWorkshop
from ui.main.program import Program
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows

#: Every how manieth evening it is looked, and the simulated crowd comes to one of ten.
_EVERY, _REHEARSED = 5, 10
#: People who have joined the host's evening.
_PEOPLE = 1_000
_OURS = ("ui", "workshop_app", "exports", "PySide6")


class _Mallinfo(ctypes.Structure):
    """`struct mallinfo2`; of its ten numbers two are looked at."""

    _fields_ = [
        ("before", ctypes.c_size_t * 4),
        ("mapped", ctypes.c_size_t),
        ("between", ctypes.c_size_t * 2),
        ("used", ctypes.c_size_t),
        ("after", ctypes.c_size_t * 2),
    ]


def _of_the_c_library() -> tuple[float, float]:
    """MB that are asked of it now, and resident once it has given back what it kept. Known on Linux only."""
    if not sys.platform.startswith("linux"):
        return 0.0, 0.0
    library = ctypes.CDLL("libc.so.6")
    library.mallinfo2.restype = _Mallinfo
    found = library.mallinfo2()
    library.malloc_trim(0)
    return (found.used + found.mapped) / 1e6, psutil.Process().memory_info().rss / 1e6


def _tell(what: str, before: Counter[str] | None) -> Counter[str]:
    """Print a line; returns how many objects of each of our sorts and Qt's there are."""
    gc.collect()
    things = gc.get_objects()
    names = Counter(f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in things)
    whole, process = len(things), psutil.Process()
    del things
    resident = process.memory_info().rss / 1e6
    held, left = _of_the_c_library()
    application = QApplication.instance()
    widgets = len(application.allWidgets()) if isinstance(application, QApplication) else 0
    print(
        f"{what:34} resident {resident:4.0f} MB, {left:4.0f} trimmed, held {held:5.1f}; {whole:7} objects, "
        f"{sys.getallocatedblocks():8} blocks, {widgets:4} widgets, {threading.active_count()} threads, "
        f"{process.num_fds() if hasattr(process, 'num_fds') else 0:3} handles",
        flush=True,
    )
    if before is not None:
        more = {name: n for name, n in (names - before).items() if name.split(".")[0] in _OURS}
        for name, n in sorted(more.items(), key=lambda each: -each[1])[:12]:
            print(f"    {n:7} more {name}")
    return names


class _Window:
    """One window, in which evenings are opened and closed."""

    def __init__(self, folder: Path, people: int) -> None:
        self._folder, self._people = folder, people
        self._application, self._program = open_program(folder)
        gc.unfreeze()

    def run(self, evenings: int) -> None:
        """So many evenings, one after another."""
        first: Counter[str] | None = None
        _tell("the first page", None)
        for number in range(1, evenings + 1):
            self._evening(number)
            if number % _EVERY == 0:
                told = _tell(f"{number} evenings", first if number == evenings else None)
                first = first or told
        self._program.window.close()

    def _evening(self, number: int) -> None:
        program = self._program
        if number % _REHEARSED == 1:
            program.rehearse()
        else:
            path = self._folder / f"{number}.tupa"
            program.make(NewChoice("strategian_teemat", "Utajärvi", dt.date(2026, 11, 22), "", path))
        self._until(lambda: program.opened is not None and program.opened.page.pages.settled)
        assert program.opened is not None
        self._take_part(program.opened, number)
        self._look_through(program.opened, number)
        program.go_home()
        self._until(lambda: _is_home(program))
        self._live(0.2)

    def _take_part(self, opened: OpenWorkshop, number: int) -> None:
        assert opened.model.snapshot is not None
        duel = _activity(opened, "duel")
        people = [int(str(self._do(opened, c.Join(f"n{n:063}", None, "fi")))) for n in range(self._people)]
        for n in range(2 * len(people)):
            text, person = f"Idea {number} {n}: kyläbussi", people[n % len(people)]
            theme = opened.model.snapshot.themes[0].id
            idea = c.AddIdea(text, IdeaOrigin.PARTICIPANT, _activity(opened, "ideas"), theme, person)
            self._do(opened, idea)
        self._do(opened, c.OpenActivity(duel))
        for person in people:
            pair = self._do(opened, ShowPair(duel, person))
            for _answer in range(3):
                if isinstance(pair, int):
                    pair = self._do(opened, AnswerPair(duel, person, pair, Outcome.LEFT))

    def _look_through(self, opened: OpenWorkshop, number: int) -> None:
        page = opened.page
        assert opened.model.snapshot is not None
        opened.show_hall()
        for activity in opened.model.snapshot.activities:
            page.go(activity.id)
            for scene in (JOIN, WIFI, RESULTS, THANKS):
                page.show_to_hall(scene)
                self._live(0.02)
        for place in (Page.PLAN, Page.NETWORK, Page.MINUTES):
            page.go(place)
            self._live(0.1)
        out = self._folder / f"out{number}"
        out.mkdir()
        page.minutes.export.write_to(out)
        self._until(page.minutes.export.write.isEnabled)

    def _do(self, opened: OpenWorkshop, command: c.Command) -> object:
        future = opened.runtime.submit(command)
        self._until(future.done)
        return pair_of(future.result())

    def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._application.processEvents()
            # The event loop of the program does that by itself; `processEvents` alone does not.
            self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            time.sleep(0.001)

    def _live(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._until(lambda: time.monotonic() > end)


def _is_home(program: Program) -> bool:
    return program.opened is None and program.window.home is not None


def _activity(opened: OpenWorkshop, kind: str) -> int:
    assert opened.model.snapshot is not None
    return next(a.id for a in opened.model.snapshot.activities if a.kind == kind)


def _host(folder: Path, rounds: int) -> None:
    """A host without a window."""
    with evening(folder, _PEOPLE, 60) as runtime:
        port = runtime.web.start("127.0.0.1", 0)
        _play(port, "answer", 50, 3)
        before = _tell("host, after the first answers", None)
        for number in range(1, rounds + 1):
            answers = _play(port, "answer", 50, 8)
            before = _tell(f"{number}: {answers} answers", before)
            streamed = _play(port, "steady", 300, 8)
            before = _tell(f"{number}: 300 streams, {streamed} answers", before)
            joined = _play(port, "join", 300, 5)
            before = _tell(f"{number}: {joined} joined", before)
            _lead(runtime)
            before = _tell(f"{number}: activities, minutes", before)


def _play(port: int, scene: str, phones: int, seconds: float) -> int:
    """A scene of `load_client`; returns how many times the host answered."""
    command = [sys.executable, "-m", "tests.bench.load_client", str(port), scene, str(phones), str(seconds)]
    told = subprocess.run([*command, str(_PEOPLE)], stdout=subprocess.PIPE, check=True).stdout
    return len(json.loads(told)["latencies"])


def _lead(runtime: Runtime) -> None:
    """Each activity is opened and closed three times, and the minutes are given and withdrawn; the duel goes on."""
    activities = workshop_rows.activities(runtime.reader())
    for activity in activities:
        for _time in range(3):
            runtime.submit(c.OpenActivity(activity.id)).result()
            runtime.submit(c.CloseActivity(activity.id)).result()
    for _time in range(20):
        runtime.submit(c.GiveMinutes("m.docx", "application/x", b"PK" * 2_000, b"<p>m</p>")).result()
        runtime.submit(c.WithdrawMinutes()).result()
    duel = next(activity.id for activity in activities if activity.kind == "duel")
    runtime.submit(c.OpenActivity(duel)).result()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench kept", description=__doc__)
    parser.add_argument("--evenings", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--only", nargs="+", choices=("window", "host"), default=("window", "host"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tupailta-kept-") as name:
        # Before the window: what a host alone holds.
        if "host" in options.only:
            _host(Path(name), options.rounds)
        if "window" in options.only:
            _Window(Path(name), options.people).run(options.evenings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
