"""What drawings consist of: boxes, lines, marks and lines of text, each with a role for its colour. Any thread.

Lengths are in one unit, chosen by the caller: pixels on a screen, points in a document. x grows to the right and y
down. Text is laid out by a function of the caller's too, as only the caller knows its typeface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

#: The line height, as a multiple of the font size.
LEADING = 1.22


class Role(StrEnum):
    """What a colour is for. STEP is a ladder's colour, ON_STEP that of letters on it."""

    PAPER = "paper"
    INK = "ink"
    QUIET = "quiet"
    LINE = "line"
    TRACK = "track"
    STEP = "step"
    ON_STEP = "on-step"


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour by its role; `at` is the place on the ladder, 0 the lowest and lightest, 1 the highest and darkest."""

    role: Role
    at: float = 0.0


PAPER, INK, QUIET = Tone(Role.PAPER), Tone(Role.INK), Tone(Role.QUIET)
LINE, TRACK = Tone(Role.LINE), Tone(Role.TRACK)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle with corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, `thick` wide, with flat ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone
    thick: float


class Shape(StrEnum):
    """What a mark looks like: a dot stands for what was felt, a diamond for what was promised."""

    DOT = "dot"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot or diamond around the middle (x, y), `size` from edge to edge."""

    shape: Shape
    x: float
    y: float
    size: float
    tone: Tone

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of a diamond, from the left one round."""
        half = self.size / 2
        x, y = self.x, self.y
        return (x - half, y), (x, y - half), (x + half, y), (x, y + half)


class Side(StrEnum):
    """Where a line of text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is the middle of the line, `size` that of the letters."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone
    bold: bool = False
    side: Side = Side.START


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are put on the paper, and how large it is."""

    width: float
    height: float
    shapes: tuple[Box | Line | Mark | Words, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text laid out: its lines, the widest one's width, the size of the letters, whether something was cut off."""

    lines: tuple[str, ...]
    width: float
    size: float
    cut: bool

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.size * LEADING

    def words(self, x: float, y: float, tone: Tone, *, bold: bool = False) -> list[Words]:
        """The lines as shapes, with their upper left corner at (x, y)."""
        step = self.size * LEADING
        return [
            Words(x, y + (number + 0.5) * step, text, self.size, tone, bold)
            for number, text in enumerate(self.lines)
        ]


class Fitting(Protocol):
    """Lays text out in one typeface."""

    def __call__(
        self, text: str, width: float, size: float, *, bold: bool = False, lines: int = 1, least: float = 0.0
    ) -> Fitted:
        """The text in at most `lines` lines of `width`; letters of `size`, or smaller down to `least`; else cut."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The place for a drawing. `unit` is the size of its body text; `height` None takes what the content needs."""

    width: float
    unit: float
    fit: Fitting = field(compare=False)
    height: float | None = None


#: Makes a drawing for a given sheet. It can be pickled (a `partial`, no lambda): the window's preview gets it from
#: another process.
Draw = Callable[[Sheet], Drawing]
#: The placeholder for a drawing, with its number, in a page whose drawings are kept separately.
FIGURE = "figure:"


def one_line(text: str) -> str:
    """The text with line breaks, tabs and repeated spaces as single spaces."""
    return " ".join(text.split())
