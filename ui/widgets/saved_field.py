"""Fields that save themselves: there is no Save button. QT MAIN THREAD.

`show_value` tells what is in the file; it never overwrites what is being typed.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.choice import Number

#: A longer text is saved when nobody has typed for this many milliseconds.
PAUSE_MS = 800


def indent(field: QAbstractSpinBox) -> None:
    """Give a field with arrows the same text margin as other fields: the style sheet does not reach it."""
    field.lineEdit().setTextMargins(6, 0, 0, 0)


class SavedLine(QLineEdit):
    """One line; saved by Enter and by leaving it. Signal `saved(text)`."""

    saved = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._known = ""
        self.editingFinished.connect(self._save)

    def show_value(self, text: str) -> None:
        """Show what the file says."""
        if self.hasFocus() and self.text() != self._known:
            return
        self._known = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def _save(self) -> None:
        if self.text() != self._known:
            self._known = self.text()
            self.saved.emit(self._known)


class SavedText(QPlainTextEdit):
    """Several lines; saved after a pause and by leaving it. Signal `saved(text)`."""

    saved = Signal(str)

    def __init__(self, name: str, *, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)
        self._known = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._save)
        self.textChanged.connect(self._pause.start)

    def show_value(self, text: str) -> None:
        """Show what the file says."""
        if self.hasFocus() or self._pause.isActive():
            return
        self._known = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._pause.stop()

    def leave(self) -> None:
        """Save what is being typed and give up the focus."""
        self._save()
        self.clearFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._save()

    def _save(self) -> None:
        self._pause.stop()
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self.saved.emit(self._known)


class SavedNumber(Number):
    """A number; saved by Enter, by its arrows and by leaving it. Signal `saved(number)`."""

    saved = Signal(int)

    def __init__(self, name: str, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setRange(low, high)
        indent(self)
        self._known = low
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._save)
        self.valueChanged.connect(lambda _value: self._pause.start())
        self.editingFinished.connect(self._save)

    def show_value(self, number: int) -> None:
        """Show what the file says."""
        if self.hasFocus() and self.value() != self._known:
            return
        self._known = number
        if self.value() != number:
            self.setValue(number)
        self._pause.stop()

    def _save(self) -> None:
        self._pause.stop()
        if self.value() != self._known:
            self._known = self.value()
            self.saved.emit(self._known)
