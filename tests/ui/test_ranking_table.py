"""The ranking's table: rows as high as their words, without standing still for many of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import style
from ui.widgets import drawn
from ui.widgets.choice import Choice
from ui.widgets.ranking_delegate import AFTER_STAGE, BAR, IDEA, SHARE, STAGE, TAG_LINES, RankRow
from ui.widgets.ranking_model import RankingModel
from ui.widgets.ranking_table import AT_ONCE, RankingTable
from workshop_app.drawing import pieces
from workshop_app.drawing.shapes import Box, Words

LONG = "Kunnan ja järjestöjen yhteiset kyläillat, joissa käydään läpi lähipalvelujen tilanne ja sovitaan jatkosta"


def _rows(count: int) -> tuple[RankRow, ...]:
    return tuple(RankRow(n, str(n), f"{n} {LONG}", 0.5, 0.4, 0.6, "50 %", "–", None, 5) for n in range(count))


def test_rows_below_the_screen_get_their_height_later(dressed: QApplication, qtbot: QtBot) -> None:
    """What is seen is right at once; five hundred rows' words are not all measured in one go."""
    model = RankingModel()
    table = RankingTable(model)
    qtbot.addWidget(table)
    table.resize(720, 500)
    table.show()
    model.show_rows(_rows(3 * AT_ONCE))
    one_line = table.verticalHeader().defaultSectionSize()
    table.fit()
    assert table.rowHeight(0) > one_line
    assert one_line == table.rowHeight(3 * AT_ONCE - 1)
    qtbot.waitUntil(lambda: table.rowHeight(3 * AT_ONCE - 1) > one_line)
    assert table.horizontalHeader().height() + 3 * AT_ONCE * table.rowHeight(0) == table.whole_height


def test_in_the_smallest_window_the_ideas_have_room(dressed: QApplication, qtbot: QtBot) -> None:
    """Where a bar would leave no place for the words it goes; the share stays as a number."""
    model = RankingModel()
    table = RankingTable(model)
    qtbot.addWidget(table)
    table.resize(390, 300)
    table.show()
    model.show_rows(_rows(3))
    table.fit()
    assert table.isColumnHidden(BAR)
    assert not table.isColumnHidden(SHARE)
    assert table.columnWidth(IDEA) >= 120
    assert table.rowHeight(2) > table.verticalHeader().defaultSectionSize()
    table.resize(720, 300)
    assert not table.isColumnHidden(BAR)


@pytest.mark.parametrize("width", [390, 560, 720])
@pytest.mark.parametrize("name", ["Shared decision-making", "Dialogue / cooperation", "Jaettu päätöksenteko"])
def test_a_step_s_name_is_read_whole(dressed: QApplication, qtbot: QtBot, width: int, name: str) -> None:
    """It takes two lines where one is too narrow, and its row grows with it."""
    model = RankingModel()
    table = RankingTable(model)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    model.show_rows((RankRow(1, "1", "Kyläbussi", 0.5, 0.4, 0.6, "50 %", name, 4, 5),))
    table.fit()
    place = Box(0, 0, table.columnWidth(STAGE) - AFTER_STAGE, 22, pieces.step_tone(1))
    field, *words = pieces.tag(drawn.fit, place, name, 1, style.XS, lines=TAG_LINES)
    assert isinstance(field, Box)
    assert name.replace(" ", "") == "".join(w.text for w in words if isinstance(w, Words)).replace(" ", "")
    assert field.height < table.rowHeight(0)


def test_each_column_has_a_name_for_the_ear() -> None:
    """Two have none for the eye."""
    model = RankingModel()
    across, spoken, seen = (
        Qt.Orientation.Horizontal,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.DisplayRole,
    )
    names = [model.headerData(at, across, spoken) or model.headerData(at, across, seen) for at in range(5)]
    assert ["Sija", "Idea", "90\u00a0%:n väli", "Osuus", "Porras"] == names


def test_a_new_order_is_measured_anew(dressed: QApplication, qtbot: QtBot) -> None:
    """An idea that moves takes the height of its words along."""
    model = RankingModel()
    table = RankingTable(model)
    qtbot.addWidget(table)
    table.resize(720, 500)
    table.show()
    one, two = RankRow(1, "1", LONG, 0.6, 0.5, 0.7, "60 %", "–", None, 5), _rows(1)[0]
    short = RankRow(2, "2", "Kyläbussi", 0.4, 0.3, 0.5, "40 %", "–", None, 5)
    model.show_rows((one, short))
    table.fit()
    high, low = table.rowHeight(0), table.rowHeight(1)
    assert high > low
    model.show_rows((short, two))
    table.fit()
    assert (low, high) == (table.rowHeight(0), table.rowHeight(1))


def test_a_long_choice_does_not_widen_its_place(dressed: QApplication, qtbot: QtBot) -> None:
    """A ladder's long name is cut with dots; the field stays as narrow as its place."""
    choice = Choice()
    qtbot.addWidget(choice)
    narrow = choice.minimumSizeHint().width()
    choice.addItem(LONG)
    assert narrow == choice.minimumSizeHint().width()
    choice.resize(narrow, choice.sizeHint().height())
    choice.show()
    assert LONG == choice.currentText()
