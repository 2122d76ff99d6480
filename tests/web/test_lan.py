"""The laptop's addresses in a likely order, and codes that phones read back as they were meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.hyphens import SOFT_HYPHEN
from workshop_app.domain.wrapping import LONG, PLACE_TO_BREAK, breakable
from workshop_app.web.lan import (
    LanAddress,
    LinkKind,
    addresses,
    changes,
    choose,
    join_url,
    link_kind,
    qr_matrix,
    rated,
    wifi_code,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Wi-Fi", LinkKind.WIFI),
        ("WLAN 2", LinkKind.WIFI),
        ("wlp3s0", LinkKind.WIFI),
        ("wlan0", LinkKind.WIFI),
        ("en0", LinkKind.WIFI),
        ("Local Area Connection* 2", LinkKind.WIFI),
        ("Lähiverkkoyhteys* 2", LinkKind.WIFI),
        ("Ethernet 3", LinkKind.ETHERNET),
        ("eth0", LinkKind.ETHERNET),
        ("enp0s31f6", LinkKind.ETHERNET),
        ("en7", LinkKind.ETHERNET),
        ("bridge100", LinkKind.ETHERNET),
        ("vEthernet (WSL)", LinkKind.VIRTUAL),
        ("VirtualBox Host-Only Network", LinkKind.VIRTUAL),
        ("docker0", LinkKind.VIRTUAL),
        ("br-5f2c1", LinkKind.VIRTUAL),
        ("tailscale0", LinkKind.VIRTUAL),
        ("utun4", LinkKind.VIRTUAL),
        ("lo", LinkKind.VIRTUAL),
        ("Loopback Pseudo-Interface 1", LinkKind.VIRTUAL),
        ("Mystery", LinkKind.OTHER),
        ("Paikallisverkkoyhteys* 2", LinkKind.WIFI),
        ("Anslutning till lokalt nätverk* 12", LinkKind.WIFI),
        ("Langaton verkkoyhteys", LinkKind.WIFI),
        ("Ethernet 2", LinkKind.ETHERNET),
        ("Bluetooth-verkkoyhteys", LinkKind.VIRTUAL),
        ("Matkapuhelin", LinkKind.VIRTUAL),
        ("Cellular 3", LinkKind.VIRTUAL),
    ],
)
def test_interfaces_are_known_by_name(name: str, kind: LinkKind) -> None:
    """Names of Windows, macOS and Linux."""
    assert kind is link_kind(name)


def test_the_likely_address_comes_first() -> None:
    """Hotspot, Wi-Fi, cable, unknown; then what phones hardly reach; the loopback last of all."""
    order = [
        rated("Local Area Connection* 2", "192.168.137.1", up=True),
        rated("wlp3s0", "192.168.1.23", up=True),
        rated("eth0", "10.0.0.5", up=True),
        rated("Mystery", "172.20.1.2", up=True),
        rated("docker0", "172.17.0.1", up=True),
        rated("wlan1", "192.168.5.5", up=False),
        rated("tun0", "100.100.1.2", up=True),
        rated("vEthernet", "169.254.9.9", up=True),
        rated("lo", "127.0.0.1", up=True),
    ]
    assert order == sorted(order, key=lambda a: -a.score)


def test_this_machine_has_addresses() -> None:
    """The look at the machine's own interfaces gives at least the loopback, at the end."""
    assert "127.0.0.1" in [a.ip for a in addresses()]
    assert addresses()[-1].ip.startswith("127.")


WIFI = LanAddress("wlan0", LinkKind.WIFI, "192.168.1.5", 60)
CABLE = LanAddress("eth0", LinkKind.ETHERNET, "10.0.0.5", 55)


def test_choice_by_hand_then_by_phones_then_by_likelihood() -> None:
    """The facilitator's word goes before a phone's, and that before our guess; a vanished address is let go."""
    assert WIFI == choose((WIFI, CABLE))
    assert CABLE == choose((WIFI, CABLE), reached={"10.0.0.5"})
    assert WIFI == choose((WIFI, CABLE), "192.168.1.5", {"10.0.0.5"})
    assert WIFI == choose((WIFI, CABLE), "172.16.0.1")
    assert None is choose(())


def test_changes_between_two_looks() -> None:
    """A new address, a vanished one, and a mere change of order or score, which is none."""
    assert not changes((WIFI, CABLE), (CABLE, WIFI))
    found = changes((WIFI,), (CABLE,))
    assert ((WIFI,), (CABLE,)) == (found.gone, found.new)
    assert found


def test_join_url() -> None:
    """The address is always a whole one; the usual port is left out."""
    assert "http://192.168.1.5:8080/" == join_url("192.168.1.5", 8080)
    assert "http://192.168.1.5/" == join_url("192.168.1.5", 80)


def parsed(code: str) -> dict[str, str]:
    """The fields of a WIFI: code, read sign by sign as phones do: a backslash takes the next sign as it is."""
    assert code.startswith("WIFI:")
    fields: dict[str, str] = {}
    name, value, in_value, taken = "", "", False, False
    for sign in code.removeprefix("WIFI:"):
        if taken or sign not in "\\:;":
            value, name = (value + sign, name) if in_value else (value, name + sign)
            taken = False
        elif sign == "\\":
            taken = True
        elif sign == ":" and not in_value:
            in_value = True
        elif sign == ";":
            if name:
                fields[name] = value
            name, value, in_value = "", "", False
    assert not taken
    return fields


@given(st.text(min_size=1, max_size=40), st.text(max_size=70), st.booleans())
def test_wifi_code_reads_back(ssid: str, password: str, hidden: bool) -> None:
    """Whatever signs a network's name and password hold, a phone reads them back as they are."""
    fields = parsed(wifi_code(ssid, password, hidden=hidden))
    expected = {"S": ssid, **({"T": "WPA", "P": password} if password else {"T": "nopass"})}
    assert expected | ({"H": "true"} if hidden else {}) == fields


def test_wifi_code_as_the_book_says() -> None:
    """The five signs are escaped, and the code ends in two semicolons."""
    assert 'WIFI:T:WPA;S:Kylä\\;talo;P:a\\\\b\\,c\\:d\\";;' == wifi_code("Kylä;talo", 'a\\b,c:d"')
    assert "WIFI:T:nopass;S:Avoin;H:true;;" == wifi_code("Avoin", hidden=True)


def test_qr_code_of_an_address_is_small() -> None:
    """25 modules a side with the quiet zone of four around it, the finder pattern in its corners."""
    rows = qr_matrix("http://192.168.137.1:8080/")
    assert {33} == {len(row) for row in rows} | {len(rows)}
    assert not any(any(row) for row in rows[:4])
    assert (True,) * 7 == rows[4][4:11]


@given(st.text(max_size=300))
def test_breakable_changes_nothing_but_hyphens(text: str) -> None:
    """Without its soft hyphens, and what lets a line end after a slash, the text is what it was."""
    unseen = str.maketrans("", "", SOFT_HYPHEN + PLACE_TO_BREAK)
    assert text.translate(unseen) == breakable(text).translate(unseen)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("hyvinvointialuestrategiassa", "hyvin-vointi-alue-strate-giassa"),
        ("osallistumismahdollisuuksista", "osal-lis-tu-mis-mah-dol-lisuuk-sista"),
        ("lähipalvelut", "lähipalvelut"),
        ("x" * LONG, "x" * LONG),
    ],
)
def test_long_words_break_where_they_may(word: str, expected: str) -> None:
    """Words longer than a line have their places to break at; short ones stay whole."""
    assert expected == breakable(word).replace(SOFT_HYPHEN, "-")


def test_lines_end_after_a_slash_but_addresses_stay_as_they_are() -> None:
    """Browsers keep "Dialog/samarbete" together and cut it anywhere; what is typed or copied is left alone."""
    assert f"Dialog/{PLACE_TO_BREAK}samarbete 1/2" == breakable("Dialog/samarbete 1/2")
    for address in ("kylatalo.fi/hyvinvointialue", "http://192.168.8.10:8080/hyvinvointialue"):
        assert address == breakable(address)
