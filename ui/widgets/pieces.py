"""Labels, buttons, rules and scrolling pages in the window's look. QT MAIN THREAD.

Every label shows plain text: what people write is never taken for markup.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.style import icon, set_role


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label with the look `role` (heading, section, muted, small, strong, ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if role:
        set_role(made, role)
    return made


def button(
    text: str, role: str = "", on_click: Callable[[], object] | None = None, picture: str = ""
) -> QPushButton:
    """A button with the look `role` (primary, live, link, icon, ...).

    It takes the focus from the keyboard only: after a click the space bar still means "next step". With `role` icon the
    text is its accessible name and tooltip.
    """
    made = QPushButton("" if role == "icon" else text)
    made.setAccessibleName(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if role:
        set_role(made, role)
    if picture:
        made.setIcon(icon(picture))
        made.setProperty("picture", picture)
        made.setIconSize(QSize(18, 18))
    if role == "icon":
        made.setToolTip(text)
    if on_click is not None:
        made.clicked.connect(lambda _on=False: on_click())
    return made


def reword(made: QPushButton, text: str) -> None:
    """Give a button another text and accessible name."""
    if made.text() != text:
        made.setText(text)
        made.setAccessibleName(text)


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    set_role(made, "rule")
    return made


def frame(
    role: str, *, margins: tuple[int, int, int, int] = (16, 14, 16, 14), spacing: int = 8
) -> tuple[QFrame, QVBoxLayout]:
    """A frame with the look `role`, and its vertical layout."""
    made = QFrame()
    set_role(made, role)
    return made, column(made, margins=margins, spacing=spacing)


def headed(card: QFrame, title: str, told: str) -> QVBoxLayout:
    """Make `card` a card with a title and a sentence that says what it is for; returns the layout for its content."""
    set_role(card, "card")
    inside = column(card, margins=(20, 16, 20, 18), spacing=8)
    inside.addWidget(label(title, "section"))
    inside.addWidget(label(told, "muted", wrap=True))
    return inside


def column(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QVBoxLayout:
    """A vertical layout, set on `parent` when one is given."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def row(
    parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QHBoxLayout:
    """A horizontal layout, set on `parent` when one is given."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(spacing)
    return made


def turn(layout: QBoxLayout, down: bool) -> None:
    """Arrange a row's pieces below each other, or beside each other again.

    Call it with a width that does not depend on the layout's own height (`scrolling` keeps its bar's place).
    """
    way = QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
    if layout.direction() != way:
        layout.setDirection(way)


#: The width of a page's scroll bar, in pixels, as in the style sheet.
BAR = 10


class _Bar(QScrollBar):
    """Visible only where there is something to scroll; its place is always kept."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


def scrolling(content: QWidget) -> QScrollArea:
    """`content` in an area that scrolls downwards.

    The bar's place is always kept: a page that is lower when it is narrower would get a bar, need none then, and get it
    again, for ever; and nothing moves sideways when the page becomes one line too long.
    """
    set_role(content, "clear")
    area = QScrollArea()
    area.setVerticalScrollBar(_Bar(Qt.Orientation.Vertical))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def empty(layout: QBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
