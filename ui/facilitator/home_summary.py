"""On the first page: one summary of many evenings, made in the background from chosen files. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.jobs import evenings_summary
from ui.dialogs.evenings_summary import SummaryDialog
from ui.facilitator.writing_line import WritingLine
from ui.locale import _, _n, current
from ui.tasks import BESIDE, run_in_background
from ui.widgets.pieces import button, column
from workshop_app.clerk import Clerk

#: For how many of the left-out files the sentence on the page gives the reason.
_TOLD = 2


class EveningsSummary(QWidget):
    """A button that asks for files and a folder, and how far the work is.

    Signals: `said(text)` it is done or was stopped; `failed(error)`; `template_chosen(path)`, empty for our own look.
    """

    said = Signal(str)
    template_chosen = Signal(str)
    failed = Signal(object)

    def __init__(
        self, clerk: Clerk, start: Callable[[], Path], template: str, parent: QWidget | None = None
    ) -> None:
        """`clerk` does the work; `start` tells in which folder to begin to look for files; `template` is the path of
        the organisation's Word document, or empty.
        """
        super().__init__(parent)
        self._clerk, self._start, self._template = clerk, start, template
        self.make = button(_("Summary of many evenings…"), "link", self.ask)
        self.line = WritingLine()
        layout = column(self, spacing=8)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.line)

    def ask(self) -> SummaryDialog:
        """Say what it is and ask for the look; then for the files and the folder."""
        dialog = SummaryDialog(self._template, self.window())
        dialog.template.chosen.connect(self._take_template)
        dialog.accepted.connect(self._choose_files)
        dialog.open()
        return dialog

    def make_of(self, files: tuple[Path, ...], folder: Path) -> None:
        """Write the summary of the evenings in these files into a new folder inside `folder`."""
        self.make.setEnabled(False)
        going = self.line.begin(_("Reading the evenings…"))
        template = Path(self._template) if self._template else None
        job = partial(evenings_summary, files, folder, current().language, template)
        run_in_background(
            lambda: self._clerk.do(job, going.on), self._made, self._not_made, self, line=BESIDE
        )

    def _take_template(self, path: str) -> None:
        self._template = path
        self.template_chosen.emit(path)

    def _made(self, made: tuple[Path, int, list[str]] | None) -> None:
        self.make.setEnabled(True)
        if made is None:
            self.line.end()
            self.said.emit(_("Stopped: nothing was written."))
            return
        folder, evenings, missing = made
        self.line.end(folder)
        told = _n("The summary of {n} evening is ready.", "The summary of {n} evenings is ready.", evenings)
        if len(missing) > _TOLD:
            missing = [_("{n} files were left out; the document tells which and why.", n=len(missing))]
        self.said.emit(" ".join([told, *missing]))

    def _not_made(self, error: BaseException) -> None:
        self.make.setEnabled(True)
        self.line.end()
        self.failed.emit(error)

    def _choose_files(self) -> None:
        dialog = QFileDialog(
            self, _("The evenings of the summary: choose several at once"), str(self._start())
        )
        dialog.setNameFilter(_("Tupailta workshops (*.tupa)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self._choose_folder(tuple(map(Path, chosen))))
        dialog.open()

    def _choose_folder(self, files: tuple[Path, ...]) -> None:
        if not files:
            return
        dialog = QFileDialog(self, _("Where to write the summary"), str(files[0].parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.make_of(files, Path(chosen)))
        dialog.open()
