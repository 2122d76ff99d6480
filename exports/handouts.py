"""Hand-outs for the hall as Word documents: an A4 poster and table cards with the codes to join. Any thread.

The Wi-Fi's code stands first and above, the page's code second and below it with words between: a camera that sees two
codes at once may take the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Cm
from docx.table import _Cell

from exports.handout_page import cut_lines, new_page, put_code, put_text, set_widths, title_of
from exports.text import cleaned, shortened
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import translator

_POSTER_CODE_CM, _CARD_CODE_CM = 7.8, 3.4
_CARDS, _CARD_CM = (2, 2), (9.8, 13.2)
_LONG_TITLE = 50
Words = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Joining:
    """How phones come in: the page's full address, and the Wi-Fi's name, password and code text (empty without)."""

    address: str
    wifi_name: str = ""
    wifi_password: str = ""
    wifi_code: str = ""

    @property
    def typed(self) -> str:
        """The address as it is typed on a phone."""
        return self.address.removeprefix("http://").rstrip("/")


@dataclass(frozen=True, slots=True)
class _Size:
    """Sizes of letters in points: heading of a step, body, the address, advice."""

    step: float
    body: float
    address: float
    advice: float


_POSTER, _CARD = _Size(26, 17, 42, 13), _Size(12.5, 10, 21, 8)


def poster(
    workshop: Workshop, joining: Joining, language: str, made_at: datetime, target: Path | IO[bytes]
) -> None:
    """Write an A4 poster in `language` (fi, sv, en). Raises OSError, ValueError (no address, language)."""
    _ = translator(language).text
    document = new_page(workshop, joining.address, language, made_at, _("Poster"), margin_cm=1.5)
    title = title_of(workshop, language)
    put_text(document.add_paragraph(), title, 32 if len(title) <= _LONG_TITLE else 24, bold=True)
    where = " · ".join(
        part
        for part in (cleaned(workshop.place, multiline=False), translator(language).date(workshop.date))
        if part
    )
    put_text(document.add_paragraph(), where, 16, after=14)
    for number, step in enumerate(_steps(_, joining), start=1):
        grid = document.add_table(1, 2)
        set_widths(grid, (_POSTER_CODE_CM + 0.6, 18.0 - _POSTER_CODE_CM - 0.6))
        code, words = grid.rows[0].cells
        put_code(code.paragraphs[0], step.code, step.description, _POSTER_CODE_CM)
        put_text(words.paragraphs[0], f"{number}  {step.title}", _POSTER.step, bold=True, after=8)
        for line, strong in step.lines:
            put_text(words.add_paragraph(), line, _POSTER.body + (4 if strong else 0), bold=strong, after=4)
        put_text(document.add_paragraph(), "", 10)
    put_text(document.add_paragraph(), joining.typed, _POSTER.address, bold=True, centred=True, after=10)
    for line in _advice(_):
        put_text(document.add_paragraph(), line, _POSTER.advice, after=3)
    document.save(str(target) if isinstance(target, Path) else target)


def table_cards(
    workshop: Workshop, joining: Joining, language: str, made_at: datetime, target: Path | IO[bytes]
) -> None:
    """Write a page of four cards to cut apart, in `language`. Raises OSError, ValueError (no address, language)."""
    _ = translator(language).text
    document = new_page(workshop, joining.address, language, made_at, _("Table cards"), margin_cm=0.7)
    grid = document.add_table(*_CARDS)
    set_widths(grid, (_CARD_CM[0],) * _CARDS[1])
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    cut_lines(grid)
    for row in grid.rows:
        row.height, row.height_rule = Cm(_CARD_CM[1]), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in row.cells:
            _fill_card(cell, _, joining, shortened(title_of(workshop, language), 48))
    put_text(document.add_paragraph(), "", 1)
    document.save(str(target) if isinstance(target, Path) else target)


@dataclass(frozen=True, slots=True)
class _Step:
    """One code: what it is for, its text, what it shows in words, and the lines (strong or not) beside it."""

    title: str
    code: str
    description: str
    lines: tuple[tuple[str, bool], ...]


def _steps(_: Words, joining: Joining) -> tuple[_Step, ...]:
    page = _Step(
        _("Then to the page") if joining.wifi_code else _("To the page"),
        joining.address,
        _("QR code to {address}", address=joining.address),
        ((_("Read the code with the phone's camera, or type the address:"), False),),
    )
    if not joining.wifi_code:
        return (page,)
    name = cleaned(joining.wifi_name, multiline=False)
    password = cleaned(joining.wifi_password, multiline=False)
    lines = [(_("Wi-Fi: {name}", name=name), True)]
    lines.append((_("password: {password}", password=password) if password else _("no password"), True))
    wifi = _Step(
        _("First onto the Wi-Fi"),
        joining.wifi_code,
        _("QR code to the Wi-Fi {name}", name=name),
        tuple(lines),
    )
    return wifi, page


def _advice(_: Words) -> tuple[str, ...]:
    return (
        _("No internet? That is right: the page comes from a laptop in this room. Stay connected."),
        _("Android: if it says that there is no internet, choose “Stay connected”. Turn mobile data off."),
        _("iPhone: stay on this Wi-Fi if another network is offered. Turn mobile data off in Settings."),
        _("No phone? Raise your hand, we will help."),
    )


def _fill_card(cell: _Cell, _: Words, joining: Joining, title: str) -> None:
    put_text(cell.paragraphs[0], title, 11, bold=True, centred=True, before=6, after=4)
    for number, step in enumerate(_steps(_, joining), start=1):
        put_text(
            cell.add_paragraph(), f"{number}  {step.title}", _CARD.step, bold=True, centred=True, before=2
        )
        put_code(cell.add_paragraph(), step.code, step.description, _CARD_CODE_CM, centred=True)
        for line, strong in step.lines:
            put_text(cell.add_paragraph(), line, _CARD.body, bold=strong, centred=True)
    put_text(cell.add_paragraph(), joining.typed, _CARD.address, bold=True, centred=True, after=4)
    for line in _advice(_)[:-1]:
        put_text(cell.add_paragraph(), line, _CARD.advice, centred=True, after=1)
