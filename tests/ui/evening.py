"""An open evening as tests see it: commands from phones, what the file says, waiting for the window."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.turns import pair_of
from ui.facilitator.rail import Page
from ui.facilitator.workshop_page import WorkshopPage
from ui.main.opened import OpenWorkshop
from ui.main.program import Program
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.snapshot import Snapshot
from workshop_app.web import lan


class Evening:
    """What a test does to one open workshop."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot

    @property
    def opened(self) -> OpenWorkshop:
        """The open workshop."""
        assert self.program.opened is not None
        return self.program.opened

    @property
    def page(self) -> WorkshopPage:
        """Its page."""
        return self.opened.page

    @property
    def snapshot(self) -> Snapshot:
        """What the window read last."""
        found = self.opened.model.snapshot
        assert found is not None
        return found

    def activity_id(self, kind: str) -> int:
        """The first activity of a kind."""
        return next(a.id for a in self.snapshot.activities if a.kind == kind)

    def go(self, kind: str) -> QWidget:
        """Press the activity's line in the rail and wait for its panel's first picture; returns the panel."""
        activity_id = self.activity_id(kind)
        self.click(self.page.rail.item(activity_id))
        self.until(lambda: activity_id in self.snapshot.reports)
        return self.page.run_page(activity_id).panel

    def in_the_halls_network(self) -> None:
        """The laptop is in the hall's Wi-Fi, under an address that stays, and the network's page is shown."""
        network = self.page.network
        network.close()
        network.places = (lan.rated("wlan0", "192.168.8.10", up=True),)
        network.set_wifi("kylatalo", "tupailta26")
        self.page.go(Page.NETWORK)

    def click(self, button: QAbstractButton) -> None:
        """Press a button with the mouse."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key on a widget."""
        QTest.keyClick(widget, key, modifier)

    def write(self, widget: QWidget, text: str) -> None:
        """Type on a widget; Qt's test keyboard has ASCII letters only."""
        QTest.keyClicks(widget, text)

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the window live until something holds."""
        self.qtbot.waitUntil(holds)

    def phone(self, command: c.Command) -> object:
        """Send a command as the LAN host would, and wait for its commit."""
        return pair_of(self.opened.runtime.submit(command).result(100))

    def join(self, people: int) -> list[int]:
        """People join; returns their ids."""
        groups = [group.id for group in self.snapshot.workshop.groups]
        found = []
        for number in range(people):
            joined = self.phone(c.Join(secrets.token_hex(8), groups[number % len(groups)], "fi"))
            assert isinstance(joined, int)
            found.append(joined)
        return found

    def write_idea(self, text: str, person: int) -> int:
        """A person's phone sends an idea; returns its id."""
        theme = self.snapshot.themes[0].id if self.snapshot.themes else None
        made = self.phone(c.AddIdea(text, IdeaOrigin.PARTICIPANT, self.activity_id("ideas"), theme, person))
        assert isinstance(made, int)
        self.until(lambda: any(idea.id == made for idea in self.snapshot.ideas))
        return made

    def vote(self, person: int, times: int) -> int:
        """A person answers `times` pairs, always the left one; returns how many there were."""
        duel = self.activity_id("duel")
        appearance = self.phone(ShowPair(duel, person))
        for done in range(times):
            if not isinstance(appearance, int):
                return done
            appearance = self.phone(AnswerPair(duel, person, appearance, Outcome.LEFT))
        return times

    def idea(self, idea_id: int) -> Idea:
        """An idea as the window read it last."""
        return next(idea for idea in self.snapshot.ideas if idea.id == idea_id)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The small window of this kind that is open."""
        self.until(lambda: any(d.isVisible() for d in self.program.window.findChildren(kind)))
        return next(d for d in self.program.window.findChildren(kind) if d.isVisible())

    def file(self) -> Minutes:
        """What the file says."""
        runtime = self.opened.runtime
        return read_minutes(runtime.reader(), runtime.path)
