"""Where phones find the laptop: its addresses, polled, and whether a phone has come in. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from ui.tasks import run_in_background

#: How often the laptop's addresses are looked at, in milliseconds.
POLL_MS = 5_000
#: How often to check whether a phone has come, in milliseconds; it costs no reading of the file.
ARRIVALS_MS = 500


class Place(Protocol):
    """One address of the laptop (`workshop_app.web.lan.LanAddress`)."""

    @property
    def ip(self) -> str:
        """IPv4 address."""
        ...

    @property
    def interface(self) -> str:
        """The system's name of the link."""
        ...

    @property
    def network(self) -> str:
        """The name of the Wi-Fi; empty where it is not known."""
        ...

    @property
    def label(self) -> str:
        """What a person calls this sort of network, in English."""
        ...

    @property
    def virtual(self) -> bool:
        """Whether phones can't be in it: a network inside the laptop, a VPN."""
        ...


@dataclass(frozen=True, slots=True)
class Lan:
    """What the program knows of networks, handed over by `ui.main`.

    `find()` may take a while and is called in the background; `choose(places, preferred, reached)`
    gives the place to show; `url(ip, port)` what a phone opens; `wifi(name, password)` the text of
    the Wi-Fi's QR code; `port()` the LAN host's port, None while it is not up; `reached()` the
    addresses on which phones have come in, and how many on each.
    """

    find: Callable[[], tuple[Place, ...]]
    choose: Callable[[tuple[Place, ...], str | None, Collection[str]], Place | None]
    url: Callable[[str, int], str]
    wifi: Callable[[str, str], str]
    port: Callable[[], int | None]
    reached: Callable[[], Mapping[str, int]]


class NetworkModel(QObject):
    """Keeps the address that is shown to the hall.

    Signals: `changed()` anything below is different; `moved(before, now)` the shown address is
    another one (IPs, empty for none): codes must be read again.
    """

    changed = Signal()
    moved = Signal(str, str)

    def __init__(
        self, lan: Lan, preferred: str, wifi: tuple[str, str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lan = lan
        self._preferred = preferred
        self.wifi_name, self.wifi_password = wifi
        self.places: tuple[Place, ...] = ()
        self._shown: Place | None = None
        self._state: tuple[object, ...] = ()
        self._looking = self._closed = False
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._arrived: dict[str, int] = {}
        self._arrivals = QTimer(self, interval=ARRIVALS_MS)
        self._arrivals.timeout.connect(self._see_arrivals)
        self._arrivals.start()

    @property
    def preferred(self) -> str:
        """The address that the facilitator chose; empty when the program chooses."""
        return self._preferred

    @property
    def place(self) -> Place | None:
        """The address that is shown, None without a network."""
        return self._shown

    @property
    def url(self) -> str:
        """What a phone opens; empty without a network or LAN host."""
        port = self._lan.port()
        return self._lan.url(self._shown.ip, port) if self._shown and port else ""

    @property
    def minutes_url(self) -> str:
        """Where phones find the minutes when they are given; empty without a network or LAN host."""
        return f"{self.url}minutes" if self.url else ""

    @property
    def port(self) -> int:
        """The port that phones are taken in on; 0 while none is."""
        return self._lan.port() or 0

    @property
    def up(self) -> bool:
        """Whether the LAN host takes phones in."""
        return self.port > 0

    @property
    def phone_came(self) -> bool:
        """Whether a phone has reached the laptop since the program started."""
        return bool(self._arrived)

    @property
    def arrived(self) -> Mapping[str, int]:
        """How many phones have come in on each address of the laptop since the program started."""
        return self._arrived

    @property
    def wifi_code(self) -> str:
        """The text of the Wi-Fi's QR code; empty when no name was given."""
        return self._lan.wifi(self.wifi_name, self.wifi_password) if self.wifi_name else ""

    def prefer(self, ip: str) -> None:
        """Show this address; empty lets the program choose."""
        self._preferred = ip
        self._choose()

    def set_wifi(self, name: str, password: str) -> None:
        """The hall's Wi-Fi as it is told to people."""
        self.wifi_name, self.wifi_password = name, password
        self._choose()

    def look(self) -> None:
        """Check the laptop's addresses; returns at once."""
        if self._looking or self._closed:
            return
        self._looking = True
        run_in_background(self._lan.find, self._found, self._not_found, self)

    def close(self) -> None:
        """Stop checking."""
        self._closed = True
        self._timer.stop()
        self._arrivals.stop()

    def _see_arrivals(self) -> None:
        if dict(self._lan.reached()) != self._arrived:
            self._choose()

    def _found(self, places: tuple[Place, ...]) -> None:
        self._looking = False
        if not self._closed:
            self.places = places
            self._choose()

    def _not_found(self, error: BaseException) -> None:
        # It was logged where it happened; the next check comes by itself.
        self._looking = False

    def _choose(self) -> None:
        before = self._shown.ip if self._shown else ""
        first = not self._state
        self._arrived = dict(self._lan.reached())
        self._shown = self._lan.choose(self.places, self._preferred or None, self._arrived)
        now = self._shown.ip if self._shown else ""
        state = (self.places, self.url, self._arrived, self.wifi_name, self.wifi_password, self._preferred)
        if state != self._state:
            self._state = state
            if before != now and not first:
                self.moved.emit(before, now)
            self.changed.emit()
