"""The first page: go on with an evening, start a new one from a template, rehearse. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.delete_evening import DeleteEveningDialog
from ui.dialogs.new_workshop import AnotherEveningDialog, NewWorkshopDialog
from ui.facilitator.home_rows import GoOnCard, RecentRow, TemplateRow
from ui.facilitator.home_summary import EveningsSummary
from ui.locale import _, current
from ui.style import set_role
from ui.tasks import run_in_background
from ui.widgets.choice import Choice
from ui.widgets.notice import Notice
from ui.widgets.pieces import button, column, empty, frame, label, row, scrolling
from workshop_app import content
from workshop_app.clerk import Clerk
from workshop_app.deleting import delete, files_of
from workshop_app.domain.template import Template
from workshop_app.problems import sentence
from workshop_app.settings import Recent, Settings

#: What a workshop's file ends with.
SUFFIX = ".tupa"
#: The template without questions and ideas.
EMPTY = "tyhja"
LANGUAGES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


class HomePage(QWidget):
    """What can be opened.

    Signals: `open_wanted(Path)`, `made(NewChoice)`, `rehearse_wanted(Path or None)`, `language_wanted(code)`,
    `forget_wanted(path)`, `template_chosen(path)`: the organisation's Word document, empty for our own look.
    """

    open_wanted = Signal(object)
    made = Signal(object)
    rehearse_wanted = Signal(object)
    language_wanted = Signal(str)
    forget_wanted = Signal(str)
    template_chosen = Signal(str)

    def __init__(
        self, settings: Settings, clerk: Clerk, *, can_rehearse: bool, parent: QWidget | None = None
    ) -> None:
        """`clerk` does the work that is about no evening that is open."""
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._settings, self._can_rehearse = settings, can_rehearse
        self.notice = Notice()
        self.recent: list[RecentRow] = []
        self.templates: list[TemplateRow] = []
        self.summary = EveningsSummary(clerk, self._where_evenings_are, settings.docx_template)
        self.summary.said.connect(lambda text: self.notice.say(text, stays=True))
        self.summary.failed.connect(self.tell)
        self.summary.template_chosen.connect(self.template_chosen)
        self._recent_list = column(spacing=10)
        self._template_list = column(spacing=10)
        layout = column(self, margins=(48, 34, 48, 20), spacing=24)
        layout.addLayout(self._head(can_rehearse=can_rehearse))
        columns = row(spacing=40)
        columns.addLayout(self._recent_column(), 4)
        columns.addLayout(self._template_column(), 5)
        layout.addLayout(columns, 1)
        layout.addWidget(self.notice)
        self.show_settings(settings)
        self._show_templates("")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_wanted.emit(path)

    def show_settings(self, settings: Settings) -> None:
        """Show the recent workshops; whether their files are there is looked up in the background."""
        self._settings = settings
        empty(self._recent_list)
        self.recent = []
        self.go_on: GoOnCard | None = None
        if (cut_off := settings.interrupted) is not None:
            self.go_on = GoOnCard(cut_off)
            self.go_on.wanted.connect(lambda: self.open_wanted.emit(Path(cut_off.path)))
            self._recent_list.addWidget(self.go_on)
        for entry in settings.recent:
            made = RecentRow(entry, _today())
            made.clicked.connect(lambda _on=False, path=entry.path: self.open_wanted.emit(Path(path)))
            made.again_wanted.connect(lambda entry=entry: self.again(entry))
            made.rehearse_wanted.connect(lambda path=entry.path: self.rehearse_wanted.emit(Path(path)))
            made.delete_wanted.connect(lambda entry=entry: self.ask_delete(entry))
            made.forget_wanted.connect(lambda path=entry.path: self.forget_wanted.emit(path))
            self._recent_list.addWidget(made)
            self.recent.append(made)
        if not settings.recent:
            self._recent_list.addWidget(self._first_time())
        paths = [entry.path for entry in settings.recent]
        run_in_background(
            lambda: {path: Path(path).is_file() for path in paths},
            self._show_missing,
            lambda _error: None,
            self,
        )

    def tell(self, error: BaseException, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Say in one sentence why something could not be opened; with an `action` it stays until something is done."""
        self.notice.say(sentence(error, current()), trouble=True, action=action, stays=action is not None)

    def start(self, template: Template) -> NewWorkshopDialog:
        """Ask for the facts of a new workshop made from `template`."""
        dialog = NewWorkshopDialog(template, self._settings.organiser, _today(), self)
        dialog.made.connect(self.made)
        dialog.open()
        return dialog

    def again(self, entry: Recent) -> AnotherEveningDialog:
        """Ask for the facts of another evening like a recent one."""
        dialog = AnotherEveningDialog(entry, self._settings.organiser, _today(), self)
        dialog.made.connect(self.made)
        dialog.open()
        return dialog

    def ask_delete(self, entry: Recent) -> DeleteEveningDialog:
        """Ask once before an evening goes with its copies; then it is off the list too."""
        path = Path(entry.path)
        dialog = DeleteEveningDialog(entry.title or path.name, files_of(path), self)

        def gone(_nothing: None) -> None:
            self.forget_wanted.emit(entry.path)
            self.notice.say(_("The evening is deleted."))

        dialog.accepted.connect(lambda: run_in_background(lambda: delete(path), gone, self.tell, self))
        dialog.open()
        return dialog

    def _rehearse(self) -> None:
        self.rehearse_wanted.emit(None)

    def _head(self, *, can_rehearse: bool) -> QHBoxLayout:
        line = row(spacing=12)
        name = column(spacing=0)
        name.addWidget(label("Tupailta", "display"))
        name.addWidget(label(_("An evening together, kept on this laptop."), "muted"))
        line.addLayout(name, 1)
        self.language = Choice()
        self.language.setAccessibleName(_("Language"))
        for code, own_name in LANGUAGES.items():
            self.language.addItem(own_name, code)
        self.language.setCurrentIndex(self.language.findData(current().language))
        self.language.activated.connect(lambda _at: self.language_wanted.emit(self.language.currentData()))
        # As high as the buttons beside it.
        set_role(self.language, "beside")
        self.rehearse = button(_("Rehearse"), "", self._rehearse)
        self.rehearse.setToolTip(_("A copy of an evening with people made up by the program."))
        self.open = button(_("Open a file…"), "", self._choose_file, "open")
        for widget in (self.rehearse, self.open, self.language):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        if not can_rehearse:
            self.rehearse.hide()
        return line

    def _recent_column(self) -> QVBoxLayout:
        layout = column(spacing=12)
        heading = label(_("Recent evenings"), "section")
        # As high as the search field beside it, so that both lists begin on one line.
        heading.setMinimumHeight(39)
        layout.addWidget(heading)
        content_widget = QWidget()
        inside = column(content_widget, margins=(0, 0, 8, 0))
        inside.addLayout(self._recent_list)
        inside.addStretch(1)
        layout.addWidget(scrolling(content_widget), 1)
        layout.addWidget(self.summary)
        return layout

    def _first_time(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("Is this your first time here?"), "section"))
        told: tuple[tuple[str, QPushButton | None], ...] = (
            (_("Choose a template on the right: it opens ready to run, and you can change all of it."), None),
            (
                _("Or begin with an empty evening and write the questions yourself."),
                button(_("Empty evening"), "link", self._start_empty),
            ),
            (
                _("First you can watch a whole evening with people made up by the program. It takes a few minutes."),
                button(_("Rehearse"), "link", self._rehearse) if self._can_rehearse else None,
            ),
        )  # fmt: skip
        for words, way in told:
            inside.addWidget(label(words, wrap=True))
            if way is not None:
                inside.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(
            label(_("Everything is saved as you go; there is nothing you can break."), "muted", wrap=True)
        )
        return card

    def _start_empty(self) -> None:
        self.start(content.template(EMPTY))

    def _template_column(self) -> QVBoxLayout:
        layout = column(spacing=12)
        head = row(spacing=12)
        head.addWidget(label(_("New from a template"), "section"), 1)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the templates"))
        self.search.setAccessibleName(_("Search the templates"))
        self.search.setFixedWidth(200)
        set_role(self.search, "beside")
        self.empty = button(_("Empty evening"), "", self._start_empty, "add")
        head.addWidget(self.empty)
        self.search.textChanged.connect(self._show_templates)
        head.addWidget(self.search)
        layout.addLayout(head)
        content_widget = QWidget()
        inside = column(content_widget, margins=(0, 0, 8, 0))
        inside.addLayout(self._template_list)
        told = _("No template has these words. Try another word, or begin with an empty evening.")
        self.none_fits = label(told, "muted", wrap=True)
        self.none_fits.hide()
        inside.addWidget(self.none_fits)
        inside.addStretch(1)
        layout.addWidget(scrolling(content_widget), 1)
        return layout

    def _show_templates(self, words: str) -> None:
        if not self.templates:
            for template in content.templates():
                made = TemplateRow(template)
                made.clicked.connect(lambda _on=False, chosen=template: self.start(chosen))
                self._template_list.addWidget(made)
                self.templates.append(made)
        for line in self.templates:
            line.setVisible(line.fits(words))
        self.none_fits.setVisible(not any(line.fits(words) for line in self.templates))

    def _show_missing(self, there: dict[str, bool]) -> None:
        for line in self.recent:
            line.show_missing(missing=not there.get(line.entry.path, True))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Open an evening"), str(self._where_evenings_are()))
        dialog.setNameFilter(_("Tupailta workshops (*.tupa)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.open_wanted.emit(Path(chosen)))
        dialog.open()

    def _where_evenings_are(self) -> Path:
        return Path(self._settings.recent[0].path).parent if self._settings.recent else Path.home()


def _today() -> dt.date:
    return dt.datetime.now().date()  # noqa: DTZ005 - the day on the laptop's calendar


def _dropped(what: QMimeData) -> Path | None:
    """The one workshop's file that is dragged over the page; None for anything else."""
    paths = [Path(url.toLocalFile()) for url in what.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() == SUFFIX else None
