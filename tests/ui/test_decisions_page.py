"""The decisions' table: writing, changing, emptying, removing, and taking a removal back."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from tests.ui.evening import Evening
from ui.dialogs.idea_dialogs import ChooseIdeaDialog
from ui.kinds.decisions.panel import Panel
from ui.kinds.decisions.table import DUE, STAGE, TOLD, WHAT, WHO
from ui.widgets.moments import DayEdit
from workshop_app.kinds.decisions.rows import Decision


def _panel(evening: Evening) -> Panel:
    panel = evening.go("decisions")
    assert isinstance(panel, Panel)
    return panel


def _write(panel: Panel, row: int, column: int, value: object) -> bool:
    return panel.model.setData(panel.model.index(row, column), value)


def _written(panel: Panel, column: int) -> bool:
    return bool(panel.model.index(0, column).data(Qt.ItemDataRole.EditRole))


def _type(panel: Panel, text: str) -> None:
    """Write in the chosen field and press Enter, letting nothing else happen meanwhile."""
    QTest.keyClicks(panel.table, text[:1])
    kind = DayEdit if panel.table.currentIndex().column() == DUE else QPlainTextEdit
    editor = panel.table.findChildren(kind)[-1]
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _first(panel: Panel) -> Decision:
    found = panel.model.decision_at(0)
    assert found is not None
    return found


def test_a_decision_is_written_with_the_keyboard(evening: Evening) -> None:
    """Enter opens the empty row's editor, Enter again keeps what was written."""
    panel = _panel(evening)
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    panel.table.setFocus()
    evening.key(panel.table, Qt.Key.Key_Return)
    editor = panel.table.findChild(QPlainTextEdit)
    assert editor is not None
    evening.write(editor, "Kartta kylista")
    evening.key(editor, Qt.Key.Key_Return)
    evening.until(lambda: panel.model.rowCount() == 2)
    assert "Kartta kylista" == _first(panel).what


def test_a_letter_writes_and_does_not_steer_the_hall(evening: Evening) -> None:
    """R shows results and B blanks the hall, but not while a field is chosen; Enter goes on to the next field."""
    panel = _panel(evening)
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    panel.table.setFocus()
    evening.key(panel.table, Qt.Key.Key_B)
    editor = panel.table.findChild(QPlainTextEdit)
    assert editor is not None
    evening.write(editor, "ussi")
    evening.key(editor, Qt.Key.Key_Return)
    evening.until(lambda: panel.model.rowCount() == 2)
    assert ("bussi", (0, WHO)) == (
        _first(panel).what,
        (panel.table.currentIndex().row(), panel.table.currentIndex().column()),
    )
    evening.key(panel.table, Qt.Key.Key_R)
    assert (False, "join") == (evening.page.hall.is_blank, evening.page.hall.scene)


def test_a_day_is_typed_into_its_field(evening: Evening) -> None:
    """The first key begins it, Enter keeps the day as typed and goes on; what names no day is not kept."""
    panel = _panel(evening)
    panel.model.setData(panel.model.index(0, WHAT), "Kartta kylista")
    evening.until(lambda: panel.model.rowCount() == 2)
    for typed in ("15.1.2027", "joskus"):
        panel.table.setCurrentIndex(panel.model.index(0, DUE))
        panel.table.setFocus()
        QTest.keyClicks(panel.table, typed[:1])
        editor = panel.table.findChild(DayEdit)
        assert editor is not None
        QTest.keyClicks(editor, typed[1:])
        evening.key(editor, Qt.Key.Key_Return)
        assert STAGE == panel.table.currentIndex().column()
        evening.until(lambda: _first(panel).due == dt.date(2027, 1, 15))


def test_who_types_without_pausing_loses_nothing(evening: Evening) -> None:
    """Field after field, before the file has answered: from the empty row on, each is kept, and Enter goes on."""
    panel = _panel(evening)
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    for text in ("Kartta", "Liitto", "15.1.2027"):
        _type(panel, text)
    assert STAGE == panel.table.currentIndex().column()
    evening.key(panel.table, Qt.Key.Key_Return)
    choice = panel.table.findChild(QComboBox)
    assert choice is not None
    evening.key(choice, Qt.Key.Key_Return)
    _type(panel, "Kirje")
    evening.until(lambda: panel.model.rowCount() == 2 and _first(panel).told_how == "Kirje")
    kept = _first(panel)
    assert ("Kartta", "Liitto", dt.date(2027, 1, 15), "Kirje") == (
        kept.what,
        kept.who,
        kept.due,
        kept.told_how,
    )


def test_what_is_being_written_stays_when_the_table_changes(evening: Evening) -> None:
    """The last field reaches the file while the next is written in: what stands there is not begun anew."""
    panel = _panel(evening)
    _write(panel, 0, WHAT, "Kartta")
    evening.until(lambda: panel.model.rowCount() == 2)
    panel.table.setCurrentIndex(panel.model.index(0, WHO))
    _type(panel, "Liitto")
    QTest.keyClicks(panel.table, "1")
    evening.until(lambda: _first(panel).who == "Liitto")
    editor = panel.table.findChild(DayEdit)
    assert editor is not None
    QTest.keyClicks(editor, "5.1.2027")
    evening.key(editor, Qt.Key.Key_Return)
    evening.until(lambda: _first(panel).due == dt.date(2027, 1, 15))


def test_after_the_last_field_comes_the_next_row(evening: Evening) -> None:
    """Who may be written before what: it waits in the row, and is kept with it."""
    panel = _panel(evening)
    panel.table.setCurrentIndex(panel.model.index(0, TOLD))
    _type(panel, "Kirje")
    assert (0, TOLD) == (panel.table.currentIndex().row(), panel.table.currentIndex().column())
    assert "Kirje" == panel.model.index(0, TOLD).data()
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    _type(panel, "Kartta")
    evening.until(lambda: panel.model.rowCount() == 2)
    assert ("Kartta", "Kirje", "") == (
        _first(panel).what,
        _first(panel).told_how,
        panel.model.index(1, TOLD).data(),
    )
    panel.table.setCurrentIndex(panel.model.index(0, TOLD))
    _type(panel, "Lehti")
    assert (1, WHAT) == (panel.table.currentIndex().row(), panel.table.currentIndex().column())


def test_the_hall_is_shown_the_decisions_from_their_own_page(evening: Evening) -> None:
    """On a page without the side column a button shows them, and lights while they are shown."""
    _panel(evening)
    run = evening.page.run_page(evening.activity_id("decisions"))
    evening.click(run.to_hall)
    assert ("results", "on") == (evening.page.hall.scene, run.to_hall.property("role"))
    evening.page.hall.toggle_blank()
    assert not run.to_hall.property("role")


def test_every_column_is_kept(evening: Evening) -> None:
    """Who, when, step and how people hear stand in the file; Delete empties a field."""
    panel = _panel(evening)
    stage = evening.snapshot.workshop.ladder.stages[1].id
    assert _write(panel, 0, WHAT, "Kartta")
    evening.until(lambda: panel.model.rowCount() == 2)
    values = ((WHO, "Koordinaattori"), (DUE, QDate(2027, 1, 15)), (STAGE, stage), (TOLD, "Verkkosivu"))
    for column, value in values:
        assert _write(panel, 0, column, value)
        evening.until(partial(_written, panel, column))
    kept = _first(panel)
    assert ("Koordinaattori", dt.date(2027, 1, 15), stage, "Verkkosivu") == (
        kept.who, kept.due, kept.stage_id, kept.told_how,
    )  # fmt: skip
    panel.table.setCurrentIndex(panel.model.index(0, DUE))
    evening.key(panel.table, Qt.Key.Key_Delete)
    evening.until(lambda: _first(panel).due is None)
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    evening.key(panel.table, Qt.Key.Key_Delete)
    assert "Kartta" == _first(panel).what


def test_the_step_is_chosen_from_the_ladder(evening: Evening) -> None:
    """The editor of the step offers "no step" and every stage."""
    panel = _panel(evening)
    assert _write(panel, 0, WHAT, "Kartta")
    evening.until(lambda: panel.model.rowCount() == 2)
    panel.table.edit(panel.model.index(0, STAGE))
    choice = panel.table.findChild(QComboBox)
    assert choice is not None
    assert 1 + len(evening.snapshot.workshop.ladder.stages) == choice.count()


def test_a_removed_decision_comes_back_by_undo(evening: Evening) -> None:
    """Removing leaves the table empty; Undo brings the same words back."""
    panel = _panel(evening)
    assert _write(panel, 0, WHAT, "Kartta")
    evening.until(lambda: panel.model.rowCount() == 2)
    panel.table.setCurrentIndex(panel.model.index(0, WHAT))
    evening.click(panel.remove)
    evening.until(lambda: panel.model.rowCount() == 1)
    evening.until(evening.page.notice.isVisible)
    evening.click(evening.page.notice._button)
    evening.until(lambda: panel.model.rowCount() == 2)


def test_an_idea_becomes_a_decision(evening: Evening) -> None:
    """It keeps its words and its step, and says which idea it came from."""
    panel = _panel(evening)
    evening.click(panel.from_idea)
    dialog = evening.dialog(ChooseIdeaDialog)
    assert isinstance(dialog, ChooseIdeaDialog)
    idea = evening.snapshot.ideas[3]
    dialog.choose(idea.id)
    evening.click(dialog.do_it)
    evening.until(lambda: panel.model.rowCount() == 2)
    assert (idea.text, idea.id) == (_first(panel).what, _first(panel).idea_id)


def test_a_decision_without_words_is_none(evening: Evening) -> None:
    """Only spaces make no decision."""
    panel = _panel(evening)
    assert not _write(panel, 0, WHAT, "   ")
