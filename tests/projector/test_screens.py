"""The hall's window finds the second screen by itself, and its way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.projector.screens import HIDDEN, HallScreens, Place, ScreenInfo, own_geometry, place_for, within

LAPTOP = ScreenInfo("eDP-1", (0, 0, 1366, 768))
PROJECTOR = ScreenInfo("HDMI-1", (1366, 0, 1920, 1080))
THIRD = ScreenInfo("DP-2", (3286, 0, 1280, 720))
MIRROR = ScreenInfo("HDMI-1", (0, 0, 1366, 768))


@pytest.mark.parametrize(
    ("screens", "facilitator", "own_window", "place"),
    [
        ([LAPTOP], 0, False, HIDDEN),
        ([LAPTOP], 0, True, Place(0, full_screen=False)),
        ([LAPTOP, PROJECTOR], 0, False, Place(1, full_screen=True)),
        ([LAPTOP, PROJECTOR], 0, True, Place(1, full_screen=True)),
        ([LAPTOP, PROJECTOR], 1, False, Place(0, full_screen=True)),
        ([LAPTOP, MIRROR], 0, False, HIDDEN),
        ([LAPTOP, MIRROR], 0, True, Place(0, full_screen=False)),
        ([LAPTOP, PROJECTOR, THIRD], 0, False, Place(1, full_screen=True)),
        ([], 0, True, HIDDEN),
        ([LAPTOP], 7, True, Place(0, full_screen=False)),
    ],
)
def test_the_place_follows_from_the_screens(
    screens: list[ScreenInfo], facilitator: int, own_window: bool, place: Place
) -> None:
    """Full screen where the facilitator is not; with one screen (or a mirrored one) hidden or a window."""
    assert place == place_for(screens, facilitator, wanted=True, own_window=own_window)


def test_an_unwanted_hall_is_hidden() -> None:
    """However many screens there are."""
    assert HIDDEN == place_for([LAPTOP, PROJECTOR], 0, wanted=False, own_window=True)


def test_the_screen_used_before_is_taken_again() -> None:
    """After the projector was unplugged and plugged the picture is where it was."""
    screens = [LAPTOP, PROJECTOR, THIRD]
    assert Place(2, full_screen=True) == place_for(screens, 0, wanted=True, own_window=False, last="DP-2")
    assert Place(1, full_screen=True) == place_for(screens, 0, wanted=True, own_window=False, last="gone")


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    """Where windows' places are kept."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_with_one_screen_the_hall_is_an_ordinary_window(qtbot: QtBot, memory: QSettings) -> None:
    """It is shown and hidden on demand, never over the whole screen and never as a dialog."""
    hall, facilitator = QWidget(), QWidget()
    qtbot.addWidget(hall)
    qtbot.addWidget(facilitator)
    screens = HallScreens(hall, facilitator, memory)
    screens.show_hall(True)
    assert hall.isHidden()
    with qtbot.waitSignal(screens.placed):
        screens.show_hall(True, own_window=True)
    assert (True, False, False) == (hall.isVisible(), hall.isFullScreen(), hall.isModal())
    screens.show_hall(False)
    assert hall.isHidden()
    assert HIDDEN == screens.place


def test_the_own_window_comes_back_where_it_was_moved_to(qtbot: QtBot, memory: QSettings) -> None:
    """The facilitator has found it a place; the next evening it is there again."""
    facilitator = QWidget()
    qtbot.addWidget(facilitator)
    moved = QRect(40, 60, 480, 270)
    for evening in range(2):
        hall = QWidget()
        qtbot.addWidget(hall)
        screens = HallScreens(hall, facilitator, memory)
        screens.show_hall(True, own_window=True)
        assert evening == 0 or moved == hall.geometry()
        hall.setGeometry(moved)
        screens.show_hall(False)


@pytest.mark.parametrize(
    ("facilitator", "beside"),
    [(QRect(0, 30, 1366, 738), False), (QRect(0, 0, 1280, 800), False), (QRect(0, 30, 800, 600), True)],
)
def test_the_own_window_lies_within_the_screen(facilitator: QRect, beside: bool) -> None:
    """Sixteen to nine, whole on the screen; beside the facilitator's window where there is room."""
    available = QRect(0, 30, 1366, 738)
    window = own_geometry(available, facilitator)
    assert available.contains(window)
    assert window.width() * 9 // 16 == window.height()
    assert beside is not window.intersects(facilitator)


def test_with_room_beside_it_covers_nothing() -> None:
    """On a large screen the hall's window takes what the facilitator's leaves free."""
    facilitator = QRect(0, 0, 1280, 800)
    window = own_geometry(QRect(0, 0, 2560, 1440), facilitator)
    assert (960, 540) == (window.width(), window.height())
    assert not window.intersects(facilitator)


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        (QRect(100, 100, 640, 360), QRect(100, 100, 640, 360)),
        (QRect(1900, 900, 640, 360), QRect(726, 408, 640, 360)),
        (QRect(-50, -50, 3000, 2000), QRect(0, 30, 1366, 738)),
    ],
)
def test_a_kept_place_is_pulled_back_onto_the_screen(kept: QRect, found: QRect) -> None:
    """The screen may be another one than last time."""
    assert found == within(kept, QRect(0, 30, 1366, 738))
