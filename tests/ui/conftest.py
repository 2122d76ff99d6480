"""The real window on a real file, with settings of its own; closed in order after each test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui import locale, style
from ui.dialogs.new_workshop import NewChoice
from ui.main.program import Program
from ui.tasks import wait_for_all

DAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def finnish_again() -> Iterator[None]:
    """The language is one for the whole program: each test leaves it as it was."""
    yield
    locale.choose("fi")


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with its typeface and style sheet."""
    style.apply(qapp)
    return qapp


@pytest.fixture
def program(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The program as it starts: the first page, in Finnish, nothing remembered."""
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Program(dressed, tmp_path / "settings.json", memory)
    made.window.resize(1280, 800)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.window.close_surely()
    # The application's child: without this each test's program would be there to the end, with all it was asked.
    made.window.deleteLater()
    made.deleteLater()
    wait_for_all()
    dressed.processEvents()
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def start(program: Program, qtbot: QtBot, tmp_path: Path) -> Callable[[str], Evening]:
    """`start(template)`: a new workshop made through the program, open and read."""

    def begin(template: str) -> Evening:
        path = tmp_path / f"{template}.tupa"
        program.make(NewChoice(template, "Utajärvi, kylätalo", DAY, "Pohjois-Pohjanmaa", path))
        qtbot.waitUntil(lambda: program.opened is not None and program.opened.page.pages.settled)
        return Evening(program, qtbot)

    return begin


@pytest.fixture
def evening(start: Callable[[str], Evening]) -> Evening:
    """An evening about the strategy's themes, nothing opened yet."""
    return start("strategian_teemat")
