"""A damaged file on the first page: one press rescues what can be read, and the evening is there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.clock import new_workshop
from ui.facilitator.home import HomePage
from ui.main.program import Program


def damaged(folder: Path, *tables: str) -> Path:
    """A workshop's file in which the first page of each of these tables is overwritten."""
    new_workshop(folder).close()
    path = folder / "ilta.tupa"
    connection = sqlite3.connect(path)
    content = bytearray(path.read_bytes())
    for table in tables:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    connection.close()
    path.write_bytes(content)
    return path


def rescue(home: HomePage) -> QPushButton:
    """The notice's button."""
    found = home.notice.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_a_damaged_file_is_rescued_from_the_first_page(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    """It is told with a button; what could be read opens in a new file, and the sentence tells what that is."""
    (tmp_path / "ilta.recovered.tupa").write_text("somebody's own")
    path = damaged(tmp_path, "stage_tag")
    before = path.read_bytes()
    program.open(path)
    home = program.window.home
    assert home is not None
    qtbot.waitUntil(home.notice.isVisible)
    assert home.notice.text.startswith("ilta.tupa on vaurioitunut")
    press = rescue(home)
    assert "Pelasta luettavissa oleva" == press.text()

    press.click()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.page.pages.settled)
    opened = program.opened
    assert opened is not None
    assert "ilta.recovered-2.tupa" == opened.runtime.path.name
    assert "tiedostoon ilta.recovered-2.tupa: 0 osallistujaa, 20 ideaa" in opened.page.notice.text
    assert (True, before) == (opened.page.notice.stays, path.read_bytes())


def test_nothing_to_rescue_from(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    """A file that is no evening has no such button."""
    path = tmp_path / "kirje.tupa"
    path.write_text("Hei!")
    program.open(path)
    home = program.window.home
    assert home is not None
    qtbot.waitUntil(home.notice.isVisible)
    assert not rescue(home).isVisible()
