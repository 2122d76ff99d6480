"""The summary in the window: written by the program, free to edit, marked where results changed. QT MAIN THREAD.

What is not touched follows the results by itself; when the field is emptied, the program fills it again.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFocusEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from exports.summary import BASIS, PART, Mark, Summary
from ui import style
from ui.client import Client
from ui.locale import _
from ui.widgets.pieces import button, column, empty, frame, label, row
from ui.widgets.saved_field import SavedText
from workshop_app.domain.commands import WriteMinutesText


class _Field(SavedText):
    """A field that tells when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SummaryEditor(QWidget):
    """The field (`field`), its marks below it, and the way back to the program's own wording."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._newest: Summary | None = None
        self.shown: Summary | None = None
        self.field = _Field(_("Summary"), height=190)
        self.field.saved.connect(self._save)
        self.field.left.connect(self._show_newest)
        inside = column(self, spacing=6)
        name = label(_("Summary"), "field")
        name.setBuddy(self.field)
        inside.addWidget(name)
        inside.addWidget(self.field)
        self._told = label("", "small", wrap=True)
        self.again = button(_("Write it from the results again"), "small-link", self._again)
        line = row(spacing=8)
        line.addWidget(self._told, 1)
        line.addWidget(self.again)
        inside.addLayout(line)
        self._marks: QVBoxLayout = column(spacing=8)
        inside.addLayout(self._marks)
        self.again.hide()

    def show_summary(self, found: Summary) -> None:
        """Show the summary as it stands; what is being typed stays."""
        self._newest = found
        self._show_newest()

    def take(self, mark: Mark) -> None:
        """Replace the marked sentence by the one from the results."""
        if self.shown is not None:
            text = self.field.toPlainText().replace(mark.sentence, mark.now, 1)
            self._write(text, self.shown.basis(text, settled=mark))

    def settle(self, mark: Mark) -> None:
        """Keep the marked sentence as it is and drop its mark."""
        if self.shown is not None:
            text = self.field.toPlainText()
            self._write(text, self.shown.basis(text, settled=mark))

    def _show_newest(self) -> None:
        found = self._newest
        if found is None:
            return
        self.field.show_value(found.text)
        if self.field.toPlainText() != found.text:
            return  # being typed in: `shown` stays what it was when the typing began
        self.shown = found
        self.again.setVisible(found.changed)
        self._told.setText(
            _("Changed by you. Sentences that you have not touched follow the results.")
            if found.changed
            else _("Written by the program. You can change it; what you change stays.")
        )
        self._highlight(found)
        empty(self._marks)
        for mark in found.marks:
            self._marks.addWidget(self._row(mark))

    def _save(self, text: str) -> None:
        if self.shown is None:
            return
        if text.strip() in ("", self.shown.written):
            self._write("", "")
        else:
            self._write(text, self.shown.basis(text))

    def _again(self) -> None:
        self.field.clearFocus()
        self._write("", "")

    def _write(self, text: str, basis: str) -> None:
        self._client.submit(WriteMinutesText(BASIS, basis))
        self._client.submit(WriteMinutesText(PART, text))

    def _highlight(self, found: Summary) -> None:
        looks = QTextCharFormat()
        looks.setBackground(QColor(style.palette().trough))
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        looks.setUnderlineColor(QColor(style.palette().live))
        selections = []
        for mark in found.marks:
            place = _place_of(mark, self.field.document())
            if place.hasSelection():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = place, looks
                selections.append(selection)
        self.field.setExtraSelections(selections)

    def _row(self, mark: Mark) -> QFrame:
        made, inside = frame("note", margins=(12, 8, 12, 8), spacing=4)
        inside.addWidget(label(_("The results under your sentence have changed"), "field"))
        inside.addWidget(label(_("You wrote: {text}", text=mark.sentence), wrap=True))
        now = mark.now or _("nothing any more")
        inside.addWidget(label(_("The results say now: {text}", text=now), "strong", wrap=True))
        inside.addWidget(label(_("They said then: {text}", text=mark.was), "small", wrap=True))
        buttons = row(spacing=8)
        take = button(_("Use the new sentence") if mark.now else _("Remove my sentence"), "")
        take.clicked.connect(lambda: self.take(mark))
        settle = button(_("My sentence is right"), "link")
        settle.clicked.connect(lambda: self.settle(mark))
        buttons.addWidget(take)
        buttons.addWidget(settle)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        return made


def _place_of(mark: Mark, document: QTextDocument) -> QTextCursor:
    """A cursor that selects the marked sentence."""
    place = QTextCursor(document)
    start = document.toPlainText().find(mark.sentence)
    if start >= 0:
        # Qt counts UTF-16 units.
        before, inside = (len(part.encode("utf-16-le")) // 2 for part in _around(mark, document, start))
        place.setPosition(before)
        place.setPosition(before + inside, QTextCursor.MoveMode.KeepAnchor)
    return place


def _around(mark: Mark, document: QTextDocument, start: int) -> tuple[str, str]:
    return document.toPlainText()[:start], mark.sentence
