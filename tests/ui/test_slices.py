"""Work in slices, and pages that are made when they are needed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.facilitator.minutes_page import MinutesPage
from ui.facilitator.network_page import NetworkPage
from ui.facilitator.rail import Page
from ui.widgets.slices import Slices


def test_each_step_has_its_own_turn(qapp: QApplication, qtbot: QtBot) -> None:
    """The first step at once, the others one by one; another run takes the place of what is left."""
    done: list[str] = []
    owner = QObject()
    slices = Slices(owner)
    slices.run([partial(done.append, name) for name in "abc"])
    assert (["a"], True) == (done, slices.busy)
    slices.run([partial(done.append, name) for name in "xy"])
    assert ["a", "x"] == done
    qtbot.waitUntil(lambda: not slices.busy)
    assert ["a", "x", "y"] == done


def test_a_turn_that_has_done_enough_runs_no_step(qapp: QApplication, qtbot: QtBot) -> None:
    """All steps come on later turns, in order."""
    done: list[str] = []
    owner = QObject()
    slices = Slices(owner)
    slices.run_later([partial(done.append, name) for name in "ab"])
    assert ([], True) == (done, slices.busy)
    qtbot.waitUntil(lambda: not slices.busy)
    assert ["a", "b"] == done


def test_pages_are_made_when_they_are_first_shown(evening: Evening) -> None:
    """An opened evening has its plan only; the others come with what the file says when one goes there."""
    pages = evening.page.pages
    assert [[], []] == [pages.findChildren(kind) for kind in (MinutesPage, NetworkPage)]
    evening.page.go(Page.MINUTES)
    evening.page.go(Page.NETWORK)
    evening.page.go(Page.MINUTES)
    assert [1, 1] == [len(pages.findChildren(kind)) for kind in (MinutesPage, NetworkPage)]
    assert evening.page.minutes.isVisible()
