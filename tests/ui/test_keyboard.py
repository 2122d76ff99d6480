"""Every page with the keyboard alone: the Tab key comes to whatever can be used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from workshop_app.domain.commands import OpenActivity

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox)


def _wanted(page: QWidget) -> set[QWidget]:
    """What must be reached: of buttons that shut each other out the pressed one, the arrows lead to the others."""
    return {
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        and not _one_of_several(widget)
    }


def _one_of_several(widget: QWidget) -> bool:
    grouped = isinstance(widget, QAbstractButton) and (
        widget.autoExclusive() or widget.group() is not None or isinstance(widget, QRadioButton)
    )
    return grouped and isinstance(widget, QAbstractButton) and not widget.isChecked()


def _reached(window: QWidget) -> set[QWidget]:
    """What Tab comes to until it has gone round."""
    found: list[QWidget] = []
    for _press in range(400):
        focused = QApplication.focusWidget() or window
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or (found and now is found[0]):
            break
        found.append(now)
    return set(found)


def test_tab_comes_to_every_control_of_every_page(evening: Evening) -> None:
    """No field keeps the key for itself, and nothing that can be pressed is left out."""
    window, page = evening.program.window, evening.page
    evening.phone(OpenActivity(evening.activity_id("duel")))
    missed: dict[object, list[str]] = {}
    for place in [*Page, *(activity.id for activity in evening.snapshot.activities)]:
        page.go(place)
        if isinstance(place, int):
            evening.until(partial(_was_read, evening, place))
        reached = {widget.focusProxy() or widget for widget in _reached(window)}
        left = [w for w in _wanted(window) if w not in reached and w.focusProxy() not in reached]
        if left:
            missed[place] = [f"{type(w).__name__} {w.accessibleName()}" for w in left]
    assert {} == missed


def _was_read(evening: Evening, activity_id: int) -> bool:
    return activity_id in evening.snapshot.reports
