"""The model of the open workshop: counts go on while a report is made, and nothing is read after the end."""

from __future__ import annotations

import os
import sys
import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.evening import Evening
from ui.models.workshop_model import REPORT_REST, REST
from ui.tasks import run_in_background, wait_for_all
from workshop_app.domain.commands import OpenActivity
from workshop_app.kinds.duel.final import StartFinal, final_of
from workshop_app.kinds.duel.report import DuelReport


def test_facts_and_reports_come_together(evening: Evening) -> None:
    """The report of the open activity is there, also when no page of it is shown."""
    duel = evening.activity_id("duel")
    evening.phone(OpenActivity(duel))
    evening.until(lambda: duel in evening.snapshot.reports)
    evening.join(3)
    evening.until(lambda: evening.snapshot.participants == 3)
    assert duel in evening.snapshot.reports


def test_a_report_is_never_shown_with_older_facts(evening: Evening) -> None:
    """A report that was read after the facts brings its own: the two don't contradict each other."""
    duel, model = evening.activity_id("duel"), evening.opened.model
    evening.phone(OpenActivity(duel))
    evening.until(lambda: duel in evening.snapshot.reports)
    seen: list[tuple[bool, bool]] = []

    def look() -> None:
        activity, report = evening.snapshot.activity(duel), evening.snapshot.reports[duel]
        assert activity is not None
        assert isinstance(report, DuelReport)
        seen.append((bool(final_of(activity)), bool(report.final)))

    model.refreshed.connect(look)
    evening.phone(StartFinal(duel, tuple(idea.id for idea in evening.snapshot.ideas[:5])))
    model._reporting.begin()
    evening.until(lambda: (True, True) in seen)
    assert (False, True) not in seen


def test_a_busy_hall_is_read_with_rests(evening: Evening) -> None:
    """While one change follows another there is a rest after each reading; the last change is shown all the same."""
    readings: list[float] = []
    evening.opened.model.refreshed.connect(lambda: readings.append(time.monotonic()))
    began = time.monotonic()
    evening.join(200)
    evening.until(lambda: evening.snapshot.participants == 200)
    took = time.monotonic() - began
    # Facts and reports are told apart; the first of each comes without a rest.
    assert len(readings) <= took / REST + took / REPORT_REST + 4


def test_what_is_opened_is_read_without_a_rest(evening: Evening) -> None:
    """A page that is chosen while the reports rest after a long reading does not wait for the rest's end."""
    duel, model = evening.activity_id("duel"), evening.opened.model
    evening.until(lambda: not model._reporting._busy)
    model._reporting._resting.start(60_000)
    model._facts._resting.start(60_000)
    model.watch(duel)
    evening.until(lambda: duel in evening.snapshot.reports)


def test_nothing_is_read_after_the_end(evening: Evening) -> None:
    """A change that comes while the workshop is being closed starts no reading."""
    model = evening.opened.model
    model.refresh()
    model.refresh()
    model.close()
    before = model.snapshot
    wait_for_all()
    evening.qtbot.wait(50)
    model.refresh()
    wait_for_all()
    evening.qtbot.wait(50)
    assert before is model.snapshot


def test_a_job_tells_nobody_who_is_gone(qtbot: QtBot) -> None:
    """The result of a job whose owner was deleted meanwhile is dropped; others hear theirs."""
    told: list[str] = []
    owner = QObject()
    run_in_background(lambda: "late", told.append, lambda _error: None, owner)
    delete(owner)
    run_in_background(lambda: "heard", told.append, lambda _error: None)
    wait_for_all()
    qtbot.waitUntil(lambda: "heard" in told)
    assert ["heard"] == told


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt's own priority of the thread says it")
def test_readings_let_the_window_go_first(qtbot: QtBot) -> None:
    """What stands in a line gives the processor to the window, the host and the writer; opening a file does not."""
    told: dict[str, int] = {}
    for line in ("facts", ""):
        run_in_background(_priority, partial(told.__setitem__, line), lambda _error: None, line=line)
    qtbot.waitUntil(lambda: len(told) == 2)
    own = _priority()
    # A run that is modest itself has nothing to give.
    assert (own, max(own, 5)) == (told[""], told["facts"])


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
