"""No part of a page is seen as a small window of its own on the way to its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from ui.facilitator.window import MainWindow
from ui.main.program import Program
from ui.projector.window import ProjectorWindow
from workshop_app.domain.commands import EditActivity
from workshop_app.domain.plan_commands import KeepUntil


class Watch(QObject):
    """Notes every widget that is shown as a window and is none."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.seen: list[str] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        known = (MainWindow, ProjectorWindow, QDialog)
        shown = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, known):
            self.seen.append(f"{type(watched).__name__} {watched.property('role') or ''}")
        return False


def test_pages_come_up_in_their_place(
    dressed: QApplication, program: Program, start: Callable[[str], Evening]
) -> None:
    """From the first page through all pages of an evening, and back to the first page."""
    watch = Watch(dressed)
    evening = start("strategian_teemat")
    duel = evening.activity_id("duel")
    evening.phone(EditActivity(duel, notes="Muista kahvi"))
    for place in [*Page, *(activity.id for activity in evening.snapshot.activities)]:
        evening.page.go(place)
        if isinstance(place, int):
            evening.until(partial(_was_read, evening, place))
    path = evening.opened.runtime.path
    # The first page's row then offers to delete it.
    evening.phone(KeepUntil(dt.date(2020, 2, 1)))
    evening.join(1)
    evening.until(lambda: evening.snapshot.personal)
    program.go_home()
    program.open(path)
    evening.until(lambda: program.opened is not None and program.opened.page.pages.settled)
    dressed.removeEventFilter(watch)
    assert [] == watch.seen


def _was_read(evening: Evening, activity_id: int) -> bool:
    return activity_id in evening.snapshot.reports
