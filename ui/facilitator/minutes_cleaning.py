"""Before giving out: texts that seem to name somebody, each blanked or kept with one click. QT MAIN THREAD.

What is kept is remembered while the window is open; a text that changes afterwards is looked at anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from exports.jobs import doubtful
from ui.client import Client
from ui.locale import _, _n
from ui.widgets.pieces import button, column, empty, frame, label, row
from workshop_app.cleaning import Doubt
from workshop_app.i18n import LANGUAGES, translator

#: How many finds are shown at once; the next ones follow as these are dealt with.
SHOWN = 3
#: How many characters of a long text are shown around a find.
_AROUND = 60


class CleaningCard(QWidget):
    """The card on the minutes' page. Signals: `failed(error)`; `found(n)`: how many texts wait for a decision."""

    failed = Signal(object)
    found = Signal(int)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._language = LANGUAGES[0]
        self._kept: set[tuple[str, str]] = set()
        self.doubts: tuple[Doubt, ...] = ()
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("Before giving out"), "section"))
        self._told = label(_("The texts are being looked through…"), "muted", wrap=True)
        inside.addWidget(self._told)
        self._rows: QVBoxLayout = column(spacing=10)
        inside.addLayout(self._rows)
        self.erased = label(
            _(
                "What is blacked out is erased from the evening's file too; you can take it back only until you close "
                "the evening. Minutes that were given already are taken back from the phones."
            ),
            "small",
            wrap=True,
        )
        inside.addWidget(self.erased)
        self.erased.hide()
        column(self).addWidget(card)

    def look(self, language: str) -> None:
        """Check all texts again; `language` is the evening's, for the replacement word."""
        self._language = language
        self._client.look(doubtful, self._show, self.failed.emit, self)

    def blank(self, doubt: Doubt) -> None:
        """Take what was found out of the text."""
        speaks = translator(self._language)
        if (quoted := doubt.blank_quoted(speaks)) is not None:
            # The kept basis of the summary: nobody sees it, so it is no undo step of its own.
            self._client.submit(quoted, failed=self.failed.emit, recorded=False)
        command = doubt.blank(speaks)
        self._client.submit(command, lambda _done: self.look(self._language), self.failed.emit)

    def keep(self, doubt: Doubt) -> None:
        """Leave the text as it is."""
        self._kept.add(doubt.key)
        self._show(self.doubts)

    def _show(self, found: Sequence[Doubt]) -> None:
        self.doubts = tuple(doubt for doubt in found if doubt.key not in self._kept)
        empty(self._rows)
        for doubt in self.doubts[:SHOWN]:
            self._rows.addWidget(self._row(doubt))
        left = len(self.doubts)
        if left:
            told = _n(
                "{n} text seems to name a person or tell a number or an address.",
                "{n} texts seem to name a person or tell a number or an address.",
                left,
            )
        else:
            told = _("No names, phone numbers, e-mail addresses or identity codes were found.")
        self._told.setText(told)
        self.erased.setVisible(left > 0)
        self.found.emit(left)

    def _row(self, doubt: Doubt) -> QFrame:
        made, inside = frame("note", margins=(12, 8, 12, 8), spacing=4)
        inside.addWidget(label(_(doubt.written.where), "field"))
        text = QLabel(_marked(doubt))
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        inside.addWidget(text)
        buttons = row(spacing=8)
        blank = button(_("Black out"), "", lambda: self.blank(doubt))
        keep = button(_("Keep"), "link", lambda: self.keep(doubt))
        said = doubt.written.text[:_AROUND]
        blank.setAccessibleName(_("Black out: {text}", text=said))
        keep.setAccessibleName(_("Keep: {text}", text=said))
        buttons.addWidget(blank)
        buttons.addWidget(keep)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        return made


def _marked(doubt: Doubt) -> str:
    """The text with the find in bold; of a long text only what surrounds it."""
    text, parts, at = doubt.written.text, [], 0
    first, last = doubt.found[0].start, doubt.found[-1].end
    begin, end = max(0, first - _AROUND), min(len(text), last + _AROUND)
    at = begin
    for one in doubt.found:
        parts += [escape(text[at : one.start]), f"<b>{escape(text[one.start : one.end])}</b>"]
        at = one.end
    parts.append(escape(text[at:end]))
    return ("… " if begin else "") + "".join(parts) + (" …" if end < len(text) else "")
