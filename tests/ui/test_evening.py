"""A whole evening through the real window, on a real file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt

from tests.ui.evening import Evening
from ui.dialogs.idea_dialogs import HideIdeaDialog, MergeIdeaDialog
from ui.facilitator.rail import Page
from ui.kinds.decisions.panel import Panel as DecisionsPanel
from ui.kinds.decisions.table import WHAT
from ui.kinds.duel.panel import Panel as DuelPanel
from ui.kinds.ladder.panel import Panel as LadderPanel
from workshop_app.domain.agenda import ActivityState, live
from workshop_app.domain.commands import OpenActivity
from workshop_app.domain.ideas import IdeaState
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.kinds.ladder.kind import SayExperience


def _moved_on(evening: Evening, before: object) -> bool:
    return (evening.page.place, evening.page.step()) != before


def _live_kind(evening: Evening) -> str | None:
    opened = live(evening.snapshot.activities)
    return opened.kind if opened else None


def _step_to(evening: Evening, kind: str) -> None:
    """Press the big button until the activity of this kind is open."""
    for _ in range(4):
        if _live_kind(evening) == kind:
            return
        before = (evening.page.place, evening.page.step())
        evening.page.take_step()
        evening.until(partial(_moved_on, evening, before))
    assert kind == _live_kind(evening)


def test_an_evening_from_template_to_minutes(evening: Evening, tmp_path: Path) -> None:
    """The facilitator opens each part with the one big button, sorts ideas, places, decides, and exports."""
    page = evening.page
    evening.go("welcome")
    _step_to(evening, "welcome")
    people = evening.join(6)
    evening.until(lambda: page.top.phones.text() == "6 puhelinta")

    evening.click(page.side.controls.next)
    evening.until(lambda: _live_kind(evening) is None)
    _step_to(evening, "ideas")
    kept, hidden, merged = (
        evening.write_idea(text, people[0]) for text in ("Kyläbussi", "Asiaton", "Kylä-bussi")
    )
    _sort(evening, kept, hidden, merged)

    _close(evening)
    _step_to(evening, "duel")
    answers = sum(evening.vote(person, 5) for person in people)
    _look_at_the_ranking(evening, answers)
    _close(evening)
    _step_to(evening, "ladder")
    _use_the_ladder(evening, kept, people)
    _close(evening)
    _step_to(evening, "decisions")
    _decide(evening)
    _take_home(evening, tmp_path)


def _close(evening: Evening) -> None:
    evening.page.take_step()
    evening.until(lambda: _live_kind(evening) is None)


def _sort(evening: Evening, kept: int, hidden: int, merged: int) -> None:
    doing = evening.page.side.waiting.doing
    doing.approve(evening.idea(kept))
    evening.until(lambda: evening.idea(kept).state is IdeaState.IN)
    doing.hide(evening.idea(hidden))
    hide = evening.dialog(HideIdeaDialog)
    assert isinstance(hide, HideIdeaDialog)
    hide.reason.setEditText("Ei koske aihetta")
    evening.click(hide.do_it)
    doing.merge(evening.idea(merged), evening.snapshot.ideas)
    merge = evening.dialog(MergeIdeaDialog)
    assert isinstance(merge, MergeIdeaDialog)
    merge.choose(kept)
    evening.click(merge.do_it)
    evening.until(lambda: evening.idea(merged).merged_into == kept)
    evening.until(lambda: evening.idea(hidden).state is IdeaState.HIDDEN)
    assert "Ei koske aihetta" == evening.idea(hidden).reason


def _look_at_the_ranking(evening: Evening, answers: int) -> None:
    panel = evening.go("duel")
    assert isinstance(panel, DuelPanel)
    duel = evening.activity_id("duel")

    def counted() -> int:
        report = evening.snapshot.reports.get(duel)
        return report.answers if isinstance(report, DuelReport) else 0

    evening.until(lambda: counted() == answers)
    votable = sum(idea.votable for idea in evening.snapshot.ideas)
    assert votable == panel.model.rowCount()
    shares = [panel.model.row_at(row).share or 0.0 for row in range(votable)]
    assert sorted(shares, reverse=True) == shares


def _use_the_ladder(evening: Evening, idea_id: int, people: list[int]) -> None:
    panel = evening.go("ladder")
    assert isinstance(panel, LadderPanel)
    stage = evening.snapshot.workshop.ladder.stages[2].id
    panel.stairs.column_of(stage).list.dropped.emit(idea_id)
    evening.until(lambda: evening.idea(idea_id).stage_id == stage)
    for person in people:
        evening.phone(SayExperience(evening.activity_id("ladder"), person, stage))
    evening.until(lambda: "koettu: 6 / 6" == panel.stairs.column_of(stage).step.experienced)


def _decide(evening: Evening) -> None:
    panel = evening.go("decisions")
    assert isinstance(panel, DecisionsPanel)
    empty_row = panel.model.rowCount() - 1
    assert panel.model.setData(panel.model.index(empty_row, WHAT), "Kyläbussin reitti selvitetään")
    evening.until(lambda: panel.model.rowCount() == 2)


def _take_home(evening: Evening, tmp_path: Path) -> None:
    page = evening.page
    page.go(Page.MINUTES)
    evening.write(page.minutes.parts["discussion"], "Puhuttiin bussista.")
    evening.click(page.minutes.end)
    evening.until(lambda: evening.snapshot.workshop.ended_at is not None)
    page.minutes.parts["discussion"].clearFocus()
    evening.until(lambda: "discussion" in evening.snapshot.texts)
    page.minutes.export.write_to(tmp_path)
    evening.until(lambda: bool(list(tmp_path.glob("strategian_teemat */minutes.docx"))))
    evening.until(page.minutes.export.write.isEnabled)
    text = "\n".join(p.text for p in Document(str(next(tmp_path.glob("*/minutes.docx")))).paragraphs)
    assert "Puhuttiin bussista." in text
    evening.click(page.minutes.give.give)
    evening.until(lambda: evening.snapshot.minutes_given)


def test_the_space_bar_takes_the_next_step(evening: Evening) -> None:
    """Space opens, closes and goes on, as the big button says, when no field is being typed in."""
    window, page = evening.program.window, evening.page
    welcome, ideas = evening.activity_id("welcome"), evening.activity_id("ideas")
    evening.go("welcome")
    evening.key(window, Qt.Key.Key_Space)
    evening.until(lambda: _live_kind(evening) == "welcome")
    evening.key(window, Qt.Key.Key_Space)
    evening.until(lambda: ActivityState.CLOSED is evening.snapshot.activities[0].state)
    assert welcome == page.place
    evening.key(window, Qt.Key.Key_Space)
    assert ideas == page.place


def test_the_big_button_shows_the_results_before_it_goes_on(evening: Evening) -> None:
    """Who presses nothing else shows them too: once, and again when the voting was opened again."""
    page, hall = evening.page, evening.page.hall
    evening.go("duel")
    evening.phone(OpenActivity(evening.activity_id("duel")))
    for person in evening.join(3):
        evening.vote(person, 4)
    evening.until(lambda: evening.snapshot.counts.get(evening.activity_id("duel"), 0) > 0)
    evening.until(lambda: page.side.controls.next.text() == "Sulje äänestys")
    _close(evening)
    evening.until(lambda: page.side.controls.next.text() == "Näytä tulokset valkokankaalla")
    page.take_step()
    assert "results" == hall.scene
    assert "Seuraavaksi: Osallisuuden portaat" == page.side.controls.next.text()
    evening.click(page.side.controls.again)
    evening.until(lambda: page.side.controls.next.text() == "Sulje äänestys")
    assert "activity" == hall.scene
    _close(evening)
    evening.until(lambda: page.side.controls.next.text() == "Näytä tulokset valkokankaalla")


def test_the_file_holds_the_evening_after_the_window_was_closed(evening: Evening, tmp_path: Path) -> None:
    """Closing asks nothing: what was being typed is written, and the file is one file again."""
    evening.page.go(Page.PLAN)
    evening.page.plan.title.setFocus()
    evening.page.plan.title.setText("Uusi otsikko")
    path = evening.opened.runtime.path
    evening.program.window.close()
    assert [] == sorted(p.name for p in tmp_path.glob("*.tupa-*")) + sorted(
        p.name for p in tmp_path.glob("*.lock")
    )
    evening.program.window.show()
    evening.program._closed = False
    evening.program.open(path)
    evening.until(lambda: evening.program.opened is not None and evening.opened.model.snapshot is not None)
    assert "Uusi otsikko" == evening.snapshot.workshop.title.fi
