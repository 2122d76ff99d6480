"""Progress of files being written in the background, a way to stop, and the folder afterwards. QT MAIN THREAD."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.locale import _
from ui.widgets.pieces import button, column, label, row

#: How often the progress bar is updated, in milliseconds.
_FOLLOWS_MS = 100


@dataclass(slots=True)
class Going:
    """How far the work is. The pool thread sets `done` and `of`, the main thread `stopped`."""

    done: int = 0
    of: int = 0
    stopped: bool = False

    def on(self, done: int, of: int) -> bool:
        """Note how far it is; False when it shall stop."""
        self.done, self.of = done, of
        return not self.stopped


class WritingLine(QWidget):
    """Invisible until the first work begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.going = Going()
        self._folder: Path | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Being written"))
        self._doing = label("", "small", wrap=True)
        self.stop = button(_("Stop"), "link", self.ask_to_stop)
        self.show_folder = button(_("Open the folder"), "link", self._open_folder)
        layout = column(self, spacing=10)
        layout.addWidget(self.bar)
        layout.addWidget(self._doing)
        links = row()
        for link in (self.stop, self.show_folder):
            links.addWidget(link)
            link.hide()
        links.addStretch(1)
        layout.addLayout(links)
        self._follows = QTimer(self, interval=_FOLLOWS_MS)
        self._follows.timeout.connect(self._follow)
        self.hide()

    @property
    def can_stop(self) -> bool:
        """Whether something is being written that was not stopped yet."""
        return self._follows.isActive() and not self.going.stopped

    def begin(self, doing: str) -> Going:
        """Show that work has begun; returns the object that the work reports its progress to."""
        self.going = Going()
        self.bar.setRange(0, 0)
        self._doing.setText(doing)
        for part in (self.bar, self.stop, self):
            part.show()
        self.show_folder.hide()
        self._follows.start()
        return self.going

    def ask_to_stop(self) -> None:
        """Ask the work to end at its next step, with nothing written."""
        self.going.stopped = True
        self.stop.hide()
        self._doing.setText(_("Stopping…"))

    def end(self, folder: Path | None = None) -> None:
        """Show that the work is over, and `folder` where something was written."""
        self._follows.stop()
        for part in (self.bar, self.stop):
            part.hide()
        self._folder = folder
        self.setVisible(folder is not None)
        self.show_folder.setVisible(folder is not None)
        self._doing.setText(str(folder or ""))

    def _follow(self) -> None:
        if self.going.of:
            self.bar.setRange(0, self.going.of)
            self.bar.setValue(self.going.done)

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
