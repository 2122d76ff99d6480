"""Where phones find this laptop: addresses, the hall's Wi-Fi, both codes, and what to do when none comes.

QT MAIN THREAD.
"""

from __future__ import annotations

import sys
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QRadioButton, QSizePolicy, QWidget

from ui.facilitator.network_help import NetworkHelp
from ui.locale import _
from ui.models.network_help import Facts, seen
from ui.models.network_model import NetworkModel, Place
from ui.style import set_role
from ui.widgets.pieces import button, column, empty, frame, label, row, scrolling
from ui.widgets.qr_code import QrCode, qr_matrix
from ui.widgets.saved_field import SavedLine


class NetworkPage(QWidget):
    """Reads and steers a `NetworkModel`; what is chosen is kept for the next evening on this machine.

    Signal `handouts_wanted()`: write the poster and the table cards.
    """

    handouts_wanted = Signal()

    def __init__(self, network: NetworkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network = network
        body = QWidget()
        inside = column(body, margins=(26, 22, 26, 26), spacing=18)
        inside.addWidget(label(_("Network"), "heading"))
        self._reached = label("", wrap=True)
        inside.addWidget(self._reached)
        upper = row(spacing=18)
        upper.addWidget(self._addresses_card(), 1)
        upper.addWidget(self._wifi_card(), 1)
        inside.addLayout(upper)
        self.help = NetworkHelp()
        inside.addWidget(self.help)
        inside.addWidget(self._print_card())
        self._cards = column(spacing=18)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        # As high as its sentences need at this width, not at the narrowest: otherwise the page would end in empty
        # space.
        body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column(self).addWidget(scrolling(body))
        network.changed.connect(self.show_network)
        self.show_network()

    def add_card(self, card: QWidget) -> None:
        """Add a card below what is printed: how people join without a phone, or with tickets."""
        self._cards.addWidget(card)

    def show_network(self) -> None:
        """Show the network as it was seen last."""
        network = self._network
        self._show_places(network)
        facts = _facts(network)
        state = seen(facts)
        set_role(self._reached, state.look)
        self._reached.setText(state.sentence)
        self.help.show_facts(facts)
        shown = network.url.removeprefix("http://").rstrip("/")
        self._url.setText(shown or _("There is no network yet."))
        _show_code(self._page_code, network.url, _("QR code of the join page"))
        self.wifi_name.show_value(network.wifi_name)
        self.wifi_name.setPlaceholderText(network.place.network if network.place else "")
        self.wifi_password.show_value(network.wifi_password)
        _show_code(self._wifi_code, network.wifi_code, _("QR code of the Wi-Fi"))
        self._no_wifi.setVisible(not network.wifi_code)
        self.handouts.setEnabled(bool(network.url))

    def _addresses_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=8)
        inside.addWidget(label(_("Address of the join page"), "section"))
        self._url = label("", "strong", wrap=True)
        inside.addWidget(self._url)
        self._page_code = QrCode()
        self._page_code.setFixedSize(190, 190)
        inside.addWidget(self._page_code)
        inside.addWidget(label(_("This laptop's networks"), "field"))
        self.places: dict[str, QRadioButton] = {}
        self._choices = column(spacing=2)
        inside.addLayout(self._choices)
        told = _("Choose the network that the phones are in too. “By itself” is right in most halls.")
        inside.addWidget(label(told, "small", wrap=True))
        inside.addStretch(1)
        return card

    def _wifi_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=8)
        inside.addWidget(label(_("The hall's Wi-Fi"), "section"))
        self.wifi_name, self.wifi_password = SavedLine(_("Name of the Wi-Fi")), SavedLine(_("Password"))
        for field in (self.wifi_name, self.wifi_password):
            name = label(field.accessibleName(), "field")
            name.setBuddy(field)
            inside.addWidget(name)
            inside.addWidget(field)
            field.saved.connect(lambda _text: self._save_wifi())
        self._wifi_code = QrCode()
        self._wifi_code.setFixedSize(190, 190)
        inside.addWidget(self._wifi_code)
        told = _("Write the name, and the hall screen shows a code that takes phones onto the Wi-Fi.")
        self._no_wifi = label(told, "small", wrap=True)
        inside.addWidget(self._no_wifi)
        inside.addStretch(1)
        return card

    def _print_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=8)
        inside.addWidget(label(_("Print to take along"), "section"))
        told = _(
            "A poster and table cards with both codes, in three languages, as Word documents. "
            "Write them when this laptop is in the hall's network: the address is in them."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        self.handouts = button(_("Poster and table cards…"), "", self.handouts_wanted.emit)
        line = row()
        line.addWidget(self.handouts)
        line.addStretch(1)
        inside.addLayout(line)
        return card

    def _show_places(self, network: NetworkModel) -> None:
        entries = {"": _("By itself")} | {
            place.ip: _name(place) for place in network.places if not place.ip.startswith("127.")
        }
        if list(self.places) != list(entries):
            empty(self._choices)
            self.places = {}
            for ip, text in entries.items():
                choice = QRadioButton(text)
                choice.clicked.connect(partial(self._prefer, ip))
                self._choices.addWidget(choice)
                self.places[ip] = choice
        for ip, text in entries.items():
            self.places[ip].setText(text)
        self.places.get(network.preferred, self.places[""]).setChecked(True)

    def _prefer(self, ip: str, _checked: bool = False) -> None:
        self._network.prefer(ip)

    def _save_wifi(self) -> None:
        self._network.set_wifi(self.wifi_name.text().strip(), self.wifi_password.text())


def _facts(network: NetworkModel) -> Facts:
    place = network.place
    return Facts(
        system=sys.platform,
        ip=place.ip if place else "",
        url=network.url,
        port=network.port,
        virtual=place is not None and place.virtual,
        wifi=network.wifi_name or (place.network if place else ""),
        arrived=network.arrived,
        ips=tuple(place.ip for place in network.places),
        by_hand=bool(network.preferred),
    )


def _name(place: Place) -> str:
    return f"{_(place.label)} – {place.network or place.interface} – {place.ip}"


def _show_code(code: QrCode, text: str, name: str) -> None:
    code.setVisible(bool(text))
    code.set_code(qr_matrix(text) if text else (), name)
