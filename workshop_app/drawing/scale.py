"""Answers on a scale drawn as one bar: a segment for each answer, light to dark, with how many gave it. Any thread."""

from __future__ import annotations

from collections.abc import Sequence

from workshop_app.drawing.colours import place_of
from workshop_app.drawing.pieces import step_tone
from workshop_app.drawing.shapes import PAPER, TRACK, Box, Drawing, Line, Mark, Role, Sheet, Side, Tone, Words

#: In units: the bar's height where the sheet has none, the space beside a number, the line between two segments.
_TALL, _BESIDE, _BETWEEN = 1.8, 0.35, 0.12


def scale(counts: Sequence[int], sheet: Sheet) -> Drawing:
    """How many gave each answer, the lowest first; an empty bar before anybody has answered."""
    unit, width = sheet.unit, sheet.width
    height = sheet.height if sheet.height is not None else _TALL * unit
    shapes: list[Box | Line | Mark | Words] = [Box(0, 0, width, height, TRACK)]
    given, before = sum(counts), 0
    for number, count in enumerate(counts):
        if not count:
            continue
        left, right = width * before / given, width * (before + count) / given
        at = place_of(number, len(counts))
        shapes.append(Box(left, 0, right - left, height, step_tone(at)))
        if before:
            shapes.append(Line(left, 0, left, height, PAPER, _BETWEEN * unit))
        if sheet.fit(str(count), 1e6, unit, bold=True).width + 2 * _BESIDE * unit <= right - left:
            ink = Tone(Role.ON_STEP, at)
            shapes.append(Words((left + right) / 2, height / 2, str(count), unit, ink, True, Side.MIDDLE))
        before += count
    return Drawing(width, height, tuple(shapes))
