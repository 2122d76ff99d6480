"""An organisation's own Word document as the base of the minutes: its styles and header, our content. Any thread.

Its body is left out. Styles that it lacks are added from ours; the others look as the organisation made them. The file
comes from outside, so whatever is wrong with it ends in the same refusal.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Protocol, cast

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element as Element

import resources
from exports import ooxml
from workshop_app import given_file
from workshop_app.domain.errors import WorkshopError

#: The largest template, packed and unpacked, in bytes, and the most parts in it.
_PACKED, _UNPACKED, _PARTS = 30_000_000, 200_000_000, 2_000
_KINDS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": CONTENT_TYPE.WML_DOCUMENT_MAIN
}
#: What tells of who made the template, by the last word of the relation: comments, the file's properties (a manager's
#: name, fields of a document store), a picture of its first page.
_OF_PERSONS = frozenset(
    (
        *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "documenttasks"),
        *("customXml", "custom-properties", "extended-properties", "thumbnail"),
    )
)
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))
#: Our styles that the minutes use, by their name in the file.
_STYLES = (
    *(
        "Strong",
        "Title",
        "heading 1",
        "heading 2",
        "heading 3",
        "Body Text",
        "Fact",
        "List Bullet",
        "List Bullet 2",
    ),
    *("caption", "Table Caption", "Picture", "Table Text", "Table Heading", "After Table", "Minutes Table"),
    *("header", "footer"),
)
_LISTS = ("List Bullet", "List Bullet 2")


class _Numbered(Protocol):
    """The part of python-docx's numbering that is used here."""

    element: Element


def open_template(path: Path) -> DocumentObject:
    """The template with an empty body and all styles that the minutes need.

    Raises WorkshopError(docx_template_broken) for a file that is gone, no Word document, damaged, too large or has
    macros in it.
    """
    try:
        document = Document(BytesIO(_plain(given_file.content(path, _PACKED))))
        _empty_body(document)
        _bring_styles(document)
        _cut_outside(document)
        _check_used(document)
        _cut_persons(document)
    except Exception as error:
        # Whatever error a foreign file causes in zip, XML or python-docx: it can't be our template.
        raise WorkshopError("docx_template_broken", name=path.name) from error
    return document


def on_ground(template: Path | None, make: Callable[[Path | None], bytes]) -> bytes:
    """What `make` makes on the base of a template, or on our own base where there is none.

    Some templates fail only when they are written to; the template is to blame if the same works on our own base.

    Raises WorkshopError(docx_template_broken), and what `make` raises on our own base.
    """
    try:
        return make(template)
    except WorkshopError:
        raise
    except Exception as error:
        if template is None:
            raise
        make(None)
        raise WorkshopError("docx_template_broken", name=template.name) from error


def _plain(content: bytes) -> bytes:
    """The package as an ordinary document: a Word template (.dotx) is turned into one. Raises ValueError."""
    packed, written = BytesIO(content), BytesIO()
    with zipfile.ZipFile(packed) as package, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as plain:
        parts = package.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
            raise ValueError("too large")
        if any(part.filename.lower().endswith(".bin") and "vba" in part.filename.lower() for part in parts):
            raise ValueError("macros")
        for part in parts:
            data = package.read(part)
            if part.filename == "[Content_Types].xml":
                for kind, ordinary in _KINDS.items():
                    data = data.replace(kind.encode(), ordinary.encode())
            plain.writestr(part.filename, data)
    return written.getvalue()


def _empty_body(document: DocumentObject) -> None:
    """Remove the body; the page set-up of its last section stays, with its headers and footers."""
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    if last is None:
        raise ValueError("no section")
    for tag in _REFERENCES:
        if last.find(tag) is None:
            earlier = [section.findall(tag) for section in body.iter(qn("w:sectPr")) if section is not last]
            for number, reference in enumerate(next((found for found in reversed(earlier) if found), [])):
                last.insert(number, deepcopy(reference))
    for child in list(body):
        if child is not last:
            body.remove(child)


def _bring_styles(document: DocumentObject) -> None:
    ours = Document(ooxml.base_package()).styles.element
    theirs = document.styles.element
    if theirs.tag != qn("w:styles"):
        raise ValueError("styles")
    known = {_name(style): style for style in theirs.iter(qn("w:style"))}
    ids = {
        str(style.get(qn("w:styleId"))): str(known[_name(style)].get(qn("w:styleId")))
        for style in ours.iter(qn("w:style"))
        if _name(style) in known
    }
    wanted = {name.casefold() for name in _STYLES}
    used = [style for style in ours.iter(qn("w:style")) if _name(style) in wanted]
    ids = {str(style.get(qn("w:styleId"))): str(style.get(qn("w:styleId"))) for style in used} | ids
    for style in used:
        name = _name(style)
        if name not in known:
            made = deepcopy(style)
            for tag in ("w:basedOn", "w:next", "w:link"):
                for reference in made.findall(qn(tag)):
                    named = str(reference.get(qn("w:val")))
                    if named in ids:
                        reference.set(qn("w:val"), ids[named])
                    else:
                        made.remove(reference)
            theirs.append(made)
        elif known[name].get(qn("w:type")) != style.get(qn("w:type")):
            raise ValueError(name)
    _default_language(theirs)
    if any(name.casefold() not in known for name in _LISTS):
        _bring_numbering(document)


def _name(style: Element) -> str:
    found = style.find(qn("w:name"))
    return "" if found is None else str(found.get(qn("w:val"))).casefold()


def _default_language(styles: Element) -> None:
    """Make sure that the default run properties name a language: the minutes' own is written there."""
    place = styles
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = place.find(qn(f"w:{tag}"))
        if found is None:
            found = ooxml.element(tag)
            place.insert(0, found)
        place = found
    if place.find(qn("w:lang")) is None:
        place.append(ooxml.element("lang", val="fi-FI"))


def _bring_numbering(document: DocumentObject) -> None:
    """Add our two levels of bullets, with a number that the template does not use yet."""
    ours = cast("Element", parse_xml(resources.path("docx", "numbering.xml").read_bytes()))
    theirs = _numbering(document)
    abstract, number = ours.find(qn("w:abstractNum")), ours.find(qn("w:num"))
    if abstract is None or number is None:
        raise ValueError("numbering")
    used = [int(str(n.get(qn("w:numId")))) for n in theirs.iter(qn("w:num"))]
    used += [int(str(n.get(qn("w:abstractNumId")))) for n in theirs.iter(qn("w:abstractNum"))]
    free = max(used, default=0) + 1
    abstract.set(qn("w:abstractNumId"), str(free))
    number.set(qn("w:numId"), str(free))
    for reference in number.iter(qn("w:abstractNumId")):
        reference.set(qn("w:val"), str(free))
    last = [n for n, child in enumerate(theirs) if child.tag == qn("w:abstractNum")]
    theirs.insert(last[-1] + 1 if last else 0, abstract)
    numbers = [n for n, child in enumerate(theirs) if child.tag == qn("w:num")]
    theirs.insert(numbers[-1] + 1 if numbers else last[-1] + 2 if last else 1, number)
    for style in document.styles.element.iter(qn("w:style")):
        if _name(style) in {name.casefold() for name in _LISTS}:
            for reference in style.iter(qn("w:numId")):
                reference.set(qn("w:val"), str(free))


def _numbering(document: DocumentObject) -> Element:
    """The numbering's root element, created where the template has none."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return cast("_Numbered", relation.target_part).element
    root = parse_xml(ooxml.EMPTY_NUMBERING)
    package = document.part.package
    if package is None:
        raise ValueError("package")
    part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return cast("Element", part.element)


def _cut_outside(document: DocumentObject) -> None:
    """Remove what would fetch something from elsewhere when a participant opens the minutes: the linked template."""
    settings = document.settings.element
    for tag in ("w:attachedTemplate", "w:mailMerge", "w:documentProtection"):
        for found in settings.findall(qn(tag)):
            settings.remove(found)
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.SETTINGS:
            outside = relation.target_part.rels
            for number in [n for n, found in outside.items() if found.is_external]:
                outside.pop(number)


def _cut_persons(document: DocumentObject) -> None:
    """Remove what tells of those who made the template; the properties are written anew with the minutes' own."""
    for relations in (document.part.package.rels, document.part.rels):
        for number in [
            n for n, found in relations.items() if found.reltype.rpartition("/")[2] in _OF_PERSONS
        ]:
            relations.pop(number)
    properties = document.core_properties._element  # noqa: SLF001 - python-docx gives no other way to it
    for told in list(properties):
        properties.remove(told)
    # Numbers that Word draws by lot each time somebody saves: they tell which documents one person has made.
    for element, tag in ((document.settings.element, "w:rsids"), (document.styles.element, "w:rsid")):
        for found in list(element.iter(qn(tag))):
            found.getparent().remove(found)


def _check_used(document: DocumentObject) -> None:
    """Check the parts that the minutes will write to, which python-docx reads only when they are used.

    Raises whatever python-docx raises when it meets something unexpected.
    """
    section = document.sections[-1]
    _ = section.page_width, section.left_margin, section.right_margin
    for part, tag in ((section.header, "w:hdr"), (section.footer, "w:ftr")):
        if not part.is_linked_to_previous:
            # The element first: if it is of another kind, python-docx can't find its paragraphs.
            if part._element.tag != qn(tag):  # noqa: SLF001 - python-docx gives no other way to it
                raise ValueError(tag)
            _ = part.tables, part.paragraphs[0].text
    if document.core_properties._element.tag != qn("cp:coreProperties"):  # noqa: SLF001 - likewise
        raise ValueError("properties")
