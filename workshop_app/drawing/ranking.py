"""A ranking drawn as rows: place, idea, bar of its share with its interval, the share in words. Any thread.

Long ideas wrap to as many lines as there is room for; where the place has a height, rows that do not fit at all are
left out from the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.drawing.pieces import Pill, bar, step_tone, track
from workshop_app.drawing.shapes import (
    INK,
    LEADING,
    LINE,
    QUIET,
    Box,
    Drawing,
    Fitted,
    Line,
    Mark,
    Shape,
    Sheet,
    Side,
    Words,
    one_line,
)

#: Distances in units: between rows, between columns; and a bar's thickness.
_GAP, _COLUMN_GAP, _BAR = 0.44, 0.5, 0.95
#: The most lines of an idea: where the place has a height, and where it has none.
_MOST_LINES, _UNCUT = 4, 8
#: Shares of the width that the bars may take, the preferred one first.
_BAR_SHARES = (0.33, 0.24, 0.16)
#: Ideas after the first bands share the lightest of the three tones.
_DARKEST, _LIGHTEST, _TONE_STEP = 1.0, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Bar:
    """One row.

    `share`, `low` and `high` are 0-1, `shown` the share in words. `at` is the bar's tone (0-1, light to dark), `mark`
    words beside a diamond: what was promised.
    """

    place: str
    text: str
    share: float
    shown: str
    at: float = 0.5
    low: float | None = None
    high: float | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row laid out."""

    bar: Bar
    place: Fitted
    text: Fitted
    shown: Fitted
    pill: Pill | None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges of idea, bar and share, and where the bars end; the place stands at 0."""

    text: float
    bar: float
    bar_end: float
    shown: float


def tone_of_band(number: int) -> float:
    """The tone of the ideas of a band, the first band being 0: level ideas look alike."""
    return max(_DARKEST - number * _TONE_STEP, _LIGHTEST)


def ranking(bars: Sequence[Bar], sheet: Sheet, *, axis: Sequence[str] = ()) -> Drawing:
    """The rows, the first on top. `axis`: the words at 0, 1/2 and 1 under the bars; none where empty."""
    columns, made = _laid_out(bars, sheet)
    unit = sheet.unit
    bottom = _height(made, unit)
    shapes: list[Box | Line | Mark | Words] = []
    below = 0.0
    if axis:
        below = 1.6 * unit
        for part, shown in zip((0, 0.5, 1), axis, strict=True):
            x = columns.bar + (columns.bar_end - columns.bar) * part
            shapes.append(Line(x, 0, x, bottom + 0.3 * unit, LINE, unit / 16))
            shapes.append(Words(x, bottom + 0.9 * unit, shown, unit, QUIET, side=Side.MIDDLE))
    y = 0.0
    for row in made:
        shapes.extend(_drawn(row, columns, y, unit))
        y += row.text.height + _GAP * unit
    return Drawing(sheet.width, bottom + below, tuple(shapes))


def rows(bars: Sequence[Bar], sheet: Sheet) -> list[Row]:
    """The rows that have room on the sheet, laid out."""
    return _laid_out(bars, sheet)[1]


def _drawn(row: Row, columns: _Columns, y: float, unit: float) -> list[Box | Line | Mark | Words]:
    middle = y + unit * LEADING / 2
    thick = _BAR * unit
    place = track(columns.bar, middle - thick / 2, columns.bar_end - columns.bar, thick)
    drawn = row.bar
    made: list[Box | Line | Mark | Words] = [
        *row.place.words(0, y, INK, bold=True),
        *row.text.words(columns.text, y, INK),
        *row.shown.words(columns.shown, y, INK, bold=True),
        *bar(place, drawn.share, step_tone(drawn.at), low=drawn.low, high=drawn.high),
    ]
    if row.pill is not None:
        made.extend(row.pill.drawn(columns.bar - _COLUMN_GAP * unit, middle, unit * LEADING))
    return made


def _laid_out(bars: Sequence[Bar], sheet: Sheet) -> tuple[_Columns, list[Row]]:
    # Lines are granted one by one, to the row that needs them, as long as all rows fit.
    fit, unit = sheet.fit, sheet.unit
    fixed = [
        (fit(one_line(b.place), 1e6, unit, bold=True), fit(one_line(b.shown), 1e6, unit, bold=True))
        for b in bars
    ]
    pills = [Pill(fit, b.mark, unit, Shape.DIAMOND) if b.mark else None for b in bars]
    columns, whole = _texts(bars, pills, sheet, fixed)
    lines = [len(made.lines) for made in whole]
    if sheet.height is not None:
        lines = _granted(lines, _lines_in(sheet.height, unit, len(lines)))
    made = []
    for b, (place, shown), text, pill, n in zip(bars, fixed, whole, pills, lines, strict=False):
        space = _space(columns, pill, unit)
        fitted = text if n == len(text.lines) else fit(one_line(b.text), space, unit, lines=n)
        made.append(Row(b, place, fitted, shown, pill))
    return columns, made


def _texts(
    bars: Sequence[Bar], pills: Sequence[Pill | None], sheet: Sheet, fixed: Sequence[tuple[Fitted, Fitted]]
) -> tuple[_Columns, list[Fitted]]:
    # The bars shrink in favour of ideas that would be cut beside wide ones.
    fit, unit, height = sheet.fit, sheet.unit, sheet.height
    most = _UNCUT if height is None else _MOST_LINES
    for share in _BAR_SHARES:
        columns = _columns(sheet, fixed, share)
        whole = [
            fit(one_line(b.text), _space(columns, pill, unit), unit, lines=most)
            for b, pill in zip(bars, pills, strict=True)
        ]
        lines = sum(len(made.lines) for made in whole)
        cut = any(made.cut for made in whole)
        if not cut and (height is None or lines <= _lines_in(height, unit, len(whole))):
            break
    return columns, whole


def _columns(sheet: Sheet, fixed: Sequence[tuple[Fitted, Fitted]], share: float) -> _Columns:
    # All bars begin and end alike, so that they can be compared.
    place = max((made.width for made, _ in fixed), default=0.0)
    shown = max((made.width for _, made in fixed), default=0.0)
    gap = _COLUMN_GAP * sheet.unit
    text = place + (2 * gap if place else 0)
    last = sheet.width - max(shown, 2.5 * sheet.unit)
    rest = last - gap - text
    return _Columns(text, last - gap - rest * share, last - gap, last)


def _space(columns: _Columns, pill: Pill | None, unit: float) -> float:
    taken = pill.width + _COLUMN_GAP * unit if pill else 0.0
    return max(columns.bar - columns.text - _COLUMN_GAP * unit - taken, unit)


def _lines_in(height: float, unit: float, count: int) -> int:
    return int((height + 1 - _GAP * unit * max(0, count - 1)) // (unit * LEADING))


def _height(made: Sequence[Row], unit: float) -> float:
    return sum(row.text.height for row in made) + _GAP * unit * max(0, len(made) - 1)


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
