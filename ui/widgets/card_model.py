"""Ideas as the cards of one column: a theme's or a stage's. Dragged and dropped by the idea's id. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

MIME = "application/x-tupailta-idea"
CARD = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Card:
    """One idea as it is shown. `detail` is a second, smaller line; `faded` for what is not in."""

    idea_id: int
    text: str
    detail: str = ""
    faded: bool = False


class IdeaListModel(QAbstractListModel):
    """The model of one column's cards."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[Card, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards, in order."""
        return self._cards

    def show_cards(self, cards: tuple[Card, ...]) -> bool:
        """Show `cards`; returns whether anything changed."""
        if cards == self._cards:
            return False
        if len(cards) == len(self._cards):
            self._cards = cards
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
        else:
            self.beginResetModel()
            self._cards = cards
            self.endResetModel()
        return True

    def card_at(self, index: _Index) -> Card | None:
        """The card at an index, None for none."""
        return self._cards[index.row()] if index.isValid() and index.row() < len(self._cards) else None

    def row_of(self, idea_id: int) -> int | None:
        """Where an idea stands, None when it is not here."""
        return next((at for at, card in enumerate(self._cards) if card.idea_id == idea_id), None)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.card_at(index)
        if card is None:
            return None
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{card.text} {card.detail}".strip()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        card = self.card_at(indexes[0]) if indexes else None
        if card is not None:
            data.setData(MIME, str(card.idea_id).encode())
        return data


def dragged_idea(data: QMimeData) -> int | None:
    """The id of the idea that is being dragged, None when it is something else."""
    raw = bytes(data.data(MIME).data()) if data.hasFormat(MIME) else b""
    return int(raw) if raw.isdigit() else None
