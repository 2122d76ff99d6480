"""A ranking as rows: place, idea, bar of its share with its interval, per cent. QT MAIN THREAD.

How it looks is the business of `workshop_app.drawing.ranking`, as on the phones and in the minutes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets import drawn
from ui.widgets.painted import Painted
from workshop_app.drawing.ranking import Bar, ranking
from workshop_app.drawing.shapes import Sheet


class RankingBars(Painted):
    """Paints the rows; those that do not fit are left out from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these rows, the first on top."""
        if tuple(bars) != self._bars:
            self._bars = tuple(bars)
            self.setAccessibleName("\n".join(f"{b.place} {b.text}: {b.shown}" for b in self._bars))
            self.redraw()

    def height_for(self, width: int) -> int:
        return round(ranking(self._bars, self._sheet(width)).height) if self._bars else 0

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        drawn.paint(painter, ranking(self._bars, self._sheet(width, height)))

    def _sheet(self, width: int, height: int | None = None) -> Sheet:
        return Sheet(width, self.unit, drawn.fit, height)
