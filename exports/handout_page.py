"""The pieces of all hand-outs: an A4 page, text, QR codes, and lines to cut along. Any thread."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from exports import ooxml
from exports.text import cleaned, shortened
from exports.word import Identity, describe
from workshop_app.domain.workshop import Workshop

#: Light modules around a code, as the standard asks for, and pixels a module: sharp on paper.
_QUIET, _MODULE_PX = 4, 12
_TITLE_LIMIT = 90


def new_page(
    workshop: Workshop, address: str, language: str, made_at: datetime, name: str, *, margin_cm: float
) -> DocxDocument:
    """An empty A4 page, described as `name` of the workshop. Raises ValueError (no address, language)."""
    if not address:
        raise ValueError("There is no address to join at")
    document = Document(ooxml.base_package())
    title = title_of(workshop, language)
    organiser = cleaned(workshop.organiser, multiline=False)
    describe(
        document, Identity(f"{title}, {name}", organiser or "Tupailta", title, language, "", "", "", made_at)
    )
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(margin_cm)
    section.top_margin = section.bottom_margin = Cm(margin_cm)
    section.header_distance = section.footer_distance = Cm(0.4)
    return document


def title_of(workshop: Workshop, language: str) -> str:
    """The workshop's title, of a length that fits."""
    return shortened(cleaned(workshop.title.pick(language), multiline=False), _TITLE_LIMIT)


def put_text(
    made: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    centred: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    """Write into a paragraph; sizes and spaces in points."""
    shape = made.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = made.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold


def put_code(made: Paragraph, code: str, description: str, side_cm: float, *, centred: bool = False) -> None:
    """Put the QR code of a text into a paragraph; `description` is its alternative text."""
    put_text(made, "", 8, centred=centred)
    run = made.add_run()
    run.add_picture(BytesIO(_png(code)), width=Cm(side_cm))
    for shape in run.element.iter(qn("wp:docPr")):
        shape.set("descr", description)


def _png(text: str) -> bytes:
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET, box_size=_MODULE_PX)
    code.add_data(text)
    code.make(fit=True)
    png = BytesIO()
    code.make_image().save(png, "PNG")
    return png.getvalue()


def set_widths(grid: Table, widths_cm: tuple[float, ...]) -> None:
    """Give the columns these widths."""
    grid.autofit = False
    for column, width in zip(grid.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def cut_lines(grid: Table) -> None:
    """Draw the lines to cut along."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (ooxml.element(side, val="dashed", sz=4, space=0, color="999999") for side in sides)
    # python-docx has no borders of its own.
    properties = next(grid._element.iter(qn("w:tblPr")))  # noqa: SLF001
    borders = ooxml.element("tblBorders", *lines)
    after = {qn(f"w:{tag}") for tag in ("shd", "tblLayout", "tblCellMar", "tblLook")}
    later = next((child for child in properties if child.tag in after), None)
    if later is None:
        properties.append(borders)
    else:
        later.addprevious(borders)
