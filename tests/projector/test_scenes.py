"""What each kind's picture tells the hall, and what it must never see."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from tests.projector.conftest import HIDDEN, LONG
from tests.projector.reading import parts, words
from ui.kinds.base import View
from ui.kinds.duel.panel import rank_rows
from ui.kinds.duel.scene import level_sentence
from ui.locale import choose
from ui.projector.window import ProjectorWindow
from ui.widgets.counted import Meter
from ui.widgets.ranking_bars import RankingBars
from workshop_app.domain.agenda import ActivityState
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport


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


def test_the_hall_is_told_how_many_pairs_there_are(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Few ideas make few pairs, and nobody is promised fifteen of them; without two ideas nobody is told to choose."""
    view = views["duel"]
    opened = replace(view, activity=replace(view.activity, state=ActivityState.OPEN))
    report = cast("DuelReport", view.report)
    hall.set_scene("activity")
    hall.show_view(replace(opened, report=replace(report, each=3)))
    assert "Valitse puhelimella kahdesta, 3 kertaa." in words(hall)
    hall.show_view(replace(opened, report=replace(report, each=0)))
    assert "Valitse" not in words(hall)


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


def test_a_closed_question_asks_nobody_any_more(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Once the feedback is closed the hall is thanked, and no longer told to answer."""
    view = views["feedback"]
    hall.set_scene("activity")
    hall.show_view(replace(view, activity=replace(view.activity, state=ActivityState.CLOSED)))
    assert "Palaute on suljettu. Kiitos!" in words(hall)
    assert "Vastaa puhelimella" not in words(hall)


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
