"""The sheet of tickets: a camera reads each code, and it leads to the join page with that ticket."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import zxingcpp
from docx import Document
from PIL import Image

from exports.tickets import link, ticket_sheet
from tests.exports.strict_reader import form_problems
from workshop_app.domain.tickets import spelled
from workshop_app.minutes import Minutes

_CODES = tuple(f"ABCDE2345{sign}" for sign in "ABCDEFGHJKMNPQRST")


def test_each_ticket_can_be_read_and_typed(evening: Minutes) -> None:
    """As many codes as tickets, each with its letters, the address, and words for who can't see the picture."""
    sheet = BytesIO()
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    ticket_sheet(evening.workshop, _CODES, "http://192.168.8.10:8080/", "fi", now, sheet)
    document = Document(BytesIO(sheet.getvalue()))
    parts = [part.blob for name, part in document.part.related_parts.items() if "image" in part.content_type]
    read = {zxingcpp.read_barcodes(Image.open(BytesIO(blob)))[0].text for blob in parts}
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]

    assert {f"http://192.168.8.10:8080/?t={code}" for code in _CODES} == read
    assert "http://192.168.8.10:8080/?t=AB" == link("http://192.168.8.10:8080/", "AB")
    assert [spelled(code) in text for code, text in zip(_CODES, cells, strict=False)] == [True] * len(_CODES)
    assert 6 == len(document.tables[0].rows)
    assert [] == form_problems(sheet.getvalue())
