"""Answers on a scale as one bar. QT MAIN THREAD.

How it looks is the business of `workshop_app.drawing.scale`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style
from ui.widgets import drawn
from workshop_app.drawing.scale import scale
from workshop_app.drawing.shapes import Sheet


class ScaleBar(QWidget):
    """Shows how many gave each answer, from the lowest to the highest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: tuple[int, ...]) -> None:
        """Show the answers' numbers, lowest answer first."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        made = scale(self._counts, Sheet(self.width(), style.XS, drawn.fit, self.height()))
        painter = QPainter(self)
        drawn.paint(painter, made, style.drawing_palette())
        painter.end()
