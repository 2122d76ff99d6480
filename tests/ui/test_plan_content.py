"""The plan's lower half: themes and ideas to start from, groups, privacy, notes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QDate, Qt

from tests.ui.evening import Evening
from ui.dialogs.add_ideas import AddIdeasDialog
from ui.dialogs.choose_groups import ChooseGroupsDialog
from ui.facilitator.plan_page import PlanPage
from ui.facilitator.rail import Page
from workshop_app.domain.commands import EditActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.plan_commands import AddTheme
from workshop_app.domain.text import Text


def _plan(evening: Evening) -> PlanPage:
    evening.page.go(Page.PLAN)
    return evening.page.plan


def test_themes_are_renamed_and_moved_by_keyboard(evening: Evening) -> None:
    """Alt and the arrow move the row that has the focus; the others keep their fields."""
    themes = _plan(evening).themes
    first, second = [theme.id for theme in evening.snapshot.themes[:2]]
    row = themes.rows[first]
    row.name.setFocus()
    row.name.selectAll()
    evening.write(row.name, "Arki")
    evening.key(row.name, Qt.Key.Key_Return)
    evening.until(lambda: evening.snapshot.themes[0].name.fi == "Arki")
    evening.key(row.name, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    evening.until(lambda: [theme.id for theme in evening.snapshot.themes[:2]] == [second, first])
    assert not row.remove.isEnabled()


def test_own_notes_are_seen_on_a_page_that_takes_the_whole_width(evening: Evening) -> None:
    """Beside the ladder and the decisions there is no column for them: they stand below the buttons, on one line."""
    evening.phone(EditActivity(evening.activity_id("decisions"), notes="Muista kysyä\nkuka vastaa"))
    evening.phone(EditActivity(evening.activity_id("duel"), notes="Kahvi"))
    evening.program.window.resize(1280, 800)
    for kind, shown in (("decisions", True), ("ladder", False), ("duel", False)):
        evening.go(kind)
        run = evening.page.run_page(evening.activity_id(kind))
        assert shown is run.notes.isVisible()
        assert (not shown) or run.notes.text() == "Omat muistiinpanot: Muista kysyä kuka vastaa"
    evening.program.window.resize(1920, 1000)
    evening.go("decisions")
    run = evening.page.run_page(evening.activity_id("decisions"))
    evening.until(lambda: not run.notes.isVisible())


def test_ideas_that_stand_ready_are_one_press_away(evening: Evening) -> None:
    """Their number leads to the wall, where they are mended, moved and hidden."""
    themes = _plan(evening).themes
    row = themes.rows[evening.snapshot.themes[0].id]
    assert "9 ideaa" == row.look.text()
    evening.click(row.look)
    assert evening.activity_id("ideas") == evening.page.place


def test_a_removed_theme_comes_back_from_the_notice(evening: Evening) -> None:
    """It is told by name; one with ideas says what to do first."""
    themes = _plan(evening).themes
    assert "Siirrä teeman ideat ensin toiseen teemaan." == next(iter(themes.rows.values())).remove.toolTip()
    made = evening.phone(AddTheme(Text("Arki")))
    evening.until(lambda: made in themes.rows)
    evening.click(themes.rows[int(str(made))].remove)
    evening.until(lambda: made not in themes.rows)
    evening.until(evening.page.notice.isVisible)
    assert "Teema ”Arki” poistettiin." == evening.page.notice._text.text()
    evening.click(evening.page.notice._button)
    evening.until(lambda: [theme.name.fi for theme in evening.snapshot.themes][-1] == "Arki")


def test_what_is_printed_is_found_from_the_plan(evening: Evening) -> None:
    """Poster and table cards are made where the Wi-Fi's name is written, one press from the invitation."""
    evening.click(_plan(evening).invitation.handouts)
    assert Page.NETWORK == evening.page.place


def test_a_list_from_a_file_is_looked_through_and_added(evening: Evening, tmp_path: Path) -> None:
    """The file's lines stand in the field with their themes; adding makes the new theme; undo hides them."""
    themes = _plan(evening).themes
    file = tmp_path / "lista.csv"
    file.write_text("teema;idea\nLiikenne;Kyläbussi\nLiikenne;Pyörätie\n", encoding="utf-8")
    evening.click(themes.add)
    dialog = evening.dialog(AddIdeasDialog)
    assert isinstance(dialog, AddIdeasDialog)
    dialog.take_file(str(file))
    evening.until(lambda: "Lisää 2 ideaa" == dialog.do_it.text())
    evening.click(dialog.do_it)
    evening.until(lambda: evening.snapshot.themes[-1].name.fi == "Liikenne")
    own = [i for i in evening.snapshot.ideas if i.origin is IdeaOrigin.FACILITATOR]
    assert ["Kyläbussi", "Pyörätie"] == [idea.text for idea in own]


def test_too_long_ideas_and_broken_files_are_told(evening: Evening, tmp_path: Path) -> None:
    """The button waits until the idea is short enough; a file that is no list is named."""
    themes = _plan(evening).themes
    evening.click(themes.rows[evening.snapshot.themes[1].id].add)
    dialog = evening.dialog(AddIdeasDialog)
    assert isinstance(dialog, AddIdeasDialog)
    assert evening.snapshot.themes[1].id == dialog.theme.currentData()
    dialog.text.setPlainText("x" * 300)
    assert not dialog.do_it.isEnabled()
    broken = tmp_path / "kuva.xlsx"
    broken.write_bytes(b"PK")
    dialog.take_file(str(broken))
    evening.until(lambda: "kuva.xlsx" in dialog.trouble.text())
    dialog.reject()


def test_groups_are_chosen_and_one_is_ones_own(evening: Evening) -> None:
    """Phones offer what is marked, one's own last."""
    people = _plan(evening).people
    evening.click(people.choose)
    dialog = evening.dialog(ChooseGroupsDialog)
    assert isinstance(dialog, ChooseGroupsDialog)
    for _group, box in dialog.boxes[1:]:
        box.setChecked(False)
    dialog.own.setText("Kesäasukkaana")
    evening.click(dialog.do_it)
    evening.until(lambda: len(evening.snapshot.workshop.groups) == 2)
    own = evening.snapshot.workshop.groups[-1]
    assert ("kesaasukkaana", "Kesäasukkaana") == (own.id, own.name.fi)


def test_privacy_in_ones_own_words(evening: Evening) -> None:
    """The text and the day are in the file."""
    people = _plan(evening).people
    people.privacy.setFocus()
    evening.write(people.privacy, "Tietosuojavastaava: tsv@example.fi")
    people.until.setDate(QDate(2027, 1, 31))
    evening.until(lambda: evening.snapshot.texts.get("privacy") == "Tietosuojavastaava: tsv@example.fi")
    evening.until(lambda: evening.snapshot.workshop.retention_until == dt.date(2027, 1, 31))


def test_notes_are_written_in_the_plan(evening: Evening) -> None:
    """They open by their button, and stay open for what is written."""
    row = _plan(evening).agenda.rows[evening.activity_id("duel")]
    assert not row.notes.isVisible()
    evening.click(row.write_notes)
    assert not row.write_notes.isVisible()
    evening.write(row.notes, "Muista kello")
    row.notes.clearFocus()
    duel = evening.activity_id("duel")
    evening.until(lambda: evening.snapshot.activity(duel).notes == "Muista kello")  # type: ignore[union-attr]
