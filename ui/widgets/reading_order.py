"""The order in which Tab goes through a window: reading order, also where parts were added later. QT MAIN THREAD.

Qt goes by the order in which widgets were created, so a row that was just added to a list would come last of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QWidget,
)

#: These widgets handle Tab among their own parts.
_WHOLE = (QAbstractScrollArea, QAbstractSpinBox, QComboBox)


def step(window: QWidget, *, forward: bool) -> bool:
    """Move the focus of `window` to its next (or last) control in reading order; False where there is none."""
    order = list(reading_order(window))
    if not order:
        return False
    now = QApplication.focusWidget() or window.focusWidget()
    wanted = _after(now, order, window, forward=forward)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    wanted.setFocus(reason)
    return True


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """What Tab reaches inside `widget`, itself first: what is visible and enabled, layout by layout."""
    if widget.isHidden() or not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for inside in _parts(widget):
        yield from reading_order(inside)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QScrollArea):
        content = widget.widget()
        return [content] if content is not None else []
    if isinstance(widget, _WHOLE):
        return []
    placed = list(_laid_out(widget.layout()))
    # Widgets that lie over the others, or are placed by hand, come in the order in which they were created.
    free = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and not child.isWindow() and child not in placed
    ]
    return placed + free


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    for at in places:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget = item.widget()
        if widget is not None:
            yield widget
        else:
            yield from _laid_out(item.layout())


def _after(now: QWidget | None, order: list[QWidget], window: QWidget, *, forward: bool) -> QWidget:
    around: QWidget | None = now
    while around is not None and around is not window:
        if around in order:
            return order[(order.index(around) + (1 if forward else -1)) % len(order)]
        inside = [widget for widget in order if around.isAncestorOf(widget)]
        if inside and now is not None and now.isVisible():
            return inside[0 if forward else -1]
        if inside and now is not None:
            # It was removed a moment ago: continue from what is closest to where it was.
            return min(inside, key=partial(_apart, now))
        around = around.parentWidget()
    return order[0 if forward else -1]


def _apart(one: QWidget, other: QWidget) -> int:
    return (one.mapToGlobal(QPoint()) - other.mapToGlobal(QPoint())).manhattanLength()
