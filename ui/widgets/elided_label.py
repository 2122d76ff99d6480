"""A label of one line that ends in an ellipsis where it does not fit; the whole is its tip. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.style import palette, set_role
from ui.widgets.tips import plain


class ElidedLabel(QLabel):
    """Plain text; it takes the room it wants and gives way down to a few letters."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        set_role(self, role)
        self._quiet = role == "muted"

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain(self.text()) if shown != self.text() else "")
        colours = palette()
        painter.setPen(QColor(colours.ink2 if self._quiet else colours.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
