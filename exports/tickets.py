"""The sheet of one-time tickets as a Word document: one code for each person, to cut apart. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Cm
from docx.table import _Cell

from exports.handout_page import cut_lines, new_page, put_code, put_text, set_widths, title_of
from exports.text import shortened
from workshop_app.domain.tickets import spelled
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import translator

#: How many tickets are side by side and how many on a page, and the size of one.
_ACROSS, _DOWN, _TICKET_CM = 3, 5, (6.5, 5.5)
_CODE_CM = 2.9


def ticket_sheet(
    workshop: Workshop,
    tickets: Sequence[str],
    address: str,
    language: str,
    made_at: datetime,
    target: Path | IO[bytes],
) -> None:
    """Write tickets with these codes for phones that join at `address`.

    Raises OSError, ValueError (no address, language).
    """
    _ = translator(language).text
    document = new_page(workshop, address, language, made_at, _("Tickets"), margin_cm=0.7)
    rows = -(-len(tickets) // _ACROSS)
    grid = document.add_table(rows, _ACROSS)
    set_widths(grid, (_TICKET_CM[0],) * _ACROSS)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    cut_lines(grid)
    title = shortened(title_of(workshop, language), 40)
    for number, row in enumerate(grid.rows):
        row.height, row.height_rule = Cm(_TICKET_CM[1]), WD_ROW_HEIGHT_RULE.EXACTLY
        for cell, ticket in zip(row.cells, tickets[number * _ACROSS :], strict=False):
            _fill(cell, _, title, ticket, address)
    put_text(document.add_paragraph(), "", 1)
    document.save(str(target) if isinstance(target, Path) else target)


def link(address: str, ticket: str) -> str:
    """What the ticket's QR code opens: the join page with the code typed in already."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/?t={ticket}"


def _fill(cell: _Cell, _: Callable[..., str], title: str, ticket: str, address: str) -> None:
    put_text(cell.paragraphs[0], title, 8, centred=True, before=3, after=0)
    described = _("QR code of ticket {code}", code=spelled(ticket))
    put_code(cell.add_paragraph(), link(address, ticket), described, _CODE_CM, centred=True)
    put_text(cell.add_paragraph(), spelled(ticket), 13, bold=True, centred=True, after=1)
    typed = address.removeprefix("http://").rstrip("/")
    put_text(cell.add_paragraph(), typed, 9, centred=True, after=1)
    told = _("Read the code with the phone's camera, or type address and code. One phone, once.")
    put_text(cell.add_paragraph(), told, 8, centred=True, after=0)
