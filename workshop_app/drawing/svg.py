"""Drawings as SVG: inside a page, or as a picture of its own. Any thread.

Only presentation attributes are written, no style: the pages' policy allows none. On a phone page the colours are
classes of its style sheet (`by_class`), so that they follow the phone's dark mode; in the minutes' page both.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from workshop_app.drawing.colours import Palette
from workshop_app.drawing.pieces import bar, step_tone, track
from workshop_app.drawing.shapes import INK, Box, Drawing, Line, Mark, Shape, Side, Tone, Words

#: How far the baseline is below the middle of a line, as a multiple of the font size.
_BASELINE = 0.35
_NAMESPACE = "http://www.w3.org/2000/svg"
#: The size of a bar's own coordinate system; it is stretched to its place.
_BAR = (100.0, 14.0)

#: A tone as an attribute; the second argument tells whether it fills ("fill") or draws a line ("stroke").
Look = Callable[[Tone, str], str]


def in_colours(palette: Palette) -> Look:
    """Colours written into the drawing."""
    return lambda tone, use: f'{use}="{palette.colour(tone)}"'


def in_colours_by_class(palette: Palette) -> Look:
    """Colours written in, which a style sheet may change by the classes: for a page that stands on its own."""
    return lambda tone, use: f"{by_class(tone, use)} {in_colours(palette)(tone, use)}"


def by_class(tone: Tone, use: str) -> str:
    """Colours as classes: `fill-ink`, `stroke-paper`, `fill-step`."""
    return f'class="{use}-{tone.role}"'


def picture(drawing: Drawing, look: Look, *, font: str, described: str = "") -> str:
    """The drawing as an `svg` element with its own size, in points; `described` says in words what it shows."""
    width, height = _number(drawing.width), _number(drawing.height)
    said = f'role="img" aria-label="{escape(described)}"' if described else 'aria-hidden="true"'
    inside = "".join(_element(shape, look) for shape in drawing.shapes)
    return (
        f'<svg xmlns="{_NAMESPACE}" {said} width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
        f'font-family="{escape(font)}">{inside}</svg>'
    )


def share_bar(share: float, low: float | None = None, high: float | None = None, at: float = 0.75) -> str:
    """A share's bar with its interval, stretched to the place that its class `bar` has; numbers stand beside it."""
    wide, tall = _BAR
    shapes = bar(track(0, 0, wide, tall), share, step_tone(at), low=low, high=high)
    inside = "".join(_stretched(shape) for shape in shapes)
    return (
        f'<svg class="bar" aria-hidden="true" viewBox="0 0 {_number(wide)} {_number(tall)}" '
        f'preserveAspectRatio="none">{inside}</svg>'
    )


def mark(shape: Shape) -> str:
    """A mark among text: what was promised or felt, with its word beside it."""
    drawn = _element(Mark(shape, 5, 5, 9, INK), by_class)
    return f'<svg class="mark" aria-hidden="true" viewBox="0 0 10 10">{drawn}</svg>'


def _stretched(shape: Box | Line) -> str:
    # Corners and lines keep their shape while the bar is stretched.
    if isinstance(shape, Box):
        shape = Box(shape.x, shape.y, shape.width, shape.height, shape.tone)
        return _element(shape, by_class)
    return _element(shape, by_class).replace("/>", ' vector-effect="non-scaling-stroke"/>')


def _element(shape: Box | Line | Mark | Words, look: Look) -> str:
    match shape:
        case Box():
            rounded = f' rx="{_number(shape.radius)}"' if shape.radius else ""
            place = _attributes(x=shape.x, y=shape.y, width=shape.width, height=shape.height)
            return f"<rect {place}{rounded} {look(shape.tone, 'fill')}/>"
        case Line():
            place = _attributes(x1=shape.x1, y1=shape.y1, x2=shape.x2, y2=shape.y2)
            return f'<line {place} stroke-width="{_number(shape.thick)}" {look(shape.tone, "stroke")}/>'
        case Mark(shape=Shape.DOT):
            return f"<circle {_attributes(cx=shape.x, cy=shape.y, r=shape.size / 2)} {look(shape.tone, 'fill')}/>"
        case Mark():
            corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.corners)
            return f'<polygon points="{corners}" {look(shape.tone, "fill")}/>'
        case Words():
            return _text(shape, look)


def _text(shape: Words, look: Look) -> str:
    place = _attributes(x=shape.x, y=shape.y + _BASELINE * shape.size)
    bold = ' font-weight="700"' if shape.bold else ""
    side = "" if shape.side is Side.START else f' text-anchor="{shape.side}"'
    size = _number(shape.size)
    return (
        f'<text {place} font-size="{size}"{bold}{side} {look(shape.tone, "fill")}>{escape(shape.text)}</text>'
    )


def _attributes(**places: float) -> str:
    return " ".join(f'{name}="{_number(value)}"' for name, value in places.items())


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
