"""The right column while an activity runs: the hall screen, the next step, ideas that wait. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.client import Client
from ui.facilitator.hall import JOIN, RESULTS, Hall
from ui.facilitator.next_step import Step
from ui.facilitator.run_controls import RunControls
from ui.facilitator.waiting_ideas import WaitingIdeas
from ui.kinds.words import Words
from ui.locale import _
from ui.style import set_role
from ui.widgets.pieces import button, column, label, row, rule, scrolling
from ui.widgets.saved_field import SavedText
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import EditActivity
from workshop_app.snapshot import Snapshot

_PICTURE = QSize(256, 146)
#: The thumbnail is taken at most this often, in milliseconds: grabbing a whole screen takes a few.
_EVERY_MS = 400


class Thumbnail(QLabel):
    """A small picture in a frame.

    It is painted here because a QLabel would keep each picture that it has shown, 10 MB of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown = QPixmap()
        set_role(self, "thumbnail")

    def show_picture(self, picture: QPixmap) -> None:
        """Show it in place of the one before."""
        self._shown = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = int(Qt.AlignmentFlag.AlignCenter)
        self.style().drawItemPixmap(painter, self.contentsRect(), middle, self._shown)
        painter.end()


class HallBox(QWidget):
    """The hall screen's thumbnail and what can be shown there. Signal `scene_wanted(name)`, `blank_wanted()`."""

    scene_wanted = Signal(str)
    blank_wanted = Signal()

    def __init__(self, hall: Hall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hall = hall
        self.picture = Thumbnail()
        self.picture.setFixedHeight(_PICTURE.height())
        self.picture.setAccessibleName(_("What the hall sees now"))
        self._state = label("", "trouble", wrap=True)
        self._state.hide()
        self.open = button(_("Open the hall screen"), "link", hall.wanted.emit)
        self.results = button(_("Results"), "tight", lambda: self.scene_wanted.emit(RESULTS))
        self.qr = button(_("QR"), "tight", lambda: self.scene_wanted.emit(JOIN))
        self.blank = button(_("Blank"), "tight", self.blank_wanted.emit)
        self.results.setAccessibleName(_("Show the results to the hall"))
        self.qr.setAccessibleName(_("Show the QR code to the hall"))
        self.blank.setAccessibleName(_("Show an empty screen to the hall"))
        for made, key in ((self.results, "R"), (self.qr, "Q"), (self.blank, "B")):
            made.setToolTip(
                _(
                    "{what} ({key}). Pressed again, the hall follows the evening.",
                    what=made.accessibleName(),
                    key=key,
                )
            )
        layout = column(self, spacing=14)
        layout.addWidget(label(_("Hall screen"), "section"))
        layout.addWidget(self.picture)
        layout.addWidget(self._state)
        layout.addWidget(self.open)
        line = row(spacing=8)
        for made in (self.results, self.qr, self.blank):
            line.addWidget(made, 1)
        layout.addLayout(line)
        self._later = QTimer(self, singleShot=True, interval=_EVERY_MS)
        self._later.timeout.connect(self._take_picture)
        hall.changed.connect(self._light)
        self._light()

    def picture_changed(self) -> None:
        """The hall sees something else: take a new thumbnail soon."""
        if not self._later.isActive():
            self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # While another page used the whole width, no picture was taken.
        self.picture_changed()

    def _take_picture(self) -> None:
        if self.isVisible():
            self.picture.show_picture(self._hall.screen.thumbnail(_PICTURE - QSize(4, 4)))

    def _light(self) -> None:
        scene = "" if self._hall.is_blank else self._hall.scene
        lit = {self.results: scene == RESULTS, self.qr: scene == JOIN, self.blank: self._hall.is_blank}
        for made, on in lit.items():
            set_role(made, "tight-on" if on else "tight")
        shown = self._hall.is_shown
        frozen = self._hall.is_frozen and not self._hall.is_blank
        self._state.setVisible(frozen or not shown)
        set_role(self._state, "trouble" if shown else "muted")
        self._state.setText(
            _("The picture stands still (F lets it live).") if shown else _("The hall does not see this yet.")
        )
        self.open.setVisible(not shown)
        self.picture_changed()


class OwnNotes(QWidget):
    """The facilitator's notes for an activity: kept in the file, shown to nobody else."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._activity_id: int | None = None
        self.text = SavedText(_("Own notes"), height=90)
        self.text.setPlaceholderText(_("Only on this laptop: not on phones, not in the minutes."))
        self.text.saved.connect(self._save)
        layout = column(self, spacing=8)
        layout.addWidget(label(_("Own notes"), "section"))
        layout.addWidget(self.text)

    def show_activity(self, activity: Activity) -> None:
        """Show the notes of an activity; what was being typed for another one is saved first."""
        if activity.id != self._activity_id:
            self.text.leave()
            self._activity_id = activity.id
        self.text.show_value(activity.notes)

    def _save(self, text: str) -> None:
        if self._activity_id is not None:
            self._client.submit(EditActivity(self._activity_id, notes=text))


class Side(QFrame):
    """Hall screen above, the activity's buttons in the middle, waiting ideas below."""

    def __init__(self, client: Client, hall: Hall, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "side")
        self.setFixedWidth(300)
        self.hall = HallBox(hall)
        self.controls = RunControls()
        self.waiting = WaitingIdeas(client)
        self._section = label("", "section")
        self.notes = OwnNotes(client)
        content = QWidget()
        inside = column(content, margins=(16, 16, 16, 16), spacing=14)
        for piece in (
            self.hall,
            rule(),
            self._section,
            self.controls,
            rule(),
            self.waiting,
            rule(),
            self.notes,
        ):
            inside.addWidget(piece)
        inside.addStretch(1)
        column(self).addWidget(scrolling(content))

    def show_run(self, activity: Activity, step: Step, words: Words, snapshot: Snapshot) -> None:
        """Show what belongs to the activity whose page is shown."""
        self._section.setText(_(words.section))
        self.controls.show_step(activity, step, words)
        self.notes.show_activity(activity)
        self.waiting.show_ideas(snapshot.waiting, snapshot.ideas, snapshot.themes)
