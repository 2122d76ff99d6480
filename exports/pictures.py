"""The pictures of the minutes, drawn with Pillow: the ranking and the staircase. Any thread.

Colours are those of the design tokens; they differ in lightness, so grey print shows the same. Nothing is told by
colour alone: every bar has its number, every mark its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

import resources

_DPI = 220
_WIDTH = round(17.0 / 2.54 * _DPI)
_POINT = _DPI / 72
_PAPER, _INK, _INK_2, _LINE, _TRACK = "#ffffff", "#1a2226", "#4c585d", "#d8d4ca", "#ece8e0"
_STEPS = ("#d3e6e0", "#a3cdc3", "#6bb0a5", "#22777a", "#0b4f52")
#: The first of the five colours that white text is read on.
_DARK_FROM = 3

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, slots=True)
class Bar:
    """One idea: its place as it is read, text, share and interval (0-1), share in words, number of its band."""

    place: str
    text: str
    share: float
    low: float
    high: float
    shown: str
    band: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the staircase: number and name, lines of text on it, and its marks (empty: none)."""

    name: str
    lines: tuple[str, ...]
    promise: str
    experience: str


def ranking(bars: Sequence[Bar], axis: Sequence[str]) -> bytes:
    """A bar for each idea, best first, with its 90 % interval as a whisker. `axis`: texts of 0, 1/2 and 1. PNG."""
    small, bold = _font(9.5), _font(9.5, bold=True)
    left, right = round(_WIDTH * 0.55), round(_WIDTH * 0.91)
    text_at = round(_WIDTH * 0.075)
    line, gap = round(12.5 * _POINT), round(7 * _POINT)
    labels = [_wrapped(bar.text, small, left - text_at - gap * 2, 2) for bar in bars]
    heights = [line * max(len(label), 1) + gap for label in labels]
    image = Image.new("RGB", (_WIDTH, sum(heights) + line * 2), _PAPER)
    draw = ImageDraw.Draw(image)
    bottom = sum(heights)
    for part, shown in zip((0, 0.5, 1), axis, strict=True):
        x = left + round((right - left) * part)
        draw.line((x, 0, x, bottom), fill=_LINE, width=2)
        draw.text((x, bottom + line), shown, font=small, fill=_INK_2, anchor="mm")
    top = 0
    for bar, label, height in zip(bars, labels, heights, strict=True):
        middle = top + height // 2
        draw.text((0, middle), bar.place, font=bold, fill=_INK, anchor="lm")
        _lines(draw, label, (text_at, middle), small, line)
        _bar(draw, bar, (left, right), middle, round(5 * _POINT))
        draw.text((_WIDTH, middle), bar.shown, font=bold, fill=_INK, anchor="rm")
        top += height
    return _png(image)


def _bar(draw: ImageDraw.ImageDraw, bar: Bar, ends: tuple[int, int], middle: int, half: int) -> None:
    left, right = ends
    span = right - left
    colour = _STEPS[max(4 - bar.band, 2)]
    draw.rectangle((left, middle - half, right, middle + half), fill=_TRACK)
    draw.rectangle((left, middle - half, left + round(span * bar.share), middle + half), fill=colour)
    low, high = left + round(span * bar.low), left + round(span * bar.high)
    # A white edge keeps the whisker in sight on the darkest bar, in grey print too.
    for fill, width in ((_PAPER, 9), (_INK, 4)):
        draw.line((low, middle, high, middle), fill=fill, width=width)
        for x in (low, high):
            draw.line((x, middle - half // 2, x, middle + half // 2), fill=fill, width=width)


def staircase(steps: Sequence[Step]) -> bytes:
    """The ladder as a staircase from the lowest step on the left. PNG."""
    line, pad, gap = round(12 * _POINT), round(4 * _POINT), round(3 * _POINT)
    width = (_WIDTH - gap * (len(steps) - 1)) // len(steps)
    font = _font(9 if len(steps) <= 6 else 7.5)
    name_font = _whole_words([step.name for step in steps], width - 2 * pad, 9 if len(steps) <= 6 else 7.5)
    names = [_wrapped(step.name, name_font, width - 2 * pad, 5) for step in steps]
    marked = any(step.promise or step.experience for step in steps)
    marks = (line + gap * 2) * 2 + pad if marked else 0
    needed = max(len(name) + len(step.lines) for name, step in zip(names, steps, strict=True)) * line
    lowest, rise = needed + marks + 3 * pad, round(18 * _POINT)
    height = lowest + rise * (len(steps) - 1)
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(image)
    for at, (step, name) in enumerate(zip(steps, names, strict=True)):
        x, top = at * (width + gap), height - lowest - rise * at
        tone = round(at * (len(_STEPS) - 1) / max(len(steps) - 1, 1))
        ink = _PAPER if tone >= _DARK_FROM else _INK
        draw.rectangle((x, top, x + width, height), fill=_STEPS[tone], outline=_STEPS[-1], width=2)
        for number, text in enumerate(name):
            draw.text((x + pad, top + pad + number * line), text, font=name_font, fill=ink)
        for number, text in enumerate(step.lines, start=len(name)):
            draw.text((x + pad, top + pad + number * line), text, font=font, fill=ink)
        below = height - pad
        for text, diamond in ((step.experience, False), (step.promise, True)):
            if text:
                _mark(
                    draw, (x + gap, below - line - gap, x + width - gap, below), text, font, diamond=diamond
                )
            below -= line + gap * 2
    return _png(image)


def _mark(
    draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], text: str, font: Font, *, diamond: bool
) -> None:
    left, top, right, bottom = box
    middle, half = (top + bottom) // 2, round(3 * _POINT)
    draw.rounded_rectangle(box, radius=half, fill=_PAPER, outline=_INK, width=2)
    x = left + half * 2
    if diamond:
        points = [(x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half)]
        draw.polygon(points, fill=_INK)
    else:
        draw.ellipse((x - half, middle - half, x + half, middle + half), fill=_INK)
    shown = _wrapped(text, font, right - x - half * 3, 1)
    draw.text((x + half * 2, middle), shown[0] if shown else "", font=font, fill=_INK, anchor="lm")


def _lines(
    draw: ImageDraw.ImageDraw, texts: Sequence[str], at: tuple[int, int], font: Font, line: int
) -> None:
    x, middle = at
    first = middle - (len(texts) - 1) * line / 2
    for number, text in enumerate(texts):
        draw.text((x, first + number * line), text, font=font, fill=_INK, anchor="lm")


def _wrapped(text: str, font: Font, width: int, most: int) -> list[str]:
    """The text in at most `most` lines that fit in `width` pixels; what does not fit ends with an ellipsis."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < most:
        fits = _fitting(rest, font, width)
        if fits == len(rest):
            found.append(rest)
            return found
        cut = rest.rfind(" ", 0, fits + 1)
        cut = cut if cut > 0 else fits
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest and found:
        last = found[-1]
        while last and font.getlength(last + "…") > width:
            last = last[:-1]
        found[-1] = last.rstrip() + "…"
    return found


def _whole_words(texts: Sequence[str], width: int, points: float) -> Font:
    """The bold font in which every word fits in `width`, at most `points` large and at least 6."""
    words = [word for text in texts for word in text.split()]
    while points > 6 and any(_font(points, bold=True).getlength(word) > width for word in words):
        points -= 0.5
    return _font(points, bold=True)


def _fitting(text: str, font: Font, width: int) -> int:
    """How many characters of the text fit, at least one."""
    if font.getlength(text[:200]) <= width and len(text) <= 200:
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
def _font(points: float, *, bold: bool = False) -> Font:
    """Our own typeface; where the file is missing, Pillow's."""
    face = "Bold" if bold else "Regular"
    try:
        return ImageFont.truetype(
            str(resources.path("fonts", f"AtkinsonHyperlegibleNext-{face}.ttf")), round(points * _POINT)
        )
    except OSError:
        return ImageFont.load_default(points * _POINT)


@cache
def _palette() -> Image.Image:
    """The colours drawn with, and the shades between each ground and each ink that smooth letters are made of."""
    pairs = [(ground, ink) for ground in (_PAPER, _LINE, *_STEPS[:_DARK_FROM]) for ink in (_INK, _INK_2)]
    pairs += [(ground, _PAPER) for ground in _STEPS[_DARK_FROM:]]
    shades = 16
    entries: list[int] = [*_rgb(_TRACK)]
    for ground, ink in pairs:
        for part in range(shades):
            ends = zip(_rgb(ground), _rgb(ink), strict=True)
            entries.extend(round(g + (i - g) * part / (shades - 1)) for g, i in ends)
    palette = Image.new("P", (1, 1))
    palette.putpalette(entries)
    return palette


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _png(image: Image.Image) -> bytes:
    made = BytesIO()
    # A palette of our own: half the bytes, fast, and white stays white, which a palette found by Pillow does not keep.
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(made, "PNG", dpi=(_DPI, _DPI))
    return made.getvalue()
