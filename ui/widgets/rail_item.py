"""One line of the rail: a number or a tick, a name, a count. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import style
from ui.widgets import flowing_text

_WIDTH, _CIRCLE, _PITCH, _PADDING = 195, 22, 21, 10


class RailItem(QAbstractButton):
    """A page of the workshop. Checked: it is the one shown. `done` draws a tick, `live` a red dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number, self._count, self._done, self._live = "", "", False, False
        self.toggled.connect(lambda _on: self.updateGeometry())

    def show_item(
        self, text: str, number: str, count: str = "", *, done: bool = False, live: bool = False
    ) -> None:
        """Show a page's name, its number (a tick instead when it is done), and the count beside it."""
        if (text, number, count, done, live) == (
            self.text(), self._number, self._count, self._done, self._live,
        ):  # fmt: skip
            return
        self.setText(text)
        self._number, self._count, self._done, self._live = number, count, done, live
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self._text_width()
        lines = flowing_text.height_of(self.text(), self._font(), text, _PITCH)
        return QSize(_WIDTH, max(40, lines + 18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        box = QRectF(self.rect())
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.spruce_pale if chosen else colours.hover))
            painter.drawRoundedRect(box, 8, 8)
        if chosen:
            painter.setClipRect(QRectF(0, 0, 3, box.height()))
            painter.setBrush(QColor(colours.spruce))
            painter.drawRoundedRect(box, 8, 8)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.spruce), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        ink = QColor(colours.spruce if chosen else colours.ink)
        self._paint_circle(painter, ink)
        text_box = QRectF(_PADDING + _CIRCLE + 10, 0, self._text_width(), box.height())
        flowing_text.draw(painter, text_box, self.text(), self._font(), _PITCH, ink)
        if self._count:
            painter.setFont(style.font(style.XS, bold=chosen))
            painter.setPen(QColor(colours.spruce if chosen else colours.ink2))
            painter.drawText(
                box.adjusted(0, 0, -_PADDING, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._count,
            )

    def _paint_circle(self, painter: QPainter, ink: QColor) -> None:
        colours = style.palette()
        middle = QPointF(_PADDING + _CIRCLE / 2, self.height() / 2)
        if self._live:
            ink = QColor(colours.live)
        painter.setPen(QPen(QColor(colours.action) if self._done else ink, 1.5))
        painter.setBrush(QColor(colours.action) if self._done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, _CIRCLE / 2 - 0.75, _CIRCLE / 2 - 0.75)
        if self._done:
            painter.setPen(QPen(QColor("white"), 1.8, c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(
                [middle + QPointF(-3.6, 0.4), middle + QPointF(-1, 3), middle + QPointF(3.8, -2.8)]
            )
            return
        painter.setFont(style.font(12, bold=self.isChecked() or self._live))
        painter.setPen(ink)
        circle = QRectF(middle.x() - 11, middle.y() - 11, 22, 22)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._number)

    def _font(self) -> QFont:
        return style.font(style.S, bold=self.isChecked())

    def _text_width(self) -> float:
        count = 0
        if self._count:
            count = len(self._count) * 8 + 8
        return _WIDTH - 2 * _PADDING - _CIRCLE - 10 - count
