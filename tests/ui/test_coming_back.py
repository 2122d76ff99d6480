"""The program ends without closing the evening: the next start offers to go on, and everything is where it was."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
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


@pytest.fixture
def crashed(
    program: Program, start: Callable[[str], Evening], tmp_path: Path
) -> Iterator[tuple[Evening, Phone, int]]:
    """An evening with a phone in its duel, at a port of its own, whose settings are left as by a crash."""
    own = own_port("")  # 8080 is what every other test that runs beside this one takes
    program.keep(lambda kept: replace(kept, port=own))
    evening = start("strategian_teemat")
    evening.phone(OpenActivity(evening.activity_id("duel")))
    assert own == evening.opened.runtime.web.port
    phone = Phone(own)
    phone.send(phone.join(), "/a/", action="left")
    evening.until(lambda: 1 == evening.snapshot.participants)
    file = tmp_path / "settings.json"
    as_it_was = file.read_bytes()  # a crash leaves the settings as they are while the evening runs
    evening.program.close()
    assert settings.load(file).interrupted is None
    file.write_bytes(as_it_was)
    yield evening, phone, own
    phone.close()


@pytest.fixture
def go_on(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Evening]]:
    """Starts the program again and takes its offer."""
    made: list[Program] = []

    def start_again() -> Evening:
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        again = Program(dressed, tmp_path / "settings.json", memory)
        made.append(again)
        home = again.window.home
        assert home is not None
        assert home.go_on is not None
        home.go_on.press.click()
        qtbot.waitUntil(lambda: again.opened is not None and again.opened.model.snapshot is not None)
        return Evening(again, qtbot)

    yield start_again
    for again in made:
        again.close()
        again.deleteLater()


def test_after_a_crash_the_evening_goes_on(
    crashed: tuple[Evening, Phone, int], go_on: Callable[[], Evening], qtbot: QtBot, tmp_path: Path
) -> None:
    """Offered first, at the same port; the part is still open and in sight, and a phone is the person it was."""
    _, phone, port = crashed
    came = go_on()
    opened = live(came.snapshot.activities)
    assert opened is not None
    assert ("duel", port) == (opened.kind, came.opened.runtime.web.port)
    qtbot.waitUntil(lambda: opened.id == came.opened.page.place)
    assert "Vertailu 2 / 15" in phone.get().text
    assert "" == came.opened.page.notice.text
    # The other pages are made while nobody waits for them, as where the plan is the first one.
    agenda = {activity.id for activity in came.snapshot.activities}
    qtbot.waitUntil(lambda: agenda == set(came.opened.page.pages._runs))
    came.program.close()
    assert settings.load(tmp_path / "settings.json").interrupted is None


def test_a_port_that_is_taken_is_told(
    crashed: tuple[Evening, Phone, int], go_on: Callable[[], Evening]
) -> None:
    """Phones can't come back by themselves then: the window says so, and at the new address they are who they were."""
    _, phone, port = crashed
    with socket.create_server(("127.0.0.1", port)):
        came = go_on()
        new = came.opened.runtime.web.port
        assert new is not None
        assert new != port
        assert "osoite on nyt toisen ohjelman käytössä" in came.opened.page.notice.text
        with closing(Phone(new)) as there:
            there.client.cookies = phone.client.cookies
            assert "Vertailu 2 / 15" in there.get().text


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
