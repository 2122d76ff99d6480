"""A thin layer over python-docx: an accessible document in the layout of Finnish minutes. Any thread.

It knows headings, facts, lists, tables and pictures, nothing of workshops. Every text that comes in is cleaned here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import _Element as Element

from exports import ooxml, pictures
from exports.columns import column_widths, hyphenated_to_fit, telling
from exports.template import open_template
from exports.text import cleaned, shortened
from workshop_app.domain.wrapping import unbroken
from workshop_app.drawing.shapes import Draw
from workshop_app.tongues import foreign

#: The width between the margins, in centimetres.
TEXT_WIDTH_CM = 17.0
_NARROWEST_CM = 8.0
#: Keeps a range on one line. Calibri has it, but not the word joiner: some programs would draw a box for that.
_NO_BREAK = "\ufeff"
#: Word refuses longer core properties.
_PROPERTY_LIMIT = 255
#: How many characters fit on the left of the header, beside the date and the page number.
_HEADER_LIMIT = 60
_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says about itself: in its properties and on every page.

    `owner` stands left in the header, `kind_and_date` right before the page number, `contact` in the footer.
    """

    title: str
    author: str
    subject: str
    language: str
    owner: str
    kind_and_date: str
    contact: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that captions begin with, in the document's language."""

    table: str
    picture: str


class WordDocument:
    """A document that is written from top to bottom; `save` at the end."""

    def __init__(self, identity: Identity, labels: Labels, template: Path | None = None) -> None:
        """An empty page with header, footer and properties; on an organisation's own document where one is given.

        Raises WorkshopError(docx_template_broken), OSError.
        """
        self._document = open_template(template) if template else Document(ooxml.base_package())
        self._width_cm = _text_width(self._document.sections[-1])
        self._labels = labels
        self._language = identity.language
        self._tables = 0
        self._pictures = 0
        self._after_table = False
        describe(self._document, identity)
        self._set_header(identity)

    def title(self, text: str) -> None:
        """The document's one title."""
        self._paragraph(text, "Title")

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3."""
        self._paragraph(cleaned(text, multiline=False), f"Heading {level}")

    def paragraph(self, text: str) -> None:
        """Body text; an empty line begins a new paragraph."""
        for part in cleaned(text).split("\n\n"):
            if part.strip():
                self._paragraph(part.strip("\n"), "After Table" if self._after_table else "Body Text")

    def fact(self, label: str, value: str, *, keep: bool = False) -> None:
        """A label at the margin and its value at the text column; with `keep` together with what follows."""
        made = self._paragraph("", "Fact")
        if keep:
            made.paragraph_format.keep_with_next = True
        made.add_run(cleaned(label, multiline=False), style="Strong")
        made.add_run("\t" + _in_lines(cleaned(value)))

    def bullets(self, items: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A list: each item with the items under it."""
        for text, under in items:
            self._spoken(cleaned(text), "List Bullet")
            for part in under:
                self._spoken(cleaned(part), "List Bullet 2")

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        description: str,
        widths: Sequence[float],
        right: Collection[int] = (),
    ) -> None:
        """A table over the whole width, with its numbered caption above.

        `widths` are the columns' relative widths (any unit), `right` the columns set to the right, `description` is the
        alternative text.
        """
        self._tables += 1
        self._caption(self._labels.table, self._tables, caption, "Table Caption")
        heads, cells, parts, right = telling(
            [cleaned(text, multiline=False) for text in headers],
            [[cleaned(text) for text in row] for row in rows],
            widths,
            right,
        )
        full = round(self._width_cm * ooxml.TWIPS_PER_CM)
        columns = column_widths(heads, cells, parts, right=right, full=full)
        made = ooxml.table(
            heads,
            [_fitted(row, columns, right) for row in cells],
            widths=columns,
            right=right,
            caption=cleaned(caption, multiline=False),
            description=cleaned(description, multiline=False),
            spoken=self._other_language,
        )
        self._append(made)
        self._after_table = True

    def picture(self, draw: Draw, *, caption: str, description: str) -> None:
        """A drawing inline with the text, its numbered caption below, and its alternative text.

        Programs that can show SVG show that, the others a PNG of the same shapes.
        """
        self._pictures += 1
        made = self._paragraph("", "Picture")
        run = made.add_run()
        drawing = draw(pictures.sheet(self._width_cm))
        run.add_picture(BytesIO(pictures.png(drawing)), width=Cm(self._width_cm))
        self._add_svg(run, pictures.as_svg(drawing))
        for shape in run.element.iter(qn("wp:docPr")):
            shape.set("name", f"{self._labels.picture} {self._pictures}")
            shape.set("descr", cleaned(description, multiline=False))
        for inline in run.element.iter(qn("wp:inline")):
            for side in ("distT", "distB", "distL", "distR"):
                inline.set(side, "0")  # LibreOffice moves the picture 3 mm to the right without them
        self._caption(self._labels.picture, self._pictures, caption, "Caption")

    def save(self, target: Path | IO[bytes]) -> None:
        """Write the file. Raises OSError."""
        self._keep_end()
        self._document.save(str(target) if isinstance(target, Path) else target)

    def _keep_end(self) -> None:
        """Keep the last two paragraphs together: no page holds only the last line."""
        body = list(self._document.element.body)[:-1]
        if not body or body[-1].tag != qn("w:p"):
            return  # before a table stands its caption, which is kept with it already
        last = [e for e in body[-2:] if e.tag == qn("w:p")]
        for number, element in enumerate(last):
            shape = Paragraph(element, self._document).paragraph_format
            shape.keep_together = True
            shape.keep_with_next = number + 1 < len(last)

    def _add_svg(self, run: Run, svg: str) -> None:
        part = self._document.part
        name = part.package.next_partname("/word/media/drawing%d.svg")
        made = Part(name, "image/svg+xml", svg.encode(), part.package)
        relation = part.relate_to(made, RELATIONSHIP_TYPE.IMAGE)
        for blip in run.element.iter(qn("a:blip")):
            blip.append(ooxml.vector(relation))

    def _paragraph(self, text: str, style: str) -> Paragraph:
        self._after_table = False
        return self._document.add_paragraph(_in_lines(text), style=style)

    def _spoken(self, text: str, style: str) -> None:
        """A paragraph that somebody may have written in another language than the document's."""
        made, language = self._paragraph(text, style), self._other_language(text)
        for run in made.runs if language else ():
            ooxml.speak(run.element, language)

    def _other_language(self, text: str) -> str:
        """The code of the text's language, where it is surely another one than the document's."""
        return _LANGUAGES.get(foreign(text, self._language), "")

    def _append(self, made: Element) -> None:
        body = self._document.element.body
        body.insert(len(body) - 1, made)  # the section's properties stay last

    def _caption(self, label: str, number: int, text: str, style: str) -> None:
        made = self._paragraph(f"{label} ", style)
        parent = made.runs[0].element.getparent()
        if parent is not None:
            parent.extend(ooxml.field(f"SEQ {label} \\* ARABIC", str(number)))
        made.add_run(_in_lines(f". {cleaned(text, multiline=False)}"))

    def _set_header(self, identity: Identity) -> None:
        section = self._document.sections[-1]
        if _filled(section.header) or _filled(section.footer):
            return  # an organisation's template has its own, with its logo
        head = section.header.paragraphs[0]
        head.style = "Header"
        owner = shortened(cleaned(identity.owner, multiline=False), _HEADER_LIMIT)
        run = head.add_run(f"{owner}\t{cleaned(identity.kind_and_date, multiline=False)} · ")
        parent = run.element.getparent()
        if parent is not None:
            parent.extend(ooxml.field("PAGE", "1"))
            parent.append(ooxml.run(" ("))
            parent.extend(ooxml.field("NUMPAGES", "1"))
            parent.append(ooxml.run(")"))
        if identity.contact:
            foot = section.footer.paragraphs[0]
            foot.style = "Footer"
            foot.add_run(shortened(cleaned(identity.contact, multiline=False), 2 * _HEADER_LIMIT))


def _in_lines(text: str) -> str:
    """The text as it is broken into lines: ranges of numbers stay in one piece.

    What has no space stays as it is: a cell with nothing but a range has room for it.
    """
    return unbroken(text, _NO_BREAK) if " " in text else text


def _fitted(row: Sequence[str], columns: Sequence[int], right: Collection[int]) -> list[str]:
    """The cells of a row with soft hyphens where their columns, in twips, need them."""
    return [hyphenated_to_fit(_in_lines(text), columns[at], right=at in right) for at, text in enumerate(row)]


def describe(document: DocxDocument, identity: Identity) -> None:
    """Set a document's language and properties. Raises ValueError for an unknown language."""
    if identity.language not in _LANGUAGES:
        raise ValueError(identity.language)
    code = _LANGUAGES[identity.language]
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), code)
    for tag in document.settings.element.iter(qn("w:themeFontLang")):
        tag.set(qn("w:val"), code)
    properties = document.core_properties
    properties.title = shortened(identity.title, _PROPERTY_LIMIT)
    properties.author = shortened(identity.author, _PROPERTY_LIMIT)
    properties.last_modified_by = properties.author
    properties.subject = shortened(identity.subject, _PROPERTY_LIMIT)
    properties.language = code
    properties.created = properties.modified = identity.made_at
    properties.revision = 1


def _text_width(section: Section) -> float:
    """The width between the margins, in centimetres."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    if any(side is None for side in sides):
        return TEXT_WIDTH_CM
    page, left, right = (float(side.cm) for side in sides if side is not None)
    return max(page - left - right, _NARROWEST_CM)


def _filled(part: _Header | _Footer) -> bool:
    """Whether a header or footer holds anything: words, a picture, a table."""
    element = part._element  # noqa: SLF001 - python-docx gives no other way to its drawings
    return bool(part.tables or any(p.text.strip() for p in part.paragraphs)) or any(
        True for _ in element.iter(qn("w:drawing"), qn("w:pict"), qn("w:fldSimple"), qn("w:fldChar"))
    )
