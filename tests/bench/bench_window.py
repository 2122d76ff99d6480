"""The window, measured: how soon it can be used, and how long its longest standstill is in a large evening.

    python3 dev.py bench window [--ideas N] [--people N] [--answers N]

Not a test: it prints a table. A standstill is the longest time between two beats of a 5 ms timer on Qt's thread.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui import style
from ui.dialogs.new_workshop import NewChoice
from ui.main.opened import OpenWorkshop
from ui.main.program import Program
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


class Heart:
    """Beats on Qt's thread; `worst` is the longest gap in seconds since it was asked last."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._worst = 0.0
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def worst(self) -> float:
        """The longest gap, and begin anew."""
        worst, self._worst = self._worst, 0.0
        self._last = time.monotonic()
        return worst

    def _beat(self) -> None:
        now = time.monotonic()
        self._worst = max(self._worst, now - self._last)
        self._last = now


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench window", description=__doc__)
    parser.add_argument("--ideas", type=int, default=500)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--answers", type=int, default=30, help="answers a person")
    found = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        starts = sorted(_start(Path(folder)) for _ in range(3))
        _tell("start to usable window (median of 3)", starts[1])
        _evening(Path(folder), found.ideas, found.people, found.answers)
    return 0


def _start(folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(folder)], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def _evening(folder: Path, ideas: int, people: int, answers: int) -> None:
    application = QApplication([])
    style.apply(application)
    memory = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
    program = Program(application, folder / "s.json", memory)
    program.window.resize(1280, 800)
    program.window.show()
    heart = Heart()
    choice = NewChoice("strategian_teemat", "Utajärvi", dt.date(2026, 11, 22), "", folder / "ilta.tupa")
    program.make(choice)
    _until(application, lambda: program.opened is not None and program.opened.model.snapshot is not None)
    opened = program.opened
    assert opened is not None
    _tell("standstill: a workshop is opened", heart.worst())
    _fill(application, opened, ideas)
    _tell(f"standstill: {ideas} ideas arrive", heart.worst())
    for kind in ("ideas", "duel", "ladder"):
        activity = _activity(opened, kind)
        opened.page.go(activity)
        _until(application, partial(_read, opened, activity))
        _live(application, 1.0)
        _tell(f"standstill: the page of {kind} is opened", heart.worst())
    opened.page.go(_activity(opened, "duel"))
    sent = _vote(application, opened, people, answers)
    _tell(f"standstill: {sent} answers arrive while the duel is shown", heart.worst())
    began = time.monotonic()
    program.window.close()
    _tell("closing", time.monotonic() - began)


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
    joined = [int(str(_do(application, opened, c.Join(f"{n:064}", None, "fi")))) for n in range(people)]
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
    return future.result()


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


def _tell(what: str, seconds: float) -> None:
    print(f"{what:60} {1000 * seconds:8.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
