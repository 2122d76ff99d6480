"""Run by test_plugging on a virtual X screen: the hall's window while its monitor comes, goes and comes back.

Prints one JSON line for each step: what was done, where the window is, whether it is full screen.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from tests.projector.monitors import Monitors
from ui.facilitator.window import MainWindow
from ui.projector.screens import HallScreens, Place
from ui.projector.window import ProjectorWindow

LAPTOP = ("LAPTOP", 0, 0, 1366, 768)
HALL = ("HALL", 1366, 0, 1920, 1080)
SMALLER = ("HALL", 1366, 0, 1280, 720)
PATIENCE = 50.0


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < until:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def _tell(step: str, hall: QWidget) -> None:
    where = list(hall.geometry().getRect()) if hall.isVisible() else None  # type: ignore[call-overload]
    print(json.dumps([step, where, hall.isVisible() and hall.isFullScreen()]), flush=True)


def main() -> None:
    """Plug, unplug, plug another size, unplug with an own window wanted, plug again."""
    with Monitors(os.environ["DISPLAY"]) as monitors:
        monitors.plug(*LAPTOP, primary=True)
        monitors.plug(*HALL)
        application = QApplication([])
        facilitator, hall = QWidget(), ProjectorWindow()
        facilitator.setGeometry(100, 100, 800, 600)
        facilitator.show()
        screens = HallScreens(hall, facilitator, QSettings(sys.argv[1], QSettings.Format.IniFormat))
        places: list[Place] = []
        screens.placed.connect(places.append)

        def step(name: str, change: Callable[[], None], *, full: bool, width: int | None) -> None:
            change()
            _wait(application, lambda: screens.place.full_screen == full and _wide(hall) == width)
            _tell(name, hall)

        step("shown", lambda: screens.show_hall(True), full=True, width=1920)
        step("unplugged", lambda: monitors.unplug("HALL"), full=False, width=None)
        step("plugged", lambda: monitors.plug(*SMALLER), full=True, width=1280)
        screens.show_hall(True, own_window=True)
        step("unplugged again", lambda: monitors.unplug("HALL"), full=False, width=546)
        step("plugged again", lambda: monitors.plug(*HALL), full=True, width=1920)
        facilitator.move(1500, 100)
        _wait(application, lambda: facilitator.screen().name() == "HALL")
        step("begun on the projector", screens.settle, full=True, width=1366)
        step("moved to the laptop", lambda: facilitator.move(100, 100), full=True, width=1920)
        memory = QSettings(sys.argv[1], QSettings.Format.IniFormat)
        print(json.dumps(["opened again", *_remembered(application, memory)]), flush=True)
        print(json.dumps(facilitator.isVisible() and application.activeModalWidget() is None), flush=True)


def _remembered(application: QApplication, memory: QSettings) -> list[str]:
    """On which screens the window opens that was closed on HALL: now, and where the screens are others."""
    first = MainWindow(memory)
    first.setGeometry(1500, 100, 1000, 700)
    first.show()
    _wait(application, lambda: first.screen().name() == "HALL")
    first.close()
    again = MainWindow(memory)
    memory.setValue("window/screens", "those of the office")
    elsewhere = MainWindow(memory)
    return ["HALL" if window.geometry().left() >= LAPTOP[3] else "LAPTOP" for window in (again, elsewhere)]


def _wide(hall: QWidget) -> int | None:
    return hall.width() if hall.isVisible() else None


if __name__ == "__main__":
    main()
