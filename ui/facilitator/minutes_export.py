"""Everything into a folder: asks where, writes in the background, tells how far it is, and stops when asked.

QT MAIN THREAD.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from exports.jobs import Place, exported
from ui.client import Client
from ui.facilitator.minutes_template import TemplateChoice
from ui.locale import _, _n
from ui.models.network_model import NetworkModel
from ui.widgets.pieces import button, column, frame, label, row

#: How often the bar follows, in milliseconds.
_FOLLOWS_MS = 100


@dataclass(slots=True)
class Going:
    """How far an export is. A pool thread writes `done` and `of`, the main thread `stopped`."""

    done: int = 0
    of: int = 0
    stopped: bool = False

    def on(self, done: int, of: int) -> bool:
        """Note how far it is; False when it shall stop."""
        self.done, self.of = done, of
        return not self.stopped


class ExportCard(QWidget):
    """The card on the minutes' page. Signals: `said(text, undo)`, `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, network: NetworkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._network = client, network
        self._folder: Path | None = None
        self._going = Going()
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("To a folder"), "section"))
        told = _(
            "The minutes as a document and a web page, the tables for Excel and as CSV, what was printed for the hall, "
            "and the whole evening for this program (workshop.json), which is not meant to be given out."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        self.template = TemplateChoice()
        self.write = button(_("Write to a folder…"), "", self._choose_folder)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Being written"))
        self._doing = label("", "small", wrap=True)
        self.stop = button(_("Stop"), "link", self._stop)
        self.show_folder = button(_("Open the folder"), "link", self._open_folder)
        for widget in (self.template, self.write, self.bar, self._doing):
            inside.addWidget(widget)
        links = row()
        for link in (self.stop, self.show_folder):
            links.addWidget(link)
            link.hide()
        links.addStretch(1)
        inside.addLayout(links)
        column(self).addWidget(card)
        self.bar.hide()
        self._doing.hide()
        self._follows = QTimer(self, interval=_FOLLOWS_MS)
        self._follows.timeout.connect(self._follow)

    def write_to(self, folder: Path) -> None:
        """Write everything into a new folder inside `folder`, in the background."""
        self._going = Going()
        self.bar.setRange(0, 0)
        self._doing.setText(_("Writing the minutes and the tables…"))
        self._busy(True)
        network = self._network
        joining = (network.url, network.wifi_name, network.wifi_password, network.wifi_code)
        job = partial(exported, Place(folder, self.template.path, joining))
        self._client.ask(job, self._written, self._not_done, self, self._going.on)

    def _busy(self, on: bool) -> None:
        self.write.setEnabled(not on)
        for part in (self.bar, self._doing, self.stop):
            part.setVisible(on)
        if on:
            self.show_folder.hide()
            self._follows.start()
        else:
            self._follows.stop()

    def _follow(self) -> None:
        if self._going.of:
            self.bar.setRange(0, self._going.of)
            self.bar.setValue(self._going.done)

    def _stop(self) -> None:
        self._going.stopped = True
        self.stop.hide()
        self._doing.setText(_("Stopping…"))

    def _written(self, made: tuple[Path, int] | None) -> None:
        self._busy(False)
        if made is None:
            self.said.emit(_("Stopped: nothing was written."), None)
            return
        self._folder, files = made
        self.show_folder.show()
        self._doing.setText(str(self._folder))
        self._doing.show()
        self.said.emit(_n("{n} file was written.", "{n} files were written.", files), None)

    def _not_done(self, error: BaseException) -> None:
        self._busy(False)
        self.failed.emit(error)

    def _choose_folder(self) -> None:
        start = str(self._client.runtime.path.parent)
        dialog = QFileDialog(self, _("Where to write the minutes"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen)))
        dialog.open()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
