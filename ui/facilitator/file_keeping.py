"""What the menu does with the evening's file: a copy on a stick, wiping of personal data. QT MAIN THREAD."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from ui.client import Client
from ui.dialogs.asking import Asking
from ui.locale import _, _n
from ui.models.workshop_model import WorkshopModel
from ui.tasks import COPYING, run_in_background
from ui.widgets.pieces import label
from workshop_app.domain.agenda import live
from workshop_app.domain.commands import WipePersonalData
from workshop_app.domain.errors import WorkshopError

_SUFFIX = ".tupa"


class WipeDialog(Asking):
    """Says plainly what goes and what stays, and asks once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Remove the personal data"), _("Remove for good"))
        texts = (
            _(
                "What ties phones to people goes from this file and its backup copies. It can't be brought back."
            ),
            _("E-mail addresses and the names of those who wished to be named go too."),
            _(
                "Ideas, results, decisions and the minutes stay. Phones that took part are strangers afterwards."
            ),
            _("Copies on sticks and what was written to other folders stay: delete them yourself."),
        )
        for text in texts:
            self.body.addWidget(label(text, wrap=True))
        self.words = QCheckBox(
            _("Remove the free words of the feedback and the ideas that were left out too")
        )
        self.body.addWidget(self.words)
        self.finish()


class FileKeeping(QObject):
    """Works in the background. Signals: `said(text, undo)` it is done; `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, model: WorkshopModel, page: QWidget) -> None:
        super().__init__(page)
        self._client, self._model, self._page = client, model, page

    def choose_copy(self) -> QFileDialog:
        """Ask where the copy goes."""
        path = self._client.runtime.path
        dialog = QFileDialog(self._page, _("Where to put the backup copy"), str(path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tupailta workshops (*.tupa)"))
        dialog.setDefaultSuffix(_SUFFIX.lstrip("."))
        copy = _("copy")
        dialog.selectFile(f"{path.stem} {copy}{_SUFFIX}")
        dialog.fileSelected.connect(lambda chosen: self.copy_to(Path(chosen)))
        dialog.open()
        return dialog

    def copy_to(self, target: Path) -> None:
        """Copy the evening as it stands to `target`; the evening goes on meanwhile."""
        runtime = self._client.runtime
        self.said.emit(_("Copying to {name}…", name=target.name), None)
        run_in_background(
            lambda: runtime.back_up_to(target),
            lambda _done: self.said.emit(_("The backup copy is ready: {path}", path=str(target)), None),
            self.failed.emit,
            self,
            line=COPYING,
        )

    def ask_wipe(self) -> WipeDialog | None:
        """Ask before wiping; while a part is open it is said that this comes after the evening."""
        snapshot = self._model.snapshot
        if snapshot is not None and live(snapshot.activities) is not None:
            self.failed.emit(WorkshopError("still_open"))
            return None
        dialog = WipeDialog(self._page)
        dialog.accepted.connect(lambda: self._wipe(words=dialog.words.isChecked()))
        dialog.open()
        return dialog

    def _wipe(self, *, words: bool) -> None:
        self._client.submit(WipePersonalData(words=words), lambda _done: self._look_for_copies())

    def _look_for_copies(self) -> None:
        runtime = self._client.runtime
        run_in_background(runtime.other_copies, self._wiped, self.failed.emit, self)

    def _wiped(self, copies: list[Path]) -> None:
        told = _(
            "The personal data is gone from {name}. Its results are as they were.",
            name=self._client.runtime.path.name,
        )
        if copies:
            left = _n(
                "One copy in the same folder still holds it: {names}.",
                "{n} copies in the same folder still hold it: {names}.",
                len(copies),
                names=", ".join(copy.name for copy in copies),
            )
            told = f"{told} {left}"
        self.said.emit(told, None)
