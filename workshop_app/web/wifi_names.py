"""The names of the Wi-Fi networks that this laptop is in, from the system. Any thread but Qt's: it may wait.

Asked of the system's own programs, never of the network. Without an answer an interface keeps its own name.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from workshop_app.web.lan import LanAddress, LinkKind

#: How long the system may take, in seconds.
_PATIENCE = 3.0
#: `ask(command)` runs a program and returns its output; empty where it is not there or failed.
Ask = Callable[[Sequence[str]], str]


def ask(command: Sequence[str]) -> str:
    """The output of a program of the system; empty where there is none, or it fails or takes too long."""
    found = _program(command[0])
    if found is None:
        return ""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    encoding = "oem" if sys.platform == "win32" else "utf-8"
    try:
        done = subprocess.run(
            [found, *command[1:]],
            capture_output=True,
            encoding=encoding,
            errors="replace",
            timeout=_PATIENCE,
            creationflags=hidden,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _program(
    name: str, system: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> str | None:
    """The path of the system's program. On Windows only its own folder: a search would begin in the current one."""
    if system != "win32":
        return shutil.which(name)
    own = f"{environment.get('SystemRoot', '')}\\System32\\{name}.exe"
    return own if os.path.isfile(own) else None  # noqa: PTH113 - a name that only Windows takes apart


def names(interfaces: Collection[str], system: str = sys.platform, run: Ask = ask) -> dict[str, str]:
    """The name of the Wi-Fi that each interface is in, where the system (`sys.platform`) tells it."""
    if not interfaces:
        return {}
    if system == "win32":
        return of_netsh(run(("netsh", "wlan", "show", "interfaces")))
    if system == "darwin":
        told = {name: run(("networksetup", "-getairportnetwork", name)) for name in interfaces}
        return {name: of_networksetup(text) for name, text in told.items() if of_networksetup(text)}
    return of_nmcli(run(("nmcli", "-t", "-f", "TYPE,DEVICE,NAME", "connection", "show", "--active")))


def of_netsh(text: str) -> dict[str, str]:
    """From Windows: each block begins with the interface's name, whatever the language; SSID is SSID everywhere.

    Since Windows 11 24H2 it tells nothing (and fails) unless the person lets programs know the laptop's place.
    """
    found: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text.replace("\r", "")):
        lines = [line.partition(":") for line in block.splitlines() if re.match(r"\s+\S.*:", line)]
        pairs = [(key.strip(), value.strip()) for key, _colon, value in lines]
        ssid = next((value for key, value in pairs if key == "SSID"), "")
        if ssid:
            found[pairs[0][1]] = ssid
    return found


def of_nmcli(text: str) -> dict[str, str]:
    """From NetworkManager: type, device and the connection's name, in which a colon is written with a backslash."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        parts = [re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\):", line)]
        if len(parts) == 3 and parts[0].endswith("wireless"):
            found[parts[1]] = parts[2]
    return found


def of_networksetup(text: str) -> str:
    """From macOS: "Current Wi-Fi Network: name"."""
    _told, colon, name = text.strip().partition("Network: ")
    return name if colon else ""


class Naming:
    """Adds the names to addresses. The system is asked again only when the Wi-Fi addresses are others than before."""

    def __init__(self, system: str = sys.platform, run: Ask = ask) -> None:
        self._system, self._run = system, run
        self._asked: frozenset[tuple[str, str]] = frozenset()
        self._names: dict[str, str] = {}

    def named(self, found: Sequence[LanAddress]) -> tuple[LanAddress, ...]:
        """The addresses with their networks' names."""
        wifi = frozenset((a.interface, a.ip) for a in found if a.kind is LinkKind.WIFI)
        if wifi != self._asked:
            self._asked = wifi
            self._names = names({interface for interface, _ip in wifi}, self._system, self._run)
        return tuple(replace(a, network=self._names.get(a.interface, "")) for a in found)
