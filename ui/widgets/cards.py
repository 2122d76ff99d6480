"""Short texts as cards in columns: the wall of ideas, the list of decisions. QT MAIN THREAD.

Cards that do not fit are left out from the end; `hidden_in` tells how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import Fitted, Run, fit, one_line
from ui.widgets.tokens import GROUND, INK_2, LINE

_GAP = 0.4
_PAD = 0.4


@dataclass(frozen=True, slots=True)
class Card:
    """A text, and a smaller line under it where there is one."""

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    box: QRectF
    text: Fitted
    under: Fitted | None


class Cards(Painted):
    """Paints the cards, each into the shortest of `columns` columns; a card's text takes at most `lines` lines."""

    def __init__(
        self, parent: QWidget | None = None, *, columns: int = 2, lines: int = 3, bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._columns, self._lines, self._bold = columns, lines, bold
        self._cards: tuple[Card, ...] = ()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards, the first ones first."""
        if tuple(cards) != self._cards:
            self._cards = tuple(cards)
            self.setAccessibleName("\n".join(f"{c.text} {c.under}".strip() for c in self._cards))
            self.redraw()

    def hidden_in(self, width: int, height: int) -> int:
        """How many of the cards do not fit in a place of this size."""
        return len(self._cards) - len(self._placed(width, height))

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        pad = _PAD * self.unit
        for card in self._placed(width, height):
            painter.setPen(QPen(QColor(LINE), 1))
            painter.setBrush(QColor(GROUND))
            painter.drawRoundedRect(card.box.adjusted(0.5, 0.5, -0.5, -0.5), pad / 2, pad / 2)
            card.text.draw(painter, card.box.left() + pad, card.box.top() + pad)
            if card.under:
                card.under.draw(painter, card.box.left() + pad, card.box.top() + pad + card.text.height)

    def _placed(self, width: int, height: int) -> list[_Placed]:
        gap, pad = _GAP * self.unit, _PAD * self.unit
        columns = self._columns if width > 2 * 11 * self.unit else 1
        wide = (width - gap * (columns - 1)) / columns
        tops = [0.0] * columns
        placed: list[_Placed] = []
        for card in self._cards:
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
