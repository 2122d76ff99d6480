"""An evening whose time has passed is deleted with its copies: asked once, with the files named. QT MAIN THREAD."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.dialogs.asking import Asking
from ui.locale import _
from ui.widgets.pieces import label


class DeleteEveningDialog(Asking):
    """Names what goes, and what the program knows nothing of."""

    def __init__(self, title: str, files: list[Path], parent: QWidget | None = None) -> None:
        """`files`: the evening's file and the copies beside it."""
        super().__init__(parent, _("Delete the evening?"), _("Delete for good"))
        texts = (
            _("“{title}” goes with everything that was answered. It can't be brought back.", title=title),
            "\n".join(file.name for file in files),
            _("Copies on sticks and what was written to other folders stay: delete them yourself."),
        )
        for text in texts:
            self.body.addWidget(label(text, wrap=True))
        self.finish()
        # Enter alone deletes nothing.
        self._cancel.setDefault(True)
