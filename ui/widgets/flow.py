"""Widgets in a row that wraps to the next line where it has no more room. QT MAIN THREAD.

Its height depends only on the width that it is asked for. A row that rearranged itself when it was resized had another
height each time it was asked, and a scroll area around it resized it for ever.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Lays its widgets out from left to right, each as wide as it wants, in as many lines as it takes."""

    def __init__(self, *, beside: int, below: int) -> None:
        """`beside`, `below`: between two widgets of a line, and from one line to the next, in pixels."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._beside, self._below = beside, below
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return max((place.bottom() + 1 for place in places), default=0)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._beside * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        found = QSize(0, 0)
        for item in self._shown():
            found = found.expandedTo(item.minimumSize())
        return found

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in zip(self._shown(), self._places(rect.width()), strict=True):
            item.setGeometry(place.translated(rect.topLeft()))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, width: int) -> list[QRect]:
        at, lowest = QPoint(0, 0), 0
        found: list[QRect] = []
        for item in self._shown():
            size = item.sizeHint()
            if at.x() and at.x() + size.width() > width:
                at = QPoint(0, lowest + self._below)
            found.append(QRect(at, size))
            lowest = max(lowest, at.y() + size.height())
            at.setX(at.x() + size.width() + self._beside)
        return found
