"""A ladder of participation as a staircase, one row a stage, climbing to the right. QT MAIN THREAD.

Rows, not columns: so a stage's name stands on one line in letters that the back row reads, on eight stages too.
The marks have a shape and words, so that nothing is told by colour only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import LEADING, Run, fit, one_line
from ui.widgets.tokens import INK, ink_on, step_colours

_GAP = 0.17
_PAD = 0.45
_STEP_SHARE = 0.30
_LOWEST = 0.72


@dataclass(frozen=True, slots=True)
class Step:
    """One stage, `number` from the lowest up. `count`, `promised` and `experienced` are words, or empty."""

    number: int
    name: str
    count: str = ""
    promised: str = ""
    experienced: str = ""


class LadderStairs(Painted):
    """Paints the stages, the lowest at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these stages, from the lowest to the highest."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.setAccessibleName("\n".join(_spoken(step) for step in reversed(self._steps)))
            self.redraw()

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        count = len(self._steps)
        if not count:
            return
        gap = _GAP * self.unit
        tall = (height - gap * (count - 1)) / count
        shift = width * _STEP_SHARE / max(1, count - 1)
        colours = step_colours(count)
        for at, step in enumerate(self._steps):
            top = height - (at + 1) * tall - at * gap
            box = QRectF(at * shift, top, width - at * shift, tall)
            self._draw_step(painter, box, step, colours[at])

    def _draw_step(self, painter: QPainter, box: QRectF, step: Step, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        radius = min(0.22 * self.unit, box.height() / 4)
        painter.drawRoundedRect(box, radius, radius)
        # Eight stages on a small screen: the letters give in before the row overflows.
        size = min(self.unit, box.height() * 0.62)
        pad = _PAD * self.unit
        right = box.right() - pad
        for shape, words in (("", step.count), ("dot", step.experienced), ("diamond", step.promised)):
            if words:
                right = self._draw_pill(painter, box, right, shape, words, size) - 0.35 * self.unit
        room = right - box.left() - pad
        text = f"{step.number}  {one_line(step.name)}"
        made = fit(
            (Run(text, bold=True, colour=ink_on(colour)),),
            room,
            size,
            least=size * _LOWEST,
            lines=2 if box.height() > 2 * size * LEADING else 1,
        )
        made.draw(painter, box.left() + pad, box.center().y() - made.height / 2)

    def _draw_pill(
        self, painter: QPainter, box: QRectF, right: float, shape: str, words: str, size: float
    ) -> float:
        made = fit((Run(one_line(words), colour=INK),), box.width(), size)
        mark = 0.62 * size if shape else 0.0
        pad = 0.4 * size
        wide = made.width + 2 * pad + (mark + 0.3 * size if shape else 0.0)
        tall = min(made.height + 0.2 * size, box.height() * 0.86)
        pill = QRectF(right - wide, box.center().y() - tall / 2, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 235))
        painter.drawRoundedRect(pill, 0.2 * size, 0.2 * size)
        if shape:
            place = QRectF(pill.left() + pad, pill.center().y() - mark / 2, mark, mark)
            painter.setBrush(QColor(INK))
            painter.drawPath(_shape(shape, place))
        made.draw(painter, pill.right() - pad - made.width, pill.center().y() - made.height / 2)
        return pill.left()


def _shape(name: str, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    if name == "dot":
        path.addEllipse(box)
        return path
    middle = box.center()
    corners = (
        QPointF(middle.x(), box.top()),
        QPointF(box.right(), middle.y()),
        QPointF(middle.x(), box.bottom()),
        QPointF(box.left(), middle.y()),
    )
    path.addPolygon(QPolygonF(corners))
    path.closeSubpath()
    return path


def _spoken(step: Step) -> str:
    marks = [words for words in (step.promised, step.experienced, step.count) if words]
    return f"{step.number} {step.name}" + (f": {', '.join(marks)}" if marks else "")
