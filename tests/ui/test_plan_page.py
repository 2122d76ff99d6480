"""The plan: facts, promise and agenda save themselves."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QPoint, Qt, QTime
from PySide6.QtTest import QTest

from tests.ui.evening import Evening
from ui.facilitator.plan_agenda_row import AgendaRow
from ui.facilitator.plan_page import PlanPage
from ui.facilitator.rail import Page
from ui.kinds.duel.settings import Settings
from workshop_app.domain.commands import OpenActivity
from workshop_app.domain.text import Text


def _plan(evening: Evening) -> PlanPage:
    evening.page.go(Page.PLAN)
    return evening.page.plan


def _row(evening: Evening, kind: str) -> AgendaRow:
    return evening.page.plan.agenda.rows[evening.activity_id(kind)]


def test_facts_save_themselves(evening: Evening) -> None:
    """Leaving a field writes it; the title changes in one language and stays in the others."""
    plan = _plan(evening)
    swedish = evening.snapshot.workshop.title.sv
    plan.title.setFocus()
    plan.title.selectAll()
    evening.write(plan.title, "Kylien ilta")
    evening.key(plan.title, Qt.Key.Key_Return)
    plan.follow_up.setFocus()
    evening.write(plan.follow_up, "Kunnan verkkosivuilla")
    plan.date.setDate(QDate(2026, 12, 1))
    evening.until(lambda: evening.snapshot.workshop.follow_up == "Kunnan verkkosivuilla")
    evening.until(lambda: evening.snapshot.workshop.date == dt.date(2026, 12, 1))
    workshop = evening.snapshot.workshop
    assert ("Kylien ilta", swedish) == (workshop.title.fi, workshop.title.sv)


def test_an_empty_title_is_refused_and_comes_back(evening: Evening) -> None:
    """A title can't be empty: one sentence says so, and the field shows what the file says."""
    plan = _plan(evening)
    plan.title.setFocus()
    plan.title.setText("   ")
    evening.key(plan.title, Qt.Key.Key_Return)
    evening.until(evening.page.notice.isVisible)
    plan.title.clearFocus()
    evening.opened.model.refresh()
    evening.until(lambda: plan.title.text() == "Strategian keskeiset teemat")


def test_the_promise_is_a_stage_of_the_chosen_ladder(evening: Evening) -> None:
    """Choosing another ladder offers its stages; the chosen one is the promise."""
    plan = _plan(evening)
    plan.ladder.setCurrentIndex(plan.ladder.findData("iap2"))
    plan.ladder.activated.emit(plan.ladder.currentIndex())
    evening.until(lambda: evening.snapshot.workshop.ladder.id == "iap2")
    stages = evening.snapshot.workshop.ladder.stages
    evening.until(lambda: plan.stage.count() == 1 + len(stages))
    plan.stage.setCurrentIndex(2)
    plan.stage.activated.emit(2)
    evening.until(lambda: evening.snapshot.workshop.promise_stage_id == stages[1].id)


def test_parts_are_moved_edited_added_and_removed(evening: Evening) -> None:
    """The agenda is the one in the file after each press."""
    plan = _plan(evening)
    order = [a.id for a in evening.snapshot.activities]
    evening.click(_row(evening, "duel").up)
    evening.until(
        lambda: [a.id for a in evening.snapshot.activities] == [order[0], order[2], order[1], *order[3:]]
    )
    row = _row(evening, "duel")
    row.minutes.setValue(25)
    settings = row.settings
    assert isinstance(settings, Settings)
    settings.duels.setValue(9)
    evening.until(lambda: evening.snapshot.activities[1].minutes == 25)
    evening.until(lambda: evening.snapshot.activities[1].number("duels", 0) == 9)
    assert 1 == settings.spent.value()
    settings.spent.setValue(4)
    evening.until(lambda: settings.duels.value() == 30)
    plan.agenda._add("feedback")
    evening.until(lambda: len(plan.agenda.rows) == 7)
    added = evening.snapshot.activities[-1]
    assert ("Palaute", "Feedback") == (added.title.fi, added.title.en)
    evening.click(plan.agenda.rows[added.id].remove)
    evening.until(lambda: len(plan.agenda.rows) == 6)


def test_a_removed_part_comes_back_from_the_notice(evening: Evening) -> None:
    """One press takes a part out of the evening: it is told by name, and Undo puts it back with all it had."""
    _plan(evening)
    before = evening.snapshot.activities
    evening.click(_row(evening, "duel").remove)
    evening.until(lambda: len(evening.snapshot.activities) == len(before) - 1)
    evening.until(evening.page.notice.isVisible)
    assert "Osio ”Kaksintaistelu” poistettiin." == evening.page.notice._text.text()
    evening.click(evening.page.notice._button)
    evening.until(lambda: evening.snapshot.activities == before)


def test_a_question_is_taken_off_by_emptying_its_field(evening: Evening) -> None:
    """The part's title stands instead of it then; it can be taken back."""
    duel = evening.activity_id("duel")
    field = _plan(evening).agenda.rows[duel].question

    def question() -> Text | None:
        activity = evening.snapshot.activity(duel)
        assert activity is not None
        return activity.question

    before = question()
    assert before is not None
    field.setFocus()
    field.selectAll()
    evening.key(field, Qt.Key.Key_Delete)
    evening.key(field, Qt.Key.Key_Return)
    evening.until(lambda: question() is None)
    evening.page.undoing.undo()
    evening.until(lambda: question() == before)


def test_parts_are_dragged_by_their_handle(evening: Evening) -> None:
    """Dropped below the last row, the first part is the last; dropped on itself, nothing moves."""
    plan = _plan(evening)
    order = [a.id for a in evening.snapshot.activities]
    rows = [plan.agenda.rows[activity_id] for activity_id in order]
    grip = rows[0].grip
    own = rows[0].mapToGlobal(QPoint(0, rows[0].height() - 2)).y()
    assert (1, 0) == (plan.agenda.place_at(own), plan.agenda.place_at(own - rows[0].height()))
    below = grip.mapFromGlobal(rows[-1].mapToGlobal(QPoint(5, rows[-1].height() - 2)))
    QTest.mousePress(grip, Qt.MouseButton.LeftButton)
    QTest.mouseMove(grip, below)
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=below)
    evening.until(lambda: [a.id for a in evening.snapshot.activities] == [*order[1:], order[0]])


def test_a_beginning_gives_every_part_its_time(evening: Evening) -> None:
    """Times follow from the beginning and the minutes; without one there are none."""
    plan = _plan(evening)
    first = evening.snapshot.activities[0]
    assert "" == plan.agenda.rows[first.id].time.text()
    plan.agenda.begins.setTime(QTime(17, 30))
    end = QTime(17, 30).addSecs(60 * first.minutes).toString("H.mm")
    evening.until(lambda: f"17.30–{end}" == plan.agenda.rows[first.id].time.text())
    whole = sum(a.minutes for a in evening.snapshot.activities)
    assert QTime(17, 30).addSecs(60 * whole).toString("H.mm") in plan.agenda._length.text()


def test_a_part_has_a_promise_of_its_own(evening: Evening) -> None:
    """Its step of the ladder; by itself it follows the evening's promise, which is named."""
    plan = _plan(evening)
    row = _row(evening, "duel")
    assert row.stage.itemText(0).startswith("Kuten koko tilaisuus: ")
    row.stage.setCurrentIndex(2)
    row.stage.activated.emit(2)
    stages = evening.snapshot.workshop.ladder.stages
    duel = evening.activity_id("duel")
    evening.until(lambda: evening.snapshot.activity(duel).stage_id == stages[1].id)  # type: ignore[union-attr]
    row.stage.setCurrentIndex(0)
    row.stage.activated.emit(0)
    evening.until(lambda: evening.snapshot.activity(duel).stage_id is None)  # type: ignore[union-attr]
    assert plan.agenda.rows[duel] is row


def test_the_guide_ticks_what_is_done(evening: Evening) -> None:
    """The place is known; the hall screen and one's own phone are tried; with the first part open it is gone."""
    guide, network = _plan(evening).guide, evening.page.network
    evening.until(guide.isVisible)
    assert (True, False, False) == (guide.done[0], *guide.done[2:])
    assert guide.nameless.isVisible()
    network.set_wifi("kylatalo", "")
    evening.until(lambda: not guide.nameless.isVisible())
    evening.click(guide.hall)
    evening.until(lambda: guide.done[2])
    assert (False, True) == (guide.hall.isVisible(), guide.mirrored.isVisible())
    evening.opened.runtime.web._presence.came_in("192.168.8.40", "192.168.8.10")
    with evening.qtbot.waitSignal(network.changed):
        pass
    assert (guide.done[3], "good") == (True, guide._marks[3].property("role"))
    assert guide._came.text().startswith("Puhelimesi pääsi perille.")
    evening.click(guide.start)
    assert evening.activity_id("welcome") == evening.page.place
    evening.phone(OpenActivity(evening.activity_id("welcome")))
    evening.page.go(Page.PLAN)
    evening.until(guide.isHidden)


def test_a_part_that_was_open_stays(evening: Evening) -> None:
    """Its remove button is off, and says why."""
    _plan(evening)
    evening.phone(OpenActivity(evening.activity_id("welcome")))
    evening.until(lambda: not _row(evening, "welcome").remove.isEnabled())
    assert "Osio on jo ollut auki, joten se säilyy." == _row(evening, "welcome").remove.toolTip()
