"""The minutes: the facilitator's own words, the export, and giving them to the phones. QT MAIN THREAD.

Documents are made in the background; what is written saves itself.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QWidget

from ui.client import Client
from ui.facilitator.minutes_cleaning import CleaningCard
from ui.facilitator.minutes_jobs import document, exported, summary
from ui.facilitator.minutes_template import TemplateChoice
from ui.locale import _, _n
from ui.tasks import run_in_background
from ui.widgets.pieces import button, column, frame, label, reword, row, scrolling
from ui.widgets.saved_field import SavedText
from workshop_app.domain.commands import EndWorkshop, GiveMinutes, WithdrawMinutes, WriteMinutesText
from workshop_app.snapshot import Snapshot


class MinutesPage(QWidget):
    """Own words on the left, what becomes of them on the right.

    Signals: `said(text, undo)`, `failed(error)`.
    """

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._snapshot: Snapshot | None = None
        self._folder: Path | None = None
        self.parts = {
            "summary": SavedText(_("Summary"), height=150),
            "discussion": SavedText(_("Discussion"), height=130),
            "dissent": SavedText(_("Open questions and dissent"), height=100),
            "follow_up": SavedText(_("How participants hear what happens next"), height=84),
        }
        for part, field in self.parts.items():
            field.saved.connect(lambda text, part=part: self._client.submit(WriteMinutesText(part, text)))
        self.cleaning = CleaningCard(client)
        self.cleaning.failed.connect(self.failed)
        body = QWidget()
        inside = column(body, margins=(26, 22, 26, 26), spacing=18)
        inside.addWidget(label(_("Minutes"), "heading"))
        beside = row(spacing=18)
        beside.addWidget(self._words_card(), 3)
        right = column(spacing=18)
        right.addWidget(self.cleaning)
        right.addWidget(self._export_card())
        right.addWidget(self._give_card())
        right.addWidget(self._end_card())
        right.addStretch(1)
        beside.addLayout(right, 2)
        inside.addLayout(beside)
        inside.addStretch(1)
        column(self).addWidget(scrolling(body))

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show the minutes as they stand."""
        self._snapshot = snapshot
        for part, field in self.parts.items():
            field.show_value(snapshot.texts.get(part, ""))
        reword(
            self.give,
            _("Give the newest minutes") if snapshot.minutes_given else _("Give the minutes to phones"),
        )
        self.withdraw.setVisible(snapshot.minutes_given)
        self._given.setText(
            _("Phones can read and download the minutes now.")
            if snapshot.minutes_given
            else _("Phones can then read the minutes, and download them as a document.")
        )
        ended = snapshot.workshop.ended_at is not None
        self.end.setVisible(not ended)
        self._ended.setText(
            _("The evening has been ended. Everything is in the file.")
            if ended
            else _("Closes the part that is open, and writes down when the evening ended.")
        )

    def export_to(self, folder: Path) -> None:
        """Write minutes and tables into `folder`, in the background."""
        self._work(_("Writing the minutes and the tables…"))
        job = exported(self._client, folder, self.template.path)
        run_in_background(job, self._exported, self._not_done, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What the program writes of itself stands as a grey hint while the field is empty.
        run_in_background(summary(self._client), self._suggest, self.failed.emit, self)
        if self._snapshot is not None:
            self.cleaning.look(self._snapshot.workshop.language)

    def _words_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=6)
        inside.addWidget(label(_("In your own words"), "section"))
        told = _("What is left empty is left out; the summary is then written from the results.")
        inside.addWidget(label(told, "muted", wrap=True))
        for field in self.parts.values():
            name = label(field.accessibleName(), "field")
            name.setBuddy(field)
            inside.addSpacing(4)
            inside.addWidget(name)
            inside.addWidget(field)
        inside.addStretch(1)
        return card

    def _export_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("To a folder"), "section"))
        told = _(
            "The minutes as a document and a web page, the tables for Excel and as CSV, and the whole evening for "
            "this program (workshop.json), which is not meant to be given out."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        self.export = button(_("Write to a folder…"), "primary", self._choose_folder)
        self.show_folder = button(_("Open the folder"), "link", self._open_folder)
        self.show_folder.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Being written"))
        self._progress.hide()
        self._doing = label("", "small", wrap=True)
        self._doing.hide()
        self.template = TemplateChoice()
        inside.addWidget(self.template)
        for widget in (self.export, self._progress, self._doing, self.show_folder):
            inside.addWidget(widget)
        return card

    def _give_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("To the phones"), "section"))
        self._given = label("", "muted", wrap=True)
        self.give = button("", "", self._give)
        self.withdraw = button(
            _("Take the minutes back"), "link", lambda: self._client.submit(WithdrawMinutes())
        )
        for widget in (self._given, self.give, self.withdraw):
            inside.addWidget(widget)
        return card

    def _end_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("The evening is over"), "section"))
        self._ended = label("", "muted", wrap=True)
        self.end = button(_("End the evening"), "", lambda: self._client.submit(EndWorkshop()))
        inside.addWidget(self._ended)
        inside.addWidget(self.end)
        return card

    def _choose_folder(self) -> None:
        start = str(self._client.runtime.path.parent)
        dialog = QFileDialog(self, _("Where to write the minutes"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.export_to(Path(chosen)))
        dialog.open()

    def _give(self) -> None:
        self._work(_("Writing the minutes…"))
        run_in_background(document(self._client, self.template.path), self._hand_out, self._not_done, self)

    def _hand_out(self, made: GiveMinutes) -> None:
        self._rest()
        self._client.submit(
            made,
            lambda _done: self.said.emit(
                _("The minutes can now be read and downloaded on the phones."), None
            ),
        )

    def _exported(self, written: tuple[Path, int]) -> None:
        self._folder, files = written
        self._rest()
        self.show_folder.show()
        self._doing.setText(str(self._folder))
        self._doing.show()
        self.said.emit(_n("{n} file was written.", "{n} files were written.", files), None)

    def _not_done(self, error: BaseException) -> None:
        self._rest()
        self.failed.emit(error)

    def _work(self, text: str) -> None:
        self._progress.show()
        self._doing.setText(text)
        self._doing.show()
        self.export.setEnabled(False)
        self.give.setEnabled(False)

    def _rest(self) -> None:
        self._progress.hide()
        self._doing.hide()
        self.export.setEnabled(True)
        self.give.setEnabled(True)

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _suggest(self, text: str) -> None:
        self.parts["summary"].setPlaceholderText(text)
