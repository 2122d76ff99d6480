"""Messages from the file and the network, shown at the top and at the bottom of the window. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.client import Client
from ui.facilitator.top_bar import TopBar
from ui.locale import _, current
from ui.models import wording
from ui.models.network_model import NetworkModel
from ui.widgets.notice import Notice
from workshop_app.i18n import N_
from workshop_app.problems import file_sentence, sentence

#: Why the copy beside the file is out of date, and what to do about it, by `CopyTrouble.code`.
_COPIES = {
    "room": N_(
        "Everything is saved, but the backup copy beside the file can't be made: is the disk nearly full? "
        "Make a copy on a stick (menu)."
    ),
    "damaged": N_(
        "The file is damaged. Answers still go into it, and its last whole backup copies stay. "
        "After the evening close the workshop and open it again: "
        "the first page then offers to rescue what can be read."
    ),
}


class Telling(QObject):
    """Listens to `client` and `network`; `show_qr` shows the page's code to the hall."""

    def __init__(
        self, client: Client, network: NetworkModel, top: TopBar, notice: Notice, show_qr: Callable[[], None]
    ) -> None:
        super().__init__(notice)
        self._name, self._top, self._notice, self._show_qr = client.runtime.path.name, top, notice, show_qr
        #: What is wrong with the file, and whether texts typed meanwhile wait to be saved.
        self._wrong, self._words_wait = "", False
        client.trouble.connect(self._trouble)
        client.kept.connect(self._kept)
        client.refused.connect(self._refused)
        client.well.connect(self._well)
        client.filling.connect(self._filling)
        client.copied.connect(self._copied)
        client.taken_back.connect(self._taken_back)
        network.moved.connect(self._moved)
        if client.runtime.from_backup:
            said = _("That was a backup copy, so the evening goes on in the file {name}.", name=self._name)
            notice.say(said, stays=True)
        if client.runtime.filling:
            self._filling(client.runtime.filling)

    def tell_port(self) -> None:
        """Say that another program has the port that the phones know, as can happen after a crash."""
        said = _(
            "Another program has taken the address that the phones know. Show the QR code to the hall again: "
            "each phone goes on as the same person."
        )
        self._notice.say(said, trouble=True, action=(_("Show QR"), self._show_qr), stays=True)

    def tell_overdue(self, day: dt.date, ask_wipe: Callable[[], object]) -> None:
        """Say that the day until which the answers may be kept has passed; `ask_wipe` offers to wipe them."""
        said = _(
            "People were told that their answers are kept until {day}. Remove the personal data, or delete the whole "
            "evening on the first page.",
            day=wording.date(day),
        )
        self._notice.say(said, trouble=True, action=(_("Remove the personal data…"), ask_wipe), stays=True)

    def _trouble(self, code: str) -> None:
        self._wrong = file_sentence(code, self._name, current())
        self._top.show_trouble(self._wrong)
        self._say_trouble()

    def _kept(self) -> None:
        if not self._words_wait:
            self._words_wait = True
            self._say_trouble()

    def _refused(self, error: BaseException) -> None:
        said = sentence(error, current(), self._name)
        if said == self._wrong:
            # A press that the same trouble undid must not hide what becomes of the words.
            self._say_trouble()
        else:
            self._notice.say(said, trouble=True)

    def _say_trouble(self) -> None:
        kept = _("What you write meanwhile stays in this window, and is saved as soon as that works again.")
        said = [self._wrong, kept if self._words_wait else ""]
        self._notice.say(" ".join(filter(None, said)), trouble=True, stays=True)

    def _well(self) -> None:
        self._wrong, self._words_wait = "", False
        self._top.show_saved()
        self._notice.say(_("Saving works again."))

    def _filling(self, code: str) -> None:
        said = file_sentence(code, self._name, current())
        self._top.show_filling(code, said)
        self._notice.say(said, trouble=True, stays=True)

    def _copied(self, code: str) -> None:
        said = _(_COPIES.get(code, _COPIES["room"])) if code else ""
        self._top.show_copies(code, said)
        self._notice.say(said or _("The backup copy is made again."), trouble=bool(code))

    def _taken_back(self) -> None:
        said = _(
            "Somebody withdrew an idea of theirs, so the minutes that were given are no longer on the phones. Look "
            "whether your own texts or the decisions tell it, and give the minutes anew."
        )
        self._notice.say(said, stays=True)

    def _moved(self, _before: str, now: str) -> None:
        if now:
            said = _(
                "The network address changed to {address}. Show the QR code to the hall again.", address=now
            )
            self._notice.say(said, trouble=True, action=(_("Show QR"), self._show_qr), stays=True)
        else:
            said = _("The network is gone. Check the Wi-Fi of this laptop.")
            self._notice.say(said, trouble=True, stays=True)
