"""The agenda in the plan: the evening's activities, each on a row that saves itself. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from ui.client import Client
from ui.locale import _
from ui.models import wording
from ui.style import icon, set_role
from ui.widgets.pieces import button, column, label, row
from ui.widgets.saved_field import SavedLine, SavedNumber
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import LANGUAGES, Text
from workshop_app.i18n import translator
from workshop_app.kinds.table import KINDS, kind
from workshop_app.snapshot import Snapshot

#: How many pairs a person is asked when the activity doesn't say.
_DUELS = 15


class AgendaRow(QFrame):
    """One activity: its name, question, minutes, for a duel the pairs a person; up, down, remove."""

    def __init__(self, client: Client, activity: Activity, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._activity = activity
        self._language = "fi"
        self._number = label("", "strong")
        self._number.setFixedWidth(20)
        self.title = SavedLine(_("Name of the part"))
        self.question = SavedLine(_("Question"))
        self.question.setPlaceholderText(_("Question, as phones and the hall see it"))
        self.minutes = SavedNumber(_("Length, min"), 0, 600)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setFixedWidth(94)
        self.duels = SavedNumber(_("Pairs a person"), 1, 200)
        self.duels.setSuffix(_(" pairs"))
        self.duels.setFixedWidth(110)
        self.up = button(_("Earlier"), "icon", lambda: self._move(-1), "up")
        self.down = button(_("Later"), "icon", lambda: self._move(1), "down")
        self.remove = button(_("Remove"), "icon", self._remove, "remove")
        picture = label("")
        picture.setPixmap(icon(activity.kind).pixmap(20, 20))
        picture.setToolTip(_(kind(activity.kind).label))
        line = row(self, spacing=8)
        line.addWidget(self._number)
        line.addWidget(picture)
        line.addWidget(self.title, 2)
        line.addWidget(self.question, 3)
        line.addWidget(self.duels)
        for widget in (self.minutes, self.up, self.down, self.remove):
            line.addWidget(widget)
        policy = self.duels.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.duels.setSizePolicy(policy)
        self._connect()

    def show_activity(self, activity: Activity, number: int, language: str, *, last: bool) -> None:
        """Show the activity as it stands, `number` on the agenda."""
        self._activity, self._language = activity, language
        self._number.setText(str(number))
        self.title.show_value(activity.title.pick(language))
        self.question.show_value(activity.question.pick(language) if activity.question else "")
        self.minutes.show_value(activity.minutes)
        self.duels.setVisible(activity.kind == "duel")
        self.duels.show_value(activity.number("duels", _DUELS))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(not last)
        unused = activity.state is ActivityState.PLANNED
        self.remove.setEnabled(unused)
        self.remove.setToolTip(_("Remove") if unused else _("It has been open, so it stays."))

    def _connect(self) -> None:
        self.title.saved.connect(lambda text: self._reword(title=text))
        self.question.saved.connect(lambda text: self._reword(question=text))
        self.minutes.saved.connect(
            lambda n: self._client.submit(c.EditActivity(self._activity.id, minutes=n))
        )
        self.duels.saved.connect(
            lambda n: self._client.submit(c.EditActivity(self._activity.id, config={"duels": n}))
        )

    def _reword(self, title: str | None = None, question: str | None = None) -> None:
        activity = self._activity
        try:
            if title is not None:
                text = wording.reworded(activity.title, self._language, title)
                self._client.submit(c.EditActivity(activity.id, title=text))
            if question is not None:
                text = wording.reworded(activity.question, self._language, question)
                self._client.submit(c.EditActivity(activity.id, question=text))
        except WorkshopError as error:
            self._client.refused.emit(error)

    def _move(self, way: int) -> None:
        at = int(self._number.text()) - 1
        self._client.submit(c.MoveActivity(self._activity.id, at + way))

    def _remove(self) -> None:
        self._client.submit(c.RemoveActivity(self._activity.id))


class AgendaCard(QFrame):
    """All rows, the length of the evening, and a button that adds a part."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._client = client
        self.rows: dict[int, AgendaRow] = {}
        self._length = label("", "muted")
        self.add = button(_("Add a part"), "", self._choose, "add")
        self._list = column(spacing=6)
        head = row(spacing=12)
        head.addWidget(label(_("Agenda"), "section"))
        head.addWidget(self._length, 1)
        head.addWidget(self.add)
        layout = column(self, margins=(20, 16, 20, 18), spacing=12)
        layout.addLayout(head)
        layout.addLayout(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_agenda(self, snapshot: Snapshot) -> None:
        """Show the agenda as it stands."""
        order = [activity.id for activity in snapshot.activities]
        if order != list(self.rows):
            self._lay_out(snapshot.activities)
        for number, activity in enumerate(snapshot.activities, start=1):
            self.rows[activity.id].show_activity(
                activity, number, snapshot.workshop.language, last=number == len(order)
            )
        whole = sum(activity.minutes for activity in snapshot.activities)
        self._length.setText(_("Together {length}", length=wording.minutes_long(whole)))

    def menu(self) -> QMenu:
        """The kinds of parts that can be added."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for known in KINDS:
            action = menu.addAction(icon(known.name), _(known.label))
            action.triggered.connect(partial(self._add, known.name))
        return menu

    def _choose(self) -> None:
        self.menu().popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _add(self, name: str, _checked: bool = False) -> None:
        title = Text(**{language: translator(language).text(kind(name).label) for language in LANGUAGES})
        self._client.submit(c.AddActivity(name, title))

    def _lay_out(self, activities: tuple[Activity, ...]) -> None:
        focused: QWidget | None = self.focusWidget()
        kept = self.rows
        self.rows = {a.id: kept.pop(a.id) if a.id in kept else AgendaRow(self._client, a) for a in activities}
        while self._list.count():
            self._list.takeAt(0)
        for shown in self.rows.values():
            self._list.addWidget(shown)
        for gone in kept.values():
            gone.hide()
            gone.deleteLater()
        if focused is not None and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
