"""What the file and the network say by themselves, told at the top and at the foot of the window. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.client import Client
from ui.facilitator.top_bar import TopBar
from ui.locale import _, current
from ui.models.network_model import NetworkModel
from ui.widgets.notice import Notice
from workshop_app.problems import file_sentence


class Telling(QObject):
    """Listens to `client` and `network`; `show_qr` shows the page's code to the hall."""

    def __init__(
        self, client: Client, network: NetworkModel, top: TopBar, notice: Notice, show_qr: Callable[[], None]
    ) -> None:
        super().__init__(notice)
        self._name, self._top, self._notice, self._show_qr = client.runtime.path.name, top, notice, show_qr
        client.trouble.connect(self._trouble)
        client.well.connect(self._well)
        client.copied.connect(self._copied)
        network.moved.connect(self._moved)

    def _trouble(self, code: str) -> None:
        said = file_sentence(code, self._name, current())
        self._top.show_trouble(said)
        self._notice.say(said, trouble=True, stays=True)

    def _well(self) -> None:
        self._top.show_saved()
        self._notice.say(_("Saving works again."))

    def _copied(self, code: str) -> None:
        self._top.show_copies(code)
        said = self._top.file.toolTip() if code else _("The backup copy is made again.")
        self._notice.say(said, trouble=bool(code))

    def _moved(self, _before: str, now: str) -> None:
        if now:
            said = _(
                "The network address changed to {address}. Show the QR code to the hall again.", address=now
            )
            self._notice.say(said, trouble=True, action=(_("Show QR"), self._show_qr), stays=True)
        else:
            said = _("The network is gone. Check the Wi-Fi of this laptop.")
            self._notice.say(said, trouble=True, stays=True)
