"""Ranges of numbers ("1.–3.", "12–18 %") stay on one line in documents and pages, and are plain everywhere else."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest

from exports import minutes_html, summary
from exports.tables import all_tables, csv_bytes
from tests.exports.evenings import rendered
from tests.exports.grammar import W
from tests.exports.package import Package
from workshop_app.domain.wrapping import JOINER, unbroken
from workshop_app.minutes import Minutes

#: Where a line may end inside a range: a dash between digits with nothing that keeps it.
OPEN = re.compile(r"[\d.%]–\d")
KEPT = ("\u2060", "\ufeff")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Sijat 1–3 ja 10.–32.", "Sijat 1–|3 ja 10.–|32."),
        ("12–18\u00a0%, 60\u00a0%–70\u00a0%", "12–|18\u00a0%, 60\u00a0%–70\u00a0%".replace("%–", "%–|")),
        (
            "klo 17.30–19.45 – Oulu–Kajaani, Tupailta – 3 osaa",
            "klo 17.30–|19.45 – Oulu–Kajaani, Tupailta – 3 osaa",
        ),
        ("ero −5–−2", "ero −5–|−2"),
        ("", ""),
    ],
)
def test_only_ranges_of_numbers_are_kept(text: str, kept: str) -> None:
    """A dash between words may still end a line: such words can be long. Done twice it changes nothing."""
    assert kept.replace("|", JOINER) == unbroken(text) == unbroken(unbroken(text))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_line_ends_in_a_range(evening: Minutes, language: str) -> None:
    """In sentences and lists of the document and the web page; a cell with nothing else in it stays whole anyway."""
    body = Package(rendered(evening, language)).xml("word/document.xml")
    texts = [str(node.text) for node in body.iter(f"{W}t") if " " in str(node.text)]
    assert [] == [text for text in texts if OPEN.search(text)]
    assert any(KEPT[1] in text for text in texts)
    page = minutes_html.render(evening, language)
    shown = re.sub(r"<(style|svg).*?</\1>|<[^>]*>", "\n", page, flags=re.DOTALL)
    lines = [line for line in shown.splitlines() if " " in line]
    assert [] == [line for line in lines if OPEN.search(line)]
    assert any(KEPT[0] in line for line in lines)


def test_what_is_searched_or_calculated_with_is_plain(evening: Minutes) -> None:
    """Tables, the cells that hold nothing but a range, and the summary that is edited have the dash alone."""
    plain = [csv_bytes(table).decode("utf-8-sig") for table in all_tables(evening, "fi")]
    plain.append(summary.summary(evening, "fi").text)
    assert [] == [text for text in plain for sign in KEPT if sign in text]
    opened = docx.Document(BytesIO(rendered(evening)))
    ranking = next(table for table in opened.tables if table.cell(0, 0).text == "Sija")
    cells = [cell.text for row in ranking.rows for cell in (row.cells[0], row.cells[3])]
    assert any(OPEN.search(cell) for cell in cells)
    assert [] == [cell for cell in cells for sign in KEPT if sign in cell]
