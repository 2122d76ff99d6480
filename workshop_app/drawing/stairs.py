"""A ladder of participation drawn as a staircase, one row a stage, climbing to the right. Any thread.

Rows, not columns: so a stage's name stands on one line in a font that can be read from the back row, with eight stages
too. The marks have a shape and words, so that nothing is shown by colour only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app.drawing.colours import place_of
from workshop_app.drawing.pieces import Pill
from workshop_app.drawing.shapes import (
    LEADING,
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

#: In units: the space between stages, beside their text, between their pills; and a stage's height where nothing else
#: sets it.
_GAP, _PAD, _BESIDE, _TALL = 0.14, 0.45, 0.35, 2.0
#: How far the stairs climb to the right, as a share of the width; less where long names need the room.
_CLIMBS = (0.30, 0.22, 0.14, 0.06)
_LOWEST = 0.72
#: The largest share of a row's height that its font takes.
_LETTERS = 0.72


@dataclass(frozen=True, slots=True)
class Step:
    """One stage, `number` from the lowest up. `count`, `promised` and `experienced` are words, or empty."""

    number: int
    name: str
    count: str = ""
    promised: str = ""
    experienced: str = ""

    @property
    def spoken(self) -> str:
        """The stage with its marks, in words."""
        marks = [words for words in (self.promised, self.experienced, self.count) if words]
        return f"{self.number} {self.name}" + (f": {', '.join(marks)}" if marks else "")


@dataclass(frozen=True, slots=True)
class _Row:
    """One stage laid out."""

    box: Box
    at: float
    name: Fitted
    pills: tuple[Pill, ...]


def stairs(steps: Sequence[Step], sheet: Sheet) -> Drawing:
    """The stages, the lowest at the bottom."""
    unit = sheet.unit
    gap = _GAP * unit
    height = sheet.height if sheet.height is not None else len(steps) * (_TALL * unit + gap) - gap
    rows: list[_Row] = []
    for climb in _CLIMBS:
        rows = _laid_out(steps, sheet, height, climb)
        if not any(row.name.cut for row in rows):
            break
    shapes: list[Box | Line | Mark | Words] = []
    for row in rows:
        shapes.extend(_drawn(row, unit))
    return Drawing(sheet.width, height, tuple(shapes))


def _laid_out(steps: Sequence[Step], sheet: Sheet, height: float, climb: float) -> list[_Row]:
    count, unit, width = len(steps), sheet.unit, sheet.width
    gap = _GAP * unit
    tall = (height - gap * (count - 1)) / max(1, count)
    shift = width * climb / max(1, count - 1)
    # Eight stages on a small screen: the font shrinks before a row overflows.
    size = min(unit, tall * _LETTERS)
    rows = []
    for n, step in enumerate(steps):
        at = place_of(n, count)
        left, top = n * shift, height - (n + 1) * tall - n * gap
        box = Box(left, top, width - left, tall, Tone(Role.STEP, at), min(0.22 * unit, tall / 4))
        pills = _pills(step, sheet, size)
        taken = sum(pill.width + _BESIDE * unit for pill in pills)
        name = sheet.fit(
            f"{step.number} {one_line(step.name)}",
            max(1.0, box.width - 2 * _PAD * unit - taken),
            size,
            bold=True,
            least=size * (_LOWEST if climb == _CLIMBS[-1] else 1.0),
            lines=2 if tall > 2 * size * LEADING else 1,
        )
        rows.append(_Row(box, at, name, pills))
    return rows


def _pills(step: Step, sheet: Sheet, size: float) -> tuple[Pill, ...]:
    # From the right edge to the left.
    marks = ((None, step.count), (Shape.DOT, step.experienced), (Shape.DIAMOND, step.promised))
    return tuple(Pill(sheet.fit, one_line(words), size, shape) for shape, words in marks if words)


def _drawn(row: _Row, unit: float) -> list[Box | Line | Mark | Words]:
    box = row.box
    middle = box.y + box.height / 2
    made: list[Box | Line | Mark | Words] = [box]
    right = box.x + box.width - _PAD * unit
    for pill in row.pills:
        made.extend(pill.drawn(right, middle, box.height * 0.86))
        right -= pill.width + _BESIDE * unit
    made.extend(
        row.name.words(
            box.x + _PAD * unit, middle - row.name.height / 2, Tone(Role.ON_STEP, row.at), bold=True
        )
    )
    return made
