"""The staircase: a column for each stage, each higher than the last, with the ideas on it. QT MAIN THREAD."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import style
from ui.locale import _
from ui.style import set_role
from ui.widgets.card_model import Card
from ui.widgets.idea_list import IdeaList
from ui.widgets.pieces import column, label

#: The lowest step's share of the whole height, and the gap between steps in pixels.
LOWEST, GAP = 0.38, 8
_TRAY = 164


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is shown. `promised`: the mark stands here; `felt`: (answers here, answers in all)."""

    stage_id: str
    name: str
    description: str
    cards: tuple[Card, ...]
    promised: bool
    felt: tuple[int, int]


class StepColumn(QWidget):
    """A step: its name, its cards (`list`), and the marks of promise and experience at its foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = QColor("#ffffff")
        self._name = label("", "strong", wrap=True)
        self.list = IdeaList("")
        self._felt, self._promised = label("", "mark"), label("", "mark")
        layout = column(self, margins=(9, 12, 9, 12), spacing=6)
        layout.addWidget(self._name)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._felt)
        layout.addWidget(self._promised)

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that are shown."""
        return tuple(mark.text() for mark in (self._felt, self._promised) if not mark.isHidden())

    def show_step(self, step: Step, at: int, steps: int) -> None:
        """Show `step`, the `at`th (from 0) of `steps`."""
        ground, ink = style.step_colours(at, steps)
        if ground != self._ground:
            self._ground = ground
            self._name.setStyleSheet(f"color: {ink.name()};")
            self.update()
        self._name.setText(step.name)
        self.setToolTip(step.description)
        self.list.setAccessibleName(step.name)
        self.list.show_cards(step.cards)
        here, everybody = step.felt
        self._felt.setVisible(here > 0)
        self._felt.setText(_("● felt: {n} / {all}", n=here, all=everybody))
        self._promised.setVisible(step.promised)
        self._promised.setText(_("◆ promised"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        # Rounded above, straight below: the lower corners lie under the edge.
        shape.addRoundedRect(QRectF(0, 0, self.width(), self.height() + 8), 8, 8)
        painter.setClipRect(self.rect())
        painter.fillPath(shape, self._ground)


class Stairs(QWidget):
    """All steps, and on the left what stands on none.

    Signals: `tagged(idea_id, stage_id)` (stage_id empty: on no step), `menu_wanted(idea_id, point)`.
    """

    tagged = Signal(int, str)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[str] = []
        self.columns: list[StepColumn] = []
        self._tray = QFrame(self)
        set_role(self._tray, "wall")
        self._tray_name = label("", "strong", wrap=True)
        self.tray = IdeaList(_("On no step"))
        inside = column(self._tray, margins=(9, 12, 9, 10), spacing=6)
        inside.addWidget(self._tray_name)
        inside.addWidget(self.tray, 1)
        self._connect(self.tray, "")
        self.setMinimumHeight(300)

    def show_steps(self, steps: tuple[Step, ...], loose: tuple[Card, ...]) -> None:
        """Show the steps, lowest first, and the cards that stand on none."""
        if [step.stage_id for step in steps] != self._steps:
            self._build(steps)
        for at, (shown, step) in enumerate(zip(self.columns, steps, strict=True)):
            shown.show_step(step, at, len(steps))
        self._tray_name.setText(_("On no step ({n})", n=len(loose)))
        self.tray.show_cards(loose)
        if self._tray.isHidden() == bool(loose):
            self._tray.setVisible(bool(loose))
            self._arrange()

    def column_of(self, stage_id: str) -> StepColumn:
        """The column of a stage."""
        return self.columns[self._steps.index(stage_id)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self, steps: tuple[Step, ...]) -> None:
        for old in self.columns:
            old.hide()
            old.deleteLater()
        self._steps = [step.stage_id for step in steps]
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
            self.tagged.emit(idea_id, order[to])

    def _arrange(self) -> None:
        left = 0
        if not self._tray.isHidden():
            self._tray.setGeometry(0, 0, _TRAY, self.height())
            left = _TRAY + GAP
        n = len(self.columns)
        if not n:
            return
        width = (self.width() - left - GAP * (n - 1)) / n
        for at, shown in enumerate(self.columns):
            share = LOWEST + (1 - LOWEST) * (at / (n - 1) if n > 1 else 1)
            height = round(self.height() * share)
            start, end = round(left + at * (width + GAP)), round(left + at * (width + GAP) + width)
            shown.setGeometry(start, self.height() - height, end - start, height)
