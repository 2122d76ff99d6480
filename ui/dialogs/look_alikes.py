"""Ideas of the wall that may say the same, to be gone through in pairs before a comparison. QT MAIN THREAD.

They are searched for in the background. The program only suggests: it merges nothing by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ui.client import Client
from ui.locale import _, _n
from ui.style import set_role
from ui.tasks import run_in_background
from ui.widgets.pieces import button, column, label, reword, row, scrolling
from workshop_app.domain.alike import Alike
from workshop_app.domain.commands import MergeIdea, RestoreIdea
from workshop_app.domain.ideas import Idea


class LookAlikesDialog(QDialog):
    """Each idea with the earlier one that it resembles; a button merges them, another press separates them again."""

    def __init__(self, client: Client, ideas: Sequence[Idea], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._ideas = {idea.id: idea for idea in ideas if idea.votable}
        self.rows: list[_Pair] = []
        self.setWindowTitle(_("Ideas that look alike"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 520)
        body = column(self, margins=(24, 20, 24, 20), spacing=12)
        body.addWidget(label(_("Ideas that look alike"), "heading", wrap=True))
        self.told = label(_("Looking…"), "muted", wrap=True)
        body.addWidget(self.told)
        inside = QWidget()
        self._list = column(inside, spacing=10)
        self._list.addStretch(1)
        body.addWidget(scrolling(inside), 1)
        last = row(margins=(0, 8, 0, 0))
        last.addStretch(1)
        close = button(_("Close"), "primary", self.accept)
        last.addWidget(close)
        body.addLayout(last)
        # Enter alone changes nothing.
        close.setDefault(True)
        close.setFocus()
        texts = {number: idea.text for number, idea in self._ideas.items()}
        run_in_background(lambda: Alike(texts).pairs(), self._show, client.refused.emit, self)

    def _show(self, pairs: tuple[tuple[int, int], ...]) -> None:
        self.told.setText(
            _n(
                "One pair. If both mean the same, merge them: the upper wording stays on the wall, the other one is "
                "kept, and they are compared as one.",
                "{n} pairs, the most alike first. Where both mean the same, merge them: the upper wording stays on "
                "the wall, the other one is kept, and they are compared as one.",
                len(pairs),
            )
            if pairs
            else _("No two ideas on the wall look alike.")
        )
        for later, earlier in pairs:
            made = _Pair(self._client, self._ideas[earlier], self._ideas[later])
            self._list.insertWidget(len(self.rows), made)
            self.rows.append(made)


class _Pair(QFrame):
    """Two ideas below each other and the button that makes the lower one part of the upper one."""

    def __init__(self, client: Client, earlier: Idea, later: Idea) -> None:
        super().__init__()
        set_role(self, "note")
        self._client, self._earlier, self._later = client, earlier, later
        self.merged = False
        line = row(self, spacing=14)
        line.setContentsMargins(12, 10, 12, 10)
        words = column(spacing=4)
        words.addWidget(label(earlier.text, wrap=True))
        self._lower = label(later.text, wrap=True)
        words.addWidget(self._lower)
        line.addLayout(words, 1)
        self.press = button(_("Merge"), "", self._press)
        self.press.setAutoDefault(False)
        line.addWidget(self.press)

    def _press(self) -> None:
        command = RestoreIdea(self._later.id) if self.merged else MergeIdea(self._later.id, self._earlier.id)
        self._client.submit(command, lambda _done: self._turn())

    def _turn(self) -> None:
        self.merged = not self.merged
        # Nothing moves: the next pair's button must stay where it is.
        set_role(self._lower, "muted" if self.merged else "")
        reword(self.press, _("Undo") if self.merged else _("Merge"))
