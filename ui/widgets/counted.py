"""A large number with its words, and a line that shows how far a count has come. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import font
from ui.widgets.tokens import INK, SPRUCE, TROUGH
from workshop_app.drawing.shapes import one_line

_NUMBER = 1.55
_HEIGHT = 1.9


class BigNumber(Painted):
    """Reads "34 mukana": the number large, its words at the size of body text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = self._words = ""

    def set_count(self, number: str, words: str) -> None:
        """Show `number` and `words` beside each other."""
        if (number, words) != (self._number, self._words):
            self._number, self._words = number, one_line(words)
            self.setAccessibleName(f"{number} {words}")
            self.redraw()

    def height_for(self, width: int) -> int:
        return round(_HEIGHT * self.unit) if self._number else 0

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        large, body = font(_NUMBER * self.unit, bold=True), font(self.unit)
        base = height - 0.45 * self.unit
        painter.setFont(large)
        painter.setPen(QColor(SPRUCE))
        painter.drawText(QPointF(0, base), self._number)
        x = QFontMetricsF(large).horizontalAdvance(self._number) + 0.3 * self.unit
        painter.setFont(body)
        painter.setPen(QColor(INK))
        short = QFontMetricsF(body).elidedText(self._words, Qt.TextElideMode.ElideRight, width - x)
        painter.drawText(QPointF(x, base), short)


class Meter(Painted):
    """A line that fills as people answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None

    def set_share(self, share: float | None) -> None:
        """Fill it to `share` (0-1); None shows no line."""
        share = None if share is None else min(1.0, max(0.0, share))
        if share != self._share:
            self._share = share
            self.redraw()

    def height_for(self, width: int) -> int:
        return 0 if self._share is None else round(0.4 * self.unit)

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        radius = height / 2
        painter.setBrush(QColor(TROUGH))
        painter.drawRoundedRect(QRectF(0, 0, width, height), radius, radius)
        if self._share:
            painter.setBrush(QColor(SPRUCE))
            painter.drawRoundedRect(QRectF(0, 0, max(height, width * self._share), height), radius, radius)
