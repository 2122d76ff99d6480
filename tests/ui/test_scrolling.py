"""A page is scrolled with the wheel, and nothing on it changes for that: all is saved at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from tests.ui.evening import Evening
from ui.facilitator.rail import Page


def _turn(field: QWidget) -> None:
    """One notch downwards with the pointer over `field`."""
    middle = QPointF(field.rect().center())
    event = QWheelEvent(
        middle, field.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)


def _value(field: QWidget) -> str:
    return field.currentText() if isinstance(field, QComboBox) else field.property("text")


def test_the_wheel_changes_no_field(evening: Evening) -> None:
    """On no page does a list, a number, a day or a time turn under the pointer, nor take the focus by it."""
    window, page = evening.program.window, evening.page
    looked_at = 0
    changed: list[str] = []
    for place in Page:
        page.go(place)
        for field in page.findChildren(QWidget):
            if not isinstance(field, QComboBox | QAbstractSpinBox | QLineEdit) or not field.isVisibleTo(
                window
            ):
                continue
            if isinstance(field.parentWidget(), QComboBox | QAbstractSpinBox):
                continue
            before = _value(field)
            _turn(field)
            looked_at += 1
            takes = field.focusPolicy() & Qt.FocusPolicy.WheelFocus == Qt.FocusPolicy.WheelFocus
            if _value(field) != before or takes:
                changed.append(f"{type(field).__name__} {field.accessibleName()}")
    assert looked_at > 20
    assert [] == changed
