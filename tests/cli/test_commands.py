"""What each command does when everything is right: new, export, help, version, languages."""

import datetime as dt
import io
import os
from pathlib import Path

import docx
import openpyxl
import pytest

from ui.cli import COMMANDS, main
from ui.commands.speech import language_of, qr_code
from workshop_app import content, settings
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.web import lan


def test_new_makes_a_workshop_that_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The facts that were given stand in the file, which gets its ending when it was left out."""
    facts = ["--place", "Eura", "--date", "22.11.2026", "--organiser", "Euran kunta", "--language", "sv"]
    assert 0 == main(["new", str(tmp_path / "kevät"), "--template", "strategian_teemat", *facts])
    path = tmp_path / "kevät.tupa"
    assert str(path) in capsys.readouterr().out
    with Runtime(path) as runtime:
        workshop = workshop_rows.workshop(runtime.reader())
    assert ("Eura", dt.date(2026, 11, 22)) == (workshop.place, workshop.date)
    assert ("Euran kunta", "sv", "strategian_teemat") == (
        workshop.organiser,
        workshop.language,
        workshop.template_id,
    )


@pytest.mark.parametrize("template", [template.id for template in content.templates()])
def test_every_template_can_be_made_and_exported(template: str, tmp_path: Path) -> None:
    """All bundled workshop definitions open and give minutes, before anybody has come."""
    path = tmp_path / "x.tupa"
    assert 0 == main(["new", str(path), "--template", template])
    assert 0 == main(["export", str(path), "--out", str(tmp_path / "out")])
    minutes = docx.Document(str(tmp_path / "out" / "minutes.docx"))
    assert content.template(template).title.pick("fi") in minutes.core_properties.title


def test_the_workshop_is_finnish_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The computer's language is the program's, not the workshop's."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert 0 == main(["new", str(tmp_path / "x.tupa"), "--template", "tyhja"])
    with Runtime(tmp_path / "x.tupa") as runtime:
        assert "fi" == workshop_rows.workshop(runtime.reader()).language


def test_export_writes_minutes_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file that is named on standard output is there and opens; the language can be chosen."""
    path = tmp_path / "x.tupa"
    main(["new", str(path), "--template", "mittarit"])
    capsys.readouterr()
    assert 0 == main(["export", str(path), "--out", str(tmp_path / "ut"), "--language", "sv"])
    made = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(made) == sorted(p for p in (tmp_path / "ut").rglob("*") if p.is_file())
    assert "sv-FI" == docx.Document(str(tmp_path / "ut" / "minutes.docx")).core_properties.language
    workbook = openpyxl.load_workbook(io.BytesIO((tmp_path / "ut" / "tables.xlsx").read_bytes()))
    assert len(workbook.sheetnames) > 5
    assert ["x.tupa"] == [found.name for found in tmp_path.glob("x.tupa*")]


def test_export_comes_back_by_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exported workshop.json makes a workshop's file that exports the same again."""
    main(["new", str(tmp_path / "x.tupa"), "--template", "mittarit", "--place", "Eura"])
    assert 0 == main(["export", str(tmp_path / "x.tupa"), "--out", str(tmp_path / "one")])
    source = tmp_path / "one" / "workshop.json"
    capsys.readouterr()
    assert 0 == main(["import", str(source), "--out", str(tmp_path / "y")])
    assert str(tmp_path / "y.tupa") in capsys.readouterr().out
    assert 0 == main(["export", str(tmp_path / "y.tupa"), "--out", str(tmp_path / "two")])
    assert source.read_bytes() == (tmp_path / "two" / "workshop.json").read_bytes()
    assert 1 == main(["import", str(tmp_path / "x.tupa"), "--out", str(tmp_path / "z.tupa")])
    assert "x.tupa" in capsys.readouterr().err
    assert not (tmp_path / "z.tupa").exists()


def test_tickets_from_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made, printed and asked for with one command, and not asked for any more with another."""
    path, sheet = str(tmp_path / "x.tupa"), tmp_path / "liput.docx"
    main(["new", path, "--template", "mittarit", "--place", "Eura"])
    told = ["--count", "3", "--address", "http://192.168.8.10:8080", "--out", str(sheet)]
    assert 0 == main(["tickets", path, *told])
    assert sheet.stat().st_size > 5_000
    assert "3 käyttämätöntä lippua" in capsys.readouterr().out
    assert 0 == main(["tickets", path, "--off"])
    assert "ilman lippua" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_chosen_language(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command's help ends with 0 and has no other language's headings."""
    assert 0 == main([*filter(None, [command]), "--help", "--language", language])
    told = capsys.readouterr().out
    usual = {
        "fi": ("Käyttö: ", "Valitsimet"),
        "sv": ("Användning: ", "Flaggor"),
        "en": ("Usage: ", "Options"),
    }
    assert told.startswith(usual[language][0])
    assert f"\n{usual[language][1]}:\n" in told
    for other in set(usual) - {language}:
        assert usual[other][0] not in told
    assert "show this help message" not in told


def test_help_names_every_command_and_template(capsys: pytest.CaptureFixture[str]) -> None:
    """What can be asked for is listed where a person looks for it."""
    main(["--help"])
    told = capsys.readouterr().out
    assert [] == [name for name in COMMANDS if f"  {name}" not in told]
    main(["new", "--help"])
    told = capsys.readouterr().out
    assert [] == [template.id for template in content.templates() if template.id not in told]


def test_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` names the program and its version."""
    assert 0 == main(["--version"])
    assert "Tupailta 0.1.0\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fi"),
        ({"LANG": "C.UTF-8"}, "fi"),
        ({"LANG": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "sv_FI.UTF-8", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "fi"),
    ],
)
def test_the_language_follows_the_computer(environment: dict[str, str], language: str) -> None:
    """A language that we have is used, for any other one Finnish."""
    assert language == language_of(environment)


def test_the_windows_language_goes_before_the_computers() -> None:
    """Who chose a language in the window reads it in the terminal too."""
    settings.save(settings.Settings(language="sv"), settings.default_file())
    assert "sv" == language_of({"LANG": "en_GB.UTF-8"})


class _Paper(io.StringIO):
    """A stream with an encoding of its own."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_code_in_the_terminal_is_the_codes_modules(encoding: str) -> None:
    """Every module is drawn where it belongs, light on dark, with block letters or without."""
    wanted = lan.qr_matrix("http://192.168.1.20:8080/")
    drawn = qr_code(wanted, _Paper(encoding))
    if encoding == "ascii":
        read = [[line[at] == " " for at in range(0, len(line), 2)] for line in drawn]
    else:
        read = []
        for line in drawn:
            read.append([sign in " ▄" for sign in line])
            read.append([sign in " ▀" for sign in line])
    assert [list(row) for row in wanted] == read[: len(wanted)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_is_no_order_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Signs that a terminal obeys, or that turn its line around, are question marks, whoever named the file."""
    path = tmp_path / "a\x1b[2J\x9b1m\u202eilta.tupa"
    path.write_bytes(b"x")
    assert 0 != main(["recover", str(path)])
    said = "".join(capsys.readouterr())
    assert "a?[2J?1m?ilta.tupa" in said
    assert not {"\x1b", "\x9b", "\u202e"} & set(said)
