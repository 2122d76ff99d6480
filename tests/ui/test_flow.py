"""What stands in a scroll area has one height for a width, and the area one width: else it resizes itself for ever."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.widgets.flow import Flow
from ui.widgets.pieces import column, label, scrolling
from workshop_app.domain.commands import OpenActivity


def test_a_row_goes_on_below(dressed: QApplication, qtbot: QtBot) -> None:
    """Beside each other where there is room, else below; what is hidden takes none."""
    box, flow = QWidget(), Flow(beside=10, below=4)
    qtbot.addWidget(box)
    box.setLayout(flow)
    pieces = [QWidget() for _number in range(3)]
    for piece in pieces:
        piece.setFixedSize(100, 20)
        flow.addWidget(piece)
    box.show()
    assert [20, 44, 68] == [flow.heightForWidth(width) for width in (320, 319, 209)]
    box.resize(220, 200)
    flow.activate()
    assert [QRect(0, 0, 100, 20), QRect(110, 0, 100, 20), QRect(0, 24, 100, 20)] == [
        piece.geometry() for piece in pieces
    ]
    pieces[0].hide()
    assert 20 == flow.heightForWidth(220)


def test_the_outlook_has_one_height_for_a_width(evening: Evening) -> None:
    """However it was resized before: the program ended when its links changed places at each asking."""
    duel = evening.activity_id("duel")
    evening.join(2)
    evening.phone(OpenActivity(duel))
    evening.page.go(duel)
    line = evening.page.run_page(duel).panel.outlook  # type: ignore[attr-defined]
    evening.until(line.help.isVisible)
    links = line.help.sizeHint().width() + line.explain.sizeHint().width()
    wide = range(links - 10, links + 40)
    told = {width: line.heightForWidth(width) for width in wide}
    for width in wide:
        line.resize(width, 80)
        assert told == {asked: line.heightForWidth(asked) for asked in wide}


def test_a_scroll_bar_takes_no_width_when_it_comes(dressed: QApplication, qtbot: QtBot) -> None:
    """The page stays as wide as it was when there is more of it than fits."""
    content = QWidget()
    lines = column(content)
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    widths = set()
    for _line in range(20):
        lines.addWidget(label("Rivi"))
        dressed.processEvents()
        widths.add(area.viewport().width())
    assert area.verticalScrollBar().maximum() > 0
    assert 1 == len(widths)
