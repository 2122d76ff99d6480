"""Where the hall's window stands: full screen on the second screen, found by itself. QT MAIN THREAD.

Screens come and go (a plug pulled, a projector asleep); the window follows without asking anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

#: Screens come in bursts when a plug is pulled or put in: what counts is how it stands after this long.
SETTLE_MS = 400


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """One screen: the system's name and its place on the desktop (x, y, width, height)."""

    name: str
    geometry: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the hall's window goes: `screen` is an index, None hides it; a window of its own is not full screen."""

    screen: int | None
    full_screen: bool


HIDDEN = Place(None, full_screen=False)


def place_for(
    screens: Sequence[ScreenInfo], facilitator: int, *, wanted: bool, own_window: bool, last: str = ""
) -> Place:
    """Decide the place.

    `facilitator`: index of the screen with the facilitator's window; `wanted`: the hall is to be shown;
    `own_window`: with one screen only, show an ordinary window; `last`: the name of the screen used before,
    preferred among several. Screens that show the same (mirrored) count as one.
    """
    if not wanted or not screens:
        return HIDDEN
    own = screens[facilitator] if 0 <= facilitator < len(screens) else screens[0]
    others = [n for n, screen in enumerate(screens) if not _same_picture(screen, own)]
    if not others:
        return Place(screens.index(own), full_screen=False) if own_window else HIDDEN
    again = next((n for n in others if screens[n].name == last and last), None)
    return Place(others[0] if again is None else again, full_screen=True)


def _same_picture(one: ScreenInfo, other: ScreenInfo) -> bool:
    # Two screens lie side by side; those that overlap are one picture shown twice.
    return QRect(*one.geometry).intersects(QRect(*other.geometry))


class HallScreens(QObject):
    """Keeps the hall's window on the right screen.

    Signal: `placed(place)` the window was moved, shown or hidden.
    """

    placed = Signal(object)

    def __init__(self, hall: QWidget, facilitator: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hall, self._facilitator = hall, facilitator
        self._wanted = False
        self._own_window = False
        self._last = ""
        self._place = HIDDEN
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.settle)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - widgets can't be without one
        application.screenAdded.connect(self._came)
        application.screenRemoved.connect(self._went)
        application.primaryScreenChanged.connect(self._changed)
        for screen in application.screens():
            screen.geometryChanged.connect(self._changed)

    @property
    def place(self) -> Place:
        """Where the hall's window stands now."""
        return self._place

    def show_hall(self, on: bool, *, own_window: bool = False) -> None:
        """Show the hall's window or hide it; `own_window` shows an ordinary window when there is one screen."""
        self._wanted, self._own_window = on, own_window
        self.settle()

    def has_second(self) -> bool:
        """Whether there is a screen for the hall."""
        found = place_for(self._infos(), self._facilitators(), wanted=True, own_window=False)
        return found.screen is not None

    def settle(self) -> None:
        """Look at the screens as they are now and put the window where it belongs."""
        self._timer.stop()
        screens = QGuiApplication.screens()
        wanted = place_for(
            self._infos(),
            self._facilitators(),
            wanted=self._wanted,
            own_window=self._own_window,
            last=self._last,
        )
        self._put(wanted, screens)
        if wanted != self._place:
            self._place = wanted
            self.placed.emit(wanted)

    def _put(self, place: Place, screens: Sequence[QScreen]) -> None:
        hall = self._hall
        if place.screen is None:
            hall.hide()
            return
        screen = screens[place.screen]
        if place.full_screen:
            self._last = screen.name()
            if hall.isFullScreen() and hall.screen() is screen and hall.geometry() == screen.geometry():
                return
            hall.hide()
            hall.setScreen(screen)
            hall.setGeometry(screen.geometry())
            hall.setCursor(Qt.CursorShape.BlankCursor)
            # Not showFullScreen(): it would ask for the keyboard, which stays with the facilitator.
            hall.setWindowState(Qt.WindowState.WindowFullScreen)
            hall.show()
        elif hall.isFullScreen() or not hall.isVisible():
            hall.hide()
            hall.unsetCursor()
            hall.setScreen(screen)
            hall.setWindowState(Qt.WindowState.WindowNoState)
            hall.setGeometry(own_geometry(screen.availableGeometry()))
            hall.show()

    def _infos(self) -> list[ScreenInfo]:
        return [
            ScreenInfo(screen.name(), screen.geometry().getRect())  # type: ignore[arg-type]
            for screen in QGuiApplication.screens()
        ]

    def _facilitators(self) -> int:
        screens = QGuiApplication.screens()
        screen = self._facilitator.screen()
        return screens.index(screen) if screen in screens else 0

    @Slot()
    def _changed(self) -> None:
        self._timer.start()

    def _came(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._changed)
        self._timer.start()

    def _went(self, screen: QScreen) -> None:
        # At once: the system would else move the full-screen window over the facilitator's own.
        if self._place.full_screen and screen.name() == self._last:
            self._hall.hide()
            self._place = HIDDEN
            self.placed.emit(HIDDEN)
        self._timer.start()


def own_geometry(available: QRect) -> QRect:
    """A 16:9 window in the lower left part of a screen: the facilitator's buttons stand on the right."""
    width = min(960, available.width() * 3 // 5)
    height = width * 9 // 16
    return QRect(available.left() + 24, available.bottom() - height - 48, width, height)
