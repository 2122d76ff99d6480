"""The look: readable in light and dark, icons in the colour of text, no gap in the style sheet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

import resources
from tests.ui.evening import Evening
from ui import style
from ui.style import DARK, LIGHT, Palette
from ui.widgets.pieces import button
from workshop_app.drawing.colours import contrast, place_of


@pytest.fixture
def light_again(dressed: QApplication) -> Iterator[QApplication]:
    """The application, back in the light afterwards."""
    yield dressed
    style.apply(dressed)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_is_readable(colours: Palette) -> None:
    """WCAG: text at least 7:1 on its grounds, quieter and coloured text at least 4.5:1."""
    grounds = (colours.paper, colours.ground, colours.card, colours.hover, colours.spruce_pale)
    assert [] == [ground for ground in grounds if contrast(colours.ink, ground) < 7]
    pairs = [(text, ground) for text in (colours.ink2, colours.live) for ground in grounds[:2]]
    pairs += [
        (colours.spruce, colours.paper),
        (colours.spruce, colours.spruce_pale),
        (colours.ok, colours.paper),
    ]
    pairs += [("#ffffff", ground) for ground in (colours.action, colours.live_ground, colours.notice)]
    assert [] == [pair for pair in pairs if contrast(*pair) < 4.5]


@pytest.mark.parametrize("steps", [1, 2, 4, 5, 8])
def test_steps_are_readable(steps: int) -> None:
    """On each step of a ladder of any length its words are at least 4.5:1."""
    colours = style.drawing_palette()
    grounds = [colours.step(place_of(at, steps)) for at in range(steps)]
    assert [] == [ground for ground in grounds if contrast(colours.ink_on(ground), ground) < 4.5]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_sheet_is_filled_in(colours: Palette) -> None:
    """No name is left in the style sheet."""
    assert "$" not in style.sheet(colours)


def test_icons_change_with_the_scheme(light_again: QApplication, qtbot: QtBot) -> None:
    """A button's icon is in the colour of text before and after the computer turns dark."""
    made = button("Lisää", picture="add")
    qtbot.addWidget(made)

    def drawn() -> set[str]:
        image = made.icon().pixmap(20, 20).toImage()
        colours = [image.pixelColor(x, 10) for x in range(20)]
        return {colour.name() for colour in colours if colour.alpha() == 255}

    assert {LIGHT.ink} == drawn()
    style.apply(light_again, dark=True)
    assert {DARK.ink} == drawn()


def test_the_notice_is_light_on_dark(evening: Evening) -> None:
    """Its words have the colour of its look, also when the look changes while it is there."""
    notice = evening.page.notice
    for trouble in (False, True, False):
        notice.say("Sanottu", trouble=trouble)
        label = notice.findChild(QLabel)
        assert isinstance(label, QLabel)
        assert "#ffffff" == label.palette().color(label.foregroundRole()).name()


@pytest.mark.parametrize("name", ["Päivi Mäki (Pohde) & co", "Matti's", "a;b{c}"])
def test_any_folder_has_the_icons(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """People's own folders on Windows have spaces: there the whole window stood without its look."""
    shutil.copytree(resources.path("icons"), tmp_path / name)
    monkeypatch.setattr(style, "_icons", lambda: tmp_path / name)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    box.resize(60, 40)
    box.setStyleSheet(style.sheet(LIGHT))
    picture = box.grab().toImage()
    shown = {picture.pixelColor(x, y).name() for x in range(30) for y in range(picture.height())}
    assert {LIGHT.action, "#ffffff"} <= shown
