"""Drawings: one list of shapes for all who show them; readable in grey, inside their place, safe as SVG."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exports import pictures
from exports.text import cleaned
from workshop_app.drawing import svg
from workshop_app.drawing.colours import ON_PAPER, contrast, luminance, place_of, rgb
from workshop_app.drawing.pieces import step_tone
from workshop_app.drawing.ranking import Bar, ranking, tone_of_band
from workshop_app.drawing.shapes import (
    INK,
    PAPER,
    TRACK,
    Box,
    Drawing,
    Line,
    Mark,
    Role,
    Shape,
    Sheet,
    Tone,
    Words,
)
from workshop_app.drawing.stairs import Step, stairs

SHEET = pictures.sheet(17.0)
LONG = "Hyvinvointialuestrategiavalmistelutyöryhmätoiminta " * 3


def bars(text: str = "Kyläbussi") -> list[Bar]:
    """A first, two level ones and a last, each with its interval."""
    shares = ((0.9, 0), (0.6, 1), (0.58, 1), (0.1, 2))
    return [
        Bar(f"{n}.", text, share, f"{share:.0%}", tone_of_band(band), max(0, share - 0.1), share + 0.05)
        for n, (share, band) in enumerate(shares, start=1)
    ]


def of_kind(drawing: Drawing, kind: type) -> list[Box | Line | Mark | Words]:
    """The shapes of one kind."""
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


@pytest.mark.parametrize("count", range(1, 9))
def test_steps_are_told_apart_in_grey(count: int) -> None:
    """Each step is darker than the one below it, and its letters are read on it, on ladders of any length."""
    colours = [ON_PAPER.step(place_of(n, count)) for n in range(count)]
    assert all(luminance(below) > luminance(above) for below, above in pairwise(colours))
    assert all(contrast(ON_PAPER.ink_on(colour), colour) >= 4.5 for colour in colours)
    assert [ON_PAPER.ink_on(c) for c in colours] == [
        ON_PAPER.colour(Tone(Role.ON_STEP, place_of(n, count))) for n in range(count)
    ]


def test_bars_and_intervals_are_seen_in_grey() -> None:
    """A bar is darker than its track, the first bands than the next; of a whisker one of its two colours stands out."""
    track = luminance(ON_PAPER.colour(TRACK))
    tones = [luminance(ON_PAPER.colour(step_tone(tone_of_band(n)))) for n in range(3)]
    assert [*sorted(tones), track] == sorted([*tones, track])
    for ground in (*(ON_PAPER.colour(step_tone(tone_of_band(n))) for n in range(9)), ON_PAPER.colour(TRACK)):
        assert max(contrast(ON_PAPER.colour(ink), ground) for ink in (INK, PAPER)) >= 4.5


def test_a_ranking_has_bars_intervals_and_numbers() -> None:
    """Each row has its place, idea, share and number; level ideas have one tone; the axis is under them."""
    drawing = ranking(bars(), SHEET, axis=("0 %", "50 %", "100 %"))
    filled = [box for box in of_kind(drawing, Box) if box.tone.role is Role.STEP]
    tracks = [box for box in of_kind(drawing, Box) if box.tone == TRACK]
    assert [0.9, 0.6, 0.58, 0.1] == [
        round(box.width / track.width, 6)  # type: ignore[union-attr]
        for box, track in zip(filled, tracks, strict=True)
    ]
    assert [1.0, 0.75, 0.75, 0.5] == [box.tone.at for box in filled]
    assert 4 * 6 + 3 == len(of_kind(drawing, Line))
    said = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    assert ["0 %", "50 %", "100 %", "1.", "Kyläbussi", "90%"] == said[:6]


@pytest.mark.parametrize("height", [None, 60.0, 300.0])
@given(text=st.text(max_size=120))
def test_nothing_leaves_the_sheet(height: float | None, text: str) -> None:
    """Whatever is written, every shape of a ranking and of stairs stands inside its place."""
    sheet = Sheet(SHEET.width, SHEET.unit, pictures.fit, height)
    marked = [*bars(text), Bar("5.", text, 0.5, "50 %", mark="luvattu")]
    steps = [Step(n, text, "3 ideaa", "luvattu", "koettu: 3") for n in range(1, 6)]
    for drawing in (ranking(marked, sheet), stairs(steps, sheet)):
        for shape in drawing.shapes:
            if isinstance(shape, Box):
                assert shape.x >= -0.01
                assert shape.x + shape.width <= drawing.width + 0.01
                assert shape.y + shape.height <= drawing.height + 0.01
            if isinstance(shape, Words):
                wide = pictures.fit(shape.text, 1e6, shape.size, bold=shape.bold).width
                assert shape.x + wide <= drawing.width + 0.5


def test_stairs_climb_and_carry_their_marks() -> None:
    """Each step stands further right and higher; the promise is a diamond, the experience a dot, both with words."""
    steps = [Step(1, "Informointi", "2 ideaa"), Step(2, "Dialogi", "", "luvattu", "koettu: 9 / 14")]
    drawing = stairs(steps, SHEET)
    low, high = (s for s in drawing.shapes if isinstance(s, Box) and s.tone.role is Role.STEP)
    assert (low.x, low.y) < (high.x, low.y)
    assert high.y < low.y
    assert {Shape.DOT, Shape.DIAMOND} == {s.shape for s in drawing.shapes if isinstance(s, Mark)}
    assert {"2 ideaa", "luvattu", "koettu: 9 / 14"} <= {
        s.text for s in drawing.shapes if isinstance(s, Words)
    }
    assert ["1 Informointi: 2 ideaa", "2 Dialogi: luvattu, koettu: 9 / 14"] == [step.spoken for step in steps]


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_svg_is_xml_without_style_or_script(raw: str) -> None:
    """Any text comes back from the SVG; it has no style, no script and no handler, so the strictest policy shows it."""
    text = cleaned(raw, multiline=False)
    made = etree.fromstring(pictures.in_page(ranking([*bars(text)], SHEET), described=text or "x"))
    assert (text or "x") == made.get("aria-label")
    tags = {etree.QName(element).localname for element in made.iter()}
    assert tags <= {"svg", "rect", "line", "text", "circle", "polygon"}
    names = {str(name) for element in made.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or name in {"style", "href"}]
    words = " ".join("".join(str(t.text or "") for t in made.iter("{*}text")).split())
    assert not text or text[:1] in words


def test_png_has_the_colours_of_the_shapes() -> None:
    """White paper is white, and each tone is there to the letter: no shade of letters is taken for it."""
    from io import BytesIO

    from PIL import Image

    drawing = ranking(bars(LONG), SHEET)
    image = Image.open(BytesIO(pictures.png(drawing))).convert("RGB")
    found = {colour for _count, colour in image.getcolors(1 << 20) or []}
    assert {rgb(ON_PAPER.colour(shape.tone)) for shape in drawing.shapes if isinstance(shape, Box)} <= found
    assert (255, 255, 255) == image.getpixel((0, image.height - 1))


def test_the_phones_bar_is_the_same_bar() -> None:
    """The phone's bar has the shares of the document's, stretched to its place, in colours of its style sheet."""
    made = etree.fromstring(svg.share_bar(0.6, 0.5, 0.65))
    widths = [float(str(box.get("width"))) for box in made.iter("rect")]
    assert 0.6 == widths[1] / widths[0]
    ends = {float(str(line.get("x1"))) / widths[0] for line in made.iter("line")}
    assert {0.5, 0.65} == ends
    assert {"fill-track", "fill-step", "stroke-ink", "stroke-paper"} == {e.get("class") for e in made}
    assert "none" == made.get("preserveAspectRatio")
