"""Where phones find the laptop: the choice, the Wi-Fi's code, and a changed address."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.facilitator.network_page import NetworkPage
from ui.facilitator.rail import Page
from ui.models.network_model import Lan, NetworkModel, Place
from ui.tasks import wait_for_all
from workshop_app.settings import load
from workshop_app.web import lan


@dataclass
class Hall:
    """A hall's network that a test can change: no real interface is touched."""

    places: list[lan.LanAddress] = field(default_factory=list)
    reached: dict[str, int] = field(default_factory=dict)

    def as_lan(self) -> Lan:
        """What the model asks."""

        def choose(
            places: tuple[Place, ...], preferred: str | None, reached: Collection[str]
        ) -> Place | None:
            known = [place for place in places if isinstance(place, lan.LanAddress)]
            return lan.choose(known, preferred, reached)

        return Lan(
            find=lambda: tuple(self.places),
            choose=choose,
            url=lan.join_url,
            wifi=lan.wifi_code,
            port=lambda: 8080,
            reached=lambda: dict(self.reached),
        )


WIFI = lan.rated("wlan0", "192.168.8.10", up=True)
CABLE = lan.rated("eth0", "10.0.0.5", up=True)


@pytest.fixture
def hall() -> Hall:
    """A laptop on the hall's Wi-Fi and on a cable."""
    return Hall([WIFI, CABLE])


@pytest.fixture
def network(qtbot: QtBot, hall: Hall) -> Iterator[NetworkModel]:
    """Its model, looked at once."""
    model = NetworkModel(hall.as_lan(), "", ("", ""))
    with qtbot.waitSignal(model.changed):
        model.look()
    yield model
    model.close()
    wait_for_all()


def test_the_likely_address_is_shown(network: NetworkModel) -> None:
    """The Wi-Fi goes before the cable; the address is what a phone opens."""
    assert ("192.168.8.10", "http://192.168.8.10:8080/") == (
        network.place.ip if network.place else "",
        network.url,
    )


def test_the_facilitators_choice_counts(network: NetworkModel) -> None:
    """The chosen address stays, also when a phone came in on another."""
    network.prefer("10.0.0.5")
    assert "http://10.0.0.5:8080/" == network.url
    network.prefer("")
    assert "http://192.168.8.10:8080/" == network.url


def test_a_changed_address_is_told(qtbot: QtBot, network: NetworkModel, hall: Hall) -> None:
    """The next look finds the new address and says which one went."""
    hall.places = [lan.rated("wlan0", "192.168.8.77", up=True)]
    with qtbot.waitSignal(network.moved) as told:
        network.look()
    assert ["192.168.8.10", "192.168.8.77"] == told.args


def test_the_wifi_code_is_escaped(network: NetworkModel) -> None:
    """Signs that end a field are kept apart."""
    network.set_wifi("kylä;talo", 'sala"sana')
    assert r"WIFI:T:WPA;S:kylä\;talo;P:sala\"sana;;" == network.wifi_code


def test_networks_have_the_names_that_people_know(
    dressed: object, qtbot: QtBot, network: NetworkModel, hall: Hall
) -> None:
    """The Wi-Fi's name stands instead of the system's own, where the system tells it, and is offered in its field."""
    page = NetworkPage(network)
    qtbot.addWidget(page)
    hall.places = [replace(WIFI, network="kylatalo"), CABLE]
    with qtbot.waitSignal(network.changed):
        network.look()
    shown = [choice.text() for choice in page.places.values()]
    assert ["Wi-Fi – kylatalo – 192.168.8.10", "Verkkokaapeli – eth0 – 10.0.0.5"] == shown[1:]
    assert "kylatalo" == page.wifi_name.placeholderText()


def test_the_page_ticks_when_a_phone_came(
    dressed: object, qtbot: QtBot, network: NetworkModel, hall: Hall
) -> None:
    """Before, it asks to try with one's own phone; then it says how many came, and on which address, by itself."""
    page = NetworkPage(network)
    qtbot.addWidget(page)
    assert page._reached.text().startswith("Yksikään puhelin ei ole")
    with qtbot.waitSignal(network.changed):
        hall.reached = {"192.168.8.10": 1}
    assert (
        "✓ 1 puhelin on saanut yhteyden tähän koneeseen (192.168.8.10): verkko toimii."
        == page._reached.text()
    )
    assert "Muut puhelimet pääsevät" in page.help.steps[3]


def test_where_a_phone_came_is_shown_from_then_on(
    dressed: object, qtbot: QtBot, network: NetworkModel, hall: Hall
) -> None:
    """A phone on the cable's network moves the code there; where the choice is by hand, the page tells."""
    page = NetworkPage(network)
    qtbot.addWidget(page)
    with qtbot.waitSignal(network.moved):
        hall.reached = {"10.0.0.5": 2}
    assert "http://10.0.0.5:8080/" == network.url
    network.prefer("192.168.8.10")
    told = "Puhelimet pääsevät osoitteeseen 10.0.0.5, mutta koodissa on 192.168.8.10. Valitse alta ”Automaattisesti”."
    assert (told, "trouble") == (page._reached.text(), page._reached.property("role"))


def test_help_is_a_page_of_steps_for_each_trouble(
    dressed: object, qtbot: QtBot, network: NetworkModel
) -> None:
    """Six pages, each with steps that name what the program sees; the chosen one stays."""
    page = NetworkPage(network)
    qtbot.addWidget(page)
    network.set_wifi("kylatalo", "tupailta26")
    assert any("http://192.168.8.10:8080/" in step for step in page.help.steps)
    assert any("kylatalo" in step for step in page.help.steps)
    for key, made in page.help.buttons.items():
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        assert 3 <= len(page.help.steps), key
        assert made.isChecked()
    network.set_wifi("toinen", "")
    assert page.help.buttons["hotspot"].isChecked()


def test_choices_are_remembered_on_this_machine(evening: Evening) -> None:
    """The Wi-Fi's name and password come back with the next evening."""
    evening.page.go(Page.NETWORK)
    page = evening.page.network_page
    page.wifi_name.setFocus()
    evening.write(page.wifi_name, "kylatalo")
    page.wifi_password.setFocus()
    evening.write(page.wifi_password, "tupailta26")
    page.wifi_password.clearFocus()
    evening.until(lambda: evening.program.settings.wifi_password == "tupailta26")
    assert "kylatalo" == load(evening.program._kept._file).wifi_name


def test_the_hall_is_told_of_a_new_address(evening: Evening) -> None:
    """A notice in the window offers the QR code, and the hall screen has its own banner."""
    evening.page.network.moved.emit("192.168.8.10", "192.168.8.77")
    evening.until(evening.page.notice.isVisible)
    assert "192.168.8.77" in evening.page.notice.text
