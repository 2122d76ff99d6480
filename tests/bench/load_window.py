"""The program's own window beside a loaded host: the evening is open in it, its duel and its hall screen are shown.

Qt runs on the calling thread; what the bench waits for, it waits for with the window alive. Offscreen, unless
QT_QPA_PLATFORM names another platform.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ui import style
from ui.main.garbage import Garbage
from ui.main.opened import OpenWorkshop
from ui.main.program import Program


def open_program(folder: Path) -> tuple[QApplication, Program]:
    """The program with its window open, as `ui.main.program.run` has it; what it remembers goes into `folder`."""
    application = QApplication([])
    style.apply(application)
    memory = QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat)
    program = Program(application, folder / "s.json", memory)
    program.window.resize(1280, 800)
    program.window.show()
    Garbage(program).settle()
    return application, program


class Window:
    """The program with the evening at `path` open; a context that closes it again."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._application, self._program = open_program(folder)
        self._program.open(path)
        self.until(lambda: self._shown() is not None)

    def __enter__(self) -> OpenWorkshop:
        """The opened evening, its duel on the screen and the hall's picture beside it."""
        opened = self._shown()
        assert opened is not None
        assert opened.model.snapshot is not None
        opened.page.go(next(a.id for a in opened.model.snapshot.activities if a.kind == "duel"))
        opened.show_hall()
        return opened

    def __exit__(self, *_exc: object) -> None:
        """Close window and file."""
        self._program.window.close_surely()

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the window live until something holds."""
        while not holds():
            self._application.processEvents()
            time.sleep(0.001)

    def _shown(self) -> OpenWorkshop | None:
        opened = self._program.opened
        return opened if opened is not None and opened.model.snapshot is not None else None
