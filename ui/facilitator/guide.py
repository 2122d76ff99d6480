"""The four steps to an evening, on the plan's page until the first part is opened. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.facilitator.rail import Page
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.style import set_role
from ui.widgets.pieces import button, column, label, row
from workshop_app.domain.agenda import ActivityState
from workshop_app.snapshot import Snapshot


class GuideCard(QFrame):
    """Each step has a number that becomes a tick, what to do, and a way there.

    Signal `wanted(place)`: a page or an activity's id.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._first: int | None = None
        self._marks: list[QLabel] = []
        layout = column(self, margins=(20, 14, 20, 16), spacing=8)
        layout.addWidget(label(_("Four steps to the evening"), "section"))
        steps = row(spacing=24)
        layout.addLayout(steps)
        network = button(_("Open the network page"), "link", lambda: self.wanted.emit(Page.NETWORK))
        start = button(_("To the first part"), "link", lambda: self.wanted.emit(self._first))
        told: tuple[tuple[str, QPushButton | None], ...] = (
            (_("Check the place, the date and the agenda below."), None),
            (_("Join the hall's Wi-Fi with this laptop."), network),
            (_("Try with your own phone: read the code."), None),
            (_("Open the first part when people arrive."), start),
        )
        for number, (text, way) in enumerate(told, start=1):
            steps.addLayout(self._step(number, text, way), 1)
        self.hide()

    @property
    def done(self) -> tuple[bool, ...]:
        """Which steps are ticked."""
        return tuple(mark.text() == "✓" for mark in self._marks)

    def show_state(self, snapshot: Snapshot, network: NetworkModel) -> None:
        """Tick what has been done; once a part has been open the guide is gone."""
        begun = any(a.state is not ActivityState.PLANNED for a in snapshot.activities)
        self.setVisible(not begun and bool(snapshot.activities))
        self._first = snapshot.activities[0].id if snapshot.activities else None
        connected = network.up and network.place is not None and not network.place.ip.startswith("127.")
        ticks = (bool(snapshot.workshop.place), connected, network.phone_came, begun)
        for number, (mark, tick) in enumerate(zip(self._marks, ticks, strict=True), start=1):
            mark.setText("✓" if tick else str(number))
            mark.setAccessibleName(_("done") if tick else str(number))
            set_role(mark, "good" if tick else "strong")

    def _step(self, number: int, text: str, way: QPushButton | None) -> QHBoxLayout:
        mark = label(str(number), "strong")
        mark.setFixedWidth(16)
        self._marks.append(mark)
        words = column(spacing=2)
        words.addWidget(label(text, wrap=True))
        if way is not None:
            words.addWidget(way)
        words.addStretch(1)
        beside = row(spacing=6)
        upright = column()
        upright.addWidget(mark)
        upright.addStretch(1)
        beside.addLayout(upright)
        beside.addLayout(words, 1)
        return beside
