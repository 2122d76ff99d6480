"""The frame of our small windows: one question, one field or list, two buttons. QT MAIN THREAD.

They are shown with `open()`, so nothing behind them stops: answers keep arriving.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from ui.locale import _
from ui.widgets.pieces import button, column, label, row


class Asking(QDialog):
    """A question with a body that subclasses fill, and the buttons "do it" and "cancel"."""

    def __init__(self, parent: QWidget | None, title: str, do_it: str, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(width)
        self.body: QVBoxLayout = column(self, margins=(24, 20, 24, 20), spacing=8)
        self.body.addWidget(label(title, "heading", wrap=True))
        self.do_it: QPushButton = button(do_it, "primary", self.accept)
        self.do_it.setDefault(True)
        self._cancel = button(_("Cancel"), "", self.reject)

    def finish(self) -> None:
        """Add the buttons; called when the body is complete."""
        line = row(margins=(0, 8, 0, 0))
        line.addStretch(1)
        line.addWidget(self._cancel)
        line.addWidget(self.do_it)
        self.body.addLayout(line)

    def field(self, name: str, widget: QWidget) -> None:
        """Add `widget` under its name, which is also its accessible name."""
        heading = label(name, "field")
        heading.setBuddy(widget)
        heading.setContentsMargins(0, 6, 0, 0)
        widget.setAccessibleName(name)
        self.body.addWidget(heading)
        self.body.addWidget(widget)
