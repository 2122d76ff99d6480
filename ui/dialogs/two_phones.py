"""The small window in which two phones of one person are made one, by the codes that they show. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.asking import Asking
from ui.locale import _
from ui.widgets.pieces import button, label, row

#: Finds the number of the participant with this code; None for nobody.
Find = Callable[[str], int | None]


class TwoPhonesDialog(Asking):
    """Asks for two codes. Signals `merged(second, first)`: the second counts as the first; `parted(second)`."""

    merged = Signal(int, int)
    parted = Signal(int)

    def __init__(self, find: Find, ones: list[tuple[int, str, str]], parent: QWidget | None = None) -> None:
        """`ones` are the phones that count as another's: number, own code, the other's code."""
        super().__init__(parent, _("One person, two phones"), _("Count as one person"))
        self._find = find
        told = _("The person's code is on each phone's waiting page, and under Privacy and accessibility.")
        self.body.addWidget(label(told, wrap=True))
        self.first, self.second = QLineEdit(), QLineEdit()
        self.field(_("Code of the phone that the person goes on with"), self.first)
        self.field(_("Code of the other phone"), self.second)
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        kept = _(
            "Answers of both are kept; of a pair that both answered the first answer counts. It can be taken back here."
        )
        self.body.addWidget(label(kept, "small", wrap=True))
        for number, own, other in ones:
            self._add_one(number, own, other)
        self.finish()
        self.first.setFocus()

    def accept(self) -> None:
        """Emit what was asked for, or say what is wrong with the codes."""
        first, second = self._find(self.first.text()), self._find(self.second.text())
        unknown = next(
            (f for f, n in ((self.first, first), (self.second, second)) if n is None),
            None,
        )
        if unknown is not None:
            self._refuse(_("There is no such code here. Check it."), unknown)
        elif first == second:
            self._refuse(_("These two are counted as one person already."), self.second)
        elif first is not None and second is not None:
            self.merged.emit(second, first)
            super().accept()

    def _refuse(self, text: str, field: QLineEdit) -> None:
        self.trouble.setText(text)
        self.trouble.show()
        field.setFocus()
        field.selectAll()

    def _add_one(self, number: int, own: str, other: str) -> None:
        line = row(spacing=8)
        line.addWidget(label(_("{code} counts as {other}", code=own, other=other), wrap=True), 1)
        part = button(_("Take apart"), "link", lambda: self._part(number))
        part.setAccessibleName(_("Take {code} and {other} apart", code=own, other=other))
        line.addWidget(part)
        self.body.addLayout(line)

    def _part(self, number: int) -> None:
        self.parted.emit(number)
        self.reject()
