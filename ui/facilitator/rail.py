"""The rail on the left: before, the evening's activities, after. QT MAIN THREAD."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.locale import _
from ui.models import wording
from ui.style import set_role
from ui.widgets.pieces import column, label, scrolling
from ui.widgets.rail_item import RailItem
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.i18n import N_
from workshop_app.snapshot import Snapshot


class Page(StrEnum):
    """The pages that every workshop has, besides one for each activity."""

    PLAN = "plan"
    MINUTES = "minutes"
    NETWORK = "network"


Place = Page | int
_STATES = {
    ActivityState.PLANNED: N_("not opened yet"),
    ActivityState.OPEN: N_("open now"),
    ActivityState.PAUSED: N_("paused"),
    ActivityState.CLOSED: N_("done"),
}


class Rail(QFrame):
    """Signal `chosen(place)`: a `Page` or an activity's id."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rail")
        self.setFixedWidth(216)
        self._items: dict[Place, RailItem] = {}
        self._order: tuple[int, ...] = ()
        content = QWidget()
        self._list: QVBoxLayout = column(content, margins=(10, 14, 10, 14), spacing=2)
        outer = column(self)
        outer.addWidget(scrolling(content))
        self._build(())

    def item(self, place: Place) -> RailItem:
        """The line of a page."""
        return self._items[place]

    def show_agenda(self, snapshot: Snapshot) -> None:
        """Show the activities with their state and count."""
        order = tuple(activity.id for activity in snapshot.activities)
        if order != self._order:
            self._build(order)
        for number, activity in enumerate(snapshot.activities, start=1):
            count = snapshot.counts.get(activity.id, 0)
            waiting = len(snapshot.waiting) if activity.kind == "ideas" else 0
            shown = f"{count} +{waiting}" if waiting else str(count) if count else ""
            self._show(activity, number, shown)
        begun = any(a.state is not ActivityState.PLANNED for a in snapshot.activities)
        self._items[Page.PLAN].show_item(_("Plan"), "", done=begun)
        minutes, last = self._items[Page.MINUTES], str(len(order) + 1)
        minutes.show_item(_("Minutes"), last, done=snapshot.minutes_given)
        given = ", " + _("given to the hall") if snapshot.minutes_given else ""
        minutes.setAccessibleName(f"{last} {minutes.text()}{given}")

    def mark(self, place: Place) -> None:
        """Show which page is open; a page without a line of its own leaves none marked."""
        found = self._items.get(place)
        if found is not None:
            found.setChecked(True)
            return
        for item in self._items.values():
            item.setAutoExclusive(False)
            item.setChecked(False)
            item.setAutoExclusive(True)

    def _show(self, activity: Activity, number: int, count: str) -> None:
        title = wording.pick(activity.title)
        item = self._items[activity.id]
        done = activity.state is ActivityState.CLOSED
        item.show_item(title, str(number), count, done=done, live=activity.running)
        state = _(_STATES[activity.state])
        item.setAccessibleName(", ".join(part for part in (f"{number} {title}", state, count) if part))

    def _build(self, order: tuple[int, ...]) -> None:
        checked = next((place for place, item in self._items.items() if item.isChecked()), None)
        while (taken := self._list.takeAt(0)) is not None:
            old = taken.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._items, self._order = {}, order
        self._head(_("Before"))
        self._add(Page.PLAN).show_item(_("Plan"), "")
        self._head(_("The evening"))
        for activity_id in order:
            self._add(activity_id)
        self._head(_("Afterwards"))
        self._add(Page.MINUTES).show_item(_("Minutes"), "")
        self._list.addStretch(1)
        if checked in self._items:
            self._items[checked].setChecked(True)

    def _head(self, text: str) -> None:
        heading = label(text, "small")
        heading.setContentsMargins(10, 12, 10, 6)
        self._list.addWidget(heading)

    def _add(self, place: Place) -> RailItem:
        item = RailItem()
        item.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        item.clicked.connect(lambda: self.chosen.emit(place))
        self._items[place] = item
        self._list.addWidget(item)
        return item
