"""The four steps to an evening, on the plan's page until the first part is opened. QT MAIN THREAD."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.facilitator.hall import Hall
from ui.facilitator.rail import Page
from ui.locale import _
from ui.models.network_model import NetworkModel
from ui.style import set_role
from ui.widgets.pieces import button, column, label, row
from ui.widgets.qr_code import QrCode, qr_matrix
from workshop_app.domain.agenda import ActivityState
from workshop_app.snapshot import Snapshot

#: The code's side in pixels: four a module, large enough for a phone held before the laptop.
_CODE = 140


class GuideCard(QFrame):
    """Each step has a number that becomes a tick; the last one is a code to be tried with one's own phone.

    Signals: `wanted(place)` a page or an activity's id; `hall_wanted()` open the hall screen.
    """

    wanted = Signal(object)
    hall_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._first: int | None = None
        self._url: str | None = None
        self._marks: list[QLabel] = []
        layout = column(self, margins=(20, 14, 20, 16), spacing=10)
        layout.addWidget(label(_("Four steps to the evening"), "section"))
        beside = row(spacing=28)
        beside.addLayout(self._preparations(), 1)
        beside.addLayout(self._trying(), 1)
        layout.addLayout(beside)
        self.hide()

    @property
    def done(self) -> tuple[bool, ...]:
        """For each step whether it is ticked."""
        return tuple(mark.text() == "✓" for mark in self._marks)

    def show_state(self, snapshot: Snapshot, network: NetworkModel, hall: Hall) -> None:
        """Tick what has been done; once a part has been open the guide is gone."""
        begun = any(a.state is not ActivityState.PLANNED for a in snapshot.activities)
        self.setVisible(not begun and bool(snapshot.activities))
        self._first = snapshot.activities[0].id if snapshot.activities else None
        connected = network.up and network.place is not None and not network.place.ip.startswith("127.")
        ticks = (bool(snapshot.workshop.place), connected, hall.is_shown, network.phone_came)
        for number, (mark, tick) in enumerate(zip(self._marks, ticks, strict=True), start=1):
            mark.setText("✓" if tick else str(number))
            mark.setAccessibleName(_("done") if tick else str(number))
            set_role(mark, "good" if tick else "strong")
        self.nameless.setVisible(not network.wifi_name)
        self.hall.setVisible(not hall.is_shown)
        # When the second screen repeats the first one, only one screen is found.
        self.mirrored.setVisible(hall.is_shown and not hall.has_own_screen)
        self._show_code(network)

    def _preparations(self) -> QVBoxLayout:
        steps = column(spacing=10)
        network = button(_("Open the network page"), "link", lambda: self.wanted.emit(Page.NETWORK))
        self.hall = button(_("Open the hall screen"), "link", self.hall_wanted.emit)
        told: tuple[tuple[str, QPushButton | None], ...] = (
            (_("Check the place, the date and the agenda below."), None),
            (_("Join the hall's Wi-Fi with this laptop."), network),
            (_("Plug in the projector. Without one the hall screen is a window of its own."), self.hall),
        )
        for text, way in told:
            steps.addLayout(self._step(text, way))
        self.nameless = label(
            _("Write the Wi-Fi's name there: the hall sees it, and a code for it."), "muted", wrap=True
        )
        self.nameless.setContentsMargins(22, 0, 0, 0)
        steps.insertWidget(2, self.nameless)
        self.mirrored = label(_same_picture(sys.platform), "muted", wrap=True)
        self.mirrored.setContentsMargins(22, 0, 0, 0)
        steps.addWidget(self.mirrored)
        steps.addStretch(1)
        return steps

    def _trying(self) -> QHBoxLayout:
        line = row(spacing=16)
        words = column(spacing=8)
        words.addLayout(
            self._step(
                _(
                    "Try with your own phone: connect it to the same Wi-Fi, and read this code with its camera."
                ),
                None,
            )
        )
        self._typed = label("", "muted", wrap=True)
        self._came = label("", "good", wrap=True)
        for told in (self._typed, self._came):
            words.addWidget(told)
        words.addStretch(1)
        self.start = button(_("To the first part"), "primary", lambda: self.wanted.emit(self._first))
        beside = row()
        beside.addWidget(self.start)
        beside.addStretch(1)
        words.addLayout(beside)
        self._code = QrCode()
        self._code.setFixedSize(_CODE, _CODE)
        line.addLayout(words, 1)
        line.addWidget(self._code)
        return line

    def _show_code(self, network: NetworkModel) -> None:
        came = network.phone_came
        self._came.setText(_("Your phone came through. You can begin when people arrive.") if came else "")
        self._came.setVisible(came)
        if network.url != self._url:
            self._url = network.url
            self._code.set_code(qr_matrix(self._url) if self._url else (), _("QR code of the join page"))
            self._code.setVisible(bool(self._url))
            typed = self._url.removeprefix("http://").rstrip("/")
            self._typed.setText(
                _("Or write into its browser: {address}", address=typed)
                if typed
                else _("There is no network yet.")
            )

    def _step(self, text: str, way: QPushButton | None) -> QHBoxLayout:
        mark = label(str(len(self._marks) + 1), "strong")
        mark.setFixedWidth(16)
        self._marks.append(mark)
        words = column(spacing=2)
        words.addWidget(label(text, wrap=True))
        if way is not None:
            words.addWidget(way)
        beside = row(spacing=6)
        upright = column()
        upright.addWidget(mark)
        upright.addStretch(1)
        beside.addLayout(upright)
        beside.addLayout(words, 1)
        return beside


def _same_picture(system: str) -> str:
    """What to do when the projector only repeats the laptop's screen; `system` is `sys.platform`."""
    if system == "win32":
        return _("Does the projector show the same as this screen? Press Windows and P, and choose Extend.")
    return _(
        "Does the projector show the same as this screen? Let it extend the desktop, in the display settings."
    )
