"""A new workshop from a template: place, date, organiser, and where the file lies. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from ui.dialogs.asking import Asking
from ui.locale import _, _n
from ui.models.wording import pick
from ui.widgets.moments import DayEdit
from ui.widgets.pieces import button, label, row
from workshop_app.domain.template import Template
from workshop_app.settings import Recent, stays_here, workshops_folder

SUFFIX = ".tupa"


@dataclass(frozen=True, slots=True)
class NewChoice:
    """What a new workshop is made of, and where."""

    template_id: str
    place: str
    date: dt.date
    organiser: str
    path: Path
    #: With the ideas that stand ready in the template?
    ready_ideas: bool = True
    #: The evening that is duplicated, None for a new one from the template; with the ideas that people wrote?
    source: Path | None = None
    participants_ideas: bool = False


class NewWorkshopDialog(Asking):
    """Ask for the facts. Signal `made(choice)` a `NewChoice`."""

    made = Signal(object)

    def __init__(
        self, template: Template, organiser: str, today: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, pick(template.title), _("Make the workshop"), width=560)
        self._template_id, self._title = template.id, pick(template.title)
        self._ready = template.ideas
        self._fill(pick(template.purpose), organiser, today)

    def _fill(self, told: str, organiser: str, today: dt.date) -> None:
        self._folder = workshops_folder()
        self._own_path: Path | None = None
        self.body.addWidget(label(told, "muted", wrap=True))
        self.place = QLineEdit()
        self.place.setPlaceholderText(_("For example Utajärvi, village house"))
        self.date = DayEdit(QDate(today.year, today.month, today.day))
        self.organiser = QLineEdit(organiser)
        self.field(_("Place"), self.place)
        self.field(_("Date"), self.date)
        self.field(_("Organiser"), self.organiser)
        self._add_more()
        self.body.addWidget(label(_("The evening is kept in one file"), "field"))
        self._file = label("", "muted", wrap=True)
        # Room for a long file name from the start: the buttons below must not move while the place is typed.
        self._file.setMinimumHeight(2 * self._file.fontMetrics().lineSpacing())
        line = row()
        line.addWidget(self._file, 1)
        line.addWidget(button(_("Change…"), "link", self._choose_file))
        self.body.addLayout(line)
        self.finish()
        self.place.textChanged.connect(lambda _text: self._show_file())
        self.date.dateChanged.connect(lambda _date: self._show_file())
        self.accepted.connect(lambda: self.made.emit(self.choice()))
        self._show_file()
        self.place.setFocus()

    def choice(self) -> NewChoice:
        """What has been chosen so far."""
        facts = self.place.text(), self._day(), self.organiser.text(), self._path()
        return NewChoice(self._template_id, *facts, ready_ideas=self.ready.isChecked())

    def set_file(self, path: Path) -> None:
        """Keep the evening's file at `path`, whatever the other fields say."""
        self._own_path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._show_file()

    def _add_more(self) -> None:
        """Whether the ideas of another hall come along; place for what another sort of evening asks."""
        self.ready = QCheckBox(
            _n("With the template's {n} idea", "With the template's {n} ideas", self._ready)
        )
        self.ready.setChecked(True)
        self.ready.setVisible(self._ready > 0)
        self.body.addSpacing(6)
        self.body.addWidget(self.ready)

    def _day(self) -> dt.date:
        day = self.date.date()
        return dt.date(day.year(), day.month(), day.day())

    def _path(self) -> Path:
        return self._own_path or free_path(
            self._folder, f"{self._day():%Y-%m-%d} {self.place.text()} {self._title}"
        )

    def _show_file(self) -> None:
        path = self._path()
        away = _(
            "OneDrive or a server gets this file too. Choose another folder if it shall stay on this laptop only."
        )
        self._file.setText(str(path) if stays_here(path) else f"{path}\n{away}")

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Where to keep the evening"), str(self._path().parent))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Tupailta workshops (*.tupa)"))
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.selectFile(self._path().name)
        dialog.fileSelected.connect(lambda chosen: self.set_file(Path(chosen)))
        dialog.open()


class AnotherEveningDialog(NewWorkshopDialog):
    """Duplicate an evening: the same agenda and questions, another place and day. Signal `made(choice)`."""

    def __init__(self, entry: Recent, organiser: str, today: dt.date, parent: QWidget | None = None) -> None:
        name = entry.title or Path(entry.path).stem
        Asking.__init__(self, parent, name, _("Make another evening"), width=560)
        self._source, self._template_id, self._title, self._ready = Path(entry.path), "", name, 0
        told = _("The same agenda, questions and themes as before; no people, no answers.")
        self._fill(told, organiser, today)
        self.place.setText(entry.place)

    def choice(self) -> NewChoice:
        """What has been chosen so far."""
        wanted = self.everybodys.isChecked()
        return replace(super().choice(), source=self._source, participants_ideas=wanted)

    def _add_more(self) -> None:
        super()._add_more()
        self.everybodys = QCheckBox(_("With the ideas that participants wrote and that were in"))
        self.body.addSpacing(6)
        self.body.addWidget(self.everybodys)


def free_path(folder: Path, name: str) -> Path:
    """A path in `folder` for a new file called after `name`, with a number where that is taken."""
    plain = unicodedata.normalize("NFC", re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", name))
    stem = re.sub(r"\s+", " ", plain).strip(" .")[:80].strip(" .") or "Tupailta"
    path = folder / (stem + SUFFIX)
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}{SUFFIX}"
        number += 1
    return path
