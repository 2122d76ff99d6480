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
from ui.widgets.scaled_text import LEADING, Fitted, Run, fit, one_line
from ui.widgets.tokens import INK, ink_on, step_colours

_GAP = 0.14
_PAD = 0.45
#: How far the stairs climb to the right, as a share of the width; less where long names need the room.
_CLIMBS = (0.30, 0.22, 0.14, 0.06)
_LOWEST = 0.72
#: The letters' share of a row's height, at most.
_LETTERS = 0.72


@dataclass(frozen=True, slots=True)
class Step:
    """One stage, `number` from the lowest up. `count`, `promised` and `experienced` are words, or empty."""

    number: int
    name: str
    count: str = ""
    promised: str = ""
    experienced: str = ""


@dataclass(frozen=True, slots=True)
class _Pill:
    """A light field with words and, before them, a shape; `width` of it all."""

    shape: str
    words: Fitted
    width: float


@dataclass(frozen=True, slots=True)
class _Row:
    """One stage laid out."""

    box: QRectF
    colour: str
    name: Fitted
    pills: tuple[_Pill, ...]


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
        rows = self._rows(width, height)
        for row in rows:
            self._draw_row(painter, row)

    def _rows(self, width: int, height: int) -> list[_Row]:
        rows: list[_Row] = []
        for climb in _CLIMBS:
            rows = self._laid_out(width, height, climb)
            if not any(row.name.cut for row in rows):
                break
        return rows

    def _laid_out(self, width: int, height: int, climb: float) -> list[_Row]:
        count = len(self._steps)
        gap = _GAP * self.unit
        tall = (height - gap * (count - 1)) / max(1, count)
        shift = width * climb / max(1, count - 1)
        # Eight stages on a small screen: the letters give in before the row overflows.
        size = min(self.unit, tall * _LETTERS)
        rows = []
        for at, (step, colour) in enumerate(zip(self._steps, step_colours(count), strict=True)):
            box = QRectF(at * shift, height - (at + 1) * tall - at * gap, width - at * shift, tall)
            pills = self._pills(step, size)
            taken = sum(pill.width + 0.35 * self.unit for pill in pills)
            name = fit(
                (Run(f"{step.number}  {one_line(step.name)}", bold=True, colour=ink_on(colour)),),
                max(1.0, box.width() - 2 * _PAD * self.unit - taken),
                size,
                least=size * (_LOWEST if climb == _CLIMBS[-1] else 1.0),
                lines=2 if tall > 2 * size * LEADING else 1,
            )
            rows.append(_Row(box, colour, name, pills))
        return rows

    def _pills(self, step: Step, size: float) -> tuple[_Pill, ...]:
        # From the right edge to the left.
        marks = (("", step.count), ("dot", step.experienced), ("diamond", step.promised))
        made = (
            (shape, fit((Run(one_line(words), colour=INK),), 1e6, size)) for shape, words in marks if words
        )
        return tuple(
            _Pill(shape, words, words.width + (1.72 if shape else 0.8) * size) for shape, words in made
        )

    def _draw_row(self, painter: QPainter, row: _Row) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(row.colour))
        radius = min(0.22 * self.unit, row.box.height() / 4)
        painter.drawRoundedRect(row.box, radius, radius)
        pad = _PAD * self.unit
        right = row.box.right() - pad
        for pill in row.pills:
            _draw_pill(painter, row.box, right, pill)
            right -= pill.width + 0.35 * self.unit
        row.name.draw(painter, row.box.left() + pad, row.box.center().y() - row.name.height / 2)


def _draw_pill(painter: QPainter, row: QRectF, right: float, pill: _Pill) -> None:
    size = pill.words.size
    tall = min(pill.words.height + 0.2 * size, row.height() * 0.86)
    box = QRectF(right - pill.width, row.center().y() - tall / 2, pill.width, tall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 235))
    painter.drawRoundedRect(box, 0.2 * size, 0.2 * size)
    mark = 0.62 * size
    if pill.shape:
        painter.setBrush(QColor(INK))
        painter.drawPath(
            _shape(pill.shape, QRectF(box.left() + 0.4 * size, box.center().y() - mark / 2, mark, mark))
        )
    left = box.right() - 0.4 * size - pill.words.width
    pill.words.draw(painter, left, box.center().y() - pill.words.height / 2)


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
