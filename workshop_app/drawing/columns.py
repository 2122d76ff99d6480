"""A ladder of participation drawn as columns, each higher than the last, with room for cards on it. Any thread.

The facilitator's window shows it like this, as a column can hold ideas; a row of `stairs` holds only their number.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.hyphens import pieces
from workshop_app.drawing.colours import place_of
from workshop_app.drawing.pieces import Pill, step_tone
from workshop_app.drawing.shapes import (
    Box,
    Drawing,
    Fitted,
    Line,
    Mark,
    Role,
    Shape,
    Sheet,
    Tone,
    Words,
    one_line,
)
from workshop_app.drawing.stairs import Step

#: The lowest column's share of the whole height; where that is low, its own height in units, of the whole at most.
_LOWEST, _LEAST, _AT_MOST = 0.38, 12.0, 0.7
#: The margin beside the name in a narrow column, as a share of its width, at most.
_SIDE_SHARE = 0.055
#: In units: the space between columns, beside a column's content, above it, between name and cards and between marks;
#: and the corners' radius.
_GAP, _BESIDE, _ABOVE, _BETWEEN, _CORNER = 0.55, 0.65, 0.8, 0.45, 0.55
#: How many lines a name has at most; the font size of marks, and of a name with a long word, as shares of the normal
#: one.
_LINES, _MARKS, _SMALLEST = 4, 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """One column drawn from its own upper left corner; cards stand in `room`."""

    drawing: Drawing
    room: Box


def places(count: int, sheet: Sheet) -> list[Box]:
    """Where the columns stand on the sheet, the lowest first; the sheet has a height. At whole units of length."""
    height, gap = sheet.height or 0.0, _GAP * sheet.unit
    lowest = max(_LOWEST, min(_AT_MOST, _LEAST * sheet.unit / max(height, 1.0)))
    width = (sheet.width - gap * (count - 1)) / max(1, count)
    found = []
    for number in range(count):
        at = place_of(number, count)
        tall = round(height * (lowest + (1 - lowest) * at))
        left, right = round(number * (width + gap)), round(number * (width + gap) + width)
        found.append(Box(left, height - tall, right - left, tall, step_tone(at)))
    return found


def column(step: Step, at: float, sheet: Sheet) -> Column:
    """The column of a stage at `at` (0 the lowest, 1 the highest) over the whole sheet, which has a height."""
    unit, width, height = sheet.unit, sheet.width, sheet.height or 0.0
    beside = min(_BESIDE * unit, _SIDE_SHARE * width)
    inside = max(width - 2 * beside, 1.0)
    name = _name(step, inside, sheet)
    # Rounded above, straight below: the lower corners lie under the edge.
    corner = _CORNER * unit
    shapes: list[Box | Line | Mark | Words] = [
        Box(0, 0, width, height + 2 * corner, step_tone(at), corner),
        *name.words(beside, _ABOVE * unit, Tone(Role.ON_STEP, at), bold=True),
    ]
    bottom = height - _BESIDE * unit
    marks = ((Shape.DIAMOND, step.promised), (Shape.DOT, step.experienced), (None, step.count))
    for shape, words in marks:
        if words:
            # "12 / 29" stays together.
            whole = one_line(words).replace(" / ", "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}")
            pill = Pill(sheet.fit, whole, _MARKS * unit, shape, widest=inside)
            shapes.extend(pill.drawn(beside + pill.width, bottom - pill.height / 2, pill.height))
            bottom -= pill.height + _BETWEEN * unit
    top = _ABOVE * unit + name.height + _BETWEEN * unit
    room = Box(beside, top, inside, max(bottom - top, 0.0), step_tone(at))
    return Column(Drawing(width, height, tuple(shapes)), room)


def _name(step: Step, width: float, sheet: Sheet) -> Fitted:
    """Number and name; smaller letters rather than a word broken inside, and a hyphen where they would be too small."""
    words = [str(step.number), *one_line(step.name).split()]
    if _widest(words, sheet) * _SMALLEST > 0.96 * width:
        words = [half for word in words for half in _halves(word, width, sheet)]
    size = sheet.unit * min(1.0, max(0.96 * width / _widest(words, sheet), _SMALLEST))
    return sheet.fit(" ".join(words), width, size, bold=True, lines=_LINES)


def _widest(words: list[str], sheet: Sheet) -> float:
    return max(1.0, *(sheet.fit(word, 1e6, sheet.unit, bold=True).width for word in words))


def _halves(word: str, width: float, sheet: Sheet) -> list[str]:
    """A word that is too wide, broken where it may be, nearest to its middle."""
    found = pieces(word) if word.isalpha() else [word]
    if len(found) == 1 or _widest([word], sheet) * _SMALLEST <= 0.96 * width:
        return [word]
    at = min(range(1, len(found)), key=lambda cut: abs(len("".join(found[:cut])) - len(word) / 2))
    return ["".join(found[:at]) + "-", "".join(found[at:])]
