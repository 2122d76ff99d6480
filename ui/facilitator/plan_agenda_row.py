"""One row of the agenda in the plan: an activity that saves itself, with its promise and its time. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.client import Client
from ui.kinds.base import settings_of
from ui.locale import _
from ui.models import wording
from ui.style import icon, set_role
from ui.widgets.choice import Choice
from ui.widgets.pieces import button, column, label, row
from ui.widgets.saved_field import SavedLine, SavedNumber, SavedText
from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.workshop import Workshop
from workshop_app.kinds.table import kind

#: Below this width, in pixels, the question has a line of its own: beside the name ten letters of each would be seen.
_NARROW = 860


class Grip(QLabel):
    """A handle to drag a row by. Signals `moved(y)` and `dropped(y)` with the mouse's height on the screen."""

    moved = Signal(int)
    dropped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("⠿", parent)
        set_role(self, "muted")
        self.setToolTip(_("Drag to another place"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.button() is Qt.MouseButton.LeftButton
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.moved.emit(event.globalPosition().toPoint().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._held:
            self._held = False
            self.dropped.emit(event.globalPosition().toPoint().y())


class AgendaRow(QFrame):
    """One activity: its name, question, minutes, time, promise and the settings of its kind; up, down, remove.

    Signal `said(text, undo)`: it was removed.
    """

    said = Signal(str, object)

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
        settings = settings_of(activity.kind)
        self.settings = settings() if settings else None
        self.up = button(_("Earlier"), "icon", lambda: self._move(-1), "up")
        self.down = button(_("Later"), "icon", lambda: self._move(1), "down")
        self.remove = button(_("Remove"), "icon", self._remove, "remove")
        self.grip = Grip()
        self.time = label("", "small")
        self.time.setFixedWidth(104)
        self.stage = Choice()
        self.stage.setAccessibleName(_("Promised step"))
        self.stage.setToolTip(_("Promised step"))
        self.stage.setMaximumWidth(320)
        self.notes = SavedText(_("Own notes"), height=70)
        self.notes.setPlaceholderText(_("Only on this laptop: not on phones, not in the minutes."))
        self.write_notes = button(_("Own notes…"), "link", self._show_notes)
        self._lay_out(kind(activity.kind).label)
        # Not before it is in a layout: a visible widget without a parent would become a window of its own.
        self.notes.setVisible(bool(activity.notes))
        self._connect()

    def _lay_out(self, kind_label: str) -> None:
        picture = label("")
        picture.setPixmap(icon(self._activity.kind).pixmap(20, 20))
        picture.setToolTip(_(kind_label))
        line = self._first = row(spacing=8)
        line.addWidget(self.grip)
        line.addWidget(self._number)
        line.addWidget(picture)
        line.addWidget(self.title, 2)
        line.addWidget(self.question, 4)
        self._asked = row(margins=(46, 0, 0, 0))
        for widget in (self.minutes, self.up, self.down, self.remove):
            line.addWidget(widget)
        under = row(margins=(46, 0, 0, 0), spacing=8)
        under.addWidget(self.time)
        promise = label(_("Promise"), "small")
        promise.setBuddy(self.stage)
        under.addWidget(promise)
        under.addWidget(self.stage, 100)
        under.addStretch(1)
        under.addWidget(self.write_notes)
        both = column(self, spacing=4)
        both.addLayout(line)
        both.addLayout(self._asked)
        both.addLayout(under)
        if self.settings is not None:
            # On a line of its own: beside the promise it would not fit into a narrow window.
            self.settings.setContentsMargins(46, 0, 0, 0)
            both.addWidget(self.settings)
        both.addWidget(self.notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        own_line = self.width() < _NARROW
        if own_line == (self._asked.count() > 0):
            return
        if own_line:
            self._first.removeWidget(self.question)
            self._asked.addWidget(self.question)
        else:
            self._asked.removeWidget(self.question)
            self._first.insertWidget(self._first.indexOf(self.title) + 1, self.question, 4)

    def show_activity(self, activity: Activity, number: int, workshop: Workshop, *, last: bool) -> None:
        """Show the activity as it stands, `number` on the agenda."""
        language = workshop.language
        self._activity, self._language = activity, language
        self._show_promise(activity, workshop)
        self._number.setText(str(number))
        self.title.show_value(activity.title.pick(language))
        self.question.show_value(activity.question.pick(language) if activity.question else "")
        self.minutes.show_value(activity.minutes)
        if self.settings is not None:
            self.settings.show_activity(activity)
        self.notes.show_value(activity.notes)
        if activity.notes:
            self.notes.show()
        self.write_notes.setVisible(not self.notes.isVisibleTo(self))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(not last)
        unused = activity.state is ActivityState.PLANNED
        self.remove.setEnabled(unused)
        self.remove.setToolTip(_("Remove") if unused else _("It has been open, so it stays."))

    def show_time(self, text: str) -> None:
        """Show from when to when; empty while the evening has no beginning."""
        self.time.setText(text)
        self.time.setVisible(bool(text))

    def _show_promise(self, activity: Activity, workshop: Workshop) -> None:
        whole = wording.stage_name(workshop.ladder, workshop.promise_stage_id)
        entries = [("", _("As the evening: {stage}", stage=whole))]
        entries += [(s.id, f"{s.order} {wording.pick(s.name)}") for s in workshop.ladder.stages]
        shown = [(self.stage.itemData(at), self.stage.itemText(at)) for at in range(self.stage.count())]
        if shown != entries:
            self.stage.clear()
            for key, name in entries:
                self.stage.addItem(name, key)
        self.stage.setCurrentIndex(max(0, self.stage.findData(activity.stage_id or "")))

    def _promise(self) -> None:
        stage = self.stage.currentData() or None
        self._client.submit(c.TagStage(c.StageTarget.ACTIVITY, self._activity.id, stage))

    def _connect(self) -> None:
        self.stage.activated.connect(lambda _at: self._promise())
        self.title.saved.connect(lambda text: self._reword(title=text))
        self.question.saved.connect(lambda text: self._reword(question=text))
        self.minutes.saved.connect(
            lambda n: self._client.submit(c.EditActivity(self._activity.id, minutes=n))
        )
        self.notes.saved.connect(
            lambda text: self._client.submit(c.EditActivity(self._activity.id, notes=text))
        )
        if self.settings is not None:
            self.settings.saved.connect(self._set)

    def _set(self, config: dict[str, object]) -> None:
        self._client.submit(c.EditActivity(self._activity.id, config=config))

    def _reword(self, title: str | None = None, question: str | None = None) -> None:
        activity = self._activity
        try:
            if title is not None:
                text = wording.reworded(activity.title, self._language, title)
                self._client.submit(c.EditActivity(activity.id, title=text))
            if question is not None and not question.strip():
                # Without a question the part's title stands on phones and the hall screen.
                self._client.submit(p.ClearActivity(activity.id, question=True))
            elif question is not None:
                text = wording.reworded(activity.question, self._language, question)
                self._client.submit(c.EditActivity(activity.id, question=text))
        except WorkshopError as error:
            self._client.refused.emit(error)

    def _show_notes(self) -> None:
        self.notes.show()
        self.write_notes.hide()
        self.notes.setFocus()

    def _move(self, way: int) -> None:
        at = int(self._number.text()) - 1
        self._client.submit(c.MoveActivity(self._activity.id, at + way))

    def _remove(self) -> None:
        was = self._activity
        told = _("The part “{title}” is removed.", title=wording.pick(was.title))
        self._client.submit(
            c.RemoveActivity(was.id),
            lambda _done: self.said.emit(told, lambda: self._client.submit(p.RestoreActivity(was))),
        )
