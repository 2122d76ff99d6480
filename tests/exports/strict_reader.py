"""A strict reader of our minutes: opens the DOCX as plain XML and names everything that a reader could stumble on.

It knows python-docx not at all. The order of elements is that of the schema (ECMA-376, WordprocessingML): Word calls a
file damaged when properties stand in another order.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi spacing ind contextualSpacing mirrorIndents jc outlineLvl cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike vanish color spacing kern position sz szCs highlight u "
    "vertAlign rtl cs lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit tblHeader",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tbl": "tblPr tblGrid tr",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle suff lvlText lvlJc pPr rPr",
    "settings": "zoom defaultTabStop autoHyphenation characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}
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


class Package:
    """The parts of a DOCX."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def bytes(self) -> bytes:
        """Packed again, for a test that has broken a part."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return packed.getvalue()


def problems(content: bytes) -> list[str]:
    """What is wrong with the document, in words; empty for a good one."""
    package = Package(content)
    found = list(_package_problems(package))
    if found:
        return found
    document = package.xml("word/document.xml")
    found.extend(_order_problems(package))
    found.extend(_heading_problems(document))
    found.extend(_table_problems(document))
    found.extend(_picture_problems(document))
    found.extend(_vector_problems(package, document))
    found.extend(_style_problems(package, document))
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
    return "".join(parts)


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


def _package_problems(package: Package) -> Iterator[str]:
    for name, content in package.parts.items():
        if name.endswith((".xml", ".rels", ".svg")):
            try:
                etree.fromstring(content)
            except etree.XMLSyntaxError as problem:
                yield f"{name} does not parse: {problem}"
                return
    types = package.xml("[Content_Types].xml")
    known = {str(o.get("PartName")) for o in types.iter(f"{_CT}Override")}
    endings = {str(d.get("Extension")) for d in types.iter(f"{_CT}Default")}
    for name in package.parts:
        if f"/{name}" not in known and name.rsplit(".", 1)[-1] not in endings:
            yield f"{name} has no content type"
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            for relation in package.xml(name):
                target = str(relation.get("Target"))
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
                if relation.get("TargetMode") != "External" and posixpath.normpath(full) not in package.parts:
                    yield f"{name} points at {target}, which is not there"


def _order_problems(package: Package) -> Iterator[str]:
    for name in package.parts:
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        for element in package.xml(name).iter():
            tag = str(element.tag).removeprefix(W)
            if tag not in _ORDER or not str(element.tag).startswith(W):
                continue
            order = {child: place for place, child in enumerate(_ORDER[tag].split())}
            places = []
            for child in element:
                plain = str(child.tag).removeprefix(W)
                if plain not in order:
                    yield f"{name}: {plain} is not expected in {tag}"
                else:
                    places.append(order[plain])
            if places != sorted(places):
                yield f"{name}: the children of {tag} stand in a wrong order"


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
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if not rows or rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            yield "a table has no header row"
        if any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[1:]):
            yield "a table has a header row that is not the first"
        if len(rows) < 2:
            yield "a table has no rows"
        yield from _row_problems(rows)
        if any(len(row.findall(f"{W}tc")) != columns for row in rows):
            yield "a row has more or fewer cells than the table has columns"
        if rows and not all(text_of(cell).strip() for cell in rows[0].iter(f"{W}tc")):
            yield "a header cell is empty"
        for part in ("tblCaption", "tblDescription"):
            given = table.find(f"{W}tblPr/{W}{part}")
            if given is None or not str(given.get(f"{W}val")).strip():
                yield f"a table has no {part}"


def _row_problems(rows: list[etree._Element]) -> Iterator[str]:
    for row in rows:
        whole = row.find(f"{W}trPr/{W}cantSplit") is not None
        if not whole and len(text_of(row)) < _LONG_ROW:
            yield "a row may be split between pages"
        if whole and len(text_of(row)) > _TALL_ROW:
            yield "a row that is taller than a page may not be split"


def _picture_problems(document: etree._Element) -> Iterator[str]:
    ids = [shape.get("id") for shape in document.iter(f"{WP}docPr")]
    if len(ids) != len(set(ids)):
        yield "two pictures have the same id"
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


def _style_problems(package: Package, document: etree._Element) -> Iterator[str]:
    styles = package.xml("word/styles.xml")
    known = {str(style.get(f"{W}styleId")) for style in styles.iter(f"{W}style")}
    used = {str(s.get(f"{W}val")) for s in document.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    based = {str(s.get(f"{W}val")) for s in styles.iter(f"{W}basedOn", f"{W}next")}
    for style in sorted((used | based) - known):
        yield f"style {style} is used and not defined"
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    size = None if defaults is None else defaults.find(f"{W}sz")
    if size is None or int(str(size.get(f"{W}val"))) < _SMALLEST_BODY:
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
