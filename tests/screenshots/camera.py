"""Opens the real window on the demo evening and takes a picture of each page."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.screenshots.demo import Demo, EveningClock
from ui import style
from ui.dialogs.new_workshop import NewChoice
from ui.facilitator.rail import Page
from ui.main.opened import OpenWorkshop
from ui.main.program import Program
from workshop_app import content, settings
from workshop_app.domain.agenda import ActivityState, live
from workshop_app.settings import Recent, Settings

_TEMPLATE = "strategian_teemat"
#: How long the window may take to show something, and how long it is left to settle, in seconds.
_PATIENCE, _SETTLES = 20.0, 0.7


class Camera:
    """One window, one evening; `take_all` gives the pictures' paths."""

    def __init__(self, folder: Path, out: Path, size: tuple[int, int], language: str, *, dark: bool) -> None:
        found = QApplication.instance()
        self._application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        style.apply(self._application, dark=dark)
        self._folder, self._out = folder, out
        out.mkdir(parents=True, exist_ok=True)
        file = folder / "settings.json"
        settings.save(self._settings(language), file)
        memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self._program = Program(self._application, file, memory, EveningClock())
        self._program.window.resize(*size)
        self._program.window.show()
        self._made: list[Path] = []

    def take_all(self, day: dt.date) -> list[Path]:
        """Take the pictures, in the evening's order."""
        window = self._program.window
        self._take("01-home", window)
        home = window.home
        assert home is not None
        dialog = home.start(content.template(_TEMPLATE))
        self._take("02-new", dialog)
        dialog.reject()
        path = self._folder / "ilta.tupa"
        self._program.make(NewChoice(_TEMPLATE, "Utajärvi, kylätalo", day, "Pohjois-Pohjanmaa", path))
        opened = self._waited()
        self._take("02b-first-steps", window)
        demo = Demo(opened.runtime)
        demo.until_the_duel_runs()
        self._plug_in(opened)
        self._pages(opened, ("03-plan", Page.PLAN))
        self._lower(opened.page.plan, "03b-plan-lower", "03c-plan-end")
        self._pages(opened, ("04-network", Page.NETWORK))
        self._lower(opened.page.network_page, "04b-network-help")
        self._runs(opened, ("05-welcome", "welcome"), ("06-ideas", "ideas"), ("07-duel", "duel"))
        self._hall(
            opened,
            ("20-hall-join", "join"),
            ("20b-hall-wifi", "wifi"),
            ("21-hall-duel", "activity"),
            ("22-hall-results", "results"),
        )
        self._break(opened)
        demo.until_the_end()
        self._runs(
            opened, ("08-ladder", "ladder"), ("09-decisions", "decisions"), ("10-feedback", "feedback")
        )
        self._minutes(opened)
        self._hall_of(opened, ("23-hall-ladder", "ladder"), ("24-hall-decisions", "decisions"))
        self._hall(opened, ("25-hall-thanks", "thanks"))
        window.close()
        return self._made

    def _pages(self, opened: OpenWorkshop, *pages: tuple[str, Page]) -> None:
        for name, page in pages:
            opened.page.go(page)
            self._take(name, self._program.window)

    def _minutes(self, opened: OpenWorkshop) -> None:
        """Text and preview; then what is looked at before giving out, and where the minutes are then."""
        opened.page.go(Page.MINUTES)
        minutes = opened.page.minutes
        # They are made in another process.
        self._until(lambda: bool(minutes.preview.page.toPlainText()))
        self._take("11-minutes", self._program.window)
        minutes.turn_to(minutes.giving)
        self._take("11b-minutes-giving", self._program.window)
        minutes.give.give.click()
        self._until(lambda: opened.model.snapshot is not None and opened.model.snapshot.minutes_given)
        self._take("11c-minutes-given", self._program.window)

    def _runs(self, opened: OpenWorkshop, *runs: tuple[str, str]) -> None:
        for name, kind in runs:
            snapshot = opened.model.snapshot
            assert snapshot is not None
            activity = next(a.id for a in snapshot.activities if a.kind == kind)
            opened.page.go(activity)
            self._until(partial(_read, opened, activity))
            self._take(name, self._program.window)

    def _lower(self, page: QWidget, *names: str) -> None:
        """The page scrolled down: a picture a window's height, the last one at its end."""
        area = page.findChild(QScrollArea)
        assert area is not None
        bar = area.verticalScrollBar()
        for number, name in enumerate(names, start=1):
            bar.setValue(bar.maximum() * number // len(names))
            self._take(name, self._program.window)
        bar.setValue(0)

    def _hall_of(self, opened: OpenWorkshop, *runs: tuple[str, str]) -> None:
        """The results of activities, as the hall sees them."""
        for name, kind in runs:
            assert opened.model.snapshot is not None
            activity = next(a.id for a in opened.model.snapshot.activities if a.kind == kind)
            opened.page.go(activity)
            opened.page.show_to_hall("results")
            self._until(partial(_read, opened, activity))
            self._take(name, opened.projector)
            opened.page.show_to_hall("results")

    def _hall(self, opened: OpenWorkshop, *scenes: tuple[str, str]) -> None:
        for name, scene in scenes:
            if opened.hall.scene != scene:
                opened.page.show_to_hall(scene)
            self._take(name, opened.projector)

    def _waited(self) -> OpenWorkshop:
        self._until(lambda: self._opened() is not None)
        opened = self._opened()
        assert opened is not None
        return opened

    def _plug_in(self, opened: OpenWorkshop) -> None:
        """As on a laptop with a projector: the hall sees something from now on."""
        opened.show_hall()
        opened.projector.resize(1280, 720)

    def _break(self, opened: OpenWorkshop) -> None:
        """The duel is paused, and goes on."""
        opened.page.show_to_hall("activity")
        for paused, name in ((True, "07b-break"), (False, "")):
            opened.page.steering.toggle_pause()
            self._until(partial(_is_paused, opened, paused))
            if name:
                self._take(name, self._program.window)
                self._take("21b-hall-break", opened.projector)

    def _opened(self) -> OpenWorkshop | None:
        opened = self._program.opened
        return opened if opened is not None and opened.model.snapshot is not None else None

    def _take(self, name: str, widget: QWidget) -> None:
        self._live(_SETTLES)
        path = self._out / f"{name}.png"
        widget.grab().save(str(path))
        self._made.append(path)

    def _live(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError("the window did not show what it should")
            self._live(0.05)

    def _settings(self, language: str) -> Settings:
        gone = str(self._folder / "Pudasjarvi.tupa")
        here = self._folder / "Ii.tupa"
        here.touch()
        return Settings(
            recent=(
                Recent(
                    str(here), "Osallisuuden hyvät käytänteet", "2026-11-12", "Ii, Nättepori", 41, "ended"
                ),
                Recent(
                    gone, "Strategian keskeiset teemat", "2026-10-29", "Pudasjärvi, Pohjantähti", 28, "ended"
                ),
            ),
            language=language,
            wifi_name="kylatalo",
            wifi_password="tupailta26",
            organiser="Pohjois-Pohjanmaan hyvinvointialue",
        )


def _read(opened: OpenWorkshop, activity: int) -> bool:
    snapshot = opened.model.snapshot
    return snapshot is not None and activity in snapshot.reports


def _is_paused(opened: OpenWorkshop, wanted: bool) -> bool:
    snapshot = opened.model.snapshot
    found = live(snapshot.activities) if snapshot else None
    return found is not None and (found.state is ActivityState.PAUSED) is wanted
