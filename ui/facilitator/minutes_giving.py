"""Giving the minutes to the hall: to the phones, and the code that leads there. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exports.jobs import document
from ui.client import Client
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.style import set_role
from ui.widgets.pieces import button, column, frame, label, reword
from ui.widgets.qr_code import QrCode, qr_matrix
from workshop_app.domain.commands import GiveMinutes, WithdrawMinutes
from workshop_app.snapshot import Snapshot

_CODE = 190


class GiveCard(QWidget):
    """The card on the minutes' page. Signals: `said(text, undo)`, `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self,
        client: Client,
        network: NetworkModel,
        template: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        """`template` gives the organisation's own Word document, or None."""
        super().__init__(parent)
        self._client, self._network, self._template = client, network, template
        self._is_given = False
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("To the hall"), "section"))
        self._told = label("", "muted", wrap=True)
        self.give = button("", "", self._make)
        self.code = QrCode()
        self.code.setFixedSize(_CODE, _CODE)
        self.address = label("", "strong", wrap=True)
        self.withdraw = button(_("Take the minutes back"), "link", lambda: client.submit(WithdrawMinutes()))
        for widget in (self._told, self.give, self.code, self.address, self.withdraw):
            inside.addWidget(widget)
        column(self).addWidget(card)
        network.changed.connect(self._show)

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show whether the minutes are given, and where they are."""
        self._is_given = snapshot.minutes_given
        self._show()

    def _make(self) -> None:
        self.give.setEnabled(False)
        reword(self.give, _("Writing the minutes…"))
        job = partial(document, _("Minutes"), self._template())
        self._client.ask(job, self._hand_out, self._not_done, self)

    def _hand_out(self, made: GiveMinutes) -> None:
        self._rest()
        told = _("The minutes can now be read and downloaded on the phones.")
        self._client.submit(made, lambda _done: self.said.emit(told, None), self.failed.emit)

    def _not_done(self, error: BaseException) -> None:
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self.give.setEnabled(True)
        self._show()

    def _show(self) -> None:
        given, address = self._is_given, self._network.minutes_url
        if self.give.isEnabled():
            reword(self.give, _("Give the newest minutes") if given else _("Give the minutes to the hall"))
        set_role(self.give, "" if given else "primary")
        self.withdraw.setVisible(given)
        for part in (self.code, self.address):
            part.setVisible(given and bool(address))
        if given and address:
            self.code.set_code(qr_matrix(address), _("QR code to {address}", address=address))
            self.address.setText(address.removeprefix("http://"))
        self._told.setText(
            _(
                "They can be read and downloaded on phones now. The hall screen has this code with the thanks (T)."
            )
            if given
            else _("Phones and the hall screen then offer the minutes, to be read and to be downloaded.")
        )
