"""The QR code is read by a reader that is not ours, at every size that the hall may have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.projector.conftest import ADDRESS, WIFI
from tests.projector.reading import codes
from ui.kinds.base import View
from ui.projector.window import ProjectorWindow
from ui.widgets.hall import unit_of
from ui.widgets.qr_code import QUIET, QrCode, qr_matrix
from ui.widgets.steps import NumberedSteps
from workshop_app.web import lan

MOVED = "http://10.0.0.5:8081/"
TRICKY_WIFI = lan.wifi_code('Kylä;talo, "A"', r"pa\ss:w;o,rd")


def _painted(qtbot: QtBot, text: str, side: int) -> QrCode:
    widget = QrCode()
    qtbot.addWidget(widget)
    widget.resize(side, side)
    widget.set_code(qr_matrix(text), text)
    return widget


@pytest.mark.parametrize("text", [ADDRESS, "http://10.42.0.1/", WIFI[2], TRICKY_WIFI])
@pytest.mark.parametrize("side", [66, 150, 437, 561])
def test_reader_gets_the_text_back(qtbot: QtBot, text: str, side: int) -> None:
    """A camera gets exactly the address or the Wi-Fi that was put in."""
    assert [text] == codes(_painted(qtbot, text, side).grab())


def test_modules_are_whole_pixels_with_a_quiet_zone(qtbot: QtBot) -> None:
    """Each module is one plain square of whole pixels, with four light modules around the code."""
    matrix = qr_matrix(ADDRESS)
    side = len(matrix) + 2 * QUIET
    widget = _painted(qtbot, ADDRESS, side * 7 + 5)
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)[:, : image.width()]
    assert 7 == widget.module_for(side * 7 + 5)
    start = 5 // 2 + QUIET * 7
    size = len(matrix) * 7
    expected = np.kron(np.where(np.array(matrix), 0, 255), np.ones((7, 7)))
    assert np.array_equal(expected, rows[start : start + size, start : start + size])
    outside = rows.copy()
    outside[start : start + size, start : start + size] = 255
    assert 255 == outside.min()


def test_a_quiet_zone_in_the_matrix_is_not_doubled(qtbot: QtBot) -> None:
    """The LAN host's matrix, which has its quiet zone already, gives the same picture."""
    ours, theirs = _painted(qtbot, ADDRESS, 300), _painted(qtbot, ADDRESS, 300)
    theirs.set_code(lan.qr_matrix(ADDRESS), ADDRESS)
    assert ours.grab().toImage() == theirs.grab().toImage()


def test_without_a_code_nothing_is_painted(qtbot: QtBot) -> None:
    """An empty matrix shows plain white, at any size."""
    widget = QrCode()
    qtbot.addWidget(widget)
    widget.set_code((), "")
    assert [] == codes(widget.grab())
    assert 0 == widget.side_for(500)


@pytest.mark.parametrize(
    ("size", "least"),
    [
        ((1280, 720), 0.66),
        ((1920, 1080), 0.66),
        ((1280, 800), 0.66),
        ((1024, 768), 0.52),
        ((3840, 2160), 0.66),
    ],
)
def test_the_join_picture_has_one_code_of_about_seventy_per_cent(
    hall: ProjectorWindow, size: tuple[int, int], least: float
) -> None:
    """The page's code and no other; what is dark of it takes 70 % of the height, on 4:3 what the words leave."""
    hall.resize(*size)
    picture = hall.grab()
    assert [ADDRESS] == codes(picture)
    code = next(c for c in hall.findChildren(QrCode) if c.isVisible())
    seen = code.side_for(code.height()) - 2 * QUIET * code.module_for(code.height())
    assert least <= seen / size[1] <= 0.72


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_on_4_to_3_no_word_beside_the_code_is_cut(
    views: dict[str, View], hall: ProjectorWindow, language: str
) -> None:
    """Old projectors are as high as they are narrow; the steps take more lines there."""
    hall.resize(1024, 768)
    hall.set_workshop(replace(views["duel"].workshop, language=language))
    cut: list[str] = []
    for scene in ("join", "wifi", "thanks"):
        hall.set_scene(scene)
        steps = next(made for made in hall.findChildren(NumberedSteps) if made.isVisible())
        cut += [scene for line in steps.laid_out(steps.width()) if line.cut or line.size < unit_of(1024, 768)]
    assert [] == cut


@pytest.mark.parametrize(("scene", "text"), [("wifi", WIFI[2]), ("thanks", ADDRESS), ("activity", ADDRESS)])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_every_other_picture_has_one_code_too(
    hall: ProjectorWindow, scene: str, text: str, size: tuple[int, int]
) -> None:
    """Wi-Fi, minutes and late-comers: never two codes that a camera could take for each other."""
    hall.resize(*size)
    hall.set_scene(scene)
    assert [text] == codes(hall.grab())


def test_given_minutes_have_their_own_code(hall: ProjectorWindow) -> None:
    """When the minutes are given, the thanks' code leads to them, and it is the only one."""
    hall.set_scene("thanks")
    hall.set_minutes(f"{ADDRESS}minutes")
    assert [f"{ADDRESS}minutes"] == codes(hall.grab())
    hall.set_minutes("")
    assert [ADDRESS] == codes(hall.grab())


@pytest.mark.parametrize("frozen", ["join", "activity", "thanks", "wifi"])
def test_a_kept_picture_gets_the_new_address(
    views: dict[str, View], hall: ProjectorWindow, frozen: str
) -> None:
    """Frozen, and the address changes: no code on it leads nowhere, and what was chosen meanwhile stays unseen."""
    hall.show_scene(frozen, views["duel"])
    hall.freeze(True)
    hall.set_scene("results")
    hall.address_changed(MOVED)
    hall.dismiss_address_change()
    picture = hall.grab()
    assert [WIFI[2] if frozen == "wifi" else MOVED] == codes(picture)
    hall.freeze(False)
    assert picture.toImage() != hall.grab().toImage()
