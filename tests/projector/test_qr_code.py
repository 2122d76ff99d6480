"""The QR code is read by a reader that is not ours, at every size that the hall may have."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.projector.conftest import ADDRESS, WIFI
from tests.projector.reading import codes
from ui.projector.window import ProjectorWindow
from ui.widgets.qr_code import QUIET, QrCode, qr_matrix
from workshop_app.web import lan

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


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1024, 768), (3840, 2160)])
def test_the_join_picture_has_one_code_of_about_seventy_per_cent(
    hall: ProjectorWindow, size: tuple[int, int]
) -> None:
    """The page's code and no other; with its quiet zone it takes most of the height that 16:9 or 4:3 leave."""
    hall.resize(*size)
    assert [ADDRESS] == codes(hall.grab())
    code = next(c for c in hall.findChildren(QrCode) if c.isVisible())
    least = 0.70 if size[0] * 9 == size[1] * 16 else 0.5
    assert least <= code.side_for(min(code.width(), code.height())) / size[1] <= 0.80


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
