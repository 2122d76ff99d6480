"""The feedback's page: how each statement was answered, and the free words. QT MAIN THREAD."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from ui.client import Client
from ui.kinds.base import KindPanel, View
from ui.kinds.words import Words, few_seen_here_only
from ui.locale import _, current
from ui.widgets.figures import Figures
from ui.widgets.pieces import column, empty, frame, label, row
from ui.widgets.scale_bar import ScaleBar
from workshop_app.i18n import N_
from workshop_app.kinds.feedback.kind import SCALE, FeedbackReport


class Panel(KindPanel):
    """A bar for each statement, the words below."""

    WORDS: ClassVar[Words] = Words(
        N_("Feedback"), N_("Open the feedback"), N_("Close the feedback"), N_("Feedback open")
    )

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self.figures = Figures()
        card, self._statements = frame("card", margins=(18, 16, 18, 16), spacing=14)
        self._none = label(_("No free words yet."), "muted")
        self.words = QListWidget()
        self.words.setAccessibleName(_("In their own words"))
        self.words.setWordWrap(True)
        self.words.setSpacing(4)
        self.words.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.words.setProperty("role", "card")
        layout = column(self, spacing=18)
        layout.addWidget(self.figures)
        layout.addWidget(card)
        layout.addWidget(label(_("In their own words"), "section"))
        layout.addWidget(self._none)
        layout.addWidget(self.words, 1000)
        layout.addStretch(1)
        self._shown: FeedbackReport | None = None

    def show_view(self, view: View) -> None:
        """Show the feedback as it stands."""
        report = view.report
        if not isinstance(report, FeedbackReport):
            return
        self.figures.show_figures(((f"{report.people} / {view.participants}", _("have answered")),))
        if report == self._shown:
            return
        self._shown = report
        empty(self._statements)
        for _name, text, counts in report.counts:
            self._statements.addWidget(self._statement(_(text), counts))
        scale = _("1 = disagree, 5 = agree")
        self._statements.addWidget(label(scale, "small"))
        if report.keeps_back:
            self._statements.addWidget(label(few_seen_here_only(), "small", wrap=True))
        self.words.clear()
        self.words.addItems(list(report.words))
        self.words.setVisible(bool(report.words))
        self._none.setVisible(not report.words)

    def _statement(self, text: str, counts: dict[int, int]) -> QWidget:
        given = sum(counts.values())
        mean = sum(value * n for value, n in counts.items()) / given if given else None
        holder = QWidget()
        line = row(holder, spacing=14)
        line.addWidget(label(text, wrap=True), 3)
        bar = ScaleBar()
        bar.show_counts(tuple(counts.get(value, 0) for value in SCALE))
        bar.setAccessibleName(", ".join(f"{value}: {counts.get(value, 0)}" for value in SCALE))
        line.addWidget(bar, 4)
        number = label("–" if mean is None else current().number(mean, 1), "strong")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setFixedWidth(36)
        line.addWidget(number)
        return holder
