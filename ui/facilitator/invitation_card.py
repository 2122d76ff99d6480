"""Who is invited and how they hear of it, in the plan; the participation and communication card. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.client import Client
from ui.locale import _
from ui.style import set_role
from ui.widgets.pieces import button, column, label, row
from ui.widgets.saved_field import SavedText
from workshop_app.domain.commands import WriteMinutesText
from workshop_app.snapshot import Snapshot

#: The parts of the workshop's own words that the card is made of (`exports.participation_card`).
INVITED, CHANNELS = "invited", "channels"


class InvitationCard(QFrame):
    """Signals: `card_wanted()` make the document; `handouts_wanted()` go where poster and table cards are made."""

    card_wanted = Signal()
    handouts_wanted = Signal()

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.fields = {
            INVITED: SavedText(_("Who is invited"), height=60),
            CHANNELS: SavedText(_("How people are told"), height=60),
        }
        inside = column(self, margins=(20, 16, 20, 18), spacing=6)
        inside.addWidget(label(_("Invitation"), "section"))
        told = _(
            "Who is invited, and by what way do they hear of it? "
            "Together with the promise this makes the participation and communication card."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        line = row(spacing=14)
        for part, field in self.fields.items():
            side = column(spacing=4)
            name = label(field.accessibleName(), "field")
            name.setBuddy(field)
            side.addWidget(name)
            side.addWidget(field)
            line.addLayout(side, 1)
            field.saved.connect(lambda text, part=part: client.submit(WriteMinutesText(part, text)))
        inside.addLayout(line)
        self.make = button(_("Participation and communication card…"), "", self.card_wanted.emit)
        self.handouts = button(_("Poster and table cards…"), "", self.handouts_wanted.emit)
        self.handouts.setToolTip(_("On the network's page: they hold the Wi-Fi's name and the address."))
        last = row(spacing=10)
        last.addWidget(self.make)
        last.addWidget(self.handouts)
        last.addStretch(1)
        inside.addSpacing(6)
        inside.addLayout(last)

    def show_texts(self, snapshot: Snapshot) -> None:
        """Show what the file says."""
        for part, field in self.fields.items():
            field.show_value(snapshot.texts.get(part, ""))
