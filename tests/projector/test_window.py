"""The hall screen: what it shows when, in every size, and what keeps its picture."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from tests.projector.conftest import ADDRESS
from tests.projector.reading import parts, words
from ui.kinds.base import View
from ui.projector.window import SCENES, ProjectorWindow
from ui.widgets.painted import Painted
from ui.widgets.qr_code import QrCode
from workshop_app.kinds import table

SIZES = [(1280, 720), (1920, 1080), (1024, 768), (640, 360), (1280, 1024), (2560, 1080)]
KINDS = tuple(kind.name for kind in table.KINDS)


def test_joining_says_what_to_do(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Wi-Fi with its password, the camera, the address to type, how many are in, and help without a phone."""
    hall.set_workshop(views["welcome"].workshop)
    assert [
        "Strategian keskeiset teemat",
        "Liity puhelimella",
        "1. Yhdistä Wi-Fiin kylatalo salasana: tupailta26",
        "2. Lue QR-koodi kameralla tai kirjoita: 192.168.8.10:8080",
        "34 mukana",
        "QR-koodi osoitteeseen http://192.168.8.10:8080/",
        "Ei puhelinta? Nosta käsi, autamme.",
    ] == words(hall).splitlines()


def test_joining_begins_with_the_wifi_whatever_its_name(hall: ProjectorWindow) -> None:
    """Nobody comes to the address over mobile data: the Wi-Fi is the first step, also where nobody wrote its name."""
    hall.set_join(ADDRESS, 0, "", "", "")
    assert "1. Yhdistä paikan Wi-Fiin\n2. Lue QR-koodi kameralla" in words(hall).replace(
        " tai kirjoita", "\ntai"
    )
    hall.set_join("", 0, "", "", "")
    assert "Wi-Fi" not in words(hall)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scene", ["activity", "results"])
def test_nothing_is_cut_off(
    hall: ProjectorWindow, views: dict[str, View], size: tuple[int, int], kind: str, scene: str
) -> None:
    """On every screen each part lies whole within the picture and above the bar."""
    hall.resize(*size)
    hall.show_view(views[kind])
    hall.set_scene(scene)
    outside = [
        (part, part.geometry())
        for part in parts(hall)
        if not cast("Painted", part.parent()).rect().contains(part.geometry())
    ]
    assert [] == outside


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("kind", KINDS)
def test_body_text_is_a_twentieth_of_the_height(
    hall: ProjectorWindow, views: dict[str, View], size: tuple[int, int], kind: str
) -> None:
    """The back row reads it: no picture had to make its letters smaller."""
    hall.resize(*size)
    hall.show_view(views[kind])
    for scene in ("activity", "results"):
        hall.set_scene(scene)
        assert {size[1] / 20} == {part.unit for part in parts(hall) if not isinstance(part, QrCode)}


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_evening_is_shown_too(
    hall: ProjectorWindow, empty_views: dict[str, View], kind: str
) -> None:
    """Nobody has answered: a sentence in the workshop's language, and no crash."""
    hall.show_view(empty_views[kind])
    for scene in SCENES:
        hall.set_scene(scene)
        assert not hall.grab().isNull()
    assert "Join with your phone" in _all_words(hall)


def _all_words(hall: ProjectorWindow) -> str:
    return "\n".join(part.accessibleName() for part in hall.findChildren(Painted))


def test_without_a_live_activity_the_hall_is_told_to_wait(
    hall: ProjectorWindow, views: dict[str, View]
) -> None:
    """Between two activities stands the workshop's name and that it goes on soon."""
    hall.show_view(views["duel"])
    hall.set_scene("activity")
    hall.show_view(None)
    assert "Strategian keskeiset teemat" in words(hall)
    assert "Hetki, jatkamme kohta." in words(hall)


def test_late_comers_find_the_address_everywhere_but_on_join_and_blank(
    hall: ProjectorWindow, views: dict[str, View]
) -> None:
    """The bar stands under every other picture."""
    hall.show_view(views["duel"])
    bars = {}
    for scene in SCENES:
        hall.set_scene(scene)
        bars[scene] = "Liity puhelimella: 192.168.8.10:8080" in words(hall)
    assert {s: s not in ("join", "blank") for s in SCENES} == bars


def test_blank_is_black_and_gives_the_picture_back(hall: ProjectorWindow) -> None:
    """Every pixel is black, also with the banner up; afterwards the same picture is there."""
    before = hall.grab().toImage()
    hall.blank(True)
    black = hall.grab().toImage()
    assert {0} == {black.pixelColor(x, y).lightness() for x in range(0, 1280, 40) for y in range(0, 720, 40)}
    hall.blank(False)
    assert before == hall.grab().toImage()
    assert "join" == hall.scene()


def test_a_frozen_picture_stays(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Whatever comes meanwhile is seen only after the freeze ends."""
    before = hall.grab().toImage()
    hall.freeze(True)
    hall.set_scene("activity")
    hall.show_view(views["duel"])
    assert before == hall.grab().toImage()
    assert hall.is_frozen()
    hall.freeze(False)
    assert before != hall.grab().toImage()


def test_a_new_address_is_told_until_dismissed(hall: ProjectorWindow) -> None:
    """The banner names the new address, the codes are redrawn, and it goes when it is dismissed."""
    hall.address_changed("http://10.0.0.5:8081/")
    assert "Osoite muuttui, lue koodi uudelleen: 10.0.0.5:8081" in words(hall)
    assert "QR-koodi osoitteeseen http://10.0.0.5:8081/" in words(hall)
    hall.dismiss_address_change()
    assert "Osoite muuttui" not in words(hall)


def test_a_change_is_told_and_an_unchanged_view_is_not(
    qtbot: QtBot, hall: ProjectorWindow, views: dict[str, View]
) -> None:
    """`pictureChanged` comes once for a burst of changes, and never for what is the same."""
    with qtbot.waitSignal(hall.pictureChanged):
        hall.set_scene("activity")
        hall.show_view(views["duel"])
    with qtbot.assertNotEmitted(hall.pictureChanged, wait=30):
        hall.show_view(replace(views["duel"]))
        hall.set_scene("activity")


def test_thumbnail_is_the_picture_made_small(hall: ProjectorWindow) -> None:
    """It keeps the screen's shape within the size asked for."""
    small = hall.thumbnail(QSize(268, 200))
    assert (268, 150) == (small.width(), small.height())


def test_results_come_with_their_own_activity(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Scene and activity change together: an open duel's leaders are not seen on the way to other results."""
    hall.show_scene("activity", views["duel"])
    hall.show_scene("results", views["ladder"])
    assert "Mitä luvattiin, miltä tuntui" in words(hall)
    assert ("results", False) == (hall.scene(), hall.is_blank())


def test_thanks_promise_the_minutes_only_when_they_are_given(hall: ProjectorWindow) -> None:
    """Before that the hall is told that they will come."""
    hall.set_scene("thanks")
    assert "when they are ready" in words(hall) or "kun se on valmis" in words(hall)
    hall.set_minutes("http://192.168.137.101:8080/minutes")
    assert "Ota muistio mukaan: lue koodi puhelimella." in words(hall)
    assert "192.168.137.101:8080/minutes" in words(hall)


def test_unknown_scenes_are_refused(hall: ProjectorWindow) -> None:
    """A name that is not in SCENES is a mistake in the program."""
    with pytest.raises(ValueError, match="no such scene"):
        hall.set_scene("party")
