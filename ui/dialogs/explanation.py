"""How the duel's result comes about, in plain words. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.locale import _
from ui.widgets.pieces import button, column, label, row
from workshop_app.kinds.duel.explained import FOR_THE_FACILITATOR, METHOD


class Explanation(QDialog):
    """The method in short paragraphs; behind it the evening goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("How the result comes about"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(640)
        body = column(self, margins=(24, 20, 24, 20), spacing=12)
        body.addWidget(label(_("How the result comes about"), "heading", wrap=True))
        for paragraph in (*METHOD, *FOR_THE_FACILITATOR):
            body.addWidget(label(_(paragraph), wrap=True))
        line = row(margins=(0, 8, 0, 0))
        line.addStretch(1)
        line.addWidget(button(_("Close"), "primary", self.accept))
        body.addLayout(line)
