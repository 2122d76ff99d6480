"""A column of idea cards that can be dragged, chosen with the arrows and pushed to the next column. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import style
from ui.style import set_role
from ui.widgets import flowing_text
from ui.widgets.card_model import CARD, Card, IdeaListModel, dragged_idea

_PITCH, _TOP, _GAP = 16, 5, 6
#: The space beside a card's text, in pixels; in a column narrower than _NARROW it is _LESS.
_SIDE, _NARROW, _LESS = 8, 110, 5
_BATCH = 24
_Index = QModelIndex | QPersistentModelIndex


def _side(width: int) -> int:
    return _LESS if width < _NARROW else _SIDE


class CardDelegate(QStyledItemDelegate):
    """Paints a card: white, rounded, its words wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        card: Card = index.data(CARD)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 160
        font = style.font(style.XS)
        inside = width - 2 * _side(width)
        lines = flowing_text.height_of(card.text, font, inside, _PITCH)
        detail = flowing_text.height_of(card.detail, font, inside, _PITCH) if card.detail else 0
        return QSize(width, lines + detail + 2 * _TOP + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: Card = index.data(CARD)
        colours = style.palette()
        state = option.state
        box = QRectF(option.rect).adjusted(0, 0, 0, -_GAP)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(colours.card)
        ground.setAlphaF(0.6 if card.faded else 0.93)
        painter.setBrush(ground)
        # The focused card has a thick ring; one that was selected earlier in another column keeps a thin one.
        ring = 3 if state & QStyle.StateFlag.State_HasFocus else 1
        painter.setPen(QPen(QColor(colours.ink), ring) if chosen else Qt.PenStyle.NoPen)
        inset = ring / 2 if chosen else 0
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
        font = style.font(style.XS)
        side = _side(round(box.width()))
        words = box.adjusted(side, _TOP, -side, -_TOP)
        ink = QColor(colours.ink2 if card.faded else colours.ink)
        high = flowing_text.height_of(card.text, font, words.width(), _PITCH)
        first = QRectF(words.left(), words.top(), words.width(), high)
        flowing_text.draw(painter, first, card.text, font, _PITCH, ink)
        if card.detail:
            below = QRectF(words.left(), words.top() + high, words.width(), words.height() - high)
            flowing_text.draw(painter, below, card.detail, font, _PITCH, QColor(colours.ink2))
        painter.restore()


class IdeaList(QListView):
    """One column.

    Signals: `dropped(idea_id)`: a card of any column was dropped here; `pushed(idea_id, direction)`: Alt with an arrow,
    direction -1 to the left or 1 to the right; `menu_wanted(idea_id, point)`: right button, menu key, Enter or space,
    point on the screen; `chosen(idea_id)`: selected.
    """

    dropped = Signal(int)
    pushed = Signal(int, int)
    menu_wanted = Signal(int, QPoint)
    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = IdeaListModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        set_role(self, "cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # A wall of five hundred cards is laid out a piece at a time: the window stays alive meanwhile.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        self.doubleClicked.connect(self._menu_of)
        self.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now))
        self._over = False

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """Show `cards`, keeping the chosen one chosen."""
        kept = self.cards.card_at(self.currentIndex())
        if self.cards.show_cards(cards):
            self.scheduleDelayedItemsLayout()
            row = self.cards.row_of(kept.idea_id) if kept else None
            if row is not None:
                self.setCurrentIndex(self.cards.index(row))

    def go_to(self, idea_id: int) -> bool:
        """Focus a card that was pushed here; False while it has not arrived yet."""
        row = self.cards.row_of(idea_id)
        if row is None:
            return False
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.cards.index(row))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.cards.card_at(self.currentIndex())
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if card and sideways and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pushed.emit(card.idea_id, sideways)
        elif card and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu):
            self._menu_of(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reached = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if reached and not self.currentIndex().isValid():
            # Otherwise nothing would show the position, and the first arrow key would only go to the first card.
            self.setCurrentIndex(self.cards.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(on=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(on=False)
        idea_id = dragged_idea(event.mimeData())
        if idea_id is not None:
            # The card moves once the change is in the file, so the view must not remove its row by itself.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(idea_id)

    def _consider(self, event: QDragMoveEvent) -> None:
        if dragged_idea(event.mimeData()) is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._hover(on=True)

    def _hover(self, *, on: bool) -> None:
        if on != self._over:
            self._over = on
            self.setProperty("over", on)
            self.style().unpolish(self)
            self.style().polish(self)

    def _menu_at(self, at: QPoint) -> None:
        self._menu_of(self.indexAt(at))

    def _menu_of(self, index: QModelIndex) -> None:
        card = self.cards.card_at(index)
        if card is not None:
            corner = self.visualRect(index).bottomLeft()
            self.menu_wanted.emit(card.idea_id, self.viewport().mapToGlobal(corner))

    def _choose(self, index: QModelIndex) -> None:
        card = self.cards.card_at(index)
        if card is not None:
            self.chosen.emit(card.idea_id)
