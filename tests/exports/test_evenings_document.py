"""The summary's document and workbook: held to the rules of the minutes, whatever the evenings hold."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from exports import tables as evening_tables
from exports.evenings import contents, folder
from exports.kinds.duel_rows import rows
from tests.exports.evenings import with_text
from tests.exports.many import NOW, document, said_in, summary_tables
from tests.exports.strict_reader import problems
from tests.exports.test_hostile_texts import HOSTILE
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.gathering import Gathered, gather
from workshop_app.i18n import translator


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_is_wrong_with_the_document(gathered: Gathered, language: str) -> None:
    """Held to the same rules as the minutes, in every language."""
    assert [] == problems(document(gathered, language))


def test_the_document_begins_with_what_matters(gathered: Gathered) -> None:
    """How many evenings and people, what was compared, promise and experience, decisions, feedback; in Finnish."""
    said = said_in(gathered)
    for sentence in (
        "Tähän on koottu 4 tilaisuutta (2.9.2026–3.11.2026). Osallistujia oli yhteensä 42.",
        "Vertailuja tehtiin 360.",
        "42 vastausta kertoo, miltä tilaisuudet tuntuivat:",
        "Kirjattiin 6 päätöstä tai jatkotoimea. Niistä 3 on vielä vailla päivää tai vastuuhenkilöä.",
        "Palautteen keskiarvot asteikolla 1–5: ”Minua kuultiin tänään” 4,0",
    ):
        assert sentence in said


def test_a_day_that_has_passed_is_told(gathered: Gathered) -> None:
    """From the day after on; the sentence says that the files don't tell what was done."""
    on_the_day, after = (NOW.replace(year=2027, month=1, day=day) for day in (15, 16))
    found = [contents.tables(folder.told(gathered, "fi", now)) for now in (on_the_day, after)]
    decided = [next(table for table in tables if table.name == "decisions") for tables in found]
    assert [0, 3] == [sum(int(str(row[-1])) for row in table.rows) for table in decided]
    evenings = folder.told(gathered, "fi", after)
    said = docx.Document(BytesIO(folder.document(evenings, after)))
    assert any("3 päätöksen määräpäivä oli mennyt 16.1.2027." in p.text for p in said.paragraphs)


def test_an_evening_that_has_not_been_ended_is_told(gathered: Gathered) -> None:
    """Its figures are those of the moment, and the document names it."""
    minutes = gathered.evenings[0]
    section = minutes.sections[0]
    running = replace(section, activity=replace(section.activity, state=ActivityState.OPEN))
    said = said_in(Gathered((replace(minutes, sections=(running, *minutes.sections[1:])),)))
    assert "Päättämättä, kun tämä tehtiin: 2.9.2026 Utajärven kylätalo." in said


def test_a_rehearsal_is_told_as_one(gathered: Gathered) -> None:
    """What an evening's minutes say before all else stands before the summary too, with the evening's name."""
    first, second = gathered.evenings[:2]
    rehearsed = replace(first, texts={**first.texts, "notice": "Tämä oli harjoitus."})
    said = said_in(Gathered((rehearsed, second))).split("\n")
    at = said.index("2.9.2026 Utajärven kylätalo: Tämä oli harjoitus.")
    assert ("Tiivistelmä", True) == (said[at - 1], said[at + 1].startswith("Tähän on koottu 2"))
    assert "Tämä oli harjoitus." in said_in(Gathered((rehearsed,))).split("\n")
    assert ["Tämä oli harjoitus.", ""] == [
        row[-1] for row in summary_tables(Gathered((rehearsed, second)))["evenings"].rows
    ]


def test_evenings_of_one_name_are_told_apart(gathered: Gathered) -> None:
    """Two on one day at one place under one title get a number behind their name."""
    twice = summary_tables(Gathered((gathered.evenings[0],) * 2))["participants_by_evening"]
    assert {"(1)", "(2)"} == {str(row[1]).rsplit(" ", 1)[1] for row in twice.rows}


def test_evenings_without_anything(gathered: Gathered) -> None:
    """One that was never opened, alone: a faultless document that says so, and tables without rows."""
    empty = Gathered(gathered.evenings[3:])
    assert [] == problems(document(empty))
    assert "Kukaan ei liittynyt." in said_in(empty)
    assert 1 == len(summary_tables(empty)["evenings"].rows)
    assert () == summary_tables(empty)["first"].rows == summary_tables(empty)["feedback"].rows


def test_without_an_evening_there_is_no_summary(tmp_path: Path) -> None:
    """The error says why each file was left out; nothing is written."""
    (tmp_path / "kuva.tupa").write_bytes(b"x")
    with pytest.raises(WorkshopError) as refused:
        folder.export_summary(gather([tmp_path / "kuva.tupa"]), tmp_path / "out", "fi", NOW)
    assert "no_evenings" == refused.value.code
    assert "kuva.tupa" in str(refused.value.params["why"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text(gathered: Gathered, name: str) -> None:
    """Wherever a person could write: the document is faultless, and no cell of the workbook is a formula."""
    evenings = tuple(with_text(minutes, HOSTILE[name]) for minutes in gathered.evenings[:2])
    hostile = Gathered(tuple(replace(m, file_name=HOSTILE[name]) for m in evenings))
    assert [] == problems(document(hostile))
    made = evening_tables.xlsx_bytes(list(summary_tables(hostile).values()), "fi", csv=False)
    cells = [cell for sheet in openpyxl.load_workbook(BytesIO(made)) for row in sheet for cell in row]
    assert {"s", "inlineStr", "n", "d"} >= {cell.data_type for cell in cells}


def test_the_workbook_is_typed_and_explained(gathered: Gathered, tmp_path: Path) -> None:
    """A frozen header on every sheet, numbers and dates as such, and each column explained on the last sheet."""
    _document_path, workbook = folder.export_summary(gathered, tmp_path, "fi", NOW)
    book = openpyxl.load_workbook(workbook)
    assert {"A2"} == {sheet.freeze_panes for sheet in book}
    first = [(cell.data_type, str(cell.value)) for cell in book["Tilaisuudet"][2][:2]]
    assert [("n", "1"), ("d", "2026-09-02 00:00:00")] == first
    explained = book.worksheets[-1]
    for sheet in book.worksheets[:-1]:
        names = {cell.value for cell in sheet[1]}
        told = {row[1] for row in explained.iter_rows(values_only=True) if row[0] == sheet.title and row[2]}
        assert names == told


def test_level_places_are_told_as_in_the_minutes(gathered: Gathered) -> None:
    """The first five of the document stand with the places of the evening's own ranking."""
    said = docx.Document(BytesIO(document(gathered)))
    cells = "\n".join(cell.text for table in said.tables for row in table.rows for cell in row.cells)
    for minutes in gathered.evenings[:2]:
        first = rows(minutes.of_kind("duel")[0])[0]
        assert f"{first.idea}: {translator('fi').percent(first.share)}" in cells


def test_an_evening_s_exports_need_no_pandas(evening_files: list[Path], tmp_path: Path) -> None:
    """It is loaded for the summary only: neither the program's start nor an evening's export brings it in."""
    told = (
        "import sys; from ui.cli import main; code = main(sys.argv[1:]); "
        "print(code, 'pandas' in sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", told, "export", str(evening_files[3]), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "0 False" == done.stderr.strip()
