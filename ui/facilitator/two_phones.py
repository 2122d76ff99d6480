"""The menu's way to count two phones of one person as one, and to take that back. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.client import Client
from ui.dialogs.two_phones import TwoPhonesDialog
from ui.locale import _
from workshop_app.domain.commands import MergeParticipants
from workshop_app.two_phones import person_with, second_phones


class TwoPhones(QObject):
    """Asks, and sends what is asked for. Signals: `said(text, undo)` it is done; `failed(error)`."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, page: QWidget) -> None:
        super().__init__(page)
        self._client, self._page = client, page

    def ask(self) -> TwoPhonesDialog:
        """Open the small window with the phones that count as another one's at the moment."""
        dialog = TwoPhonesDialog(self._find, second_phones(self._client.reader()), self._page)
        dialog.merged.connect(self.merge)
        dialog.parted.connect(self.part)
        dialog.open()
        return dialog

    def merge(self, second: int, first: int) -> None:
        """Count the second as the first."""
        self._client.submit(
            MergeParticipants(second, first),
            lambda _done: self.said.emit(
                _("The two phones are counted as one person."), lambda: self.part(second)
            ),
            self.failed.emit,
        )

    def part(self, second: int) -> None:
        """Count them apart again."""
        self._client.submit(
            MergeParticipants(second, None),
            lambda _done: self.said.emit(_("The two phones are counted as two people again."), None),
            self.failed.emit,
        )

    def _find(self, typed: str) -> int | None:
        return person_with(self._client.reader(), typed)
