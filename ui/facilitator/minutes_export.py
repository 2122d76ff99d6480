"""The export into a folder: asks where, writes in the background, shows progress, stops when asked. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.jobs import Place, exported
from ui.client import Client
from ui.facilitator.writing_line import WritingLine
from ui.locale import _, _n
from ui.models.network_model import NetworkModel
from ui.widgets.pieces import button, column, frame, label
from ui.widgets.template_choice import TemplateChoice


class ExportCard(QWidget):
    """The card on the minutes' page. Signals: `said(text, undo)`, `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, network: NetworkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._network = client, network
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("To a folder"), "section"))
        told = _(
            "The minutes as a document and a web page, the tables for Excel and as CSV, what was printed for the hall, "
            "and the whole evening but your own notes for this program (workshop.json), which is not meant to be given "
            "out."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        self.template = TemplateChoice()
        self.write = button(_("Write to a folder…"), "", self._choose_folder)
        self.line = WritingLine()
        for widget in (self.template, self.write, self.line):
            inside.addWidget(widget)
        column(self).addWidget(card)

    def write_to(self, folder: Path) -> None:
        """Write everything into a new folder inside `folder`, in the background."""
        self.write.setEnabled(False)
        going = self.line.begin(_("Writing the minutes and the tables…"))
        network = self._network
        joining = (network.url, network.wifi_name, network.wifi_password, network.wifi_code)
        job = partial(exported, Place(folder, self.template.path, joining))
        self._client.ask(job, self._written, self._not_done, self, going.on)

    def _written(self, made: tuple[Path, int] | None) -> None:
        self.write.setEnabled(True)
        if made is None:
            self.line.end()
            self.said.emit(_("Stopped: nothing was written."), None)
            return
        folder, files = made
        self.line.end(folder)
        self.said.emit(_n("{n} file was written.", "{n} files were written.", files), None)

    def _not_done(self, error: BaseException) -> None:
        self.write.setEnabled(True)
        self.line.end()
        self.failed.emit(error)

    def _choose_folder(self) -> None:
        start = str(self._client.runtime.path.parent)
        dialog = QFileDialog(self, _("Where to write the minutes"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen)))
        dialog.open()
