"""The duel's page: its numbers, an idea's stage, the groups' own rankings; the notes beside it."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea

from tests.ui.evening import Evening
from ui import style
from ui.kinds.duel.panel import Panel
from ui.widgets import flowing_text
from ui.widgets.ranking_delegate import BAR, IDEA, PLACE, SHARE, STAGE
from workshop_app.domain.commands import OpenActivity, PauseActivity
from workshop_app.duel.groups import Disagreement
from workshop_app.kinds.duel.groups import GroupsReport


def _running(evening: Evening, people: int, answers: int) -> Panel:
    """The page of an open duel that so many people have answered."""
    evening.phone(OpenActivity(evening.activity_id("duel")))
    for person in evening.join(people):
        evening.vote(person, answers)
    panel = evening.go("duel")
    assert isinstance(panel, Panel)
    evening.until(lambda: panel.figures._pairs[1][0].text() == str(people * answers))
    return panel


def test_the_numbers_are_those_of_the_file(evening: Evening) -> None:
    """Who has voted out of who joined, comparisons, median: as the phones sent them."""
    panel = _running(evening, 4, 3)
    evening.join(1)
    evening.until(lambda: panel.figures._pairs[0][0].text() == "4 / 5")
    shown = {name.text(): number.text() for number, name in panel.figures._pairs}
    assert ("4 / 5", "12", "3") == (shown["äänestänyt"], shown["vertailua"], shown["mediaani / hlö"])


def test_each_row_tells_how_sure_it_is(evening: Evening) -> None:
    """With the mouse on a row, or read aloud: which places are level, and whether the idea belongs in the top."""
    panel = _running(evening, 4, 3)
    told = panel.model.index(0, IDEA).data(Qt.ItemDataRole.ToolTipRole)
    assert re.fullmatch(
        r"Tasoissa: sijat 1–\d+\. Kuuluu viiden parhaan joukkoon \d+\s%:n todennäköisyydellä\.", told
    )
    assert told == panel.model.index(0, PLACE).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    score = panel.model.headerData(SHARE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "Todennäköisyys, jolla idea voittaa keskimääräisen idean tämän joukon mielestä." == score


def test_level_ideas_share_their_places(evening: Evening) -> None:
    """Ideas that can't be told apart yet have one band of places, as in the minutes."""
    panel = _running(evening, 4, 3)
    shown = panel.model.index(0, PLACE).data()
    assert re.fullmatch(r"1\.–\d+\.", shown)
    assert shown == panel.model.index(1, PLACE).data()


def test_before_the_first_answer_there_is_no_order(evening: Evening) -> None:
    """No places, no bars of a half, no per cents: only the ideas."""
    panel = evening.go("duel")
    assert isinstance(panel, Panel)
    evening.until(lambda: panel.model.rowCount() > 0)
    cells = {at: panel.model.index(0, at).data() for at in (PLACE, BAR, SHARE)}
    assert {PLACE: "", BAR: "", SHARE: ""} == cells
    assert panel.model.row_at(0).share is None
    assert panel.model.index(0, IDEA).data()


def test_the_pace_is_told_while_the_voting_is_open(evening: Evening) -> None:
    """Twelve answers in the first seconds are told as a pace that falls by itself; in a break there is none."""
    panel = _running(evening, 4, 3)

    def shown() -> dict[str, str]:
        return {name.text(): number.text() for number, name in panel.figures._pairs if not name.isHidden()}

    assert 30 <= int(shown()["minuutissa"]) <= 72
    evening.phone(PauseActivity(evening.activity_id("duel")))
    evening.until(lambda: "minuutissa" not in shown())


def test_pressing_a_stage_chooses_another(evening: Evening) -> None:
    """The ladder's stages come up as a menu, and the chosen one stands on the idea."""
    panel = _running(evening, 1, 2)
    row = panel.model.row_at(0)
    stage = evening.snapshot.workshop.ladder.stages[0]
    cell = panel.table.visualRect(panel.model.index(0, STAGE))
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    menu = next(m for m in panel.findChildren(QMenu) if m.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    evening.until(lambda: evening.idea(row.idea_id).stage_id == stage.id)
    evening.until(lambda: panel.model.row_at(0).stage == "Informointi")


def test_the_smallest_window_shows_the_first_places(evening: Evening) -> None:
    """Three rows of three lines are seen whole; what is told below the ranking is scrolled to."""
    evening.program.window.resize(960, 620)
    panel = _running(evening, 4, 3)
    table = panel.table
    evening.until(lambda: table.rowHeight(0) > table.verticalHeader().defaultSectionSize())
    window, shown = evening.program.window, table.viewport()

    def seen() -> int:
        begins, ends = (
            shown.mapTo(window, shown.rect().topLeft()),
            shown.mapTo(window, shown.rect().bottomLeft()),
        )
        return min(ends.y(), window.height()) - begins.y()

    evening.until(lambda: seen() > 3 * (3 * 21 + 19))
    area = panel.findChild(QScrollArea)
    assert area is not None
    content = area.widget()
    assert content is not None
    assert content.width() <= area.viewport().width()
    area.ensureWidgetVisible(panel.outlook.explain)
    assert not panel.outlook.explain.visibleRegion().isEmpty()


def test_a_group_of_five_can_be_shown_apart(evening: Evening) -> None:
    """The line names the groups that are large enough; choosing one shows its ranking, "all" brings back."""
    groups = len(evening.snapshot.workshop.groups)
    panel = _running(evening, 5 * groups, 4)
    evening.until(lambda: panel.groups.text().count("<a ") == groups)
    evening.until(panel.groups.isVisible)
    group = evening.snapshot.workshop.groups[0]
    panel.groups.choose(group.id)
    chosen = panel.groups.ranking
    assert chosen is not None
    assert [s.idea for s in chosen.standings] == [
        panel.model.row_at(row).idea_id for row in range(panel.model.rowCount())
    ]
    assert 5 == chosen.participants
    panel.groups.choose("")
    assert panel.groups.ranking is None


def test_where_groups_differ_most_is_told_with_its_uncertainty(evening: Evening) -> None:
    """The idea, both groups with their shares, and within which limits the difference probably is."""
    panel = _running(evening, 1, 2)
    one, other = evening.snapshot.workshop.groups[:2]
    idea = panel.model.row_at(0).idea_id
    apart = Disagreement(idea, one.id, other.id, 0.61, 0.35, 0.26, 0.08, 0.43, 0.98)
    panel.groups._counted(GroupsReport((), apart), None)
    told = f"{one.label.fi} 61\xa0%, {other.label.fi} 35\xa0%; ero on luultavasti 8–43 prosenttiyksikköä"
    assert f"<b>{evening.idea(idea).text}</b> ({told})" in panel.groups.text()


def test_a_small_group_is_not_told_apart(evening: Evening) -> None:
    """Four people of a group are nobody's business."""
    panel = _running(evening, 4, 3)
    assert not panel.groups.isVisible()


def test_own_notes_stay_with_their_part(evening: Evening) -> None:
    """What is typed for one part is saved there, also when another page is opened at once."""
    notes = evening.page.side.notes
    evening.go("duel")
    notes.text.setFocus()
    evening.write(notes.text, "Muista kahvi")
    evening.go("ideas")
    evening.until(
        lambda: {a.kind: a.notes for a in evening.snapshot.activities if a.notes} == {"duel": "Muista kahvi"}
    )
    assert "" == notes.text.toPlainText()


@pytest.mark.parametrize("width", [60, 120, 400])
def test_text_is_never_higher_than_its_place(dressed: QApplication, width: int) -> None:
    """Measuring gives at least as many lines as drawing needs; long words are broken between syllables."""
    font = style.font(style.XS)
    texts = (
        "Rohkea uudistaminen rohkealla ajattelulla ja muutosmyönteisyydellä 👍",
        "x" * 280,
        "Yhteistyö eri ammattilaisten kesken sekä hyvinvointialueen ja kuntien välillä",
        "שלום וברכה לכולם",
        "",
    )
    for text in texts:
        lines = flowing_text.broken(text, font, width)
        assert flowing_text.height_of(text, font, width, 16) >= 16 * len(lines)


def test_a_card_is_no_higher_than_its_words(dressed: QApplication) -> None:
    """Also where the last word only just fits into its line: an empty line would look like a mistake."""
    font = style.font(style.XS)
    text = "Digipalvelujen sekä asukkaiden ja henkilöstön digitaitojen kehittäminen"
    for width in range(120, 200):
        lines = flowing_text.broken(text, font, width)
        assert 16 * len(lines) == flowing_text.height_of(text, font, width, 16)


def test_a_long_word_is_broken_between_syllables(dressed: QApplication) -> None:
    """With a hyphen at the end of the line, and nothing lost."""
    lines = flowing_text.broken("muutosmyönteisyydellä", style.font(style.XS), 90)
    assert len(lines) > 1
    assert lines[0].endswith("-")
    assert "muutosmyönteisyydellä" == "".join(lines).replace("-", "")
    assert ("Delaktighets-", "stegen") == flowing_text.broken("Delaktighetsstegen", style.font(style.XS), 95)
