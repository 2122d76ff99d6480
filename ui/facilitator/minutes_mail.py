"""The minutes to those who asked for them by e-mail: a draft for the mail program; then the addresses go. QT THREAD."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.jobs import drafted
from ui.client import Client
from ui.dialogs.asking import Asking
from ui.locale import _, _n
from ui.widgets.pieces import button, column, frame, label
from workshop_app.domain.mail import ForgetAddresses
from workshop_app.snapshot import Snapshot

_SUFFIX = ".eml"


class ForgetDialog(Asking):
    """Asks once before the addresses go."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Delete the addresses?"), _("Delete for good"))
        told = _n(
            "{n} address goes from this file and its backup copies.",
            "{n} addresses go from this file and its backup copies.",
            count,
        )
        self.body.addWidget(label(told, wrap=True))
        self.body.addWidget(
            label(
                _("A draft that was written to a folder still holds them; delete it after sending."),
                wrap=True,
            )
        )
        self.finish()


class MailCard(QWidget):
    """The card on the minutes' page; not there while nobody has left an address.

    Signals: `said(text, undo)`, `failed(error)`.
    """

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, client: Client, template: Callable[[], Path | None], parent: QWidget | None = None
    ) -> None:
        """`template` gives the organisation's own Word document, or None."""
        super().__init__(parent)
        self._client, self._template = client, template
        self._count, self._draft = 0, Path()
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("By e-mail"), "section"))
        self.told = label("", "muted", wrap=True)
        self.write = button(_("Write the e-mail…"), "", self.choose_file)
        self.show_draft = button(_("Open the e-mail"), "link", self._open)
        self.show_draft.hide()
        self.forget = button(_("Delete the addresses…"), "link", self.ask)
        for widget in (self.told, self.write, self.show_draft, self.forget):
            inside.addWidget(widget)
        column(self).addWidget(card)
        self.hide()

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show how many addresses there are."""
        self._count = snapshot.addresses
        self.setVisible(self._count > 0)
        self.told.setText(
            _n(
                "{n} participant wants the minutes by e-mail. The draft opens in your mail program; nobody sees the "
                "others' addresses. Delete them when it has been sent: after 30 days they go by themselves.",
                "{n} participants want the minutes by e-mail. The draft opens in your mail program; nobody sees the "
                "others' addresses. Delete them when it has been sent: after 30 days they go by themselves.",
                self._count,
            )
        )

    def choose_file(self) -> QFileDialog:
        """Ask where the draft goes."""
        path = self._client.runtime.path
        dialog = QFileDialog(self, _("Where to write the e-mail"), str(path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX.lstrip("."))
        dialog.selectFile(_("Minutes") + _SUFFIX)
        dialog.fileSelected.connect(lambda chosen: self.write_to(Path(chosen)))
        dialog.open()
        return dialog

    def write_to(self, target: Path) -> None:
        """Write the draft, in the background."""
        self.write.setEnabled(False)
        job = partial(drafted, _("Minutes"), self._template(), target)
        self._client.ask(job, self._written, self._not_done, self)

    def ask(self) -> ForgetDialog:
        """Ask, and delete when it is confirmed."""
        dialog = ForgetDialog(self._count, self)
        dialog.accepted.connect(
            lambda: self._client.submit(
                ForgetAddresses(),
                lambda _gone: self.said.emit(_("The addresses are gone."), None),
                self.failed.emit,
            )
        )
        dialog.open()
        return dialog

    def _written(self, target: Path) -> None:
        self.write.setEnabled(True)
        self._draft = target
        self.show_draft.show()
        self.said.emit(_("The e-mail is ready to be looked at and sent: {path}", path=str(target)), None)

    def _not_done(self, error: BaseException) -> None:
        self.write.setEnabled(True)
        self.failed.emit(error)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._draft)))
