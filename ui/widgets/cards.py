"""Short texts as cards in columns: the wall of ideas, the list of decisions. QT MAIN THREAD.

Cards that do not fit come on further pages, which turn by themselves while the widget is seen; a group begins a new
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import Fitted, Run, fit
from ui.widgets.tokens import GROUND, INK_2, LINE
from workshop_app.drawing.shapes import one_line

#: How long a page is shown, in milliseconds.
TURN_MS = 12_000
_GAP = 0.4
_PAD = 0.4


@dataclass(frozen=True, slots=True)
class Card:
    """A text, and a smaller line under it where there is one; those of a `group` follow each other."""

    text: str
    under: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is shown: cards `first` to `last` (from 1) of `count` in their group."""

    group: str
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class _Placed:
    box: QRectF
    text: Fitted
    under: Fitted | None


class Cards(Painted):
    """Paints the cards, each into the shortest of `columns` columns; a card's text takes at most `lines` lines.

    Signal `turned()`: another page is shown.
    """

    turned = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = 2, lines: int = 3, bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._columns, self._lines, self._bold = columns, lines, bold
        self._cards: tuple[Card, ...] = ()
        self._first = 0
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self.turn)

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, beginning with the first page: the hall sees a new card at once."""
        if tuple(cards) != self._cards:
            self._cards = tuple(cards)
            self._first = 0
            self._timer.start()
            self.setAccessibleName("\n".join(f"{c.text} {c.under}".strip() for c in self._cards))
            self.redraw()

    @property
    def first(self) -> int:
        """Which card the shown page begins with, from 0."""
        return self._first

    def shown_in(self, width: int, height: int) -> int:
        """How many cards the shown page has in a place of this size."""
        return len(self._placed(width, height, self._first))

    def page(self) -> Page | None:
        """Which of the cards are shown; None without any."""
        if not self._cards:
            return None
        begins, ends = self._group_at(self._first)
        last = self._first + self.shown_in(self.width(), self.height())
        return Page(self._cards[self._first].group, self._first + 1 - begins, last - begins, ends - begins)

    def turn(self) -> None:
        """Show the next page, after the last one the first."""
        after = self._first + max(1, self.shown_in(self.width(), self.height()))
        turned_to = self._filled(after) if after < len(self._cards) else 0
        if turned_to != self._first:
            self._first = turned_to
            self.redraw()
            self.turned.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        pad = _PAD * self.unit
        for card in self._placed(width, height, self._first):
            painter.setPen(QPen(QColor(LINE), 1))
            painter.setBrush(QColor(GROUND))
            painter.drawRoundedRect(card.box.adjusted(0.5, 0.5, -0.5, -0.5), pad / 2, pad / 2)
            card.text.draw(painter, card.box.left() + pad, card.box.top() + pad)
            if card.under:
                card.under.draw(painter, card.box.left() + pad, card.box.top() + pad + card.text.height)

    def _filled(self, first: int) -> int:
        """The first card of the page from `first` on: a group's last page repeats earlier cards, without a gap."""
        begins, ends = self._group_at(first)
        earliest = max(begins, self._first + 1)
        while first > earliest and self._reaches(first - 1, ends):
            first -= 1
        return first

    def _reaches(self, first: int, end: int) -> bool:
        return first + len(self._placed(self.width(), self.height(), first)) >= end

    def _group_at(self, number: int) -> tuple[int, int]:
        """The first card of a card's group, and the one after its last."""
        groups = [card.group for card in self._cards]
        begins = ends = number
        while begins > 0 and groups[begins - 1] == groups[number]:
            begins -= 1
        while ends < len(groups) and groups[ends] == groups[number]:
            ends += 1
        return begins, ends

    def _placed(self, width: int, height: int, first: int) -> list[_Placed]:
        gap, pad = _GAP * self.unit, _PAD * self.unit
        columns = self._columns if width > 2 * 11 * self.unit else 1
        wide = (width - gap * (columns - 1)) / columns
        tops = [0.0] * columns
        placed: list[_Placed] = []
        for card in self._cards[first : self._group_at(first)[1] if self._cards else 0]:
            column = min(range(columns), key=lambda n: tops[n])
            text = fit((Run(one_line(card.text), self._bold),), wide - 2 * pad, self.unit, lines=self._lines)
            under = self._under(card, wide - 2 * pad)
            tall = text.height + (under.height if under else 0) + 2 * pad
            if tops[column] + tall > height + 1:
                break
            box = QRectF(column * (wide + gap), tops[column], wide, tall)
            placed.append(_Placed(box, text, under))
            tops[column] += tall + gap
        return placed

    def _under(self, card: Card, width: float) -> Fitted | None:
        if not card.under:
            return None
        return fit((Run(one_line(card.under), colour=INK_2),), width, self.unit, lines=2)
