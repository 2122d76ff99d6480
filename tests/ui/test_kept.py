"""What was opened and closed again is gone: widgets, models, the evening as it was read, threads, files."""

from __future__ import annotations

import gc
import threading
import weakref
from collections import Counter
from functools import partial

import psutil
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication

from tests.ui.evening import Evening
from ui.dialogs.asking import Asking
from ui.facilitator.hall import JOIN, RESULTS, THANKS, WIFI
from ui.facilitator.rail import Page
from ui.facilitator.side import Thumbnail
from ui.main.program import Program
from ui.tasks import run_in_background, wait_for_all
from workshop_app.domain.commands import OpenActivity
from workshop_app.threads import take_turns

#: Whose objects are counted.
_PACKAGES = ("ui", "workshop_app", "exports", "PySide6")


def kept() -> Counter[str]:
    """How many of each sort are there: our objects and Qt's, widgets, threads, open files, processes."""
    wait_for_all()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    sorts = (type(thing) for thing in gc.get_objects())
    found = Counter(
        f"{sort.__module__}.{sort.__qualname__}"
        for sort in sorts
        if sort.__module__.split(".")[0] in _PACKAGES
    )
    found["widgets"] = len(QApplication.allWidgets())
    found["threads of Python"] = threading.active_count()
    for file in psutil.Process().open_files():
        found[file.path] += 1
    found["processes"] = len(psutil.Process().children())
    return found


def look_through(evening: Evening, idea: str) -> None:
    """What a facilitator does in an evening, in short: people, an idea, a duel, the hall, each page, a small window."""
    page = evening.page
    people = evening.join(3)
    evening.write_idea(idea, people[0])
    evening.phone(OpenActivity(evening.activity_id("duel")))
    evening.vote(people[0], 2)
    evening.opened.show_hall()
    for activity in evening.snapshot.activities:
        page.go(activity.id)
    for scene in (JOIN, WIFI, THANKS, RESULTS):
        page.show_to_hall(scene)
    evening.go("duel")
    page.two_phones.ask()
    evening.dialog(Asking).reject()
    for place in (Page.NETWORK, Page.PLAN, Page.MINUTES):
        page.go(place)
    evening.until(lambda: "Tilaisuuteen osallistui" in page.minutes.preview.page.toPlainText())


def test_a_closed_evening_leaves_nothing(program: Program, evening: Evening) -> None:
    """Opened, looked through and closed a second time, an evening leaves no more than the first time."""
    path, told = evening.opened.runtime.path, list[Counter[str]]()
    for turn in range(3):
        if turn:
            program.open(path)
            evening.until(lambda: program.opened is not None and program.opened.model.snapshot is not None)
            # It leads to the part that is open; the plan is made when it is looked at.
            evening.page.go(Page.PLAN)
            evening.until(lambda: evening.page.pages.settled)
        look_through(evening, f"Kyläbussi {turn}")
        program.go_home()
        told.append(kept())

    def nothing_more() -> None:
        # The first one loads what stays loaded.
        assert {} == dict(kept() - told[1])

    evening.qtbot.waitUntil(nothing_more)


def test_quick_jobs_are_not_kept(qapp: QApplication) -> None:
    """However quick a background job is, neither it nor who asked for it is held once it was told."""

    class Owner(QObject):
        told = 0

        def done(self, _result: object) -> None:
            self.told += 1

    owner, jobs = Owner(), list[weakref.ref[object]]()
    take_turns()
    for number in range(1000):
        work = partial(str, number)
        jobs.append(weakref.ref(work))
        run_in_background(work, owner.done, owner.done, owner)
        del work
        wait_for_all()
    qapp.processEvents()
    assert len(jobs) == owner.told
    gone = weakref.ref(owner)
    del owner
    gc.collect()
    assert 0 == sum(job() is not None for job in jobs)
    assert gone() is None


def test_pictures_of_the_hall_are_not_kept(qapp: QApplication) -> None:
    """However often the thumbnail changes, nothing has to leave Qt's cache for it, such as what is drawn of icons."""
    thumbnail = Thumbnail()
    thumbnail.resize(256, 146)
    there = QPixmapCache.insert(QPixmap(20, 20))
    picture = QPixmap(512, 284)
    one = picture.width() * picture.height() * picture.depth() // 8
    for number in range(2 * 1024 * QPixmapCache.cacheLimit() // one):
        picture.fill(QColor(number, 0, 0))
        thumbnail.show_picture(picture)
        assert QColor(number, 0, 0) == thumbnail.grab().toImage().pixelColor(128, 73)
    assert QPixmapCache.find(there, QPixmap())
