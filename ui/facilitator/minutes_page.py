"""The minutes: the facilitator's own words, the export, and giving them to the phones. QT MAIN THREAD.

Documents are made in the background; what is written saves itself.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QStackedWidget, QWidget

from ui.client import Client
from ui.facilitator.minutes_cleaning import CleaningCard
from ui.facilitator.minutes_jobs import document, exported
from ui.facilitator.minutes_mail import MailCard
from ui.facilitator.minutes_preview import PreviewCard
from ui.facilitator.minutes_summary import SummaryEditor
from ui.facilitator.minutes_template import TemplateChoice
from ui.locale import _, _n
from ui.style import set_role
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
            "discussion": SavedText(_("Discussion"), height=110),
            "dissent": SavedText(_("Open questions and dissent"), height=90),
            "use": SavedText(_("How the results are used"), height=72),
            "follow_up": SavedText(_("How participants hear what happens next"), height=84),
        }
        for part, field in self.parts.items():
            field.saved.connect(lambda text, part=part: self._client.submit(WriteMinutesText(part, text)))
        self.summary = SummaryEditor(client)
        self.preview = PreviewCard(client)
        self.preview.summary_read.connect(self.summary.show_summary)
        self.preview.failed.connect(self.failed)
        self.cleaning = CleaningCard(client)
        self.cleaning.failed.connect(self.failed)
        self.cleaning.found.connect(self._show_doubts)
        body = QWidget()
        inside = column(body, margins=(26, 22, 26, 26), spacing=18)
        inside.addWidget(label(_("Minutes"), "heading"))
        beside = row(spacing=18)
        beside.addWidget(self._words_card(), 3)
        beside.addWidget(self._beside(), 3)
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
        self.mail.show_workshop(snapshot)
        self._given.setText(
            _("Phones can read and download the minutes now.")
            if snapshot.minutes_given
            else _("Phones can then read the minutes, and download them as a document.")
        )
        if self.isVisible():
            self.preview.look()
        ended = snapshot.workshop.ended_at is not None
        self.end.setVisible(not ended)
        self._ended.setText(
            _("The evening has been ended. Everything is in the file.")
            if ended
            else _("Closes the part that is open, and writes down when the evening ended.")
        )

    def turn_to(self, side: QWidget) -> None:
        """Show one of the two things beside the text: `preview`, or `giving` (what is given out, and how)."""
        self._sides.setCurrentWidget(side)
        for made, shown in ((self.see, self.preview), (self.hand_out, self.giving)):
            set_role(made, "tight-on" if shown is side else "tight")

    def export_to(self, folder: Path) -> None:
        """Write minutes and tables into `folder`, in the background."""
        self._work(_("Writing the minutes and the tables…"))
        job = exported(self._client, folder, self.template.path)
        run_in_background(job, self._exported, self._not_done, self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.preview.look()
        if self._snapshot is not None:
            self.cleaning.look(self._snapshot.workshop.language)

    def _words_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=6)
        inside.addWidget(label(_("In your own words"), "section"))
        inside.addWidget(label(_("What is left empty is left out."), "muted", wrap=True))
        inside.addWidget(self.summary)
        for field in self.parts.values():
            name = label(field.accessibleName(), "field")
            name.setBuddy(field)
            inside.addSpacing(4)
            inside.addWidget(name)
            inside.addWidget(field)
        inside.addStretch(1)
        return card

    def _beside(self) -> QWidget:
        """The preview and the cards of giving out, one at a time, with a button for each above."""
        self.giving = QWidget()
        cards = column(self.giving, spacing=18)
        export, give = self._export_card(), self._give_card()
        self.mail = MailCard(self._client, lambda: self.template.path)
        self.mail.said.connect(self.said)
        self.mail.failed.connect(self.failed)
        for card in (self.cleaning, export, give, self.mail, self._end_card()):
            cards.addWidget(card)
        cards.addStretch(1)
        self._sides = QStackedWidget()
        self._sides.addWidget(self.preview)
        self._sides.addWidget(self.giving)
        self.see = button(_("How it looks"), "tight", lambda: self.turn_to(self.preview))
        self.hand_out = button(_("Check and give out"), "tight", lambda: self.turn_to(self.giving))
        made = QWidget()
        inside = column(made, spacing=10)
        buttons = row(spacing=6)
        buttons.addWidget(self.see)
        buttons.addWidget(self.hand_out)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addWidget(self._sides, 1)
        self.turn_to(self.preview)
        return made

    def _show_doubts(self, texts: int) -> None:
        many = _("Check and give out ({n})", n=texts)
        reword(self.hand_out, many if texts else _("Check and give out"))

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
