"""The rehearsal: people made up by the program come by themselves, and leave at once when it is closed."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.main.program import Program
from ui.main.rehearsal import PEOPLE
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot

#: Closing while the crowd is in the middle of its answers takes less, in seconds: those who wait for the next part
#: would never leave by themselves.
LEAVES = 60.0


def test_an_evening_that_is_ahead_is_rehearsed_with_its_own_questions(
    start: Callable[[str], Evening], qtbot: QtBot
) -> None:
    """Its line on the first page offers it; the copy has its agenda, the crowd comes, the evening stays as it was."""
    QThreadPool.globalInstance().setMaxThreadCount(4)
    evening = start("mittarit")
    path, agenda = evening.opened.runtime.path, [(a.kind, a.question) for a in evening.snapshot.activities]
    program = evening.program
    program.go_home()
    evening.until(lambda: program.window.home is not None)
    assert program.window.home is not None
    line = program.window.home.recent[0]
    assert line.rehearse.isVisible()
    evening.click(line.rehearse)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.model.snapshot is not None)
    assert path != evening.opened.runtime.path
    assert ("Harjoitus", agenda) == (
        evening.snapshot.workshop.place,
        [(a.kind, a.question) for a in evening.snapshot.activities],
    )
    evening.go("welcome")
    evening.page.take_step()
    evening.until(lambda: evening.snapshot.participants == PEOPLE)
    program.go_home()
    assert [str(path)] == [entry.path for entry in program.settings.recent]
    with Runtime(path) as kept:
        assert 0 == read_snapshot(kept.reader()).participants


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
