"""The pieces that several drawings share: a share's bar with its interval, and a mark with its word. Any thread."""

from __future__ import annotations

from workshop_app.drawing.shapes import (
    INK,
    PAPER,
    TRACK,
    Box,
    Fitted,
    Fitting,
    Line,
    Mark,
    Role,
    Shape,
    Tone,
    Words,
)

#: Space around a pill's text, space for its mark, and the mark's size, as multiples of the font size.
_PAD, _MARK_ROOM, _MARK = 0.4, 0.92, 0.62
#: Space before a tag's text, as a multiple of the font size.
_TAG_PAD = 0.7
#: The smallest font of a tag whose text does not fit into its lines, as a share of its normal size.
_TAG_LEAST = 0.85


def bar(
    box: Box, share: float, tone: Tone, *, low: float | None = None, high: float | None = None
) -> list[Box | Line]:
    """A share (0-1) as a filled part of `box`, with its interval as a whisker where there is one."""
    part = min(1.0, max(0.0, share))
    made: list[Box | Line] = [box]
    if part:
        made.append(Box(box.x, box.y, box.width * part, box.height, tone, box.radius))
    if low is not None and high is not None:
        made.extend(_whisker(box, low, high))
    return made


def track(x: float, y: float, width: float, height: float) -> Box:
    """The place of a bar: what a share of 100 % would fill."""
    return Box(x, y, width, height, TRACK, height / 10)


def tag(fit: Fitting, box: Box, text: str, at: float, size: float, *, lines: int = 1) -> list[Box | Words]:
    """A stage's name in a field of its colour; `at` is the stage's place on the ladder, 0-1.

    `box` is the field of one line; a name of more lines, at most `lines`, makes it higher, around the same middle.
    """
    fitted = _tag_words(fit, text, box.width, size, lines)
    height = _tag_height(fitted, box.height, size)
    middle = box.y + box.height / 2
    field = Box(box.x, middle - height / 2, box.width, height, step_tone(at), 0.4 * size)
    top = middle - fitted.height / 2
    return [field, *fitted.words(box.x + _TAG_PAD * size, top, Tone(Role.ON_STEP, at), bold=True)]


def tag_height(fit: Fitting, text: str, width: float, height: float, size: float, *, lines: int) -> float:
    """How high a tag of `width` is that is `height` high with one line."""
    return _tag_height(_tag_words(fit, text, width, size, lines), height, size)


def _tag_words(fit: Fitting, text: str, width: float, size: float, lines: int) -> Fitted:
    room = max(width - 1.6 * _TAG_PAD * size, size)
    return fit(text, room, size, bold=True, lines=lines, least=_TAG_LEAST * size)


def _tag_height(fitted: Fitted, height: float, size: float) -> float:
    return height if len(fitted.lines) == 1 else max(height, fitted.height + 0.5 * size)


def step_tone(at: float) -> Tone:
    """A ladder's colour at `at`, 0-1."""
    return Tone(Role.STEP, at)


def _whisker(box: Box, low: float, high: float) -> list[Line]:
    thin = max(box.height / 8, 1.0)
    left, right = (box.x + box.width * min(1.0, max(0.0, end)) for end in (low, high))
    middle, half = box.y + box.height / 2, box.height * 0.32
    made = []
    # Light under dark, so that it is visible on the darkest bar and beside it, in grey print too.
    for tone, thick, longer in ((PAPER, 2.2 * thin, 0.6 * thin), (INK, thin, 0.0)):
        made.append(Line(left, middle, right, middle, tone, thick))
        made.extend(
            Line(x, middle - half - longer, x, middle + half + longer, tone, thick) for x in (left, right)
        )
    return made


class Pill:
    """A light field with words and, before them, a mark."""

    def __init__(
        self, fit: Fitting, text: str, size: float, shape: Shape | None, *, widest: float = 1e6
    ) -> None:
        """`size` is that of the letters; a text that would make the pill wider than `widest` takes two lines."""
        around = (2 * _PAD + (_MARK_ROOM if shape else 0)) * size
        self._fitted = fit(text, max(widest - around, size), size, lines=2)
        self._size, self._shape = size, shape
        self.width = self._fitted.width + around
        self.height = self._fitted.height + 0.4 * size

    def drawn(self, right: float, middle: float, tallest: float) -> list[Box | Mark | Words]:
        """The shapes, ending at `right`, around the line `middle`, at most `tallest` high."""
        size = self._size
        tall = min(self._fitted.height + 0.2 * size, tallest)
        left = right - self.width
        made: list[Box | Mark | Words] = [Box(left, middle - tall / 2, self.width, tall, PAPER, 0.2 * size)]
        if self._shape is not None:
            mark = _MARK * size
            made.append(Mark(self._shape, left + _PAD * size + mark / 2, middle, mark, INK))
        start = right - _PAD * size - self._fitted.width
        made.extend(self._fitted.words(start, middle - self._fitted.height / 2, INK))
        return made
