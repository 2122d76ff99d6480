"""One-time tickets for an evening with binding votes: required or not, printed, made void. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QWidget

from exports.jobs import ticket_sheet
from ui.client import Client
from ui.locale import _, _n
from ui.models.network_model import NetworkModel
from ui.models.workshop_model import WorkshopModel
from ui.widgets.choice import Number
from ui.widgets.pieces import button, headed, label, row
from ui.widgets.saved_field import indent
from workshop_app.domain.tickets import TICKETS, CancelTickets, MakeTickets, RequireTickets
from workshop_app.snapshot import Snapshot, free_tickets

#: How many tickets the dialog first suggests to print.
_OFFERED = 45


class TicketsCard(QFrame):
    """Signals: `said(text, undo)` something is done; `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(
        self, client: Client, model: WorkshopModel, network: NetworkModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client, self._model, self._network = client, model, network
        told = _(
            "With tickets each person votes once: a ticket lets one phone in, once, and is tied to no name. "
            "Print them, let each person draw one at the door, then ask for them."
        )
        inside = headed(self, _("Tickets for votes that bind"), told)
        self.needed = QCheckBox(_("Joining needs a ticket"))
        self.needed.clicked.connect(lambda on: client.submit(RequireTickets(on)))
        inside.addWidget(self.needed)
        self.state = label("", wrap=True)
        inside.addWidget(self.state)
        self.count = Number()
        indent(self.count)
        self.count.setRange(1, TICKETS)
        self.count.setValue(_OFFERED)
        self.count.setAccessibleName(_("How many new tickets"))
        self.make = button(_("Make and print new ones…"), "", lambda: self.choose_file(self.count.value()))
        self.again = button(_("Print the unused ones again…"), "", lambda: self.choose_file(0))
        self.cancel = button(_("Make the unused ones void"), "link", self._cancel)
        line = row(spacing=10)
        for piece in (self.count, self.make, self.again, self.cancel):
            line.addWidget(piece)
        line.addStretch(1)
        inside.addLayout(line)
        model.refreshed.connect(self._show)
        network.changed.connect(self._show)
        self._show()

    def choose_file(self, new: int) -> QFileDialog:
        """Ask where to put the sheet of the unused tickets; `new` of them are made first."""
        dialog = QFileDialog(self, _("Where to put the tickets"), str(self._client.runtime.path.parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Word documents (*.docx)"))
        dialog.setDefaultSuffix("docx")
        dialog.selectFile(_("Tickets") + ".docx")
        dialog.fileSelected.connect(lambda chosen: self.sheet_to(Path(chosen), new))
        dialog.open()
        return dialog

    def sheet_to(self, target: Path, new: int) -> None:
        """Make `new` tickets, and write the sheet: of the new ones, or of all unused ones where none are new."""
        if new:
            self._client.submit(
                MakeTickets(new),
                lambda made: self._write(target, cast("tuple[str, ...]", made)),
                self.failed.emit,
            )
        else:
            self._write(target, free_tickets(self._client.reader()))

    def _write(self, target: Path, tickets: tuple[str, ...]) -> None:
        snapshot = self._model.snapshot
        if snapshot is not None:
            self._client.ask(
                partial(ticket_sheet, snapshot.workshop, tickets, self._network.url, target),
                lambda path: self.said.emit(
                    _("The tickets are ready to print: {path}", path=str(path)), None
                ),
                self.failed.emit,
                self,
            )

    def _cancel(self) -> None:
        self._client.submit(
            CancelTickets(),
            lambda gone: self.said.emit(
                _n("One unused ticket is void now.", "{n} unused tickets are void now.", int(str(gone))), None
            ),
            self.failed.emit,
        )

    def _show(self) -> None:
        snapshot = self._model.snapshot
        if snapshot is None:
            return
        found = snapshot.tickets
        self.needed.setChecked(found.required)
        self.state.setText(_told(snapshot))
        self.make.setEnabled(bool(self._network.url))
        self.again.setVisible(found.free > 0)
        self.again.setEnabled(bool(self._network.url))
        self.cancel.setVisible(found.free > 0)


def _told(snapshot: Snapshot) -> str:
    found = snapshot.tickets
    if not (found.required or found.free or found.used):
        return _("There are no tickets yet. Anybody who reads the code can join.")
    told = _("Unused tickets: {free}. Used: {used}.", free=found.free, used=found.used)
    without = snapshot.participants - found.used
    if found.required and without > 0:
        told += " " + _n(
            "One person has joined without a ticket.", "{n} people have joined without a ticket.", without
        )
    return told
