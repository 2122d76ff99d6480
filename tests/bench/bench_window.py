"""The window, measured: how soon it can be used, and how long its longest standstill is in a large evening.

    python3 dev.py bench window [--ideas N] [--people N] [--answers N] [--comparisons N] [--why]

Not a test: it prints a table. A standstill is the longest time between two beats of a 5 ms timer on Qt's thread;
with --why the stack that stood longest is printed below each.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.large_evening import large_evening
from tests.bench.load_window import open_program
from tests.turns import pair_of
from ui.dialogs.new_workshop import NewChoice
from ui.facilitator.rail import Page
from ui.main.opened import OpenWorkshop
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair

_START = """
import time; began = time.monotonic()
import sys, pathlib
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from ui import style
from ui.main.program import Program
application = QApplication([]); style.apply(application)
folder = pathlib.Path(sys.argv[1])
memory = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
program = Program(application, folder / "s.json", memory)
program.window.show()
QTimer.singleShot(0, lambda: (print(time.monotonic() - began), program.window.close(), application.quit()))
application.exec()
"""


#: From here on a standstill is looked into, in seconds, and so much of the stack is shown.
_STANDS, _DEEP = 0.04, 5


class Heart:
    """Beats on Qt's thread; `worst` is the longest gap in seconds since it was asked last, and the most work in one.

    Where other programs share the processor the gap holds their time too; the work is the thread's own.

    Asked why, it looks at the thread's stack once 40 ms have gone without a beat, and again every 20 ms.
    """

    def __init__(self, *, why: bool = False) -> None:
        self._last = time.monotonic()
        self._worst = self._most = 0.0
        self._worked = time.thread_time()
        self.stacks: list[tuple[float, str]] = []
        if why:
            threading.Thread(target=self._watch, args=(threading.get_ident(),), daemon=True).start()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def worst(self) -> tuple[float, float]:
        """The longest gap and the most work of the thread between two beats, in seconds; and begin anew."""
        found = self._worst, self._most
        self._worst = self._most = 0.0
        self._last, self._worked = time.monotonic(), time.thread_time()
        self.stacks.clear()
        return found

    def _watch(self, thread: int) -> None:
        while True:
            time.sleep(0.02)
            gone = time.monotonic() - self._last
            if gone > _STANDS:
                self.stacks.append((gone, "\n".join(_stack_of(thread))))

    def _beat(self) -> None:
        now, worked = time.monotonic(), time.thread_time()
        self._worst = max(self._worst, now - self._last)
        self._most = max(self._most, worked - self._worked)
        self._last, self._worked = now, worked


def _stack_of(thread: int) -> list[str]:
    """Where a thread is, the outermost of its last calls first."""
    # Only names and numbers: a frame that is kept keeps the painter of the moment, and Qt's next one is taken for it.
    found: list[str] = []
    frame = sys._current_frames().get(thread)
    while frame is not None and len(found) < _DEEP:
        found.append(f"  {frame.f_code.co_filename}:{frame.f_lineno} in {frame.f_code.co_name}")
        frame = frame.f_back
    return found[::-1]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench window", description=__doc__)
    parser.add_argument("--ideas", type=int, default=500)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--answers", type=int, default=30, help="answers a person")
    parser.add_argument("--comparisons", type=int, default=50_000, help="in the large evening")
    parser.add_argument("--why", action="store_true", help="print where the window stood")
    found = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        starts = sorted(_start(Path(folder)) for _ in range(3))
        _tell("start to usable window (median of 3)", starts[1])
        bench = Bench(Path(folder), why=found.why)
        bench.evening(found.ideas, found.people, found.answers)
        bench.large(found.ideas, found.people, found.comparisons)
    return 0


def _start(folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(folder)], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


class Bench:
    """One window that evenings are opened in."""

    def __init__(self, folder: Path, *, why: bool) -> None:
        self._folder = folder
        self._application, self._program = open_program(folder)
        self._heart = Heart(why=why)

    def evening(self, ideas: int, people: int, answers: int) -> None:
        """A new evening that fills while it is looked at."""
        choice = NewChoice(
            "strategian_teemat", "Utajärvi", dt.date(2026, 11, 22), "", self._folder / "a.tupa"
        )
        # Who presses a button has seen the first page.
        _live(self._application, 0.5)
        opened = self._opened(lambda: self._program.make(choice))
        self._tell("a workshop is opened")
        _fill(self._application, opened, ideas)
        self._tell(f"{ideas} ideas arrive")
        self._look(opened, "ideas", "duel", "ladder")
        opened.page.go(_activity(opened, "duel"))
        sent = _vote(self._application, opened, people, answers)
        self._tell(f"{sent} answers arrive while the duel is shown")
        began = time.monotonic()
        self._program.go_home()
        _tell("closing", time.monotonic() - began)
        self._heart.worst()

    def large(self, ideas: int, people: int, comparisons: int) -> None:
        """An evening that is large already: opened, looked through, and answered to."""
        path = self._folder / "b.tupa"
        large_evening(path, ideas, people, comparisons)
        began = time.monotonic()
        opened = self._opened(lambda: self._program.open(path))
        # It opens with the part that is open.
        _until(self._application, partial(_read, opened, _activity(opened, "duel")))
        _tell(f"opening {ideas} ideas and {comparisons} comparisons", time.monotonic() - began)
        self._tell("while it is opened")
        began = time.monotonic()
        opened.page.go(Page.PLAN)
        _until(self._application, lambda: opened.page.pages.settled)
        _live(self._application, 1.0)
        self._tell("the plan is opened")
        self._look(opened, "ideas", "duel", "ladder")
        _tell("its four pages, with a second of rest each", time.monotonic() - began)
        opened.page.go(_activity(opened, "duel"))
        sent = _vote(self._application, opened, 10, 10)
        self._tell(f"{sent} answers arrive while its duel is shown")
        self._program.window.close()

    def _opened(self, begin: Callable[[], None]) -> OpenWorkshop:
        self._heart.worst()
        begin()
        program = self._program
        _until(
            self._application,
            lambda: program.opened is not None and program.opened.page.pages.settled,
        )
        assert program.opened is not None
        return program.opened

    def _look(self, opened: OpenWorkshop, *kinds: str) -> None:
        for kind in kinds:
            activity = _activity(opened, kind)
            opened.page.go(activity)
            _until(self._application, partial(_read, opened, activity))
            _live(self._application, 1.0)
            self._tell(f"the page of {kind} is opened")

    def _tell(self, what: str) -> None:
        stacks = sorted(self._heart.stacks)
        _tell(f"standstill: {what}", *self._heart.worst())
        if stacks:
            print(stacks[-1][1])


def _fill(application: QApplication, opened: OpenWorkshop, ideas: int) -> None:
    snapshot = opened.model.snapshot
    assert snapshot is not None
    themes = [theme.id for theme in snapshot.themes]
    for number in range(ideas - len(snapshot.ideas)):
        text = f"Idea {number}: lähipalvelut, kyläbussi ja etävastaanotto jokaiseen kylään"
        _do(application, opened, c.AddIdea(text, IdeaOrigin.FACILITATOR, None, themes[number % len(themes)]))
    _until(application, lambda: _count(opened) == ideas)


def _vote(application: QApplication, opened: OpenWorkshop, people: int, answers: int) -> int:
    duel, sent = _activity(opened, "duel"), 0
    _do(application, opened, c.OpenActivity(duel))
    joined = [int(str(_do(application, opened, c.Join(f"n{n:063}", None, "fi")))) for n in range(people)]
    shown = {person: _do(application, opened, ShowPair(duel, person)) for person in joined}
    for _ in range(answers):
        for person, pair in shown.items():
            if isinstance(pair, int):
                answer = AnswerPair(duel, person, pair, Outcome.LEFT)
                shown[person] = _do(application, opened, answer)
                sent += 1
    return sent


def _do(application: QApplication, opened: OpenWorkshop, command: c.Command) -> object:
    """Send a command and let the window live until it is committed."""
    future = opened.runtime.submit(command)
    _until(application, future.done)
    return pair_of(future.result())


def _count(opened: OpenWorkshop) -> int:
    return len(opened.model.snapshot.ideas) if opened.model.snapshot else 0


def _activity(opened: OpenWorkshop, kind: str) -> int:
    assert opened.model.snapshot is not None
    return next(a.id for a in opened.model.snapshot.activities if a.kind == kind)


def _read(opened: OpenWorkshop, activity: int) -> bool:
    return opened.model.snapshot is not None and activity in opened.model.snapshot.reports


def _until(application: QApplication, holds: Callable[[], bool]) -> None:
    while not holds():
        application.processEvents()
        time.sleep(0.001)


def _live(application: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    _until(application, lambda: time.monotonic() > end)


def _tell(what: str, seconds: float, work: float | None = None) -> None:
    own = "" if work is None else f"   own work {1000 * work:5.0f} ms"
    print(f"{what:60} {1000 * seconds:8.0f} ms{own}")


if __name__ == "__main__":
    sys.exit(main())
