"""The hall screen as the facilitator's window steers it: what it shows, and when. QT MAIN THREAD.

The two windows don't know each other: the real hall screen (`ui.projector.window`) is handed over by `ui.main`.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QPixmap

from ui.kinds.base import View
from ui.models.network_model import NetworkModel
from workshop_app.domain.agenda import ActivityState, live
from workshop_app.domain.ideas import Idea
from workshop_app.domain.workshop import Workshop
from workshop_app.kinds import table
from workshop_app.snapshot import Snapshot

JOIN, WIFI, ACTIVITY, RESULTS, THANKS = "join", "wifi", "activity", "results", "thanks"


class HallScreen(Protocol):
    """What is asked of the hall screen."""

    def set_workshop(self, workshop: Workshop) -> None:
        """Tell what evening this is."""
        ...

    def show_view(self, view: View | None) -> None:
        """Tell how the activity stands that the hall follows."""
        ...

    def set_join(
        self, address: str, people: int, wifi_name: str = "", wifi_password: str = "", wifi_code: str = ""
    ) -> None:
        """Tell how to join."""
        ...

    def set_minutes(self, address: str) -> None:
        """Tell where the minutes are; empty while they are not given."""
        ...

    def set_scene(self, name: str) -> None:
        """Show a scene."""
        ...

    def blank(self, on: bool) -> None:
        """Black, or not."""
        ...

    def freeze(self, on: bool) -> None:
        """Keep the picture, or let it live."""
        ...

    def address_changed(self, new: str) -> None:
        """Tell the hall to read the code again."""
        ...

    def isVisible(self) -> bool:
        """Whether there is a screen or a window that the hall sees."""
        ...

    def isFullScreen(self) -> bool:
        """Whether it fills a screen of its own."""
        ...

    def thumbnail(self, size: QSize) -> QPixmap:
        """A small picture of what the hall sees."""
        ...


def view_of(snapshot: Snapshot, activity_id: int | None, address: str) -> View | None:
    """An activity as panels and scenes are shown it; None while its report has not been read."""
    activity = snapshot.activity(activity_id) if activity_id is not None else None
    if activity is None or activity.id not in snapshot.reports:
        return None
    return View(
        workshop=snapshot.workshop,
        activity=activity,
        report=snapshot.reports[activity.id],
        participants=snapshot.participants,
        themes=snapshot.themes,
        ideas=snapshot.ideas,
        ranked=_ranked(snapshot),
        address=address,
    )


def _was_open(snapshot: Snapshot, activity_id: int) -> bool:
    activity = snapshot.activity(activity_id)
    return activity is not None and activity.state is not ActivityState.PLANNED


def _ranked(snapshot: Snapshot) -> tuple[Idea, ...]:
    found = table.ordering(snapshot.activities)
    order = table.kind(found.kind).order if found is not None else None
    if found is None or order is None or found.id not in snapshot.reports:
        return snapshot.ideas
    place = {idea: at for at, idea in enumerate(order(snapshot.reports[found.id]))}
    return tuple(sorted(snapshot.ideas, key=lambda idea: place.get(idea.id, len(place))))


class Hall(QObject):
    """Keeps the hall screen at what was read last and at what the facilitator chose.

    When another activity opens, the hall follows it by itself: the code at the welcome, else the
    activity, and where its opening is taken back, what was there before; at the end, and when the minutes
    are given, it says thanks and shows where they are.

    Signals: `changed()` another scene, blank or frozen, shown or hidden; `wanted()` something was chosen for the
    hall, and there is no screen yet to see it on.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, screen: HallScreen, network: NetworkModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.screen = screen
        self._network = network
        self._scene, self._blank, self._frozen = JOIN, False, False
        self._live: int | None = None
        self._ended = False
        self._given: bool | None = None
        self._results_of: int | None = None
        self._followed: int | None = None
        #: The scene and the activity that the hall was at before it followed this one.
        self._before: tuple[str, int | None] = (JOIN, None)
        self._seen: set[int] = set()
        screen.set_scene(JOIN)
        network.moved.connect(self._moved)

    @property
    def scene(self) -> str:
        """The scene that was chosen."""
        return self._scene

    @property
    def is_blank(self) -> bool:
        """Whether the hall sees nothing."""
        return self._blank

    @property
    def is_frozen(self) -> bool:
        """Whether the picture is kept."""
        return self._frozen

    @property
    def is_shown(self) -> bool:
        """Whether the hall sees anything: its screen is there, or its own window is open."""
        return self.screen.isVisible()

    @property
    def has_own_screen(self) -> bool:
        """Whether there is a projector or another second screen that it fills."""
        return self.screen.isVisible() and self.screen.isFullScreen()

    @property
    def activity_id(self) -> int | None:
        """The activity that the hall's picture is about; its report must be read."""
        return self._results_of if self._scene == RESULTS else self._followed

    def has_seen(self, activity_id: int) -> bool:
        """Whether the results of an activity were shown, since it was open last."""
        return activity_id in self._seen

    def toggle(self, scene: str, activity_id: int | None = None) -> None:
        """Show `scene` (the results of an activity); pressed again, the hall follows the evening."""
        seen = self.is_shown
        # Results that the hall has not seen are shown, not taken away; and before the first part there is nothing to
        # follow.
        again = seen and self._scene == scene and not self._blank and self._followed is not None
        self._results_of = activity_id
        self._set(ACTIVITY if again else scene, blank=False)
        if not seen:
            self.wanted.emit()

    def toggle_blank(self) -> None:
        """An empty screen, or what was there before."""
        self._set(self._scene, blank=not self._blank)

    def toggle_frozen(self) -> None:
        """Keep the picture, or let it live again."""
        self._frozen = not self._frozen
        self.screen.freeze(self._frozen)
        self.changed.emit()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Bring the hall up to date; a newly opened activity takes it over."""
        opened = live(snapshot.activities)
        if opened is None and self._followed is not None and not _was_open(snapshot, self._followed):
            self._go_back(snapshot)
        if opened is not None and opened.id != self._live:
            if opened.id != self._followed:
                self._before = self._scene, self._followed
            self._followed = opened.id
            self._set(JOIN if opened.kind == "welcome" else ACTIVITY, blank=self._blank)
        self._live = opened.id if opened else None
        self._seen.discard(self._live or 0)
        ended = snapshot.workshop.ended_at is not None
        if ended and not self._ended and opened is None:
            self._set(THANKS, blank=self._blank)
        # Minutes that were given out before this window was opened change nothing: the hall may be showing something
        # else.
        if snapshot.minutes_given and self._given is False and opened is None:
            self._set(THANKS, blank=self._blank)
        self._ended, self._given = ended, snapshot.minutes_given
        network = self._network
        self.screen.set_workshop(snapshot.workshop)
        self.screen.set_join(
            network.url, snapshot.participants, network.wifi_name, network.wifi_password, network.wifi_code
        )
        self.screen.set_minutes(network.minutes_url if snapshot.minutes_given else "")
        view = view_of(snapshot, self.activity_id, network.url)
        if view is not None or self.activity_id is None:
            self.screen.show_view(view)

    def _go_back(self, snapshot: Snapshot) -> None:
        """The opening of the activity that the hall follows was taken back."""
        scene, followed = self._before
        self._before = JOIN, None
        self._followed = followed if followed is not None and _was_open(snapshot, followed) else None
        if self._scene == ACTIVITY:
            self._set(JOIN if scene == ACTIVITY and self._followed is None else scene, blank=self._blank)

    def _set(self, scene: str, *, blank: bool) -> None:
        self._scene = scene
        if scene == RESULTS and self._results_of is not None:
            self._seen.add(self._results_of)
        self.screen.set_scene(scene)
        if blank != self._blank:
            self._blank = blank
            self.screen.blank(blank)
        self.changed.emit()

    def _moved(self, _before: str, now: str) -> None:
        if now:
            self.screen.set_minutes(self._network.minutes_url if self._given else "")
            self.screen.address_changed(self._network.url)
