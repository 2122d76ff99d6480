"""The agenda in the plan: the evening's activities, each on a row that saves itself. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QTime, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from ui.client import Client
from ui.facilitator.plan_agenda_row import AgendaRow
from ui.locale import _
from ui.models import wording
from ui.style import icon, set_role
from ui.widgets.keyed import in_order
from ui.widgets.moments import TimeEdit
from ui.widgets.pieces import button, column, label, row, rule
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import Activity
from workshop_app.domain.text import LANGUAGES, Text
from workshop_app.i18n import translator
from workshop_app.kinds.table import KINDS, kind
from workshop_app.snapshot import Snapshot

#: The text part (`minutes_text`) that holds when the evening begins, as 17:30.
BEGINS = "begins"
#: How many rows are made on one turn of the event loop.
AT_ONCE = 2
#: The width of the field for the evening's beginning, in pixels.
_CLOCK = 76


class AgendaCard(QFrame):
    """All rows, the length of the evening, and a button that adds a part. Signal `said(text, undo)`."""

    said = Signal(str, object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._client = client
        self.rows: dict[int, AgendaRow] = {}
        self._snapshot: Snapshot | None = None
        self._later = QTimer(self, singleShot=True, interval=1)
        self._later.timeout.connect(self._show_more)
        self._length = label("", "muted")
        self.begins = TimeEdit()
        self.begins.setAccessibleName(_("Begins at"))
        self.begins.setFixedWidth(_CLOCK)
        self.begins.timeChanged.connect(self._save_beginning)
        self._known = QTime()
        self._mark = rule()
        self._mark.setParent(self)
        self._mark.hide()
        self.add = button(_("Add a part"), "", self._choose, "add")
        # More space than between the lines of one part.
        self._list = column(spacing=14)
        head = row(spacing=12)
        head.addWidget(label(_("Agenda"), "section"))
        head.addWidget(self._length, 1)
        name = label(_("Begins at"), "field")
        name.setBuddy(self.begins)
        head.addWidget(name)
        head.addWidget(self.begins)
        head.addWidget(self.add)
        layout = column(self, margins=(20, 16, 20, 18), spacing=12)
        layout.addLayout(head)
        layout.addLayout(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def whole(self) -> bool:
        """Whether every part has its row."""
        return not self._later.isActive()

    def show_agenda(self, snapshot: Snapshot) -> None:
        """Show the agenda as it stands."""
        self._snapshot = snapshot
        activities = self._few_new(snapshot.activities)
        by_id = {activity.id: activity for activity in activities}
        if list(by_id) != list(self.rows):
            self.rows = in_order(self._list, self.rows, by_id, lambda key: self._new_row(by_id[key]))
        self._show_beginning(snapshot.texts.get(BEGINS, ""))
        now = self._known
        for number, activity in enumerate(activities, start=1):
            shown, until = self.rows[activity.id], now.addSecs(60 * activity.minutes)
            shown.show_activity(activity, number, snapshot.workshop, last=number == len(snapshot.activities))
            shown.show_time(_from_to(now, until) if self._is_set() else "")
            now = until
        whole = sum(activity.minutes for activity in snapshot.activities)
        told = _("Together {length}", length=wording.minutes_long(whole))
        end = self._known.addSecs(60 * whole)
        self._length.setText(f"{told} · {_from_to(self._known, end)}" if self._is_set() else told)
        if len(activities) < len(snapshot.activities):
            self._later.start()

    def _few_new(self, activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
        """The first activities, at most AT_ONCE of them without a row: making a row takes some milliseconds."""
        unknown = [at for at, activity in enumerate(activities) if activity.id not in self.rows]
        return activities if len(unknown) <= AT_ONCE else activities[: unknown[AT_ONCE]]

    def _show_more(self) -> None:
        if self._snapshot is not None:
            self.show_agenda(self._snapshot)

    def menu(self) -> QMenu:
        """The kinds of parts that can be added."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for known in KINDS:
            action = menu.addAction(icon(known.name), _(known.label))
            action.triggered.connect(partial(self._add, known.name))
        return menu

    def place_at(self, y: int) -> int:
        """The row (0 = first) before which something dropped at the screen's height `y` is placed."""
        middles = [r.mapToGlobal(QPoint(0, r.height() // 2)).y() for r in self.rows.values()]
        return sum(middle < y for middle in middles)

    def _dragged(self, y: int) -> None:
        rows = list(self.rows.values())
        place = self.place_at(y)
        edge = rows[place].y() - 4 if place < len(rows) else rows[-1].geometry().bottom() + 2
        self._mark.setGeometry(20, edge, self.width() - 40, 3)
        self._mark.raise_()
        self._mark.show()

    def _dropped(self, activity_id: int, y: int) -> None:
        self._mark.hide()
        at, place = list(self.rows).index(activity_id), self.place_at(y)
        # The row itself is taken out first: what stood after it moves up by one.
        place -= place > at
        if place != at:
            self._client.submit(c.MoveActivity(activity_id, place))

    def _is_set(self) -> bool:
        return self._known.isValid()

    def _show_beginning(self, text: str) -> None:
        self._known = QTime.fromString(text, "HH:mm")
        if not self.begins.hasFocus():
            self.begins.setTime(self._known)

    def _save_beginning(self) -> None:
        chosen = self.begins.time()
        if chosen != self._known:
            text = chosen.toString("HH:mm") if chosen.isValid() else ""
            self._client.submit(c.WriteMinutesText(BEGINS, text))

    def _new_row(self, activity: Activity) -> AgendaRow:
        made = AgendaRow(self._client, activity)
        made.said.connect(self.said)
        made.grip.moved.connect(self._dragged)
        made.grip.dropped.connect(partial(self._dropped, activity.id))
        return made

    def _choose(self) -> None:
        self.menu().popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _add(self, name: str, _checked: bool = False) -> None:
        title = Text(**{language: translator(language).text(kind(name).label) for language in LANGUAGES})
        self._client.submit(c.AddActivity(name, title))


def _from_to(begin: QTime, end: QTime) -> str:
    return f"{begin.toString('H.mm')}–{end.toString('H.mm')}"
