"""Where phones join: the address with its code, the other addresses, and a word when it changes. Main thread."""

from __future__ import annotations

import sys

from ui.commands.speech import draw, qr_code, say
from workshop_app import settings
from workshop_app.domain.kiosk import way_in
from workshop_app.i18n import Translator
from workshop_app.web import lan

_EVERYWHERE = (None, "", "0.0.0.0", "::")  # noqa: S104 - compared, not bound


class Addresses:
    """The laptop's addresses as they were last shown to the person."""

    def __init__(self, port: int, host: str | None, translator: Translator) -> None:
        """`host`: the one address that the host listens on, or None for all of them."""
        self._port, self._translator = port, translator
        self._fixed = None if host in _EVERYWHERE else host
        self._preferred = settings.load(settings.default_file()).preferred_address
        self._told = ""

    def tell(self) -> None:
        """Print the address with a code to point the camera at, and the others in case it doesn't open."""
        _ = self._translator.text
        found = lan.addresses()
        self._told = self._likely(found)
        address = lan.join_url(self._told, self._port)
        draw("", *qr_code(lan.qr_matrix(address), sys.stdout), "")
        say(_("Join with a phone: {address}", address=address))
        others = [] if self._fixed else [a for a in found if a.ip != self._told]
        if others:
            say(_("If that doesn't open, try:"))
        for other in others:
            network = _("on this computer only") if other.ip.startswith("127.") else _(other.label)
            say(f"  {lan.join_url(other.ip, self._port)}  {network}, {other.interface}")
        say("")

    def tell_device(self, key: str) -> None:
        """Print where a shared device is let in, with its code."""
        address = lan.join_url(self._likely(lan.addresses()), self._port) + way_in(key)
        draw("", *qr_code(lan.qr_matrix(address), sys.stdout), "")
        _ = self._translator.text
        say(_("For people without a phone, open on a device that goes round: {address}", address=address))

    def look_again(self) -> None:
        """Print the address again when it has changed: the laptop has moved to another network."""
        if self._likely(lan.addresses()) != self._told:
            _ = self._translator.text
            say("", _("The address has changed. Everybody needs the new one:"))
            self.tell()

    def _likely(self, found: tuple[lan.LanAddress, ...]) -> str:
        chosen = lan.choose(found, self._preferred)
        return self._fixed or (chosen.ip if chosen else "127.0.0.1")
