"""What is told where the pointer rests is read as it stands, whoever wrote it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt as Core
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kinds.ladder.stairs import Stage, StepColumn
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.ranking_delegate import STAGE, RankRow
from ui.widgets.ranking_model import RankingModel
from ui.widgets.tips import plain
from workshop_app.drawing.stairs import Step

#: On Windows such a name is another machine's, to which the laptop would say who is signed in.
MARKUP = "<img src='//server/share/a.png'><b>Ilta</b> " + "kylässä " * 30


@pytest.mark.parametrize("text", ["Ilta", "hei <3 kylä", "1 < 2", MARKUP])
def test_a_tip_says_what_it_is_given(text: str) -> None:
    """Whatever Qt takes for markup is shown as it was written; nothing is fetched for it."""
    document = QTextDocument()
    tip = plain(text)
    (document.setHtml if Qt.mightBeRichText(tip) else document.setPlainText)(tip)
    assert " ".join(text.split()) == " ".join(document.toPlainText().split())
    assert "<img" not in tip


def test_words_of_a_file_are_no_markup(dressed: QApplication, qtbot: QtBot) -> None:
    """A workshop's title and place, a step's name and what it means, the network's name, a file's."""
    label, chip, step = ElidedLabel("section"), Chip("Verkko"), StepColumn()
    for widget in (label, chip, step):
        qtbot.addWidget(widget)
    label.setText(MARKUP)
    label.resize(90, 20)
    label.grab()
    chip.show_state(MARKUP)
    step.show_stage(Stage("a", Step(1, "Askel"), MARKUP, ()), 0)
    model = RankingModel()
    model.show_rows((RankRow(1, "1", "Idea", 0.5, 0.4, 0.6, "50 %", MARKUP, 1, 5),))
    tips = [
        label.toolTip(),
        chip.toolTip(),
        step.toolTip(),
        model.index(0, STAGE).data(Core.ItemDataRole.ToolTipRole),
    ]
    assert 4 == sum("&lt;img" in tip for tip in tips)
    assert not [tip for tip in tips if "<img" in tip]
