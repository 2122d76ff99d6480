"""Big numbers in a row, each with what it counts below it. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.pieces import column, label, row


class Figures(QWidget):
    """A row of numbers; their count is fixed by the first `show_figures`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._line = row(self, spacing=24)
        self._line.addStretch(1)
        self._wanted = 0
        self._pairs: list[tuple[QLabel, QLabel]] = []

    def show_figures(self, figures: tuple[tuple[str, str], ...]) -> None:
        """Show (number, what it counts) pairs."""
        while len(self._pairs) < len(figures):
            number, text = label("", "number"), label("", "muted")
            stack = column(spacing=0)
            stack.addWidget(number)
            stack.addWidget(text)
            self._line.insertLayout(len(self._pairs), stack)
            self._pairs.append((number, text))
        self._wanted = len(figures)
        for (number, text), (value, name) in zip(self._pairs, figures, strict=False):
            number.setText(value)
            number.setAccessibleName(f"{name}: {value}")
            text.setText(name)
        self._give_way()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Show as many as fit, from the first on: half a number would be a wrong one."""
        room = self.width()
        for at, (number, text) in enumerate(self._pairs):
            room -= max(number.sizeHint().width(), text.sizeHint().width()) + (
                self._line.spacing() if at else 0
            )
            shown = at < self._wanted and (room >= 0 or at == 0)
            number.setVisible(shown)
            text.setVisible(shown)
