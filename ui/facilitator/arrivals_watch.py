"""Checks now and then whether one phone seems to be several people, and says so on any page. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.client import Client
from ui.kinds.duel.doubts import DoubtsDialog, arrivals_sentence
from ui.locale import _
from ui.widgets.notice import Notice

#: How often to check, in milliseconds.
EVERY_MS = 10_000


class ArrivalsWatch(QObject):
    """Mentions each group of people once, and again when it has grown; `look` opens the list of them."""

    def __init__(self, client: Client, notice: Notice) -> None:
        super().__init__(notice)
        self._client, self._notice = client, notice
        self._told: set[int] = set()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look_for_doubts)
        self._timer.start()

    def look_for_doubts(self) -> None:
        """Say what is new."""
        new = [found for found in self._client.doubtful() if not self._told.issuperset(found.people)]
        if new:
            self._told.update(person for found in new for person in found.people)
            look: Callable[[], object] = self.look
            self._notice.say(arrivals_sentence(new), action=(_("Look at them…"), look), stays=True)

    def look(self) -> DoubtsDialog:
        """Open the list; the evening goes on behind it."""
        dialog = DoubtsDialog(self._client, (), self._client.doubtful(), self._notice.window())
        dialog.open()
        return dialog
