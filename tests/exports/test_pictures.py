"""Pictures in the minutes: their numbers in words, as vectors too, and never so tall that a page is left half empty."""

from itertools import pairwise

import pytest
from lxml import etree

from exports.bundle import ranking_rows
from tests.exports.evenings import rendered, with_text
from tests.exports.package import Package
from tests.exports.strict_reader import WP, seen
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes

#: English Metric Units in a centimetre; and a third of a page's text, and somewhat more.
_EMU, _TALLEST_CM = 360_000, 10.0


def test_pictures_tell_their_numbers_in_words(evening: Minutes, document: bytes) -> None:
    """The alternative text holds what the picture shows: shares with intervals, steps with their marks."""
    shapes = Package(document).xml("word/document.xml").iter("{*}docPr")
    *ranking, stairs, felt = [str(shape.get("descr")) for shape in shapes]
    first, *_others, last = ranking_rows(evening)
    assert f"{first.idea} {translator('fi').percent(first.share)} (" in ranking[0]
    assert f"{last.idea} {translator('fi').percent(last.share)} (" in ranking[-1]
    assert "4 Yhteissuunnittelu: luvattu, 1 idea" in stairs
    assert "3 Dialogi / yhteistyö: 9 / 14; 4 Yhteissuunnittelu: luvattu, 5 / 14" in felt


def test_pictures_are_vectors_too(evening: Minutes, document: bytes) -> None:
    """Beside each PNG stands an SVG of the same shapes, which newer programs show at any size."""
    package = Package(document)
    drawings = [name for name in package.parts if name.endswith(".svg")]
    blips = package.xml("word/document.xml").iter("{*}svgBlip")
    assert 4 == len(drawings) == len(list(blips))
    said = {str(text.text) for name in drawings for text in package.xml(name).iter("{*}text")}
    first = translator("fi").percent(ranking_rows(evening)[0].share).replace("\xa0", " ")
    assert {"5 / 14", first, "luvattu"} <= said


@pytest.mark.parametrize("words", ["", "Yhteistyö eri ammattilaisten kesken, sanoi joku. " * 6])
def test_no_picture_is_tall(evening: Minutes, words: str) -> None:
    """However long the ideas are, a picture takes little more than a third of a page; the next one goes on from it."""
    minutes = with_text(evening, words) if words else evening
    package = Package(rendered(minutes))
    document = package.xml("word/document.xml")
    heights = [int(str(extent.get("cy"))) / _EMU for extent in document.iter(f"{WP}extent")]
    assert max(heights) < _TALLEST_CM
    captions = [caption for caption in _captions(document) if "90 prosentin" in caption]
    places = [
        caption.partition("Luettelon ideoiden ")[2].partition(" ")[0].split("–") for caption in captions
    ]
    assert ("1", str(len(ranking_rows(minutes)))) == (places[0][0], places[-1][1])
    assert all(int(before[1]) + 1 == int(after[0]) for before, after in pairwise(places))


def _captions(document: etree._Element) -> list[str]:
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        seen("".join(str(text.text) for text in paragraph.iter(f"{w}t")))
        for paragraph in document.iter(f"{w}p")
        if paragraph.find(f"{w}pPr/{w}pStyle[@{w}val='Caption']") is not None
    ]
