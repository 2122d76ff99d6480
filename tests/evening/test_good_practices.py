"""The good-practices workshop, end to end: its practices tagged by stage come out as the table of the source."""

import csv
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from ui.cli import main
from workshop_app import log

EXPECTED = Path(__file__).resolve().parents[1] / "content" / "expected_hyvat_kaytanteet.json"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The table as the source has it."""
    found: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `tupailta new` and `tupailta export` make of the template."""
    folder = tmp_path_factory.mktemp("practices")
    path = folder / "x.tupa"
    assert 0 == main(
        ["new", str(path), "--template", "hyvat_kaytanteet", "--date", "2026-11-22", "--language", "fi"]
    )
    assert 0 == main(["export", str(path), "--out", str(folder / "out")])
    log.tear_down()
    return folder / "out"


def _wanted(expected: dict[str, Any]) -> list[tuple[str, str, str, int, str]]:
    return [
        (row["idea_id"], row["practice_fi"], row["stage_id"], row["stage_order"], row["stage_fi"].casefold())
        for row in expected["rows"]
    ]


def test_the_csv_is_the_sources_table(out: Path, expected: dict[str, Any]) -> None:
    """Every practice on its stage, in the source's order; the source writes the stages in capitals."""
    with (out / "csv" / "ideas_by_step.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert _wanted(expected) == [(r[0], r[1], r[2], int(r[3]), r[4].casefold()) for r in rows]


def test_the_workbook_has_the_same_table(out: Path, expected: dict[str, Any]) -> None:
    """The XLSX tells what the CSV tells, with numbers as numbers."""
    book = openpyxl.load_workbook(out / "tables.xlsx", read_only=True)
    tables = [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets]
    found = next(
        rows for rows in tables if rows and rows[0][0] == expected["rows"][0]["idea_id"] and len(rows[0]) == 5
    )
    assert _wanted(expected) == [(*row[:4], str(row[4]).casefold()) for row in found]


def test_the_totals_are_the_sources(out: Path, expected: dict[str, Any]) -> None:
    """How many practices stand on each stage."""
    with (out / "csv" / "steps.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row[0]: int(row[3]) for row in list(csv.reader(file, delimiter=";"))[1:]}
    wanted: dict[str, int] = {}
    for row in expected["rows"]:
        wanted[row["stage_id"]] = wanted.get(row["stage_id"], 0) + 1
    assert wanted == {stage: n for stage, n in found.items() if n}
    assert expected["total"] == sum(found.values())


def test_the_minutes_name_every_practice(out: Path, expected: dict[str, Any]) -> None:
    """All practices stand in a table of the document."""
    document = docx.Document(str(out / "minutes.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert [] == [
        row["practice_fi"] for row in expected["rows"] if not any(row["practice_fi"] in c for c in cells)
    ]
