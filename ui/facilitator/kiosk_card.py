"""For people without a phone: a device that goes round, let in by a code of its own. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from ui.client import Client
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.models.workshop_model import WorkshopModel
from ui.widgets.pieces import button, headed, label, row
from ui.widgets.qr_code import QrCode, qr_matrix
from workshop_app.domain.kiosk import AllowKiosk, way_in


class KioskCard(QFrame):
    """Lets shared devices in and shows them the way, or makes their code void."""

    def __init__(
        self, client: Client, model: WorkshopModel, network: NetworkModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client, self._model, self._network = client, model, network
        told = _(
            "Let a tablet or a phone go round. Each person joins on it, answers, and presses “Done, pass it on”. "
            "What somebody says aloud or has put on paper is written down in the same way; the minutes tell how many "
            "took part like that."
        )
        inside = headed(self, _("People without a phone"), told)
        self.code = QrCode()
        self.code.setFixedSize(190, 190)
        inside.addWidget(self.code)
        self.address = label("", "strong", wrap=True)
        inside.addWidget(self.address)
        self.show_code = button(_("Let a shared device in"), "", lambda: client.submit(AllowKiosk(on=True)))
        self.here = button(_("Use this laptop for it"), "", self._open_here)
        self.void = button(_("Make the code void"), "link", lambda: client.submit(AllowKiosk(on=False)))
        line = row(spacing=10)
        for piece in (self.show_code, self.here, self.void):
            line.addWidget(piece)
        line.addStretch(1)
        inside.addLayout(line)
        model.refreshed.connect(self._show)
        network.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        snapshot = self._model.snapshot
        key = snapshot.kiosk if snapshot is not None else None
        address = f"{self._network.url}{way_in(key)}" if key and self._network.url else ""
        self.code.setVisible(bool(address))
        self.code.set_code(qr_matrix(address) if address else (), _("QR code for shared devices"))
        self.address.setVisible(bool(key))
        self.address.setText(address.removeprefix("http://") or _("There is no network yet."))
        self.show_code.setVisible(not key)
        self.here.setVisible(bool(key) and self._network.up)
        self.void.setVisible(bool(key))

    def _open_here(self) -> None:
        """Open the page in the laptop's own browser, which reaches this program without any network."""
        snapshot = self._model.snapshot
        if snapshot is not None and snapshot.kiosk:
            QDesktopServices.openUrl(QUrl(f"http://127.0.0.1:{self._network.port}/{way_in(snapshot.kiosk)}"))
