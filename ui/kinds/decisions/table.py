"""The decisions as an editable table: an edit becomes a command, and the table shows what came back.

QT MAIN THREAD.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QAbstractTableModel, QDate, QModelIndex, QPersistentModelIndex, Qt

from ui.client import Client
from ui.locale import _
from ui.models import wording
from workshop_app.domain.ladder import Ladder
from workshop_app.kinds.decisions.kind import DecisionsReport, FillIn, MakeDecision
from workshop_app.kinds.decisions.rows import Decision

WHAT, WHO, DUE, STAGE, TOLD = range(5)
_Index = QModelIndex | QPersistentModelIndex
_NEW = Decision(0, "", "", None, "", None, None)
_FIELDS: dict[int, Literal["what", "who", "due", "told_how", "stage_id"]] = {
    WHAT: "what", WHO: "who", DUE: "due", STAGE: "stage_id", TOLD: "told_how",
}  # fmt: skip


class DecisionsTable(QAbstractTableModel):
    """One decision a row; the last row is empty, and writing in it makes a new decision.

    Somebody who types quickly is in the next field before the last one is in the file: so rows stay where they are, and
    each field is saved by itself.
    """

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client
        self._decisions: tuple[Decision, ...] = ()
        self._activity_id: int | None = None
        self.ladder: Ladder | None = None
        #: The fields of the last row: not in the file until it says what is to be done.
        self._draft = _NEW
        #: Fields that were edited while the last row was on its way to the file.
        self._held: list[tuple[int, object]] | None = None

    def show_report(self, report: DecisionsReport, activity_id: int) -> bool:
        """Show the decisions as they stand; returns whether rows were removed, so that the selection is set again."""
        self._activity_id = activity_id
        self.ladder = report.ladder
        if report.decisions == self._decisions:
            return False
        before, after = [d.id for d in self._decisions], [d.id for d in report.decisions]
        if self._draft.id in after:
            self._draft = _NEW
        if before != after[: len(before)]:
            self.beginResetModel()
            self._decisions = report.decisions
            self.endResetModel()
            return True
        # The last row becomes a decision where it is, even while it is edited; a new empty row comes below it.
        if len(after) > len(before):
            self.beginInsertRows(QModelIndex(), len(before) + 1, len(after))
        self._decisions = report.decisions
        if len(after) > len(before):
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._decisions), TOLD))
        return False

    def decision_at(self, row: int) -> Decision | None:
        """The decision of a row; None for the empty one."""
        return self._decisions[row] if 0 <= row < len(self._decisions) else None

    def clear(self, index: _Index) -> None:
        """Empty a cell, but not what is to be done: a decision must have that."""
        if index.isValid() and index.column() != WHAT:
            self.setData(index, None)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._decisions) + 1

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        decision = self.decision_at(index.row()) or self._draft
        if role == Qt.ItemDataRole.EditRole:
            due = decision.due
            return {
                WHAT: decision.what, WHO: decision.who, STAGE: decision.stage_id, TOLD: decision.told_how,
                DUE: QDate(due.year, due.month, due.day) if due else None,
            }[index.column()]  # fmt: skip
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shown(decision, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        before = self.decision_at(index.row()) or self._draft
        after = _changed(before, index.column(), value)
        if after == before or (index.column() == WHAT and not after.what.strip()):
            return False
        if before.id:
            self._write(before.id, index.column(), value)
        else:
            self._write_last(after, index.column(), value)
        return True

    def _write(self, decision_id: int, column: int, value: object) -> None:
        written = _changed(_NEW, column, value)
        field = _FIELDS[column]
        self._client.submit(FillIn(decision_id, field, getattr(written, field)))

    def _write_last(self, draft: Decision, column: int, value: object) -> None:
        self._draft = draft
        if self._held is not None:
            self._held.append((column, value))
        elif draft.what.strip():
            self._held = []
            made = MakeDecision(
                self._activity_id, draft.what, draft.who, draft.due, draft.told_how, stage_id=draft.stage_id
            )
            self._client.submit(made, self._made, self._refused)
        self._show_last()

    def _show_last(self) -> None:
        last = len(self._decisions)
        self.dataChanged.emit(self.index(last, WHAT), self.index(last, TOLD))

    def _made(self, decision_id: object) -> None:
        held, self._held = self._held or [], None
        if isinstance(decision_id, int):
            # Until it is read from the file, the last row is this decision.
            there = any(d.id == decision_id for d in self._decisions)
            self._draft = _NEW if there else replace(self._draft, id=decision_id)
            for column, value in held:
                self._write(decision_id, column, value)
        self._show_last()

    def _refused(self, error: BaseException) -> None:
        self._held = None
        self._client.refused.emit(error)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            return left | int(Qt.TextFlag.TextWordWrap)
        if role != Qt.ItemDataRole.DisplayRole or orientation is Qt.Orientation.Vertical:
            return None
        return {
            WHAT: _("What will be done"), WHO: _("Who answers for it"), DUE: _("By when"),
            STAGE: _("Step"), TOLD: _("How participants hear"),
        }[section]  # fmt: skip

    def _shown(self, decision: Decision, column: int) -> str:
        if not decision.what and column == WHAT:
            return _("Write a decision here")
        if column == STAGE and not (decision.id or decision.stage_id):
            return ""
        return {
            WHAT: decision.what,
            WHO: decision.who,
            DUE: wording.date(decision.due) if decision.due else "",
            STAGE: wording.stage_name(self.ladder, decision.stage_id) if self.ladder else "",
            TOLD: decision.told_how,
        }[column]


def _changed(decision: Decision, column: int, value: object) -> Decision:
    text = value if isinstance(value, str) else ""
    if column == WHAT:
        return replace(decision, what=text)
    if column == WHO:
        return replace(decision, who=text)
    if column == TOLD:
        return replace(decision, told_how=text)
    if column == STAGE:
        return replace(decision, stage_id=text or None)
    day = value.toPython() if isinstance(value, QDate) and value.isValid() else None
    return replace(decision, due=day if isinstance(day, dt.date) else None)
