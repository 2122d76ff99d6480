"""A ranking as rows: place, idea, bar of its share, per cent. QT MAIN THREAD.

Long ideas wrap to as many lines as there is room for; rows that do not fit at all are left out from the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import LEADING, Fitted, Run, fit, one_line
from ui.widgets.tokens import INK, STEPS, TROUGH

_GAP = 0.44
_COLUMN_GAP = 0.5
_BAR = 0.95
_MOST_LINES = 4
#: Shares of the width that the bars may take, the preferred one first.
_BAR_SHARES = (0.33, 0.24, 0.16)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `share`, `low` and `high` are 0-1; `percent` is the share in words; `shade` 0-4, light to dark."""

    place: str
    text: str
    share: float
    percent: str
    shade: int = 2
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    bar: Bar
    place: Fitted
    text: Fitted
    percent: Fitted


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges of idea, bar and per cent, and where the bars end; the place stands at 0."""

    text: float
    bar: float
    bar_end: float
    percent: float


class RankingBars(Painted):
    """Paints the rows; `whiskers` draws the intervals too."""

    def __init__(self, parent: QWidget | None = None, *, whiskers: bool = False) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._whiskers = whiskers

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these rows, the first on top."""
        if tuple(bars) != self._bars:
            self._bars = tuple(bars)
            self.setAccessibleName("\n".join(f"{b.place} {b.text}: {b.percent}" for b in self._bars))
            self.redraw()

    def rows_in(self, width: int, height: int) -> tuple[str, ...]:
        """The ideas as they are shown in a place of this size, cut or whole; for looking at what fits."""
        return tuple("".join(x.text() for x in row.text.layouts) for row in self._rows(width, height)[1])

    def height_for(self, width: int) -> int:
        rows = self._rows(width, None)[1]
        return round(self._height(rows)) if rows else 0

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        columns, rows = self._rows(width, height)
        thick = _BAR * self.unit
        y = 0.0
        for row in rows:
            tall = row.text.height
            row.place.draw(painter, 0, y)
            row.text.draw(painter, columns.text, y)
            row.percent.draw(painter, columns.percent, y)
            middle = y + row.place.height / 2
            box = QRectF(columns.bar, middle - thick / 2, columns.bar_end - columns.bar, thick)
            _draw_bar(painter, box, row.bar)
            if self._whiskers:
                _draw_whisker(painter, box, row.bar)
            y += tall + _GAP * self.unit

    def _rows(self, width: int, height: int | None) -> tuple[_Columns, list[_Row]]:
        # Lines are granted one by one, to the row that needs them, as long as all rows fit.
        fixed = [(self._fit(b.place, bold=True), self._fit(b.percent, bold=True)) for b in self._bars]
        columns, whole = self._texts(width, height, fixed)
        space = columns.bar - columns.text - _COLUMN_GAP * self.unit
        lines = [len(made.layouts) for made in whole]
        if height is not None:
            lines = _granted(lines, self._lines_in(height, len(lines)))
        rows = [
            _Row(b, place, made if n == len(made.layouts) else self._fit(b.text, space, n), percent)
            for b, (place, percent), made, n in zip(self._bars, fixed, whole, lines, strict=False)
        ]
        return columns, rows

    def _texts(
        self, width: int, height: int | None, fixed: Sequence[tuple[Fitted, Fitted]]
    ) -> tuple[_Columns, list[Fitted]]:
        # The bars give room to ideas that would be cut beside wide ones.
        for share in _BAR_SHARES:
            columns = self._columns(width, fixed, share)
            space = columns.bar - columns.text - _COLUMN_GAP * self.unit
            whole = [self._fit(b.text, space, _MOST_LINES) for b in self._bars]
            lines = sum(len(made.layouts) for made in whole)
            cut = any(made.cut for made in whole)
            if not cut and (height is None or lines <= self._lines_in(height, len(whole))):
                break
        return columns, whole

    def _columns(self, width: int, fixed: Sequence[tuple[Fitted, Fitted]], share: float) -> _Columns:
        # All bars begin and end alike, so that they can be compared.
        place = max((made.width for made, _ in fixed), default=0.0)
        percent = max((made.width for _, made in fixed), default=0.0)
        gap = _COLUMN_GAP * self.unit
        text = place + (2 * gap if place else 0)
        last = width - max(percent, 2.5 * self.unit)
        rest = last - gap - text
        return _Columns(text, last - gap - rest * share, last - gap, last)

    def _lines_in(self, height: int, rows: int) -> int:
        return int((height + 1 - _GAP * self.unit * max(0, rows - 1)) // (self.unit * LEADING))

    def _height(self, rows: Sequence[_Row]) -> float:
        return sum(row.text.height for row in rows) + _GAP * self.unit * max(0, len(rows) - 1)

    def _fit(self, text: str, width: float = 1e6, lines: int = 1, *, bold: bool = False) -> Fitted:
        return fit((Run(one_line(text), bold),), width, self.unit, lines=lines)


def _granted(wanted: Sequence[int], room: int) -> list[int]:
    """How many lines each row gets out of `room`: one each, first rows first, then the rest where it is needed."""
    granted = [1] * min(len(wanted), max(1, room))
    spare = room - len(granted)
    while spare > 0 and any(got < want for got, want in zip(granted, wanted, strict=False)):
        for n, got in enumerate(granted):
            if spare > 0 and got < wanted[n]:
                granted[n] += 1
                spare -= 1
    return granted


def _draw_bar(painter: QPainter, box: QRectF, bar: Bar) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 10
    painter.setBrush(QColor(TROUGH))
    painter.drawRoundedRect(box, radius, radius)
    filled = QRectF(box)
    filled.setWidth(box.width() * min(1.0, max(0.0, bar.share)))
    painter.setBrush(QColor(STEPS[min(max(bar.shade, 0), len(STEPS) - 1)]))
    painter.drawRoundedRect(filled, radius, radius)


def _draw_whisker(painter: QPainter, box: QRectF, bar: Bar) -> None:
    if bar.low is None or bar.high is None:
        return
    thin = max(1.0, box.height() / 16)
    left, right = (box.left() + box.width() * share for share in (bar.low, bar.high))
    middle, end = box.center().y(), box.height() / 4
    # Light under dark: it is seen on the bar and beside it.
    for colour, extra in ((QColor("#ffffff"), 2 * thin), (QColor(INK), 0.0)):
        painter.setPen(QPen(colour, thin + extra))
        painter.drawLine(QLineF(left, middle, right, middle))
        painter.drawLine(QLineF(left, middle - end, left, middle + end))
        painter.drawLine(QLineF(right, middle - end, right, middle + end))
