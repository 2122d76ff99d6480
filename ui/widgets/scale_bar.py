"""Answers on a scale as one bar, a segment for each answer, light to dark. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style


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
        return QSize(260, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - 24) / 2, self.width(), 24)
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.fillPath(shape, QColor(style.palette().trough))
        given = sum(self._counts)
        if not given:
            return
        painter.setClipPath(shape)
        painter.setFont(style.font(style.XS, bold=True))
        left = box.left()
        for at, n in enumerate(self._counts):
            width = box.width() * n / given
            ground, ink = style.step_colours(at, len(self._counts))
            piece = QRectF(left, box.top(), width, box.height())
            painter.fillRect(piece, ground)
            if width > 18:
                painter.setPen(ink)
                painter.drawText(piece, Qt.AlignmentFlag.AlignCenter, str(n))
            left += width
