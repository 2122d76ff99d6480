"""A pill with a dot: one fact whose state must always be in sight. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import style
from ui.widgets.tips import plain

_DOT, _PADDING, _GAP, _HEIGHT = 9, 12, 8, 31


class Chip(QAbstractButton):
    """Shows a text with a dot in the colour of its state: `ok`, `live`, `warn` or `idle`.

    The colour is never the only cue: the text says the state too. It can be pressed where
    `clicked` is connected; then pass `pressable`.
    """

    def __init__(self, name: str, *, pressable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "ok"
        self._name = name
        self._pressable = pressable
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if pressable else Qt.FocusPolicy.NoFocus)
        if pressable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(style.font(style.S))

    @property
    def state(self) -> str:
        """The state that is shown."""
        return self._state

    def show_state(self, text: str, state: str = "ok") -> None:
        """Show `text` and the dot of `state`."""
        self._state = state
        self.setFont(style.font(style.S, bold=state == "live"))
        self.setText(text)
        self.setToolTip(plain(text) if self.fontMetrics().horizontalAdvance(text) > 420 else "")
        self.setAccessibleName(text if text.startswith(self._name) else f"{self._name}: {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = min(420, self.fontMetrics().horizontalAdvance(self.text()))
        return QSize(2 * _PADDING + _DOT + _GAP + width + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 120), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = style.palette()
        dots = {"ok": colours.ok, "live": colours.live, "warn": colours.warn, "idle": colours.field}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self._pressable and self.underMouse()
        painter.setBrush(QColor(colours.hover if hovered else colours.paper))
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colours.spruce if focused else colours.line), 2 if focused else 1))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(dots[self._state]))
        painter.drawEllipse(QRectF(_PADDING + 1, (self.height() - _DOT) / 2, _DOT, _DOT))
        painter.setPen(QColor(colours.live if self._state == "live" else colours.ink))
        left = _PADDING + _DOT + _GAP + 1
        room = self.rect().adjusted(left, 0, -_PADDING, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
