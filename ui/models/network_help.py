"""What to do when phones can't reach the laptop, step by step, from what the program sees of the network. Pure.

Each topic is one page of numbered steps; `seen` says in one sentence how things stand and which page helps now.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.locale import _, _n

#: The address that Windows gives a laptop in the hotspot that it opens itself.
WINDOWS_HOTSPOT = "192.168.137.1"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the program sees.

    `system` is `sys.platform`; `ip` and `url` are what phones are told (empty without a network); `port` is 0 while
    phones can't join; `virtual`: the address belongs to a virtual network; `arrived`: how many phones came in on which
    address; `ips`: all of the laptop's addresses; `by_hand`: the facilitator chose one.
    """

    system: str
    ip: str = ""
    url: str = ""
    port: int = 0
    virtual: bool = False
    wifi: str = ""
    arrived: Mapping[str, int] = field(default_factory=dict)
    ips: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def windows(self) -> bool:
        """Whether this laptop runs Windows."""
        return self.system == "win32"

    @property
    def hotspot(self) -> bool:
        """Whether this laptop's own hotspot (as Windows makes it) is on."""
        return WINDOWS_HOTSPOT in self.ips


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stand: a sentence, its look (good, trouble or muted), and the topic that helps now."""

    sentence: str
    look: str
    topic: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: its key in code, its name, what it is about, and its steps in order."""

    key: str
    name: str
    about: str
    steps: tuple[str, ...]


def seen(facts: Facts) -> Seen:
    """How things stand with phones and this laptop."""
    if not facts.port:
        told = _("Phones can't join: this laptop lets none in. Close the evening and open it again.")
        return Seen(told, "trouble", "checks")
    if not facts.ip or ipaddress.ip_address(facts.ip).is_loopback:
        told = _("This laptop is in no network. Join the hall's Wi-Fi, or make a network of your own.")
        return Seen(told, "trouble", "router")
    if ipaddress.ip_address(facts.ip).is_link_local:
        told = _("The network gave this laptop no address. Join the Wi-Fi anew, or use another one.")
        return Seen(told, "trouble", "router")
    came = sum(facts.arrived.values())
    if not came and facts.virtual:
        told = _("Only a virtual network or a VPN was found. Turn the VPN off and join the hall's Wi-Fi.")
        return Seen(told, "trouble", "router")
    if not came:
        told = _("No phone has reached this laptop yet. Try with your own phone: read the code.")
        return Seen(told, "muted", "checks")
    if facts.by_hand and facts.ip not in facts.arrived:
        where = max(facts.arrived, key=lambda ip: facts.arrived[ip])
        told = _(
            "Phones come through on {where}, but the code shows {ip}. Choose “By itself” below.",
            where=where, ip=facts.ip,
        )  # fmt: skip
        return Seen(told, "trouble", "checks")
    on = ", ".join(facts.arrived)
    told = _n(
        "✓ {n} phone has reached this laptop ({address}): the network works.",
        "✓ {n} phones have reached this laptop ({address}): the network works.",
        came,
        address=on,
    )
    return Seen(told, "good", "checks")


def topics(facts: Facts) -> tuple[Topic, ...]:
    """Every page of help, the first look first."""
    return (
        _checks(facts),
        _no_internet(),
        _firewall(facts),
        _guest_network(),
        _router(facts),
        _hotspot(facts),
    )


def _checks(facts: Facts) -> Topic:
    wifi = (
        _("Open the phone's Wi-Fi settings. Is it on the Wi-Fi {name}?", name=facts.wifi)
        if facts.wifi
        else _("Open the phone's Wi-Fi settings. Is it on the same Wi-Fi as this laptop?")
    )
    typed = (
        _("Type this into the phone's browser: {address}. If the page opens, only the camera was the trouble.",
          address=facts.url)
        if facts.url
        else _("An address to type appears here when this laptop is in a network.")
    )  # fmt: skip
    came = sum(facts.arrived.values())
    rest = (
        _("Other phones have come through, so the network works: help this one with steps 1–3.")
        if came
        else _("Try another phone. If none comes through, look at “Firewall”, then at “Guest network”.")
    )
    about = _("In this order; most often it is one of the first two.")
    mobile = _("Turn the phone's mobile data off. If it says “no internet”, stay connected.")
    return Topic("checks", _("No phone comes through"), about, (wifi, mobile, typed, rest))


def _no_internet() -> Topic:
    return Topic(
        "no-internet",
        _("“No internet”"),
        _("The hall's Wi-Fi needs no internet. Phones don't know that, and go back to mobile data."),
        (
            _(
                "Android asks whether to stay on a Wi-Fi without internet: choose to stay, and “don't ask again”."
            ),
            _("An iPhone may open a log-in window: choose “Cancel”, then “Use without internet”."),
            _("Turn mobile data off until the end. Flight mode with Wi-Fi on does the same."),
            _("Turn off a VPN in the phone: it leads past the hall's Wi-Fi."),
            _("If it still leaves the Wi-Fi: let the phone forget the network, and join it again."),
        ),
    )


def _firewall(facts: Facts) -> Topic:
    name, about = _("Firewall"), _("The firewall of this laptop may keep phones out without a word.")
    again = _("Read the code with the phone again. The line at the top of this page turns green.")
    ask = _(
        "On a work laptop the settings may be locked. Ask your IT support well before the evening to allow "
        "incoming TCP connections to port {port} from the local network.",
        port=facts.port or 8080,
    )
    steps: tuple[str, ...]
    if facts.windows:
        steps = (
            _("Press the Windows key, write “firewall”, and open “Allow an app through Windows Firewall”."),
            _("Press “Change settings”. Windows may ask for the administrator's password."),
            _("Find Python in the list (Tupailta runs in it) and tick both “Private” and “Public” on each of its "
              "lines. Not there? “Allow another app”."),
            _("Did you answer “No” or “Cancel” when Windows asked? Then it made a rule that blocks. Open "
              "“Windows Defender Firewall with Advanced Security”, “Inbound rules”, and delete Python's rules "
              "with a red sign."),
        )  # fmt: skip
    elif facts.system == "darwin":
        steps = (
            _(
                "Open System Settings, “Network”, “Firewall”. If it is on, press “Options” and allow Tupailta."
            ),
            _("In “Privacy & Security”, “Local Network”, switch Tupailta on."),
        )
    else:
        steps = (
            _(
                "Ubuntu and Mint: open a terminal and write: sudo ufw allow {port}/tcp",
                port=facts.port or 8080,
            ),
            _("Fedora: sudo firewall-cmd --add-port={port}/tcp", port=facts.port or 8080),
        )
    return Topic("firewall", name, about, (*steps, again, ask))


def _guest_network() -> Topic:
    return Topic(
        "guest-network",
        _("Guest network"),
        _("Guest networks often keep devices apart: everything looks right, and no page opens on any phone."),
        (
            _(
                "Ask the hall for its ordinary Wi-Fi instead of the guests' one, and join it with laptop and phones."
            ),
            _("Or ask whoever looks after it to switch off “client isolation” (also “AP isolation”)."),
            _("A Wi-Fi that wants a log-in in the browser does not fit either."),
            _(
                "If there is no other Wi-Fi: take a router of your own, or this laptop's hotspot for a few phones."
            ),
        ),
    )


def _router(facts: Facts) -> Topic:
    steps = [
        _("Put the router in the middle of the hall, high up. It needs power, but no internet."),
        _("Connect this laptop to it: with a cable to a numbered socket (LAN), or by its Wi-Fi."),
        _("Write the name and password of its Wi-Fi, from the sticker, into “The hall's Wi-Fi” above."),
        _("In the router's settings “guest network” and “client isolation” are to be off."),
        _("Try it at home with your own phone, with the same laptop."),
    ]  # fmt: skip
    if facts.ip:
        steps.insert(2, _("This page finds the new address by itself. Now it is {ip}.", ip=facts.ip))
    about = _(
        "The surest way: any home router, and the hall's Wi-Fi does not matter. It takes a few dozen phones."
    )
    return Topic("router", _("A router of your own"), about, tuple(steps))


def _hotspot(facts: Facts) -> Topic:
    name = _("This laptop's hotspot")
    told = _("Write the same name and password into “The hall's Wi-Fi” above, and show both codes.")
    if not facts.windows:
        where = (
            _("Open System Settings, “General”, “Sharing”, “Internet Sharing”, and share to Wi-Fi.")
            if facts.system == "darwin"
            else _("Open the system's Wi-Fi settings and choose “Turn on Wi-Fi hotspot” from the menu.")
        )
        about = _("For a few phones only. For more take a router.")
        plain = _("Give it a name and a password of letters and digits only.")
        return Topic("hotspot", name, about, (where, plain, told))
    on = (
        _("✓ The hotspot is on: phones find this laptop at {ip}.", ip=WINDOWS_HOTSPOT)
        if facts.hotspot
        else _("Turn it on. If it does not start: Windows wants some connection to share, so join any Wi-Fi first.")
    )  # fmt: skip
    return Topic(
        "hotspot",
        name,
        _("For a few phones only: Windows mostly lets in eight at most. For more take a router."),
        (
            _("Open Settings, “Network & internet”, “Mobile hotspot”. Share over Wi-Fi."),
            _(
                "Press “Edit”: a name and a password of letters and digits only, and the 2.4 GHz band for old phones."
            ),
            on,
            _("Turn “Power saving” off, or the hotspot goes out in a break when no phone is there."),
            told,
        ),
    )
