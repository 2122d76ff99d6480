"""What is printed before the evening: poster, table cards, and the participation card. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.files import free_folder
from exports.jobs import handouts, participation_card
from ui.client import Client
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.models.workshop_model import WorkshopModel

_SUFFIX = ".docx"


class Printing(QObject):
    """Asks where, and writes. Signals: `said(text, undo)` it is done; `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, model: WorkshopModel, network: NetworkModel, page: QWidget) -> None:
        super().__init__(page)
        self._client, self._model, self._network, self._page = client, model, network, page

    def choose_folder(self) -> QFileDialog:
        """Ask for the folder of the hand-outs."""
        dialog = QFileDialog(self._page, _("Where to put the hand-outs"), self._beside())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.handouts_to(Path(chosen)))
        dialog.open()
        return dialog

    def handouts_to(self, folder: Path) -> None:
        """Write poster and cards in every language into a new folder inside `folder`."""
        snapshot, network = self._model.snapshot, self._network
        if snapshot is None or not network.url:
            return
        joining = (network.url, network.wifi_name, network.wifi_password, network.wifi_code)
        target = free_folder(folder, _("Hand-outs"))
        self._client.ask(
            partial(handouts, snapshot.workshop, joining, target),
            lambda made: self.said.emit(_("The hand-outs are ready: {path}", path=str(made)), None),
            self.failed.emit,
            self,
        )

    def choose_card(self) -> QFileDialog:
        """Ask for the file of the participation and communication card."""
        dialog = QFileDialog(self._page, _("Where to put the card"), self._beside())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Word documents (*.docx)"))
        dialog.setDefaultSuffix(_SUFFIX.lstrip("."))
        dialog.selectFile(_("Participation and communication card") + _SUFFIX)
        dialog.fileSelected.connect(lambda chosen: self.card_to(Path(chosen)))
        dialog.open()
        return dialog

    def card_to(self, target: Path) -> None:
        """Write the card in the workshop's language to `target`."""
        snapshot = self._model.snapshot
        if snapshot is not None:
            told = snapshot.workshop, snapshot.activities, dict(snapshot.texts)
            self._client.ask(
                partial(participation_card, *told, target),
                lambda made: self.said.emit(_("The card is ready: {path}", path=str(made)), None),
                self.failed.emit,
                self,
            )

    def _beside(self) -> str:
        return str(self._client.runtime.path.parent)
