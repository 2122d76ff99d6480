"""The buttons of an open, planned or closed activity; the first one always names the next step. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.facilitator.next_step import Does, Step
from ui.kinds.words import Words
from ui.locale import _
from ui.style import set_role
from ui.widgets.pieces import button, column, label, reword, row
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.kinds.table import kind

#: What the extra-time button gives, in minutes.
EXTRA_MINUTES = 2


class RunControls(QWidget):
    """Below each other in the side column, beside each other on a wide page.

    Signals: `next_wanted()`, `extra_wanted()`, `pause_wanted()`, `close_wanted()`, `results_wanted(shown)`,
    `again_wanted()`.
    """

    next_wanted = Signal()
    extra_wanted = Signal()
    pause_wanted = Signal()
    close_wanted = Signal()
    results_wanted = Signal(bool)
    again_wanted = Signal()

    def __init__(self, *, across: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = False
        self.next = button("", "primary", self.next_wanted.emit)
        self.extra = button(_("+ {n} min", n=EXTRA_MINUTES), "", self.extra_wanted.emit)
        self.results = button("", "", lambda: self.results_wanted.emit(not self._shown))
        self.pause = button(_("Pause"), "", self.pause_wanted.emit)
        self.close_it = button("", "", self.close_wanted.emit)
        self.again = button(_("Open again"), "", self.again_wanted.emit)
        self._closes = label("", "small", wrap=True)
        layout: QBoxLayout = row(self, spacing=10) if across else column(self, spacing=14)
        layout.addWidget(self.next)
        layout.addWidget(self._closes)
        beside = row(spacing=10)
        for made in (self.extra, self.pause):
            beside.addWidget(made, 0 if across else 1)
        layout.addLayout(beside)
        for made in (self.close_it, self.results, self.again):
            layout.addWidget(made)
        if across:
            layout.addStretch(1)

    def show_step(self, activity: Activity, step: Step, words: Words) -> None:
        """Show what can be done with `activity` now; `words` are its kind's."""
        self._closes.setText(step.note)
        self._closes.setVisible(bool(step.note))
        paused = activity.state is ActivityState.PAUSED
        self._shown = activity.results_shown
        reword(self.next, step.text)
        set_role(self.next, "live" if step.does is Does.CLOSE else "primary")
        self.extra.setVisible(activity.running)
        self.pause.setVisible(activity.state is ActivityState.OPEN)
        # In a break the big button ends the break; closing stays at hand.
        self.close_it.setVisible(paused)
        reword(self.close_it, _(words.close))
        self.again.setVisible(activity.state is ActivityState.CLOSED)
        has_results = kind(activity.kind).phone.results is not None
        self.results.setVisible(has_results and activity.state is not ActivityState.PLANNED)
        reword(
            self.results,
            _("Hide the results on phones") if self._shown else _("Show the results on phones"),
        )
        set_role(self.results, "on" if self._shown else "")
