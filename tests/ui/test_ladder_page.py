"""The ladder's page: dragging, the keyboard, promise and experience, another ladder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from tests.ui.evening import Evening
from tests.ui.test_ideas_page import drop
from ui.dialogs.idea_dialogs import ChooseIdeaDialog
from ui.kinds.decisions.panel import Panel as Decisions
from ui.kinds.ladder.panel import Panel
from ui.kinds.ladder.scene import _tag_question
from workshop_app import content
from workshop_app.domain.commands import CloseActivity, OpenActivity, StageTarget, TagStage
from workshop_app.kinds.duel.report import live_report
from workshop_app.kinds.ladder.kind import SayExperience


def _panel(evening: Evening) -> Panel:
    panel = evening.go("ladder")
    assert isinstance(panel, Panel)
    return panel


def test_a_card_is_dragged_to_a_step_and_off_it(evening: Evening) -> None:
    """The stage stands in the file; dropped on the tray it is gone again."""
    panel = _panel(evening)
    idea = evening.snapshot.ideas[0].id
    top = evening.snapshot.workshop.ladder.stages[-1].id
    drop(panel.stairs.column_of(top).list, idea)
    evening.until(lambda: evening.idea(idea).stage_id == top)
    evening.until(lambda: panel.stairs.column_of(top).list.cards.row_of(idea) == 0)
    drop(panel.stairs.tray, idea)
    evening.until(lambda: evening.idea(idea).stage_id is None)


def test_a_card_climbs_with_the_keyboard(evening: Evening) -> None:
    """Alt and the right arrow lead from the tray to the first step, and on to the second, with the keyboard."""
    panel = _panel(evening)
    stages = evening.snapshot.workshop.ladder.stages
    tray = panel.stairs.tray
    tray.setCurrentIndex(tray.cards.index(0))
    idea = tray.cards.cards[0].idea_id
    evening.key(tray, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    first = panel.stairs.column_of(stages[0].id).list
    evening.until(lambda: first.cards.row_of(idea) == 0 and first.hasFocus())
    evening.key(first, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    evening.until(lambda: evening.idea(idea).stage_id == stages[1].id)


def test_promise_and_experience_stand_on_their_steps(evening: Evening) -> None:
    """The template promises co-design; two people felt a dialogue, and only the window tells it.

    From five on everybody is told.
    """
    panel = _panel(evening)
    stages = evening.snapshot.workshop.ladder.stages
    ladder = evening.activity_id("ladder")
    people = evening.join(2)
    evening.phone(OpenActivity(ladder))
    for person in people:
        evening.phone(SayExperience(ladder, person, stages[2].id))
    evening.until(lambda: "koettu: 2 / 2" == panel.stairs.column_of(stages[2].id).step.experienced)
    alone = "Kun vastaajia on alle 5, vastaukset näkyvät vain tässä ikkunassa"
    assert any(alone in shown.text() for shown in panel.findChildren(QLabel))
    for person in evening.join(3):
        evening.phone(SayExperience(ladder, person, stages[2].id))
    evening.until(lambda: "koettu: 5 / 5" == panel.stairs.column_of(stages[2].id).step.experienced)
    assert not any(alone in shown.text() for shown in panel.findChildren(QLabel))
    assert "luvattu" == panel.stairs.column_of(stages[3].id).step.promised
    assert "<b>Dialogi / yhteistyö</b>" in panel._sentence.text()
    heard = panel.stairs.column_of(stages[2].id).list.accessibleName()
    assert "3 Dialogi / yhteistyö: koettu: 5 / 5" == heard


def test_another_ladder_is_chosen_and_taken_back(evening: Evening) -> None:
    """The steps are those of the new ladder; Undo brings the earlier one back."""
    panel = _panel(evening)
    before = evening.snapshot.workshop.ladder
    other = content.ladder("arnstein8")
    panel._use(other)
    evening.until(lambda: len(panel.stairs.columns) == 8)
    evening.until(evening.page.notice.isVisible)
    evening.click(evening.page.notice._button)
    evening.until(lambda: evening.snapshot.workshop.ladder == before)


def test_the_steps_rise(evening: Evening) -> None:
    """Each column is higher than the one before, and the last takes the whole height."""
    panel = _panel(evening)
    heights = [column.height() for column in panel.stairs.columns]
    assert sorted(set(heights)) == heights
    assert panel.stairs.height() == heights[-1]


def test_a_low_screen_shows_a_card_on_each_step(evening: Evening) -> None:
    """The page scrolls instead of leaving the steps without room; a long name is broken where a word may be."""
    panel = _panel(evening)
    window, stages = evening.program.window, evening.snapshot.workshop.ladder.stages
    for idea, stage in zip(evening.snapshot.ideas, stages, strict=False):
        evening.phone(TagStage(StageTarget.IDEA, idea.id, stage.id))
    shown = [panel.stairs.column_of(stage.id).list for stage in stages]
    evening.until(lambda: all(len(cards.cards.cards) == 1 for cards in shown))
    window.setMinimumSize(910, 480)
    window.resize(910, 480)
    evening.until(lambda: panel.width() < 700)
    assert all(cards.viewport().height() >= 3 * 16 for cards in shown)
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0


def test_ideas_stand_in_the_order_of_the_comparisons(evening: Evening) -> None:
    """On the tray, and where a decision is made of one: what people put first comes first."""
    panel = _panel(evening)
    tray = panel.stairs.tray.cards
    assert [card.idea_id for card in tray.cards] == [idea.id for idea in evening.snapshot.ideas]
    duel = evening.activity_id("duel")
    evening.phone(OpenActivity(duel))
    for person in evening.join(3):
        evening.vote(person, 5)
    evening.phone(CloseActivity(duel))
    closed = evening.snapshot.activity(duel)
    assert closed is not None
    standings = live_report(evening.opened.runtime.reader(), closed).ranking.standings
    order = [standing.idea for standing in standings]
    assert order != [idea.id for idea in evening.snapshot.ideas]
    evening.until(lambda: order == [card.idea_id for card in tray.cards])
    decisions = evening.go("decisions")
    assert isinstance(decisions, Decisions)
    evening.click(decisions.from_idea)
    dialog = evening.dialog(ChooseIdeaDialog)
    assert isinstance(dialog, ChooseIdeaDialog)
    assert evening.idea(order[0]).text == dialog.list.item(0).text()
    dialog.reject()


@pytest.mark.parametrize("question", ["", 5, [1], {}, {"fi": ""}, {"fi": 5}, {"fi": ["a"]}])
def test_a_question_of_a_foreign_file_that_is_none_is_not_shown(question: object) -> None:
    """The hall's picture goes on without it."""
    assert "" == _tag_question({"tag_question": question}, "fi")
    assert "Mikä?" == _tag_question({"tag_question": {"fi": "Mikä?"}}, "sv")
