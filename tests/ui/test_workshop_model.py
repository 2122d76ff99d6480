"""The model of the open workshop: counts go on while a report is made, and nothing is read after the end."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.evening import Evening
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
