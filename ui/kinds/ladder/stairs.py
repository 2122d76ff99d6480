"""The staircase: a column for each stage, each higher than the last, with the ideas on it. QT MAIN THREAD.

How a column looks is the business of `workshop_app.drawing.columns`; the cards in it are lists, so that they can be
dragged, chosen with the keyboard and heard.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import style
from ui.locale import _
from ui.style import set_role
from ui.widgets import drawn
from ui.widgets.card_model import Card
from ui.widgets.idea_list import IdeaList
from ui.widgets.pieces import column, label
from ui.widgets.tips import plain
from workshop_app.drawing import columns
from workshop_app.drawing.colours import place_of
from workshop_app.drawing.shapes import Sheet
from workshop_app.drawing.stairs import Step

#: Between columns, the tray's width, its share of a narrow page, and the least height, in which each step shows a card.
_GAP, _TRAY, _TRAY_SHARE, _LEAST_HEIGHT = 8, 164, 0.18, 320


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage as it is shown: the values for its drawing, and the cards that stand on it."""

    stage_id: str
    step: Step
    description: str
    cards: tuple[Card, ...]


class StepColumn(QWidget):
    """A step: its drawing, and its cards (`list`), which say what is drawn when they are come to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = Step(1, "")
        self._at = 0.0
        self.list = IdeaList("", self)

    def show_stage(self, stage: Stage, at: float) -> None:
        """Show `stage`, which stands at `at` (0 the lowest, 1 the highest)."""
        if (stage.step, at) != (self.step, self._at):
            self.step, self._at = stage.step, at
            self.list.setAccessibleName(stage.step.spoken)
            self._arrange()
        self.setToolTip(plain(stage.description))
        self.list.show_cards(stage.cards)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawn.paint(painter, self._drawn().drawing, style.drawing_palette())
        painter.end()

    def _arrange(self) -> None:
        room = self._drawn().room
        self.list.setGeometry(round(room.x), round(room.y), round(room.width), round(room.height))
        self.update()

    def _drawn(self) -> columns.Column:
        return columns.column(self.step, self._at, Sheet(self.width(), style.S, drawn.fit, self.height()))


class Stairs(QWidget):
    """All steps, and on the left what stands on none.

    Signals: `tagged(idea_id, stage_id)` (stage_id empty: on no step), `menu_wanted(idea_id, point)`.
    """

    tagged = Signal(int, str)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[str] = []
        #: A card that was pushed, and the step it goes to: the focus follows it.
        self._pushed: tuple[int, str] | None = None
        self.columns: list[StepColumn] = []
        self._tray = QFrame(self)
        set_role(self._tray, "wall")
        self._tray_name = label("", "strong", wrap=True)
        self.tray = IdeaList(_("On no step"))
        inside = column(self._tray, margins=(9, 12, 9, 10), spacing=6)
        inside.addWidget(self._tray_name)
        inside.addWidget(self.tray, 1)
        self._connect(self.tray, "")
        self.setMinimumHeight(_LEAST_HEIGHT)

    def show_stages(self, stages: tuple[Stage, ...], loose: tuple[Card, ...]) -> None:
        """Show the stages, lowest first, and the cards that stand on none."""
        if [stage.stage_id for stage in stages] != self._steps:
            self._build(stages)
        for at, (shown, stage) in enumerate(zip(self.columns, stages, strict=True)):
            shown.show_stage(stage, place_of(at, len(stages)))
        self._tray_name.setText(_("On no step ({n})", n=len(loose)))
        self.tray.show_cards(loose)
        if self._tray.isHidden() == bool(loose):
            self._tray.setVisible(bool(loose))
            self._arrange()
        if self._pushed is not None:
            idea_id, stage_id = self._pushed
            if (self.column_of(stage_id).list if stage_id in self._steps else self.tray).go_to(idea_id):
                self._pushed = None

    def column_of(self, stage_id: str) -> StepColumn:
        """The column of a stage."""
        return self.columns[self._steps.index(stage_id)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self, stages: tuple[Stage, ...]) -> None:
        for old in self.columns:
            old.hide()
            old.deleteLater()
        self._steps = [stage.stage_id for stage in stages]
        self.columns = []
        for stage_id in self._steps:
            made = StepColumn(self)
            self._connect(made.list, stage_id)
            made.show()
            self.columns.append(made)
        self._arrange()

    def _connect(self, cards: IdeaList, stage_id: str) -> None:
        cards.dropped.connect(lambda idea_id: self.tagged.emit(idea_id, stage_id))
        cards.pushed.connect(lambda idea_id, way: self._push(idea_id, stage_id, way))
        cards.menu_wanted.connect(self.menu_wanted)

    def _push(self, idea_id: int, stage_id: str, way: int) -> None:
        order = ["", *self._steps]
        to = order.index(stage_id) + way
        if 0 <= to < len(order):
            self._pushed = (idea_id, order[to])
            self.tagged.emit(*self._pushed)

    def _arrange(self) -> None:
        left = 0
        if not self._tray.isHidden():
            tray = min(_TRAY, round(_TRAY_SHARE * self.width()))
            self._tray.setGeometry(0, 0, tray, self.height())
            left = tray + _GAP
        sheet = Sheet(self.width() - left, style.S, drawn.fit, self.height())
        for shown, place in zip(self.columns, columns.places(len(self.columns), sheet), strict=True):
            shown.setGeometry(round(left + place.x), round(place.y), round(place.width), round(place.height))
