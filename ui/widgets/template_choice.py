"""Which Word document minutes or a summary are written on: the program's own, or the organisation's. QT MAIN THREAD."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.locale import _
from ui.widgets.pieces import button, column, label, row


class TemplateChoice(QWidget):
    """A line that shows the choice, with buttons to choose and to go back. Signal `chosen(path)`, empty for our own."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        inside = column(self, spacing=2)
        self.told = label("", "small", wrap=True)
        self.choose = button(_("Choose your own Word template…"), "link", self._ask)
        self.own = button(_("Use the program's own look"), "link", lambda: self._take(""))
        inside.addWidget(self.told)
        buttons = row(spacing=8)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.own)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self.show_path("")

    def show_path(self, path: str) -> None:
        """Show what is chosen; an empty path is our own look."""
        self.path = Path(path) if path else None
        self.own.setVisible(bool(path))
        if self.path is None:
            self.told.setText(_("The document has the program's own look."))
        else:
            self.told.setText(_("The document has the look of {name}.", name=self.path.name))

    def _ask(self) -> None:
        start = str(self.path.parent) if self.path else ""
        dialog = QFileDialog(self, _("Your organisation's Word template"), start)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Word documents") + " (*.docx *.dotx)")
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        self.show_path(path)
        self.chosen.emit(path)
