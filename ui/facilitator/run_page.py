"""An activity's page: its question, its state with the time left, and its kind's panel. QT MAIN THREAD."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.client import Client
from ui.facilitator.next_step import Step
from ui.facilitator.run_controls import RunControls
from ui.kinds.base import View, panel_of
from ui.locale import _
from ui.models import wording
from ui.style import set_role
from ui.widgets.chip import Chip
from ui.widgets.flowing_text import breakable
from ui.widgets.pieces import BAR, button, column, label, row, scrolling, turn
from workshop_app.domain.agenda import Activity, ActivityState

#: Narrower than this, in pixels, the state stands below the question.
_NARROW = 520


class RunPage(QWidget):
    """Made once for each activity. On a `wide` page the buttons stand above the panel, without a side column."""

    def __init__(self, client: Client, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        face = panel_of(kind)
        self.panel = face(client)
        self.words = face.WORDS
        self.wide = face.wide
        self._activity: Activity | None = None
        self._beside = not self.wide
        self._title = label("", "heading", wrap=True)
        self._chip = Chip(_("State"))
        self.controls = RunControls(across=True, parent=self)
        self.controls.setVisible(self.wide)
        #: The facilitator's own notes, where there is no side column to write them in.
        self.notes = label("", "muted", wrap=True)
        self.to_hall = button(_("Results on the hall screen"))
        self._head = row(spacing=12)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.to_hall)
        self._head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        above = column(margins=(0, 0, BAR, 0), spacing=16)
        above.addLayout(self._head)
        above.addWidget(self.controls)
        above.addWidget(self.notes)
        layout = column(self, margins=(26, 22, 26 - BAR, 22), spacing=16)
        layout.addLayout(above)
        # A panel's scroll bar stands in the page's margin, below which the rest ends with it. In a low window the
        # panel's content keeps its height and is scrolled to; a panel that scrolls by itself decides for itself what
        # stays in sight.
        layout.addWidget(self.panel if face.scrolls else scrolling(self.panel), 1)
        # Not before it is in a layout: a visible widget without a parent would become a window of its own.
        self.to_hall.setVisible(self.wide)
        self.notes.hide()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._show_state)
        self._clock.start()

    def noted(self, step: Step, view: View | None) -> Step:
        """The step, with the note that its kind adds for the activity as it stands."""
        said = self.panel.note(view) if view is not None else ""
        return replace(step, note="\n".join(filter(None, (said, step.note))))

    def show_view(self, view: View, step: Step) -> None:
        """Show the activity as it stands."""
        self._activity = view.activity
        title = wording.pick(view.activity.question or view.activity.title)
        self._title.setText(breakable(title))
        self._title.setAccessibleName(title)
        if self.wide:
            self.controls.show_step(view.activity, step, self.words)
        self._show_state()
        self._show_notes()
        self.panel.show_view(view)

    def show_beside(self, *, beside: bool, on_hall: bool) -> None:
        """Show the side column's buttons here when the column is not `beside`; `on_hall`: the hall sees the results."""
        # The same buttons stand in the side column.
        self.controls.setVisible(not beside)
        self.to_hall.setVisible(not beside)
        self._beside = beside
        self._show_notes()
        set_role(self.to_hall, "on" if on_hall else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        turn(self._head, self.width() < _NARROW)

    def _show_notes(self) -> None:
        written = self._activity.notes if self._activity is not None else ""
        self.notes.setText(_("Own notes: {notes}", notes=" ".join(written.split())))
        self.notes.setVisible(bool(written) and not self._beside)

    def _show_state(self) -> None:
        activity = self._activity
        if activity is None:
            return
        if activity.state is ActivityState.PLANNED:
            length = wording.minutes_long(activity.minutes)
            self._chip.show_state(_("Not opened yet · {length}", length=length), "idle")
        elif activity.state is ActivityState.CLOSED:
            closed = activity.closed_at
            text = _("Closed {time}", time=wording.clock(closed)) if closed else _("Closed")
            self._chip.show_state(text, "ok")
        elif activity.state is ActivityState.PAUSED:
            paused = _("Paused")
            self._chip.show_state(f"{paused} {self._time_left(activity)}".strip(), "warn")
        else:
            self._chip.show_state(f"{_(self.words.running)} {self._time_left(activity)}".strip(), "live")

    def _time_left(self, activity: Activity) -> str:
        if not activity.minutes:
            return ""
        left = activity.minutes * 60 - activity.open_for(datetime.now(UTC)).total_seconds()
        shown = wording.minutes_and_seconds(left)
        return shown if left >= 0 else _("· {time} over", time=shown)
