"""Where the hall's window stands: full screen on the second screen, found by itself. QT MAIN THREAD.

Screens come and go (a plug pulled, a projector asleep); the window follows without asking anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

#: Changes come in bursts when a plug is pulled or put in: the state after this many milliseconds counts.
SETTLE_MS = 400
#: Where the hall's own window stood when there was one screen; kept beside the facilitator's window's place.
_GEOMETRY = "hall/geometry"
#: The distance from a screen's edges, and about how high a window's title is, in pixels.
_MARGIN, _FRAME = 24, 40
#: The greatest width of the hall's own window, and from which width on it is worth placing beside the facilitator's.
_WIDEST, _WORTH = 960, 480


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

    @property
    def own(self) -> bool:
        """Whether it is a window of its own on the facilitator's screen."""
        return self.screen is not None and not self.full_screen


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

    Its own window, where there is one screen, comes back where it was last moved to: `memory` keeps that.
    Signal: `placed(place)` the window was moved, shown or hidden.
    """

    placed = Signal(object)

    def __init__(
        self, hall: QWidget, facilitator: QWidget, memory: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hall, self._facilitator, self._memory = hall, facilitator, memory
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
        handle = facilitator.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._facilitator_moved)

    @property
    def place(self) -> Place:
        """Where the hall's window stands now."""
        return self._place

    def show_hall(self, on: bool, *, own_window: bool = False) -> None:
        """Show the hall's window or hide it; `own_window` shows an ordinary window when there is one screen."""
        self._wanted, self._own_window = on, own_window
        self.settle()

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
        if self._place.own and not hall.isMaximized():
            self._memory.setValue(_GEOMETRY, hall.geometry())
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
            hall.setGeometry(self._own_geometry(screen.availableGeometry()))
            hall.show()

    def _own_geometry(self, available: QRect) -> QRect:
        kept = self._memory.value(_GEOMETRY)
        if isinstance(kept, QRect) and kept.isValid():
            return within(kept, available)
        return own_geometry(available, self._facilitator.frameGeometry())

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

    def _facilitator_moved(self, screen: QScreen) -> None:
        # The program started on the projector and its window is dragged to the laptop: the two windows change places.
        # It may cover the hall's picture on the projector for a while.
        if screen is QGuiApplication.primaryScreen() and self._hall.screen() is screen:
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


def own_geometry(available: QRect, facilitator: QRect) -> QRect:
    """The place where a 16:9 window covers the least of the facilitator's.

    Beside it, where the screen has room there; else small in the lower left corner, as the buttons are on the right and
    the agenda begins at the top.
    """
    inside = available.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    left, right = QRect(inside), QRect(inside)
    above, below = QRect(inside), QRect(inside)
    left.setRight(facilitator.left() - _MARGIN)
    right.setLeft(facilitator.right() + _MARGIN)
    above.setBottom(facilitator.top() - _MARGIN)
    below.setTop(facilitator.bottom() + _MARGIN)
    widest = max((_largest(room) for room in (left, right, above, below)), key=QRect.width)
    if widest.width() >= _WORTH:
        return widest
    width = min(_WIDEST, available.width() * 2 // 5)
    height = width * 9 // 16
    return QRect(inside.left(), inside.bottom() - height + 1, width, height)


def _largest(room: QRect) -> QRect:
    """The largest 16:9 window that fits into `room`, below its title; its width may be negative."""
    width = min(_WIDEST, room.width(), (room.height() - _FRAME) * 16 // 9)
    return QRect(room.left(), room.top() + _FRAME, width, width * 9 // 16)


def within(kept: QRect, available: QRect) -> QRect:
    """A window's place, moved so that all of it is on the screen."""
    found = QRect(kept.topLeft(), kept.size().boundedTo(available.size()))
    found.moveRight(min(found.right(), available.right()))
    found.moveBottom(min(found.bottom(), available.bottom()))
    found.moveLeft(max(found.left(), available.left()))
    found.moveTop(max(found.top(), available.top()))
    return found
