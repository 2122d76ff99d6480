"""Closing an evening while its phones are in the middle of a part: asked once. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.asking import Asking
from ui.locale import _, _n
from ui.widgets.pieces import label


class LeavingDialog(Asking):
    """Says who would be cut off, and what would be lost. Enter and Escape go on with the evening."""

    def __init__(
        self, part: str, phones: int, parent: QWidget | None = None, *, unsaved: bool = False
    ) -> None:
        """`part`: the title of what is open, nothing where nothing is; `phones`: how many people's phones are there
        now; `unsaved`: whether something that was typed could not be written yet.
        """
        super().__init__(parent, _("Close the evening?"), _("Close it all the same"))
        told = _n(
            "“{part}” is open, and {n} phone is here. It would lose the page.",
            "“{part}” is open, and {n} phones are here. They would lose the page.",
            phones,
            part=part,
        )
        kept = _("Every answer is kept. When you open the file again, the phones come back by themselves.")
        lost = _(
            "What you wrote last is not saved yet, and would be lost. "
            "Look first at what the window says about the file."
        )
        for text in ([lost] if unsaved else []) + ([told, kept] if part and phones else []):
            self.body.addWidget(label(text, wrap=True))
        self.finish()
        self._cancel.setText(_("Go on with the evening"))
        self._cancel.setDefault(True)
        self._cancel.setFocus()
