"""The laptop's addresses on the hall's network, and the QR codes that bring phones to them. Any thread.

Nothing here asks the internet: the addresses are what the machine's own interfaces say. The pure functions take
what they look at as arguments, so that a window can call them from a timer.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import psutil
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from workshop_app.i18n import N_

#: Light modules around a QR code (its quiet zone); with fewer, cameras lose it.
QUIET_ZONE = 4
#: Characters that would end a field of a `WIFI:` code too early.
_ESCAPED = re.compile(r'([\\;,:"])')


class LinkKind(StrEnum):
    """What sort of network an address belongs to."""

    WIFI = "wifi"
    ETHERNET = "ethernet"
    VIRTUAL = "virtual"
    OTHER = "other"


#: What a person calls each sort, for the picker of addresses.
LABELS = {
    LinkKind.WIFI: N_("Wi-Fi"),
    LinkKind.ETHERNET: N_("Cable"),
    LinkKind.VIRTUAL: N_("Virtual or VPN"),
    LinkKind.OTHER: N_("Other network"),
}

# Windows, macOS and Linux name their interfaces each in their own way; the first pattern that fits decides.
_NAMES = (
    (
        LinkKind.VIRTUAL,
        r"vethernet|hyper-v|vmware|virtualbox|vbox|vmnet|docker|br-|virbr|veth|lxc|cni|podman|wsl",
    ),
    (
        LinkKind.VIRTUAL,
        r"utun|tun\d|tap|wg\d|wireguard|tailscale|zt|ppp|ipsec|vpn|nordlynx|proton|anpi|awdl|llw|openvpn|cisco|pangp",
    ),
    # Mobile data too: no phone reaches this laptop over it. Windows has its own word for that in each language.
    (
        LinkKind.VIRTUAL,
        r"lo\d*$|loopback|bluetooth|wwan|rmnet|teredo|isatap|cellular|mobile broadband|mobilt bredband",
    ),
    (LinkKind.VIRTUAL, r"mobiililaajakaista|matkapuhelin|matkaviestin"),
    # Windows' own hotspot is called "Local Area Connection* 2" in the system's language: an access point, not a cable.
    (LinkKind.WIFI, r".*\*( \d+)?$"),
    (
        LinkKind.WIFI,
        r"wi-?fi|wlan|wlp|wlx|wlo|wl\d|langaton|langattom|trådlös|wireless|en0$",
    ),
    (LinkKind.ETHERNET, r"ethernet|eth\d|en[opsx]?\d|em\d|lan|lähiverkko|local area|bridge\d"),
)
_BY_KIND = {LinkKind.WIFI: 40, LinkKind.ETHERNET: 35, LinkKind.OTHER: 10, LinkKind.VIRTUAL: -60}
# Addresses that laptops give themselves when they share their own network to phones.
_HOTSPOTS = {"192.168.137.1": "Windows", "10.42.0.1": "NetworkManager", "192.168.2.1": "macOS"}
_PRIVATE = tuple(ipaddress.ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
_CARRIER = ipaddress.ip_network("100.64.0.0/10")


@dataclass(frozen=True, slots=True)
class LanAddress:
    """One IPv4 address of the laptop.

    `interface` is the system's name for it; a higher `score` is likelier to be right. `network` is the name of its
    Wi-Fi, where that is known.
    """

    interface: str
    kind: LinkKind
    ip: str
    score: int
    network: str = ""

    @property
    def label(self) -> str:
        """What a person calls this sort of network, in English, for translation."""
        return LABELS[self.kind]

    @property
    def virtual(self) -> bool:
        """Whether it is a network inside this laptop or a VPN, where no phones are."""
        return self.kind is LinkKind.VIRTUAL


@dataclass(frozen=True, slots=True)
class AddressChange:
    """The difference between two checks: addresses that went and addresses that came."""

    gone: tuple[LanAddress, ...]
    new: tuple[LanAddress, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.gone or self.new)


def addresses() -> tuple[LanAddress, ...]:
    """The laptop's IPv4 addresses now, the likely one for phones first; loopback stands last."""
    stats = psutil.net_if_stats()
    found = [
        rated(name, entry.address, up=name in stats and stats[name].isup)
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET
    ]
    return tuple(sorted(found, key=lambda a: (-a.score, a.interface, a.ip)))


def rated(interface: str, ip: str, *, up: bool) -> LanAddress:
    """An address with its sort and score, by the interface's name, the range and whether the link is up."""
    address = ipaddress.ip_address(ip)
    kind = link_kind(interface)
    if ip in _HOTSPOTS and kind is LinkKind.VIRTUAL and not interface.lower().startswith(("docker", "virbr")):
        kind = LinkKind.WIFI
    score = _BY_KIND[kind] if up else _BY_KIND[kind] - 100
    score += 20 if any(address in network for network in _PRIVATE) else 0
    score += 30 if ip == "192.168.137.1" else 5 if ip in _HOTSPOTS else 0
    score -= 80 if address.is_link_local else 0
    score -= 40 if address in _CARRIER else 0
    score -= 200 if address.is_loopback else 0
    return LanAddress(interface, kind, ip, score)


def link_kind(interface: str) -> LinkKind:
    """The sort of network that an interface of this name belongs to."""
    name = interface.strip().lower()
    return next((kind for kind, names in _NAMES if re.match(names, name)), LinkKind.OTHER)


def choose(
    found: Iterable[LanAddress], preferred: str | None = None, reached: Collection[str] = ()
) -> LanAddress | None:
    """The address to show: the one the facilitator chose, else one a phone has reached, else the likeliest.

    `preferred` is an IP, `reached` IPs that phones came in on. None when there is no address at all.
    """
    known = tuple(found)
    by_hand = next((a for a in known if a.ip == preferred), None)
    proven = next((a for a in known if a.ip in reached), None)
    return by_hand or proven or next(iter(known), None)


def changes(before: Iterable[LanAddress], after: Iterable[LanAddress]) -> AddressChange:
    """The difference between two checks; scores and order do not matter."""
    old, new = tuple(before), tuple(after)
    had, has = {(a.interface, a.ip) for a in old}, {(a.interface, a.ip) for a in new}
    return AddressChange(
        tuple(a for a in old if (a.interface, a.ip) not in has),
        tuple(a for a in new if (a.interface, a.ip) not in had),
    )


def join_url(ip: str, port: int) -> str:
    """What a phone opens: always with http:

    in front, so that the camera offers a page, not a search.
    """
    return f"http://{ip}/" if port == 80 else f"http://{ip}:{port}/"


def wifi_code(ssid: str, password: str = "", *, hidden: bool = False) -> str:
    """The text of a QR code that takes a phone onto a Wi-Fi network; without a password an open one."""
    secured = (
        f"T:WPA;S:{_escaped(ssid)};P:{_escaped(password)};" if password else f"T:nopass;S:{_escaped(ssid)};"
    )
    return f"WIFI:{secured}{'H:true;' if hidden else ''};"


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` as rows of modules, True is dark; level M, with the quiet zone around it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", text)
