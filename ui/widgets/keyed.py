"""Lists of widgets that each show one item: a widget stays as long as its item is there. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

K = TypeVar("K")
W = TypeVar("W", bound=QWidget)


def in_order(
    inside: QBoxLayout, kept: dict[K, W], wanted: Iterable[K], make: Callable[[K], W], stretch: int = 0
) -> dict[K, W]:
    """Fill the layout with the widgets of what is `wanted`, in that order, and return them by it.

    Those of `kept` are used again and the others made, which `inside` gives the `stretch`; what nobody wants any more
    goes. The keyboard's focus stays where it was. `kept` is used up.
    """
    focused = QApplication.focusWidget()
    shown = {key: kept.pop(key) if key in kept else make(key) for key in wanted}
    while inside.count():
        inside.takeAt(0)
    for widget in shown.values():
        inside.addWidget(widget, stretch)
    for gone in kept.values():
        gone.hide()
        gone.deleteLater()
    if focused is not None and focused.isVisible():
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
    return shown
