"""The ranking as a table model. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.locale import _
from ui.widgets.ranking_delegate import BAR, IDEA, PLACE, ROW, SHARE, STAGE, RankRow
from ui.widgets.tips import plain

_Index = QModelIndex | QPersistentModelIndex


class RankingModel(QAbstractTableModel):
    """Rows of a ranking, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[RankRow, ...] = ()

    def show_rows(self, rows: tuple[RankRow, ...]) -> None:
        """Show `rows`; the view keeps its selection while their number stays the same."""
        if rows == self._rows:
            return
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, STAGE))

    def texts(self) -> tuple[tuple[str, str], ...]:
        """The ideas' words and their steps' names, best first."""
        return tuple((row.text, row.stage) for row in self._rows)

    def row_at(self, row: int) -> RankRow:
        """The row at a place of the table, 0 the best."""
        return self._rows[row]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == ROW:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            low, high = round(found.low * 100), round(found.high * 100)
            interval = _("{low}–{high}", low=low, high=high) if found.share is not None else ""
            return {
                PLACE: found.place, IDEA: found.text, BAR: interval, SHARE: found.percent, STAGE: found.stage,
            }[index.column()]  # fmt: skip
        if role == Qt.ItemDataRole.ToolTipRole:
            # The name of a custom ladder's step may be longer than its two lines.
            chosen = f"{found.stage}\n" if found.step is not None else ""
            return plain(chosen + _("Choose the step")) if index.column() == STAGE else found.told
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == PLACE:
            return found.told
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            return left | int(Qt.TextFlag.TextWordWrap)
        if role == Qt.ItemDataRole.ToolTipRole and section in (BAR, SHARE):
            return _("The chance that the idea beats an average idea, as this group sees it.")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            # Two columns have no visible name: the numbers speak for themselves to the eye, but not to the ear.
            return {PLACE: _("Rank"), BAR: _("90% interval"), SHARE: _("Share")}.get(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {IDEA: _("Idea"), BAR: _("Share and 90% interval"), STAGE: _("Step")}.get(section, "")
