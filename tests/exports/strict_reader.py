"""A strict reader of our minutes: opens the DOCX as plain XML and names everything that a reader could stumble on.

It knows python-docx not at all. What holds the parts together is looked at by `package`, what may stand where by
`grammar`; here is what makes a document accessible and whole.
"""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from tests.exports.grammar import W, grammar_problems, list_problems, style_problems
from tests.exports.package import Package, R, package_problems

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_FORBIDDEN = {
    f"{W}txbxContent": "a text box",
    f"{W}pict": "an old drawing",
    f"{W}vMerge": "merged cells",
    f"{W}gridSpan": "merged cells",
    f"{WP}anchor": "a picture that floats",
}
_SMALLEST_BODY = 24  # half points
_LONG_ROW, _TALL_ROW = (
    600,
    6_000,
)  # letters: only a row longer than the one may break, one longer than the other must


def form_problems(content: bytes) -> list[str]:
    """What keeps Word from opening the document as it is: its package, its grammar, its styles and lists."""
    package = Package(content)
    found = list(package_problems(package))
    if not found:
        for look in (grammar_problems, style_problems, list_problems):
            found.extend(look(package))
        found.extend(_id_problems(package))
    return found


def problems(content: bytes) -> list[str]:
    """What is wrong with the document, in words; empty for a good one."""
    package = Package(content)
    if broken := list(package_problems(package)):
        return broken
    document = package.xml("word/document.xml")
    found = form_problems(content)
    found.extend(_heading_problems(document))
    found.extend(_table_problems(document))
    found.extend(_picture_problems(document))
    found.extend(_vector_problems(package, document))
    found.extend(_size_problems(package))
    found.extend(_property_problems(package))
    found.extend(_header_problems(package))
    found.extend(_paragraph_problems(document))
    return found


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or cell, line breaks and tabs as such; what fields are told to do left out."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    parts = []
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        parent = node.getparent()
        if parent is None or parent.tag != f"{W}tabs":
            parts.append(signs.get(str(node.tag), node.text or ""))
    return seen("".join(parts))


def seen(text: str) -> str:
    """The text as it is seen: without the signs that say where a line may end, and where not."""
    return re.sub("[\ufeff\u2060\u00ad\u200b]", "", text)


def headings(content: bytes) -> list[tuple[int, str]]:
    """Every heading as (level, text); the title is level 0."""
    return list(_headings(Package(content).xml("word/document.xml")))


def tables(content: bytes) -> dict[str, list[list[str]]]:
    """Every table by its caption: rows of cells, the header first."""
    found = {}
    for table in Package(content).xml("word/document.xml").iter(f"{W}tbl"):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        name = "" if caption is None else str(caption.get(f"{W}val"))
        found[name] = [
            ["\n".join(text_of(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
    return found


def _headings(document: etree._Element) -> Iterator[tuple[int, str]]:
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else str(style.get(f"{W}val"))
        if name == "Title":
            yield 0, text_of(paragraph)
        elif name.startswith("Heading"):
            yield int(name.removeprefix("Heading")), text_of(paragraph)


def _heading_problems(document: etree._Element) -> Iterator[str]:
    found = list(_headings(document))
    if [level for level, _text in found].count(0) != 1 or found[0][0] != 0:
        yield "there must be one title, at the beginning"
    level = 0
    for next_level, text in found:
        if next_level > level + 1:
            yield f"heading {text!r} skips a level"
        if not text.strip():
            yield "a heading is empty"
        level = next_level


def _table_problems(document: etree._Element) -> Iterator[str]:
    for table in document.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "a table has no header row"
        if any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[1:]):
            yield "a table has a header row that is not the first"
        if len(rows) < 2:
            yield "a table has no rows"
        yield from _row_problems(rows)
        yield from _width_problems(table, rows)
        if rows and not all(text_of(cell).strip() for cell in rows[0].iter(f"{W}tc")):
            yield "a header cell is empty"
        for part in ("tblCaption", "tblDescription"):
            given = table.find(f"{W}tblPr/{W}{part}")
            if given is None or not str(given.get(f"{W}val")).strip():
                yield f"a table has no {part}"


def _width_problems(table: etree._Element, rows: list[etree._Element]) -> Iterator[str]:
    columns = [_width(column) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if any(len(row.findall(f"{W}tc")) != len(columns) for row in rows):
        yield "a row has more or fewer cells than the table has columns"
    elif any([_width(cell) for cell in row.iter(f"{W}tcW")] != columns for row in rows):
        yield "a cell is not as wide as its column"
    whole = table.find(f"{W}tblPr/{W}tblW")
    if whole is None or _width(whole) != sum(columns):
        yield "a table is not as wide as its columns"


def _width(element: etree._Element) -> int:
    """A width in twips; -1 where there is none."""
    told = str(element.get(f"{W}w"))
    return int(told) if told.isdigit() else -1


def _row_problems(rows: list[etree._Element]) -> Iterator[str]:
    for row in rows:
        whole = row.find(f"{W}trPr/{W}cantSplit") is not None
        if not whole and len(text_of(row)) < _LONG_ROW:
            yield "a row may be split between pages"
        if whole and len(text_of(row)) > _TALL_ROW:
            yield "a row that is taller than a page may not be split"


def _id_problems(package: Package) -> Iterator[str]:
    ids = [shape.get("id") for shape in package.xml("word/document.xml").iter(f"{WP}docPr")]
    if len(ids) != len(set(ids)):
        yield "two pictures have the same id"


def _picture_problems(document: etree._Element) -> Iterator[str]:
    for shape in document.iter(f"{WP}docPr"):
        if not str(shape.get("descr") or "").strip():
            yield "a picture has no alternative text"
    for tag, what in _FORBIDDEN.items():
        if document.find(f".//{tag}") is not None:
            yield f"there is {what}"


def _vector_problems(package: Package, document: etree._Element) -> Iterator[str]:
    """Each picture's SVG is there, parses, and stands beside a picture that every program shows."""
    targets = {r.get("Id"): str(r.get("Target")) for r in package.xml("word/_rels/document.xml.rels")}
    for blip in document.iter(f"{A}blip"):
        plain = targets.get(str(blip.get(f"{R}embed")), "")
        if not plain.endswith(".png"):
            yield "a picture has nothing that every program shows"
        for vector in blip.iter(f"{SVG}svgBlip"):
            name = posixpath.normpath(posixpath.join("word", targets.get(str(vector.get(f"{R}embed")), "")))
            if not name.endswith(".svg") or name not in package.parts:
                yield "a picture's SVG is not there"
            elif (root := package.xml(name)).tag != "{http://www.w3.org/2000/svg}svg" or not root.get(
                "viewBox"
            ):
                yield "a picture's SVG is none"


def _size_problems(package: Package) -> Iterator[str]:
    styles = package.xml("word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    size = None if defaults is None else defaults.find(f"{W}sz")
    told = "" if size is None else str(size.get(f"{W}val"))
    if not told.isdigit() or int(told) < _SMALLEST_BODY:
        yield "body text is smaller than 12 points"


def _property_problems(package: Package) -> Iterator[str]:
    core = package.xml("docProps/core.xml")
    texts = {tag: core.findtext(f"{_DC}{tag}") or "" for tag in ("title", "creator", "language", "subject")}
    for name in ("title", "creator", "language"):
        if not texts[name].strip():
            yield f"the document has no {name}"
    if any(len(text) > 255 for text in texts.values()):
        yield "a property is longer than 255 characters"
    for name in ("word/styles.xml", "word/settings.xml"):
        found = [str(tag.get(f"{W}val")) for tag in package.xml(name).iter(f"{W}lang", f"{W}themeFontLang")]
        if not found or any(code != texts["language"] for code in found):
            yield f"{name} tells another language than the document's properties"


def _header_problems(package: Package) -> Iterator[str]:
    told = [name for name in package.parts if name.startswith("word/header")]
    if not told:
        yield "there is no page header"
    for name in told:
        header = package.xml(name)
        asked = {(node.text or "").strip() for node in header.iter(f"{W}instrText")}
        if not {"PAGE", "NUMPAGES"} <= asked:
            yield "the header does not number the pages"
    for name in [*told, "word/document.xml"]:
        kinds = [str(n.get(f"{W}fldCharType")) for n in package.xml(name).iter(f"{W}fldChar")]
        if kinds != ["begin", "separate", "end"] * (len(kinds) // 3):
            yield f"{name}: a field is not whole"


def _paragraph_problems(document: etree._Element) -> Iterator[str]:
    body = document.find(f"{W}body")
    children = [] if body is None else list(body)
    for paragraph in children:
        bare = paragraph.tag == f"{W}p" and not text_of(paragraph).strip()
        if bare and paragraph.find(f".//{WP}inline") is None:
            yield "an empty paragraph is used for spacing"
    if not children or children[-1].tag != f"{W}sectPr":
        yield "the section's properties are not last"
