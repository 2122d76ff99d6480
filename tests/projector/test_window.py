"""What the hall sees, when, and what it must never see."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from tests.projector.conftest import HIDDEN, LONG
from tests.projector.reading import parts, words
from ui.kinds.base import View
from ui.kinds.duel.panel import rank_rows
from ui.kinds.duel.scene import level_sentence
from ui.locale import choose
from ui.projector.window import SCENES, ProjectorWindow
from ui.widgets.counted import Meter
from ui.widgets.painted import Painted
from ui.widgets.qr_code import QrCode
from ui.widgets.ranking_bars import RankingBars
from workshop_app.domain.agenda import ActivityState
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.kinds import table
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport

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


def test_while_voting_nobody_leads(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """The open duel shows the question and how many have answered, and no idea at all."""
    view = views["duel"]
    opened = replace(view, activity=replace(view.activity, state=ActivityState.OPEN))
    hall.set_scene("activity")
    hall.show_view(opened)
    seen = words(hall)
    assert "Kumpi on tärkeämpi hyvinvointialueella?" in seen
    # Of 8 people 7 have answered 4 of their 15 pairs: nobody has finished, and the bar has not come far.
    assert "7 / 8 vastannut · 0 valmiina · 28 vertailua" in seen
    shares = [meter._share or 0.0 for meter in hall.findChildren(Meter) if meter.isVisible()]
    assert [round(28 / 120, 6)] == [round(share, 6) for share in shares]
    assert [] == [idea.text for idea in view.ideas if idea.text in seen]


def test_results_show_the_top_and_what_is_level(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Five ideas in order with their shares, and a sentence about places that cannot be told apart."""
    hall.show_view(views["duel"])
    hall.set_scene("results")
    report = cast("DuelReport", views["duel"].report)
    top = [report.ideas[s.idea].text for s in report.ranking.standings[:5]]
    seen = words(hall)
    assert all(" ".join(text.split()) in " ".join(seen.split()) for text in top)
    assert "tasoissa" in seen or "virhemarginaaliin" in seen
    assert "7 osallistujaa · 28 vertailua · varmuus kärkiviisikosta" in seen.replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hall_tells_the_places_that_the_window_tells(
    hall: ProjectorWindow, views: dict[str, View], language: str, request: pytest.FixtureRequest
) -> None:
    """An idea that shares its place has a range on the hall screen too, in each language as all faces write it."""
    request.addfinalizer(lambda: choose("fi"))
    choose(language)
    view = replace(views["duel"], workshop=replace(views["duel"].workshop, language=language))
    report = cast("DuelReport", view.report)
    hall.show_view(view)
    hall.set_scene("results")
    seen = next(part for part in parts(hall) if isinstance(part, RankingBars)).accessibleName()
    expected = [(row.place, row.text) for row in rank_rows(view, report, report.ranking)[:5]]
    assert [f"{place} {text}" for place, text in expected] == [
        line.rpartition(": ")[0] for line in seen.splitlines()
    ]
    assert [place(s.band, translator(language).text) for s in report.ranking.standings[:5]] == [
        place for place, _text in expected
    ]
    assert any("–" in place for place, _text in expected)


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ([], ""),
        ([(2, 3)], "Sijat 2 ja 3 ovat tasoissa: ero mahtuu virhemarginaaliin."),
        ([(2, 5)], "Sijat 2–5 ovat tasoissa: ero mahtuu virhemarginaaliin."),
        ([(1, 2), (3, 5)], "Sijat 1 ja 2 ovat tasoissa, samoin 3–5: erot mahtuvat virhemarginaaliin."),
    ],
)
def test_level_places_are_told_in_one_sentence(bands: list[tuple[int, int]], sentence: str) -> None:
    """Two places by name, more as a range, several groups after each other."""
    assert sentence == level_sentence(translator("fi"), bands)


def test_in_a_break_the_hall_sees_calm_words(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """A paused part asks nothing of the hall; its results can be shown meanwhile."""
    duel = views["duel"]
    hall.show_view(replace(duel, activity=replace(duel.activity, state=ActivityState.PAUSED)))
    hall.set_scene("activity")
    assert "Pieni tauko" in words(hall)
    assert "Vastaukset ovat tallessa" in words(hall).replace("\xa0", " ")
    hall.set_scene("results")
    assert "Pieni tauko" not in words(hall)


def test_ladder_hides_the_experience_until_results(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """While people answer they see the stages only; afterwards promise, experience and the gap in words."""
    hall.show_view(views["ladder"])
    hall.set_scene("activity")
    assert "luvattu" not in words(hall)
    assert "koettu" not in words(hall)
    hall.set_scene("results")
    seen = words(hall)
    assert "4 Yhteissuunnittelu: luvattu, 0" in seen
    assert "3 Dialogi / yhteistyö: koettu: 4 / 7" in seen
    assert "Ilta tuntui portaan matalammalta kuin luvattiin." in seen


def test_the_wall_has_no_hidden_idea(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Ideas that are in come to the wall, the newest first; a hidden one never does."""
    hall.show_view(views["ideas"])
    hall.set_scene("activity")
    seen = words(hall)
    assert HIDDEN not in seen
    assert seen.index("Kyläbussi") < seen.index(LONG)


def test_the_wall_goes_by_theme_afterwards(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """While people write the newest are seen, and which of how many; closed, or as results, theme by theme."""
    view = views["ideas"]
    opened = replace(view, activity=replace(view.activity, state=ActivityState.OPEN))
    closed = replace(view, activity=replace(view.activity, state=ActivityState.CLOSED))
    first = view.themes[0].name.pick("fi")
    hall.set_scene("activity")
    hall.show_view(opened)
    assert "23 ideaa, uusimmat ensin · 1–" in words(hall)
    assert first not in words(hall)
    hall.show_view(closed)
    assert f"{first} · 9 ideaa · 1–" in words(hall)
    hall.show_view(opened)
    hall.set_scene("results")
    assert f"{first} · 9 ideaa · 1–" in words(hall)


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
