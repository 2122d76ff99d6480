"""The bar at the top: what evening this is, and what must always be in sight. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.locale import _, _n
from ui.models import wording
from ui.models.network_model import NetworkModel
from ui.style import set_role
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.pieces import button, row
from ui.widgets.tips import plain
from workshop_app.domain.workshop import Workshop


class TopBar(QFrame):
    """Title, place and date; chips for phones, network and the file; the QR button and the menu.

    Signals: `qr_wanted()`, `network_wanted()`.
    """

    qr_wanted = Signal()
    network_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "top")
        self.setFixedHeight(52)
        self._trouble = ""
        self._filling = self._uncopied = ("", "")
        self._title = ElidedLabel("section")
        self._where = ElidedLabel("muted")
        self.phones = Chip(_("Phones"), pressable=True)
        self.network = Chip(_("Network"), pressable=True)
        self.file = Chip(_("Saving"))
        self.qr = button(_("Show QR"), "", self.qr_wanted.emit)
        self.menu = button(_("Menu"), "icon", picture="menu")
        line = row(self, margins=(18, 0, 12, 0), spacing=16)
        line.addWidget(self._title)
        line.addWidget(self._where)
        line.addStretch(1)
        for widget in (self.phones, self.network, self.file, self.qr, self.menu):
            line.addWidget(widget)
        self.phones.clicked.connect(self.network_wanted)
        self.network.clicked.connect(self.network_wanted)
        self.phones.show_state(_n("{n} phone", "{n} phones", 0), "idle")
        self.network.show_state(_("Looking for the network"), "idle")
        self.show_saved()

    def show_workshop(self, workshop: Workshop) -> None:
        """Show what evening this is."""
        self._title.setText(wording.pick(workshop.title))
        self._where.setText(wording.where_and_when(workshop))

    def show_phones(self, n: int) -> None:
        """Show how many have joined."""
        self.phones.show_state(_n("{n} phone", "{n} phones", n), "ok" if n else "idle")

    def show_network(self, network: NetworkModel) -> None:
        """Show where phones find the laptop."""
        place = network.place
        if place is None or place.ip.startswith("127."):
            self.network.show_state(_("No network"), "live")
        elif not network.up:
            self.network.show_state(_("Phones can't join"), "live")
        else:
            name = network.wifi_name or place.network or _(place.label)
            self.network.show_state(_("Network: {name} · {address}", name=name, address=place.ip))

    def show_saved(self) -> None:
        """Show that everything is on the disk."""
        self._trouble = ""
        self._show_file()

    def show_trouble(self, sentence: str) -> None:
        """Show that the file can't be written to; the whole sentence is the chip's tooltip and stands in the notice."""
        self._trouble = sentence
        self._show_file()

    def show_filling(self, code: str, sentence: str) -> None:
        """Show how full of rows the file is (`FileFilling.code`), with what to do about it as the chip's tooltip."""
        self._filling = (code, sentence)
        self._show_file()

    def show_copies(self, code: str, sentence: str) -> None:
        """Show why the copy beside the file is out of date (`CopyTrouble.code`); empty when it is up to date."""
        self._uncopied = (code, sentence)
        self._show_file()

    def _show_file(self) -> None:
        text, state, told = self._file_told()
        self.file.show_state(text, state)
        if told:
            self.file.setToolTip(plain(told))
            self.file.setAccessibleName(told)

    def _file_told(self) -> tuple[str, str, str]:
        """The chip's text and state for the most serious message, and its sentence where something can be done."""
        (filling, filled), (uncopied, why) = self._filling, self._uncopied
        if self._trouble:
            return _("Not saved"), "live", self._trouble
        if filling == "evening_full":
            return _("File full"), "live", filled
        if uncopied == "damaged":
            return _("File damaged"), "warn", why
        if filling:
            return _("File half full"), "warn", filled
        if uncopied:
            return _("Saved, no backup copy"), "warn", why
        return _("Saved"), "ok", ""
