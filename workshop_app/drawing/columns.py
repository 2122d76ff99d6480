"""A ladder of participation drawn as columns, each higher than the last, with room for cards on it. Any thread.

So it stands in the facilitator's window: a column can hold ideas, a row of `stairs` only their number.
"""

from __future__ import annotations

from dataclasses import dataclass

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

#: The lowest column's share of the whole height.
_LOWEST = 0.38
#: Between columns, beside and above what stands in one, between name and cards and between marks, a corner: in units.
_GAP, _BESIDE, _ABOVE, _BETWEEN, _CORNER = 0.55, 0.65, 0.8, 0.45, 0.55
#: A name has at most so many lines; the marks' letters, and a name's with a long word, against the others.
_LINES, _MARKS, _SMALLEST = 4, 0.85, 0.7


@dataclass(frozen=True, slots=True)
class Column:
    """One column drawn from its own upper left corner; cards stand in `room`."""

    drawing: Drawing
    room: Box


def places(count: int, sheet: Sheet) -> list[Box]:
    """Where the columns stand on the sheet, the lowest first; the sheet has a height. At whole units of length."""
    height, gap = sheet.height or 0.0, _GAP * sheet.unit
    width = (sheet.width - gap * (count - 1)) / max(1, count)
    found = []
    for number in range(count):
        at = place_of(number, count)
        tall = round(height * (_LOWEST + (1 - _LOWEST) * at))
        left, right = round(number * (width + gap)), round(number * (width + gap) + width)
        found.append(Box(left, height - tall, right - left, tall, step_tone(at)))
    return found


def column(step: Step, at: float, sheet: Sheet) -> Column:
    """The column of a stage at `at` (0 the lowest, 1 the highest) over the whole sheet, which has a height."""
    unit, width, height = sheet.unit, sheet.width, sheet.height or 0.0
    inside = max(width - 2 * _BESIDE * unit, 1.0)
    name = _name(step, inside, sheet)
    # Rounded above, straight below: the lower corners lie under the edge.
    corner = _CORNER * unit
    shapes: list[Box | Line | Mark | Words] = [
        Box(0, 0, width, height + 2 * corner, step_tone(at), corner),
        *name.words(_BESIDE * unit, _ABOVE * unit, Tone(Role.ON_STEP, at), bold=True),
    ]
    bottom = height - _BESIDE * unit
    marks = ((Shape.DIAMOND, step.promised), (Shape.DOT, step.experienced), (None, step.count))
    for shape, words in marks:
        if words:
            # "12 / 29" stays together.
            whole = one_line(words).replace(" / ", "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}")
            pill = Pill(sheet.fit, whole, _MARKS * unit, shape, widest=inside)
            shapes.extend(pill.drawn(_BESIDE * unit + pill.width, bottom - pill.height / 2, pill.height))
            bottom -= pill.height + _BETWEEN * unit
    top = _ABOVE * unit + name.height + _BETWEEN * unit
    room = Box(_BESIDE * unit, top, inside, max(bottom - top, 0.0), step_tone(at))
    return Column(Drawing(width, height, tuple(shapes)), room)


def _name(step: Step, width: float, sheet: Sheet) -> Fitted:
    """Number and name; smaller letters rather than a word broken inside."""
    text = f"{step.number} {one_line(step.name)}"
    longest = max(sheet.fit(word, 1e6, sheet.unit, bold=True).width for word in text.split())
    size = sheet.unit * min(1.0, max(0.96 * width / max(longest, 1.0), _SMALLEST))
    return sheet.fit(text, width, size, bold=True, lines=_LINES)
