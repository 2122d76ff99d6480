"""What the system calls the Wi-Fi: read from what its own programs print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from workshop_app.web.lan import rated
from workshop_app.web.wifi_names import Naming, _program, ask, names, of_netsh, of_networksetup, of_nmcli

FINNISH_WINDOWS = """
Järjestelmässä on 1 liittymä:

    Nimi                   : Wi-Fi
    Kuvaus                 : Intel(R) Wi-Fi 6 AX201 160MHz
    GUID-tunnus            : 1c7f2c55-0000-0000-0000-0123456789ab
    Fyysinen osoite        : a0:b1:c2:d3:e4:f5
    Tila                   : yhdistetty
    SSID                   : Kylätalo: vieraat
    BSSID                  : 10:20:30:40:50:60
    Verkon tyyppi          : Infrastruktuuri
    Signaali               : 92%

    Isännöidyn verkon tila : Ei käytettävissä
"""


def test_windows_tells_in_any_language() -> None:
    """The block's first line names the interface; a colon in the network's name stays; nothing without a network."""
    assert {"Wi-Fi": "Kylätalo: vieraat"} == of_netsh(FINNISH_WINDOWS.replace("\n", "\r\n"))
    assert {} == of_netsh("There is 1 interface:\n\n    Name : Wi-Fi\n    State : disconnected\n")


def test_on_windows_only_the_systems_own_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file called netsh.exe beside a workshop that somebody sent is not taken for Windows' own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "netsh.exe").write_bytes(b"")
    assert None is _program(
        "netsh", "win32", {"SystemRoot": str(tmp_path / "Windows"), "PATH": str(tmp_path)}
    )
    own = tmp_path / "Windows\\System32\\netsh.exe"
    own.write_bytes(b"")
    assert str(own) == _program("netsh", "win32", {"SystemRoot": str(tmp_path / "Windows")})


def test_network_manager_tells() -> None:
    """Only wireless connections, with the colons that it had written otherwise."""
    told = "802-3-ethernet:eth0:Kaapeli\n802-11-wireless:wlp2s0:Kylä\\:talo\nbridge:docker0:docker0\n"
    assert {"wlp2s0": "Kylä:talo"} == of_nmcli(told)


def test_macos_tells() -> None:
    """The name, or a sentence that there is none."""
    assert "kylatalo" == of_networksetup("Current Wi-Fi Network: kylatalo\n")
    assert "" == of_networksetup("You are not associated with an AirPort network.\n")


def test_the_system_is_asked_once_for_the_same_addresses() -> None:
    """The addresses are looked at every few seconds; a program is run only when they are others."""
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        asked.append(command)
        return "802-11-wireless:wlan0:kylatalo\n"

    naming = Naming("linux", run)
    wifi, cable = rated("wlan0", "192.168.8.10", up=True), rated("eth0", "10.0.0.5", up=True)
    for _look in range(3):
        assert ["kylatalo", ""] == [a.network for a in naming.named((wifi, cable))]
    naming.named((rated("wlan0", "192.168.8.77", up=True),))
    assert 2 == len(asked)


def test_where_nothing_tells_nothing_is_named() -> None:
    """No Wi-Fi, no question; a program that is not there, or fails, is no error."""
    assert {} == names((), "linux", lambda _command: 1 / 0)  # type: ignore[arg-type,return-value]
    assert "" == ask(("no-such-program-of-any-system",))
    assert "" == ask(("false",))
