"""Drawings for documents: laid out with our own typeface, as PNG and as SVG. Any thread.

The PNG is for programs that can't show SVG; both are made of the same shapes.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

import resources
from workshop_app.drawing import svg
from workshop_app.drawing.colours import ON_PAPER, rgb
from workshop_app.drawing.shapes import Box, Drawing, Fitted, Line, Mark, Shape, Sheet, Side, Words

_DPI = 220
_POINT = _DPI / 72
_POINTS_PER_CM = 72 / 2.54
#: Shades this close to one of the drawing's colours are left out of the palette, or paper might be mistaken for them.
_NEAR = 10
#: Where `fit` may make letters smaller, each next try has this part of the size before.
_SMALLER = 0.94
#: Narrower than our own typeface, so that text measured with ours fits; every computer has one of them.
FONTS = "Calibri, Carlito, 'Segoe UI', Roboto, system-ui, sans-serif"

#: Where a line may end; at a no-break space it may not.
_SPACES = re.compile(r"[ \t\r\n]+")

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_ANCHORS = {Side.START: "lm", Side.MIDDLE: "mm", Side.END: "rm"}


def sheet(width_cm: float, unit: float = 10.0) -> Sheet:
    """A place for a drawing in a document; `unit`: the size of its letters in points."""
    return Sheet(width_cm * _POINTS_PER_CM, unit, fit)


def as_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element; what it shows in words stands in the document around it."""
    return svg.picture(drawing, svg.in_colours(ON_PAPER), font=FONTS)


def in_page(drawing: Drawing, *, described: str) -> str:
    """The same for a web page, whose style sheet may change its colours in dark mode; `described`: alternative text."""
    return svg.picture(drawing, svg.in_colours_by_class(ON_PAPER), font=FONTS, described=described)


def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG of 220 dots an inch."""
    size = (round(drawing.width * _POINT), round(drawing.height * _POINT) + 1)
    image = Image.new("RGB", size, ON_PAPER.paper)
    draw = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _draw(draw, shape)
    made = BytesIO()
    # Our own palette: half the bytes, fast, and white stays white, which Pillow's own choice of palette does not
    # ensure.
    palette = _palette(_colours(drawing, Box), _colours(drawing, Words, Line, Mark))
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(made, "PNG", dpi=(_DPI, _DPI))
    return made.getvalue()


def fit(
    text: str, width: float, size: float, *, bold: bool = False, lines: int = 1, least: float = 0.0
) -> Fitted:
    """See `workshop_app.drawing.shapes.Fitting`; lengths in points."""
    floor = least or size
    while True:
        font = _font(round(size * _POINT), bold=bold)
        found, cut = _wrapped(text, font, width * _POINT, most=lines)
        if not cut or size <= floor:
            widest = max((font.getlength(line) for line in found), default=0.0)
            return Fitted(tuple(found) or ("",), widest / _POINT, size, cut)
        size = max(floor, size * _SMALLER)


def _draw(draw: ImageDraw.ImageDraw, shape: Box | Line | Mark | Words) -> None:
    colour = ON_PAPER.colour(shape.tone)
    match shape:
        case Box():
            ends = _scaled(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            draw.rounded_rectangle(ends, radius=round(shape.radius * _POINT), fill=colour)
        case Line():
            ends = _scaled(shape.x1, shape.y1, shape.x2, shape.y2)
            draw.line(ends, fill=colour, width=max(round(shape.thick * _POINT), 1))
        case Mark(shape=Shape.DOT):
            half = shape.size / 2
            draw.ellipse(_scaled(shape.x - half, shape.y - half, shape.x + half, shape.y + half), fill=colour)
        case Mark():
            draw.polygon([(x * _POINT, y * _POINT) for x, y in shape.corners], fill=colour)
        case Words():
            font = _font(round(shape.size * _POINT), bold=shape.bold)
            place = (round(shape.x * _POINT), round(shape.y * _POINT))
            draw.text(place, shape.text, font=font, fill=colour, anchor=_ANCHORS[shape.side])


def _scaled(x1: float, y1: float, x2: float, y2: float) -> tuple[int, int, int, int]:
    return round(x1 * _POINT), round(y1 * _POINT), round(x2 * _POINT), round(y2 * _POINT)


def _wrapped(text: str, font: Font, width: float, *, most: int) -> tuple[list[str], bool]:
    """The text in at most `most` lines of `width` pixels and whether it was cut; then it ends with an ellipsis."""
    found: list[str] = []
    rest = " ".join(_SPACES.split(text.strip()))
    while rest and len(found) < most:
        fits = _fitting(rest, font, width)
        if fits == len(rest):
            found.append(rest)
            return found, False
        cut = rest.rfind(" ", 0, fits + 1)
        cut = cut if cut > 0 else fits
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and found:
        last = found[-1]
        while last and font.getlength(last + "…") > width:
            last = last[:-1]
        found[-1] = last.rstrip() + "…"
    return found, bool(rest)


def _fitting(text: str, font: Font, width: float) -> int:
    """How many characters of the text fit, at least one."""
    if len(text) <= 200 and font.getlength(text) <= width:
        return len(text)
    low, high = 1, min(len(text), 200)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


@cache
def _font(pixels: int, *, bold: bool) -> Font:
    """Our own typeface; where the file is missing, Pillow's."""
    face = "Bold" if bold else "Regular"
    try:
        return ImageFont.truetype(
            str(resources.path("fonts", f"AtkinsonHyperlegibleNext-{face}.ttf")), pixels
        )
    except OSError:
        return ImageFont.load_default(pixels)


def _colours(drawing: Drawing, *kinds: type) -> tuple[str, ...]:
    found = {ON_PAPER.colour(shape.tone) for shape in drawing.shapes if isinstance(shape, kinds)}
    return tuple(sorted({ON_PAPER.paper, *found}))


@cache
def _palette(grounds: tuple[str, ...], inks: tuple[str, ...]) -> Image.Image:
    """The drawing's colours, and the shades between each background and each ink that smooth letters are made of."""
    exact = [rgb(colour) for colour in dict.fromkeys((*grounds, *inks))]
    pairs = [(rgb(ground), rgb(ink)) for ground in grounds for ink in inks if ground != ink]
    steps = min(16, (256 - len(exact)) // max(len(pairs), 1) + 1)
    shades = dict.fromkeys(
        tuple(round(g + (i - g) * part / steps) for g, i in zip(ground, ink, strict=True))
        for ground, ink in pairs
        for part in range(1, steps)
    )
    entries = [*exact, *(shade for shade in shades if all(_apart(shade, colour) for colour in exact))]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for entry in entries for part in entry])
    return palette


def _apart(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) > _NEAR
