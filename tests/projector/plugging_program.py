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
        print(json.dumps(facilitator.isVisible() and application.activeModalWidget() is None), flush=True)


def _wide(hall: QWidget) -> int | None:
    return hall.width() if hall.isVisible() else None


if __name__ == "__main__":
    main()
