"""`tupailta summary`: many files in, a document and a workbook out; each file that can't be read has its sentence."""

from pathlib import Path

import docx
import openpyxl
import pytest

from ui.cli import main


@pytest.fixture
def files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Two evenings, one of them in Swedish."""
    made = []
    for day, language in ((3, "fi"), (4, "sv")):
        path = tmp_path / f"{day}.tupa"
        date = ["--date", f"2026-10-0{day}", "--place", "Eura"]
        assert 0 == main(["new", str(path), "--template", "mittarit", *date, "--language", language])
        made.append(str(path))
    capsys.readouterr()
    return made


def test_it_writes_document_and_workbook(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are named on standard output and open, in the language that was asked for."""
    out = tmp_path / "ut"
    assert 0 == main(["summary", *files, "--out", str(out), "--language", "sv"])
    assert f"{out / 'koonti.docx'}\n{out / 'koonti.xlsx'}\n" == capsys.readouterr().out
    assert "Sammanställning av 2 evenemang" == docx.Document(str(out / "koonti.docx")).paragraphs[0].text
    assert 3 == openpyxl.load_workbook(out / "koonti.xlsx")["Evenemang"].max_row


def test_what_cannot_be_read_is_told_and_the_rest_is_summed_up(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence a file on standard error and in the document; the exit code says that not all went in."""
    foreign = tmp_path / "kuva.tupa"
    foreign.write_bytes(b"not a workshop at all")
    given = [files[0], str(foreign), str(tmp_path / "poissa.tupa"), files[0]]
    assert 1 == main(["summary", *given, "--out", str(tmp_path / "out")])
    told = capsys.readouterr().err.replace("\xa0", " ").splitlines()
    assert ["kuva.tupa ei ole Tupailta-tilaisuus", "Tiedostoa poissa.tupa ei löydy"] == [
        line.removeprefix("Jätettiin pois: ").split(". ")[0] for line in told
    ]
    opened = docx.Document(str(tmp_path / "out" / "koonti.docx"))
    said = [p.text for p in opened.paragraphs]
    assert "Koonti 1 tilaisuudesta" == said[0]
    assert 2 == sum(text.startswith("Jätettiin pois: ") for text in said)


def test_without_an_evening_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence says so and why, and no folder is left."""
    assert 1 == main(["summary", str(tmp_path / "poissa.tupa"), "--out", str(tmp_path / "out")])
    told = capsys.readouterr().err
    assert "Näissä tiedostoissa ei ole tilaisuutta" in told.splitlines()[-1]
    assert "poissa.tupa" in told
    assert not (tmp_path / "out").exists()
