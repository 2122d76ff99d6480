"""The rehearsal: people made up by the program come by themselves, and leave at once when it is closed."""

from __future__ import annotations

import time

from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.main.program import Program
from ui.main.rehearsal import PEOPLE

#: Closing while the crowd is in the middle of its answers takes less, in seconds: those who wait for the next part
#: would never leave by themselves.
LEAVES = 60.0


def test_a_rehearsal_fills_the_hall(program: Program, qtbot: QtBot) -> None:
    """Everybody joins at the welcome, closing does not wait for them, and nothing is remembered of it."""
    QThreadPool.globalInstance().setMaxThreadCount(4)
    program.rehearse()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.model.snapshot is not None)
    evening = Evening(program, qtbot)
    folder = evening.opened.runtime.path.parent
    evening.go("welcome")
    evening.page.take_step()
    evening.until(lambda: evening.snapshot.participants == PEOPLE)
    began = time.monotonic()
    program.go_home()
    assert time.monotonic() - began < LEAVES
    assert () == program.settings.recent
    assert not folder.exists()
