"""The decisions' page: a table to write in - what, who, by when, on which step, how people hear. QT MAIN THREAD."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.client import Client
from ui.dialogs.idea_dialogs import ChooseIdeaDialog
from ui.kinds.base import KindPanel, View
from ui.kinds.decisions.editors import DecisionDelegate
from ui.kinds.decisions.table import DUE, STAGE, TOLD, WHAT, WHO, DecisionsTable
from ui.kinds.words import Words
from ui.locale import _
from ui.style import set_role
from ui.widgets.pieces import button, column, label, row
from workshop_app.domain.ideas import Idea
from workshop_app.i18n import N_
from workshop_app.kinds.decisions.kind import DecisionsReport, MakeDecision, RemoveDecision

#: The width, in pixels, from which the columns have their full widths; below it all shrink alike.
_FULL = 1_000
_WIDTHS = {WHO: 170, DUE: 120, STAGE: 184, TOLD: 236}
#: A day is never broken into two lines.
_LEAST = {DUE: 104}
#: The height of the column headers; the higher one where the columns have less than this share of their widths.
_HEAD, _HIGH_HEAD, _ROOMY = 33, 50, 0.8


class Panel(KindPanel):
    """Writing in the last row makes a decision."""

    WORDS: ClassVar[Words] = Words(
        N_("Decisions"),
        N_("Open the decisions"),
        N_("Close the decisions"),
        N_("Decisions on the hall screen"),
    )
    wide: ClassVar[bool] = True

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self._view: View | None = None
        self.model = DecisionsTable(client)
        self.table = _Table(self.model)
        self.from_idea = button(_("From an idea…"), "", self._from_idea)
        self.remove = button(_("Remove the chosen one"), "", self._remove)
        layout = column(self, spacing=12)
        hint = _("Choose a field and write. Enter keeps it and goes on to the next, Delete empties it.")
        line = row(spacing=10)
        line.addWidget(label(hint, "muted", wrap=True), 1)
        line.addWidget(self.remove)
        line.addWidget(self.from_idea)
        layout.addLayout(line)
        self._card = QFrame()
        set_role(self._card, "card")
        column(self._card, margins=(1, 4, 1, 4)).addWidget(self.table)
        layout.addWidget(self._card, 1000)
        layout.addStretch(1)
        self.table.selectionModel().currentChanged.connect(lambda *_change: self._may_remove())
        self._may_remove()

    def show_view(self, view: View) -> None:
        """Show the decisions as they stand."""
        if not isinstance(view.report, DecisionsReport):
            return
        self._view = view
        at = self.table.currentIndex()
        if self.model.show_report(view.report, view.activity.id) and at.isValid():
            self.table.setCurrentIndex(self.model.index(at.row(), at.column()))
        self._fit()
        self._may_remove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._card.setMaximumHeight(self.table.fit() + 8)

    def _may_remove(self) -> None:
        self.remove.setEnabled(self.model.decision_at(self.table.currentIndex().row()) is not None)

    def _remove(self) -> None:
        decision = self.model.decision_at(self.table.currentIndex().row())
        if decision is None:
            return
        self._client.submit(
            RemoveDecision(decision.id),
            lambda _done: self.said.emit(
                _("The decision was removed."),
                lambda: self._client.submit(RemoveDecision(decision.id, removed=False)),
            ),
        )

    def _from_idea(self) -> None:
        if self._view is None:
            return
        dialog = ChooseIdeaDialog(
            _("Which idea is taken forward?"), _("Make a decision of it"), self._view.ranked, self
        )
        dialog.chosen.connect(self._make_from)
        dialog.open()

    def _make_from(self, idea_id: int) -> None:
        idea: Idea | None = (
            next((i for i in self._view.ideas if i.id == idea_id), None) if self._view else None
        )
        if self._view is not None and idea is not None:
            made = MakeDecision(self._view.activity.id, idea.text, idea_id=idea.id, stage_id=idea.stage_id)
            self._client.submit(made)


class _Table(QTableView):
    """The table's look, and Delete."""

    def __init__(self, model: DecisionsTable) -> None:
        super().__init__()
        self._decisions = model
        self.setModel(model)
        self.setItemDelegate(DecisionDelegate(self))
        self.setAccessibleName(_("Decisions and next steps"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        # While a cell is edited, Tab goes on to the next one; otherwise it leaves the table, as everywhere.
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(150)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(_HEAD)
        header.setProperty("role", "inset")
        for column_number, width in _WIDTHS.items():
            header.setSectionResizeMode(column_number, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column_number, width)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = min(1.0, self.viewport().width() / _FULL)
        for column_number, width in _WIDTHS.items():
            self.setColumnWidth(column_number, max(round(width * share), _LEAST.get(column_number, 0)))
        # The headers take two lines where the columns are narrow.
        self.horizontalHeader().setFixedHeight(_HEAD if share > _ROOMY else _HIGH_HEAD)

    def fit(self) -> int:
        """Give each row the height of its words; returns the whole height, with room for writing below."""
        self.resizeRowsToContents()
        return self.horizontalHeader().height() + self.verticalHeader().length() + 90

    def event(self, event: QEvent) -> bool:
        # A letter starts editing the selected cell: the window's one-letter keys would steer the hall instead. The
        # space bar keeps its meaning, the next step.
        asked = event.type() == QEvent.Type.ShortcutOverride and self.currentIndex().isValid()
        if asked and isinstance(event, QKeyEvent) and _is_letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._decisions.clear(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _is_letter(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.text().isprintable() and bool(event.text().strip()) and not event.modifiers() & commands
