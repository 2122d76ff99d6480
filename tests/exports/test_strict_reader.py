"""The strict reader finds nothing in our minutes, and each thing that is broken on purpose."""

import re
from collections.abc import Callable

import pytest

from tests.exports.evenings import rendered
from tests.exports.package import Package
from tests.exports.strict_reader import problems
from workshop_app.minutes import Minutes


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_is_wrong_with_a_whole_evening(evening: Minutes, language: str) -> None:
    """The minutes of a whole evening are faultless in every language."""
    assert [] == problems(rendered(evening, language))


def test_nothing_is_wrong_with_an_empty_evening(unopened: Minutes) -> None:
    """Neither are those of an evening of which nothing was opened."""
    assert [] == problems(rendered(unopened))


def test_nothing_is_wrong_with_another_ladder(practices: Minutes) -> None:
    """Nor of one that has its ideas on steps before anything was opened."""
    assert [] == problems(rendered(practices))


def _replaced(old: str, new: str, count: int = 0) -> Callable[[bytes], bytes]:
    return lambda content: re.sub(old.encode(), new.encode(), content, count=count)


_BOTH = "<w:cantSplit/><w:tblHeader/></w:trPr>"
_LAST = "\\1<w:p><w:r><w:t>x</w:t></w:r></w:p>\\2"
_NOWHERE = '<w:basedOn w:val="Nowhere"/>'

BROKEN: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "heading skipped": ("word/document.xml", _replaced('"Heading2"', '"Heading3"'), "skips a level"),
    "second title": ("word/document.xml", _replaced('"Heading1"', '"Title"', 1), "one title"),
    "header row": ("word/document.xml", _replaced("<w:tblHeader/>", "", 1), "no header row"),
    "split rows": ("word/document.xml", _replaced("<w:cantSplit/>", "", 1), "may be split"),
    "caption": ("word/document.xml", _replaced("<w:tblCaption [^>]*/>", "", 1), "no tblCaption"),
    "description": ("word/document.xml", _replaced("<w:tblDescription [^>]*/>", "", 1), "no tblDescription"),
    "alt text": ("word/document.xml", _replaced(' descr="[^"]*"', ' descr=""', 1), "no alternative text"),
    "picture ids": ("word/document.xml", _replaced('<wp:docPr id="[^"]*"', '<wp:docPr id="1"'), "same id"),
    "style": ("word/document.xml", _replaced('"BodyText"', '"Nowhere"', 1), "not defined"),
    "not XML": ("word/document.xml", _replaced("</w:body>", "", 1), "does not parse"),
    "cell": ("word/document.xml", _replaced("<w:tc>.*?</w:tc>", "", 1), "cells"),
    "field": ("word/document.xml", _replaced('fldCharType="separate"', 'fldCharType="end"', 1), "not whole"),
    "order": ("word/document.xml", _replaced("(<w:keepNext/>)(<w:jc [^>]*/>)", r"\2\1", 1), "wrong order"),
    "unknown": ("word/document.xml", _replaced("<w:cantSplit/>", "<w:cantSplits/>", 1), "not expected"),
    "blank": ("word/document.xml", _replaced("<w:body>", "<w:body><w:p/>", 1), "empty paragraph"),
    "language": ("word/styles.xml", _replaced('w:lang w:val="fi-FI"', 'w:lang w:val="en-US"', 1), "language"),
    "settings": ("word/settings.xml", _replaced("fi-FI", "en-US"), "language"),
    "small": ("word/styles.xml", _replaced('<w:sz w:val="24"/>', '<w:sz w:val="20"/>', 1), "12 points"),
    "title": ("docProps/core.xml", _replaced("<dc:title>[^<]*<", "<dc:title><"), "no title"),
    "said language": ("docProps/core.xml", _replaced("<dc:language>[^<]*<", "<dc:language><"), "no language"),
    "page numbers": ("word/header1.xml", _replaced(" NUMPAGES ", " DATE "), "number the pages"),
    "empty heading": (
        "word/document.xml",
        _replaced('("Heading1"/>.*?</w:pPr>)<w:r>.*?</w:r>', r"\1", 1),
        "a heading is empty",
    ),
    "second header row": ("word/document.xml", _replaced("<w:cantSplit/></w:trPr>", _BOTH), "not the first"),
    "no rows": ("word/document.xml", _replaced("(<w:tr>.*?</w:tr>)(<w:tr>.*?</w:tr>)*", r"\1", 1), "no rows"),
    "empty header cell": (
        "word/document.xml",
        _replaced("(<w:tblHeader/>.*?<w:tc>.*?)<w:r>.*?</w:r>", r"\1", 1),
        "header cell is empty",
    ),
    "merged cells": ("word/document.xml", _replaced("(<w:tcW [^>]*/>)", r"\1<w:vMerge/>", 1), "merged cells"),
    "text box": ("word/document.xml", _replaced("</w:body>", "<w:txbxContent/></w:body>", 1), "a text box"),
    "old drawing": ("word/document.xml", _replaced("</w:body>", "<w:pict/></w:body>", 1), "an old drawing"),
    "floating picture": ("word/document.xml", _replaced("(</?)wp:inline", r"\1wp:anchor"), "floats"),
    "section first": (
        "word/document.xml",
        _replaced("(<w:sectPr.*</w:sectPr>)(</w:body>)", _LAST),
        "not last",
    ),
    "style based on none": ("word/styles.xml", _replaced("<w:basedOn [^>]*/>", _NOWHERE, 1), "not defined"),
    "author": ("docProps/core.xml", _replaced("<dc:creator>[^<]*<", "<dc:creator><"), "no creator"),
    "long title": ("docProps/core.xml", _replaced("<dc:title>", "<dc:title>" + 256 * "x"), "255"),
    "header field": ("word/header1.xml", _replaced('"separate"', '"end"', 1), "not whole"),
    "content types": ("[Content_Types].xml", _replaced("<Default [^>]*png[^>]*/>", "", 1), "content type"),
    "no vector": (
        "word/document.xml",
        _replaced('svgBlip([^>]*)r:embed="[^"]*"', r'svgBlip\1r:embed="rId99"', 1),
        "asks for relationship rId99",
    ),
    "broken vector": ("word/media/drawing1.svg", _replaced("</svg>", ""), "does not parse"),
    "no drawing": ("word/media/drawing1.svg", _replaced(' viewBox="[^"]*"', ""), "SVG is none"),
    "vector alone": (
        "word/_rels/document.xml.rels",
        _replaced("media/image1.png", "media/drawing1.svg"),
        "every program",
    ),
    "relations": (
        "word/_rels/document.xml.rels",
        _replaced("media/image1.png", "media/none.png"),
        "not there",
    ),
}


#: Against the grammar: (part, what is broken, what is told of it).
UNGRAMMATICAL: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "pPr": (
        "word/styles.xml",
        _replaced("(<w:keepNext/>)(<w:keepLines/>)", r"\2\1", 1),
        "children of pPr stand in a wrong order",
    ),
    "rPr": ("word/styles.xml", _replaced("(<w:b/>)(<w:bCs/>)", r"\2\1", 1), "children of rPr"),
    "tblPr": (
        "word/document.xml",
        _replaced("(<w:tblW [^>]*/>)(<w:tblLayout [^>]*/>)", r"\2\1", 1),
        "children of tblPr",
    ),
    "tblBorders": (
        "word/styles.xml",
        _replaced("(<w:bottom [^>]*/>)(<w:insideH [^>]*/>)", r"\2\1", 1),
        "children of tblBorders",
    ),
    "tcPr": (
        "word/document.xml",
        _replaced("(<w:tcW [^>]*/>)(<w:tcMar>.*?</w:tcMar>)", r"\2\1", 1),
        "children of tcPr",
    ),
    "sectPr": (
        "word/document.xml",
        _replaced("(<w:pgSz [^>]*/>)(<w:pgMar [^>]*/>)", r"\2\1", 1),
        "children of sectPr",
    ),
    "settings order": (
        "word/settings.xml",
        _replaced("(<w:compat>.*</w:compat>)(<w:themeFontLang [^>]*/>)", r"\2\1"),
        "children of settings",
    ),
    "numbering order": (
        "word/numbering.xml",
        _replaced("(<w:abstractNum .*</w:abstractNum>)(<w:num .*</w:num>)", r"\2\1"),
        "children of numbering",
    ),
    "level": ("word/numbering.xml", _replaced("(<w:start [^>]*/>)(<w:numFmt [^>]*/>)", r"\2\1", 1), "of lvl"),
    "cell without paragraph": (
        "word/document.xml",
        _replaced("(</w:tcPr>)<w:p>.*?</w:p>(</w:tc>)", r"\1\2", 1),
        "children of tc",
    ),
    "two of one": ("word/styles.xml", _replaced("<w:b/>", "<w:b/><w:b/>", 1), "too many"),
    "no grid": ("word/document.xml", _replaced("<w:tblGrid>.*?</w:tblGrid>", "", 1), "children of tbl"),
    "picture's parts": (
        "word/document.xml",
        _replaced("(<wp:extent [^>]*/>)(<wp:docPr [^>]*/>)", r"\2\1", 1),
        "children of wp:inline",
    ),
    "value": (
        "word/document.xml",
        _replaced('w:jc w:val="right"', 'w:jc w:val="rigth"', 1),
        "can't be 'rigth'",
    ),
    "no number": ("word/styles.xml", _replaced('w:sz w:val="24"', 'w:sz w:val="12pt"', 1), "can't be '12pt'"),
    "attribute": ("word/document.xml", _replaced("<w:gridCol w:w=", "<w:gridCol w:width=", 1), "attribute w"),
    "needed attribute": (
        "word/document.xml",
        _replaced('<w:pgMar w:top="[^"]*"', "<w:pgMar", 1),
        "top is missing",
    ),
    "text outside": ("word/document.xml", _replaced("<w:tr>", "<w:tr>x", 1), "text right in tr"),
    "lost spaces": ("word/document.xml", _replaced(' xml:space="preserve"', ""), "get lost"),
    "kind of style": ("word/document.xml", _replaced('"BodyText"', '"Strong"', 1), "no paragraph style"),
    "style twice": ("word/styles.xml", _replaced('styleId="Fact"', 'styleId="Title"', 1), "defined twice"),
    "list": ("word/styles.xml", _replaced('w:numId w:val="1"', 'w:numId w:val="7"', 1), "list 7"),
    "list description": (
        "word/numbering.xml",
        _replaced('<w:abstractNumId w:val="0"', '<w:abstractNumId w:val="7"', 1),
        "list description 7",
    ),
    "cell's width": (
        "word/document.xml",
        _replaced('<w:tcW w:w="[^"]*"', '<w:tcW w:w="17"', 1),
        "not as wide",
    ),
    "table's width": (
        "word/document.xml",
        _replaced('<w:tblW w:w="[^"]*"', '<w:tblW w:w="17"', 1),
        "as its columns",
    ),
    "relationship": (
        "word/document.xml",
        _replaced('<w:headerReference([^>]*)r:id="[^"]*"', r'<w:headerReference\1r:id="rId99"', 1),
        "asks for relationship rId99",
    ),
    "two relationships": (
        "word/_rels/document.xml.rels",
        _replaced('"rId2"', '"rId1"', 1),
        "two relationships",
    ),
    "wrong part": (
        "word/_rels/document.xml.rels",
        _replaced("header1.xml", "footer1.xml"),
        "as header, which it is not",
    ),
    "type without part": (
        "[Content_Types].xml",
        _replaced("/word/footer1.xml", "/word/footer9.xml"),
        "is not there",
    ),
}
BROKEN |= UNGRAMMATICAL


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_found(document: bytes, name: str) -> None:
    """Broken on purpose, the document does not get past the reader."""
    part, broken, told = BROKEN[name]
    package = Package(document)
    before = package.parts[part]
    package.parts[part] = broken(before)
    assert before != package.parts[part]
    assert any(told in problem for problem in problems(package.bytes()))


def test_no_page_header_is_found(document: bytes) -> None:
    """A document whose header was taken out, from its relations too, does not get past the reader."""
    package = Package(document)
    del package.parts["word/header1.xml"]
    for name, gone in (
        ("word/_rels/document.xml.rels", b"<Relationship [^>]*header1.xml[^>]*/>"),
        ("[Content_Types].xml", b"<Override [^>]*header1.xml[^>]*/>"),
        ("word/document.xml", b"<w:headerReference [^>]*/>"),
    ):
        package.parts[name] = re.sub(gone, b"", package.parts[name])
    assert any("no page header" in problem for problem in problems(package.bytes()))


def test_a_row_taller_than_a_page_is_found(document: bytes) -> None:
    """A row that is kept whole and would not fit on a page does not get past the reader."""
    package = Package(document)
    text = package.parts["word/document.xml"]
    package.parts["word/document.xml"] = text.replace("Kyläbussi".encode(), b"x" * 6_001)
    assert any("taller than a page" in problem for problem in problems(package.bytes()))
