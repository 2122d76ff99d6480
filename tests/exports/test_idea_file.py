"""Lists of ideas as people have them: pasted, CSV as Excel writes it, XLSX, and what is no list at all."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from exports.idea_file import read_file
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.idea_list import seeds
from workshop_app.domain.plan_commands import SeedIdea

_NO_PARTS = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def test_headings_name_the_theme_of_what_follows() -> None:
    """List marks and empty lines are left out; before the first heading the given theme holds."""
    text = "• Kyläbussi\n\n# Liikenne \n- Pyörätie\n  – Valot\n#\nMuuta\n"
    expected = (
        SeedIdea("Kyläbussi", "Palvelut"),
        SeedIdea("Pyörätie", "Liikenne"),
        SeedIdea("Valot", "Liikenne"),
        SeedIdea("Muuta", ""),
    )
    assert expected == seeds(text, "Palvelut")


def test_a_csv_of_a_finnish_excel(tmp_path: Path) -> None:
    """Semicolons, cp1252 and a row of headings: the columns are found by their names."""
    file = tmp_path / "ideat.csv"
    file.write_bytes(
        'Nro;Teema;Idea\n1;Liikenne;Kyläbussi\n2;Liikenne;"Pyörätie; valot"\n3;Koulu;Iltakäyttö\n'.encode(
            "cp1252"
        )
    )
    assert "# Liikenne\nKyläbussi\nPyörätie; valot\n# Koulu\nIltakäyttö" == read_file(file)


def test_a_csv_without_headings(tmp_path: Path) -> None:
    """The first column with words holds the ideas; UTF-8 with its mark is read too."""
    file = tmp_path / "ideat.csv"
    file.write_text("Kyläbussi,12\nÄlykäs katuvalo,3\n", encoding="utf-8-sig")
    assert "Kyläbussi\nÄlykäs katuvalo" == read_file(file)


_TABLE = "Idea;Teema\nKyläbussi, iltaisin;Liikenne\nÖinen valo;Liikenne\n"
_READ = "# Liikenne\nKyläbussi, iltaisin\nÖinen valo"


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        ("a.csv", _TABLE.encode("utf-8-sig"), _READ),
        ("a.csv", _TABLE.replace("\n", "\r\n").encode("cp1252"), _READ),
        ("a.txt", _TABLE.replace(";", "\t").encode("utf-16"), _READ),
        ("a.csv", _TABLE.replace(";", "\t").encode("utf-16-le"), _READ),
        ("a.tsv", _TABLE.replace(";", "\t").encode(), _READ),
        ("a.csv", _TABLE.replace(";", "|").encode(), _READ),
        ("a.csv", ("sep=;\n" + _TABLE).encode(), _READ),
        ("a.csv", _TABLE.replace("\n", "\r").encode(), _READ),
        ("a.csv", b"Idea;Teema\nBussi;Tie\nValo\n", "# Tie\nBussi\nValo"),
        ("a.csv", b"1;Bussi\n2;Valo\n", "Bussi\nValo"),
        ("a.csv", b'Aika,Mika?,Kunta\n2026/11/22,"Bussi, 1",Ii\n2026/11/23,Valo tielle,Ii\n', "Bussi, 1\nValo tielle"),
        ("a.csv", b"Aika;Osoite;Vastaus\n22.11.;matti.meikalainen@kunta.fi;Bussi\n", "Bussi"),
        ("a.csv", b"Bussi, iltaisin\nValo, tielle\n", "Bussi, iltaisin\nValo, tielle"),
        ("a.csv", b'"Bussi, iltaisin"\n"Valo"\n', "Bussi, iltaisin\nValo"),
        ("a.csv", b"Bussi; ja pysakki\nValo\n", "Bussi; ja pysakki\nValo"),
        ("a.csv", b"Idea\n", ""),
    ],
)  # fmt: skip
def test_tables_as_people_save_them(tmp_path: Path, name: str, content: bytes, read: str) -> None:
    """Whatever parts the columns and however the letters were saved; and a comma in a sentence loses nothing of it."""
    file = tmp_path / name
    file.write_bytes(content)
    assert read == read_file(file)


@pytest.mark.parametrize(
    ("pasted", "ideas"),
    [
        ("1. Bussi\n2) Valo\n\n(3) Uimala", ["Bussi", "Valo", "Uimala"]),
        ("1.\tBussi\n2.\tValo", ["Bussi", "Valo"]),
        ("•\tBussi\no\tValo\n\uf0b7\tUimala", ["Bussi", "Valo", "Uimala"]),
        ("▪ Bussi\n→ Valo\n[ ] Uimala\n☐ Koulu", ["Bussi", "Valo", "Uimala", "Koulu"]),
        ("1. luokan matkat\n1.12. alkaen auki\n3.5 tonnia\n-5 astetta", None),
        ("10-vuotissuunnitelma\n2030 mennessä valmis\n24/7 päivystys", None),
        ("Idea\tTeema\nBussi\tLiikenne\nValo\tLiikenne", ["Bussi", "Valo"]),
        ("\u200b\n\ufeffBussi\n\u00a0\nValo", ["Bussi", "Valo"]),
    ],
)
def test_lists_as_people_paste_them(pasted: str, ideas: list[str] | None) -> None:
    """Marks and numbers that count the lines are left out, a number that belongs to its sentence is not."""
    assert (pasted.splitlines() if ideas is None else ideas) == [idea.text for idea in seeds(pasted)]


def test_an_xlsx(tmp_path: Path) -> None:
    """The first sheet; numbers, empty rows and line breaks in a cell do no harm."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("idé", "tema"), ("Bybuss\nvarje dag", "Trafik"), (None, None), (112, "Trafik")):
        sheet.append(row)
    file = tmp_path / "ideer.xlsx"
    book.save(file)
    assert "# Trafik\nBybuss varje dag\n112" == read_file(file)


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"PK\x03\x04 no"), ("a.csv", b"a\0b"), ("a.txt", b"\0")]
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    """With the file's name, whatever the reader stumbled on."""
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(WorkshopError, match="list_not_readable"):
        read_file(file)


def test_a_file_that_is_too_large_or_gone(tmp_path: Path) -> None:
    """Too large is refused unread; a file that is gone is the disk's trouble; an empty one holds nothing."""
    large, none = tmp_path / "a.csv", tmp_path / "b.csv"
    large.write_bytes(b"x" * 4_000_001)
    none.write_bytes(b"")
    with pytest.raises(WorkshopError, match="list_not_readable"):
        read_file(large)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "gone.csv")
    assert "" == read_file(none)


def test_a_sheet_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """A few packed bytes that would fill the memory are no list; nothing of them is unpacked."""
    file = tmp_path / "ideat.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
    assert 100_000 > file.stat().st_size
    with pytest.raises(WorkshopError) as refused:
        read_file(file)
    assert "list_not_readable" == refused.value.code


def test_a_package_without_a_sheet_is_refused(tmp_path: Path) -> None:
    """What openpyxl calls an error of the disk is a broken file all the same."""
    file = tmp_path / "ideat.xlsx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", _NO_PARTS)
    with pytest.raises(WorkshopError) as refused:
        read_file(file)
    assert "list_not_readable" == refused.value.code


@pytest.mark.parametrize(
    "text", ["- " * 500_000, "•" * 1_000_000, "[] " * 300_000, "a\t" * 500_000 + "\nb\tc" * 5_000]
)
def test_no_list_takes_long(text: str) -> None:
    """A line of nothing but list marks, a table of more columns than rows: the window waits for what is read of it."""
    began = time.process_time()
    assert len(seeds(text)) <= 5_001
    assert time.process_time() - began < 3
