"""The program ends without closing the evening: the next start offers to go on, and everything is where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ports import own_port
from tests.ui.evening import Evening
from tests.web.phone import Phone
from ui.main.program import Program
from workshop_app import settings
from workshop_app.domain.agenda import live
from workshop_app.domain.commands import OpenActivity


def test_after_a_crash_the_evening_goes_on(
    program: Program,
    start: Callable[[str], Evening],
    dressed: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    """Offered first, at the same port; the part is still open, and a phone is the person it was."""
    own = own_port("")  # 8080 is what every other test that runs beside this one takes
    program.keep(lambda kept: replace(kept, port=own))
    evening = start("strategian_teemat")
    evening.phone(OpenActivity(evening.activity_id("duel")))
    port = evening.opened.runtime.web.port
    assert own == port
    phone = Phone(own)
    phone.send(phone.join(), "/a/", action="left")
    evening.until(lambda: 1 == evening.snapshot.participants)
    file = tmp_path / "settings.json"
    as_it_was = file.read_bytes()  # a crash leaves the settings as they are while the evening runs
    evening.program.close()
    assert settings.load(file).interrupted is None
    file.write_bytes(as_it_was)

    again = Program(dressed, file, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    home = again.window.home
    assert home is not None
    assert home.go_on is not None
    home.go_on.press.click()
    qtbot.waitUntil(lambda: again.opened is not None and again.opened.model.snapshot is not None)
    came = Evening(again, qtbot)
    opened = live(came.snapshot.activities)
    assert opened is not None
    assert ("duel", port) == (opened.kind, came.opened.runtime.web.port)
    assert "Vertailu 2 / 15" in phone.get().text
    phone.close()
    again.close()
    assert settings.load(file).interrupted is None


def test_an_evening_that_was_closed_is_not_offered(start: Callable[[str], Evening], tmp_path: Path) -> None:
    """Nor is a file that is gone from the list: the first page is as it always was."""
    begun = start("strategian_teemat")
    kept = settings.load(tmp_path / "settings.json")
    assert kept.interrupted is not None
    assert kept.forgotten(kept.unfinished).interrupted is None
    home = begun.program
    home.go_home()
    assert home.window.home is not None
    assert home.window.home.go_on is None
