"""The decisions as an editable table: an edit becomes a command, and the table shows what came back.

QT MAIN THREAD.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QDate, QModelIndex, QPersistentModelIndex, Qt

from ui.client import Client
from ui.locale import _
from ui.models import wording
from workshop_app.domain.ladder import Ladder
from workshop_app.kinds.decisions.kind import DecisionsReport, MakeDecision, RewordDecision
from workshop_app.kinds.decisions.rows import Decision

WHAT, WHO, DUE, STAGE, TOLD = range(5)
_Index = QModelIndex | QPersistentModelIndex
_NEW = Decision(0, "", "", None, "", None, None)


class DecisionsTable(QAbstractTableModel):
    """One decision a row; the last row is empty, and writing in it makes a new decision."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client
        self._decisions: tuple[Decision, ...] = ()
        self._activity_id: int | None = None
        self.ladder: Ladder | None = None

    def show_report(self, report: DecisionsReport, activity_id: int) -> bool:
        """Show the decisions as they stand; returns whether their number changed."""
        self._activity_id = activity_id
        self.ladder = report.ladder
        if report.decisions == self._decisions:
            return False
        grown = [d.id for d in report.decisions] != [d.id for d in self._decisions]
        if grown:
            self.beginResetModel()
        self._decisions = report.decisions
        if grown:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._decisions), TOLD))
        return grown

    def decision_at(self, row: int) -> Decision | None:
        """The decision of a row; None for the empty one."""
        return self._decisions[row] if 0 <= row < len(self._decisions) else None

    def clear(self, index: _Index) -> None:
        """Empty a cell (what is to be done stays: a decision without it would be none)."""
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
        decision = self.decision_at(index.row()) or _NEW
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
        before = self.decision_at(index.row()) or _NEW
        after = _changed(before, index.column(), value)
        if after == before or not after.what.strip():
            return False
        if before.id:
            self._client.submit(
                RewordDecision(before.id, after.what, after.who, after.due, after.told_how, after.stage_id)
            )
        else:
            self._client.submit(MakeDecision(self._activity_id, after.what))
        return True

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
        if not decision.id:
            return _("Write a decision here") if column == WHAT else ""
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
