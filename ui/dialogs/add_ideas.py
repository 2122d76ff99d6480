"""The small window for new ideas: typed, pasted, or read from a CSV or Excel file. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QWidget

from exports.jobs import listed
from ui.client import Client
from ui.dialogs.asking import Asking
from ui.locale import _, _n, current
from ui.models.wording import pick
from ui.widgets.pieces import button, label, row
from workshop_app.domain.idea_list import seeds
from workshop_app.domain.ideas import IDEA_LIMIT, Theme
from workshop_app.domain.plan_commands import SeedIdea
from workshop_app.problems import sentence

#: How many characters of an idea that is too long are quoted, so that it can be found.
_BEGINNING = 40


class AddIdeasDialog(Asking):
    """One idea a line. Signal `written(ideas)`: `SeedIdea`s in their order."""

    written = Signal(object)

    def __init__(
        self,
        client: Client,
        themes: tuple[Theme, ...],
        theme_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, _("Add ideas"), _("Add"), width=640)
        self._client = client
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(220)
        self.field(_("One idea on each line; a list can be pasted here"), self.text)
        told = _("A line that begins with # names the theme of the ideas below it.")
        self.read = button(_("From a file (CSV, Excel)…"), "link", self._choose)
        line = row()
        line.addWidget(label(told, "small", wrap=True), 1)
        line.addWidget(self.read)
        self.body.addLayout(line)
        self.theme = QComboBox()
        self.theme.addItem(_("Without a theme"), "")
        for theme in themes:
            self.theme.addItem(pick(theme.name), theme.id)
        if themes:
            wanted = self.theme.findData(theme_id) if theme_id is not None else 1
            self.theme.setCurrentIndex(max(0, wanted))
        self.field(_("Theme"), self.theme)
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.finish()
        self._names = {theme.id: theme.name for theme in themes}
        self.text.textChanged.connect(self._count)
        self.accepted.connect(lambda: self.written.emit(self.ideas()))
        self._count()
        self.text.setFocus()

    def ideas(self) -> tuple[SeedIdea, ...]:
        """The ideas that were written; list marks in front of them are left out."""
        name = self._names.get(self.theme.currentData())
        return seeds(self.text.toPlainText(), pick(name))

    def take_file(self, path: str) -> None:
        """Read a list into the field, below what is there."""
        self._client.ask(partial(listed, Path(path)), self._add, self._refuse, self)

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("A list of ideas"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Lists") + " (*.csv *.xlsx *.xlsm *.tsv *.txt)")
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _add(self, text: str) -> None:
        there = self.text.toPlainText().rstrip()
        self.text.setPlainText(f"{there}\n{text}" if there else text)

    def _refuse(self, error: BaseException) -> None:
        self.trouble.setText(sentence(error, current()))
        self.trouble.show()

    def _count(self) -> None:
        found = self.ideas()
        too_long = [idea.text for idea in found if len(idea.text) > IDEA_LIMIT]
        n, long = len(found), len(too_long)
        self.do_it.setEnabled(n > 0 and not long)
        self.do_it.setText(_n("Add {n} idea", "Add {n} ideas", n) if n else _("Add"))
        self.trouble.setVisible(bool(long))
        if not long:
            return
        told = _n(
            "{n} idea is longer than {limit} characters. Shorten it: phones show two at once.",
            "{n} ideas are longer than {limit} characters. Shorten them: phones show two at once.",
            long,
            limit=IDEA_LIMIT,
        )
        # The beginning of the first one: it must be found among eighty pasted lines.
        self.trouble.setText(f"{told} " + _("Look for: “{words}…”", words=too_long[0][:_BEGINNING]))
