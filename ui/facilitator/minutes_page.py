"""The minutes: the facilitator's own words, the export, and giving them to the phones. QT MAIN THREAD.

Documents are made in the background; what is written saves itself.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.client import Client
from ui.facilitator.minutes_cleaning import CleaningCard
from ui.facilitator.minutes_export import ExportCard
from ui.facilitator.minutes_giving import GiveCard
from ui.facilitator.minutes_mail import MailCard
from ui.facilitator.minutes_preview import PreviewCard
from ui.facilitator.minutes_summary import SummaryEditor
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.style import set_role
from ui.widgets.pieces import button, column, frame, label, reword, row, scrolling
from ui.widgets.saved_field import SavedText
from workshop_app.domain.commands import EndWorkshop, WriteMinutesText
from workshop_app.domain.plan_commands import ContinueWorkshop
from workshop_app.domain.workshop import NAMED
from workshop_app.snapshot import Snapshot


class MinutesPage(QWidget):
    """The facilitator's own words on the left, what becomes of them on the right.

    Signals: `said(text, undo)`, `failed(error)`, `home_wanted()`: the evening is over and shall be closed.
    """

    said = Signal(str, object)
    failed = Signal(object)
    home_wanted = Signal()

    def __init__(self, client: Client, network: NetworkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._network = client, network
        self._snapshot: Snapshot | None = None
        self.parts = {
            "discussion": SavedText(_("Discussion"), height=110),
            "dissent": SavedText(_("Open questions and dissent"), height=90),
            "use": SavedText(_("How the results are used"), height=86),
            "follow_up": SavedText(_("How participants hear what happens next"), height=86),
            "author": SavedText(_("Who wrote the minutes"), height=46),
            "distribution": SavedText(_("To whom the minutes are sent"), height=66),
            NAMED: SavedText(_("Named at their own wish, one name a line"), height=66),
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
        self.give.show_workshop(snapshot)
        self.mail.show_workshop(snapshot)
        if self.isVisible():
            self.preview.look()
        ended = snapshot.workshop.ended_at is not None
        self.end.setVisible(not ended)
        self.leave.setVisible(ended)
        self.go_on.setVisible(ended)
        self._ended.setText(
            _("The evening has been ended. Everything is in the file.")
            if ended
            else _("Closes the part that is open, and writes down when the evening ended.")
        )

    def turn_to(self, side: QWidget) -> None:
        """Show one of the two views beside the text: `preview`, or `giving` (what is given out, and how)."""
        self._sides.setCurrentWidget(side)
        for made, shown in ((self.see, self.preview), (self.hand_out, self.giving)):
            set_role(made, "on" if shown is side else "")

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
        told = _(
            "Only who asks for it is named. A name that is taken off is removed from the file; minutes that were given "
            "already are taken back from the phones, so give the newest."
        )
        inside.addWidget(label(told, "small", wrap=True))
        inside.addStretch(1)
        return card

    def _beside(self) -> QWidget:
        """The preview and the cards of giving out, one at a time, with a button for each above."""
        self.giving = QWidget()
        cards = column(self.giving, spacing=18)
        self.export = ExportCard(self._client, self._network)
        self.give = GiveCard(self._client, self._network, lambda: self.export.template.path)
        self.mail = MailCard(self._client, lambda: self.export.template.path)
        for giving in (self.export, self.give, self.mail):
            giving.said.connect(self.said)
            giving.failed.connect(self.failed)
        for card in (self.cleaning, self.give, self.mail, self.export, self._end_card()):
            cards.addWidget(card)
        cards.addStretch(1)
        self._sides = QStackedWidget()
        self._sides.addWidget(self.preview)
        self._sides.addWidget(self.giving)
        self.see = button(_("How it looks"), "", lambda: self.turn_to(self.preview))
        self.hand_out = button(_("Check and give out"), "", lambda: self.turn_to(self.giving))
        made = QWidget()
        inside = column(made, spacing=10)
        buttons = row(spacing=10)
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

    def _go_on(self) -> None:
        self._client.submit(ContinueWorkshop(None))

    def _end_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("The evening is over"), "section"))
        self._ended = label("", "muted", wrap=True)
        self.end = button(_("End the evening"), "", lambda: self._client.submit(EndWorkshop()))
        inside.addWidget(self._ended)
        inside.addWidget(self.end)
        self.leave = button(_("Close, and to the first page"), "primary", self.home_wanted.emit)
        self.go_on = button(_("Go on with the evening after all"), "link", self._go_on)
        for after in (self.leave, self.go_on):
            inside.addWidget(after)
            after.hide()
        return card
