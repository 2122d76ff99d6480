"""What python-docx can't do in a DOCX: base package, fields, tables as XML. Any thread."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Sequence
from io import BytesIO
from itertools import accumulate

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element
from lxml.etree import fromstring

import resources
from exports.columns import AFTER_NUMBERS
from workshop_app.domain.hyphens import SOFT_HYPHEN

TWIPS_PER_CM = 567
#: A table of at most this many lines stays on one page; of a longer one, the header stays with this many at least,
#: and as many at its end stay together: no row stands alone on a page.
_KEPT_WHOLE, _KEPT_TOGETHER = 16, 3
#: A row of more lines than this may break across pages: LibreOffice drops a row that may not and is taller than a page.
_TALLEST = 30
#: The average width of a character in a table, in twips.
_LETTER = 110

#: An empty numbering part.
EMPTY_NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"></w:numbering>'
)
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable", "numbering": "numbering"}
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    + "</Types>"
)


def base_package() -> BytesIO:
    """An empty document with the styles of `resources/docx`, as a file that python-docx opens.

    python-docx's own template has US Letter, English, 400 kB of styles and a foreign thumbnail in it.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _CONTENT_TYPES)
        package.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        package.writestr(
            "word/_rels/document.xml.rels", _relations({kind: f"{kind}.xml" for kind in _PARTS.values()})
        )
        for name in ("document", *_PARTS):
            package.writestr(f"word/{name}.xml", resources.path("docx", f"{name}.xml").read_bytes())
    packed.seek(0)
    return packed


def _relations(targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """A `w:` element: `element("tab", val="left", pos=2608)`."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def field(instruction: str, shown: str) -> list[Element]:
    """The runs of a field such as PAGE, with what it shows until a program works it out."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", _preserved("instrText", f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", _preserved("t", shown)),
        element("r", element("fldChar", fldCharType="end")),
    ]


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[int],
    right: Collection[int],
    caption: str,
    description: str,
    spoken: Callable[[str], str] = lambda _text: "",
) -> Element:
    """A table with a header row that is flagged and repeated, and rows that do not break across pages.

    `widths` are in twips, `right` the columns set to the right. Cells hold cleaned text; `spoken` gives the code of
    one's language where it is another one than the document's, else an empty text. Built as XML, because
    python-docx's `table.cell()` takes time that grows with the square of the rows.
    """
    properties = element(
        "tblPr",
        element("tblStyle", val="MinutesTable"),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        ),
        element("tblCaption", val=caption),
        element("tblDescription", val=description),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    made = element("tbl", properties, grid)
    made.append(_row(headers, [""] * len(headers), widths, right, header=True, keep=True))
    for row, keep in zip(rows, _kept_with_next(rows, widths), strict=True):
        languages = [spoken(text.replace(SOFT_HYPHEN, "")) for text in row]
        made.append(_row(row, languages, widths, right, header=False, keep=keep))
    return made


def _kept_with_next(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[bool]:
    """For each row whether it stays on the page where the next one begins."""
    lines = [max(_lines(text, width) for text, width in zip(row, widths, strict=True)) for row in rows]
    if sum(lines) <= _KEPT_WHOLE:
        return [number < len(rows) for number in range(1, len(rows) + 1)]
    before, after = list(accumulate(lines)), list(accumulate(reversed(lines)))[::-1]
    return [
        number < len(rows) and (before[number - 1] < _KEPT_TOGETHER or after[number] < _KEPT_TOGETHER)
        for number in range(1, len(rows) + 1)
    ]


def _row(
    cells: Sequence[str],
    languages: Sequence[str],
    widths: Sequence[int],
    right: Collection[int],
    *,
    header: bool,
    keep: bool,
) -> Element:
    tall = any(_lines(text, width) > _TALLEST for text, width in zip(cells, widths, strict=True))
    properties = element("trPr") if tall else element("trPr", element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))
    made = element("tr", properties)
    for column, (text, language, width) in enumerate(zip(cells, languages, widths, strict=True)):
        shape = element("pPr", element("pStyle", val="TableHeading" if header else "TableText"))
        if keep and not tall:
            shape.append(element("keepNext"))
        if column in right:
            shape.append(element("jc", val="right"))
        paragraph = element("p", shape)
        if text:
            written = run(text)
            if language:
                speak(written, language)
            paragraph.append(written)
        cell = element("tcPr", element("tcW", w=width, type="dxa"))
        if column in right:
            cell.append(element("tcMar", element("right", w=AFTER_NUMBERS, type="dxa")))
        made.append(element("tc", cell, paragraph))
    return made


def _lines(text: str, width: int) -> int:
    """About how many lines the text takes in a column of this width."""
    letters = max(width // _LETTER, 1)
    return sum(len(line) // letters + 1 for line in text.split("\n"))


def vector(relation: str) -> Element:
    """The extension of a picture's `a:blip` by which Word 2016 and later show an SVG instead of the PNG."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    made: Element = fromstring(
        f'<a:extLst xmlns:a="{drawing}"><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
        f'xmlns:r="{_RELATION}" r:embed="{relation}"/></a:ext></a:extLst>'
    )
    return made


def run(text: str) -> Element:
    """A run of text; line breaks, tabs and soft hyphens become Word's own."""
    made = element("r")
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            for syllable, piece in enumerate(part.split(SOFT_HYPHEN)):
                if syllable:
                    made.append(element("softHyphen"))
                if piece:
                    made.append(_preserved("t", piece))
    return made


def speak(written: Element, language: str) -> None:
    """Say of a run that it is in this language (a code such as "sv-FI")."""
    properties = written.find(qn("w:rPr"))
    if properties is None:
        properties = element("rPr")
        written.insert(0, properties)
    properties.append(element("lang", val=language))


def _preserved(tag: str, text: str) -> Element:
    made = element(tag)
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
