"""The welcome's page: who is here, and where the others join. QT MAIN THREAD."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.client import Client
from ui.kinds.base import KindPanel, View
from ui.kinds.words import Words
from ui.locale import _
from ui.models import wording
from ui.widgets.figures import Figures
from ui.widgets.pieces import column, empty, frame, label, turn
from ui.widgets.pieces import row as line_of
from ui.widgets.qr_code import QrCode, qr_matrix
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN, Channel
from workshop_app.i18n import N_
from workshop_app.kinds.welcome.kind import WelcomeReport

#: Narrower than this, in pixels, the code stands below the groups.
_NARROW = 430
CHANNELS = {
    Channel.PHONE: N_("by phone"),
    Channel.KIOSK: N_("on a shared tablet"),
    Channel.PAPER: N_("on paper"),
}


class _Code(QrCode):
    """Square where there is room."""

    def sizeHint(self) -> QSize:
        return self.maximumSize()


class Panel(KindPanel):
    """How many have joined, by group; the address and its code."""

    WORDS: ClassVar[Words] = Words(
        N_("Welcome"),
        N_("Open the evening"),
        N_("Close the welcome"),
        N_("People may join"),
        N_("Latecomers can still join."),
    )

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self.figures = Figures()
        self._groups, self._group_list = frame("card", margins=(18, 14, 18, 14), spacing=6)
        self._join, inside = frame("card", margins=(18, 14, 18, 18), spacing=8)
        self._code = _Code()
        # In a narrow window the code shrinks rather than being cut off.
        self._code.setMinimumSize(140, 140)
        self._code.setMaximumSize(200, 200)
        self._address = label("", "section", wrap=True)
        self._url = ""
        layout = column(self, spacing=18)
        layout.addWidget(self.figures)
        self._line = line_of(spacing=18)
        self._line.addWidget(self._groups, 1)
        self._line.addWidget(self._join, 1)
        layout.addLayout(self._line)
        layout.addStretch(1)
        inside.addWidget(label(_("Join with a phone"), "section"))
        inside.addWidget(label(_("Read the code with the camera, or write the address:"), "muted", wrap=True))
        inside.addWidget(self._address)
        inside.addWidget(self._code, 0, Qt.AlignmentFlag.AlignLeft)
        told = _(
            "Somebody has no phone? A tablet can go round: see “People without a phone” on the network's page."
        )
        inside.addWidget(label(told, "small", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        turn(self._line, self.width() < _NARROW)

    def show_view(self, view: View) -> None:
        """Show who is here."""
        report = view.report
        if not isinstance(report, WelcomeReport):
            return
        channels = [(str(n), _(CHANNELS[channel])) for channel, n in report.by_channel.items() if n]
        self.figures.show_figures(((str(report.participants), _("joined")), *channels))
        self._show_groups(view, report)
        if view.address != self._url:
            self._url = view.address
            code = qr_matrix(view.address) if view.address else ()
            self._code.set_code(code, _("QR code of the join page"))
        self._code.setVisible(bool(view.address))
        self._address.setText(
            view.address.removeprefix("http://").rstrip("/") or _("There is no network yet.")
        )

    def _show_groups(self, view: View, report: WelcomeReport) -> None:
        layout = self._group_list
        empty(layout)
        layout.addWidget(label(_("In what role"), "section"))
        grid = QWidget()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 4, 0, 0)
        cells.setColumnStretch(0, 1)
        counted = [(g.label, report.by_group.get(g.id, 0)) for g in view.workshop.groups]
        rows = [(wording.pick(name), n) for name, n in counted]
        unsaid = _("did not want to say")
        rows.append((unsaid[:1].upper() + unsaid[1:], report.by_group.get(None, 0)))
        for at, (name, n) in enumerate(rows):
            cells.addWidget(label(name, wrap=True), at, 0)
            cells.addWidget(label(str(n) if n else "–", "strong" if n else "muted"), at, 1)
        layout.addWidget(grid)
        layout.addWidget(
            label(
                _(
                    "Groups of fewer than {n} people are not shown apart from the others to the hall.",
                    n=SMALLEST_GROUP_SHOWN,
                ),
                "small",
                wrap=True,
            )
        )
        layout.addStretch(1)
