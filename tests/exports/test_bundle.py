"""The folder that goes home: everything in it, whole files only, and LibreOffice opens the document."""

import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from exports.bundle import Stopped, export_all, ranking_rows
from exports.handouts import Joining
from tests.exports.evenings import with_text
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes
from workshop_app.problems import expected, sentence


def test_everything_is_written(evening: Minutes, tmp_path: Path) -> None:
    """The folder is made; the document, the page, the workbook and each table lie in it and nothing else does."""
    done = export_all(evening, tmp_path / "new" / "out")
    assert tmp_path / "new" / "out" / "minutes.docx" == done.minutes
    assert tmp_path / "new" / "out" / "tables.xlsx" == done.tables
    files = {path for path in done.folder.rglob("*") if path.is_file()}
    card = done.folder / "handouts" / "participation-card.docx"
    assert {done.minutes, done.page, done.tables, *done.csv, card} == files == set(done.files)


def test_what_was_printed_goes_home_too(evening: Minutes, tmp_path: Path) -> None:
    """With the hall's address poster and table cards are written in every language, and each opens."""
    joining = Joining("http://192.168.137.101:8080/", "kylatalo", "salasana", "WIFI:S:kylatalo;;")
    done = export_all(evening, tmp_path, joining=joining)
    names = {f"{name}-{language}" for name in ("poster", "table-cards") for language in ("fi", "sv", "en")}
    assert {*names, "participation-card"} == {path.stem for path in done.handouts}
    for path in done.handouts:
        assert docx.Document(str(path)).core_properties.title


def test_stopped_on_the_way(evening: Minutes, tmp_path: Path) -> None:
    """Before each file, and each sheet of the workbook, it is asked whether to go on; stopped, nothing is written."""
    told: list[tuple[int, int]] = []

    def going(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 3

    with pytest.raises(Stopped):
        export_all(evening, tmp_path / "out", going=going)
    asked = Counter(done for done, _of in told)
    assert [0, 1, 2, 3] == list(asked)
    assert asked[2] > len(evening.sections)
    assert 1 == len({of for _done, of in told})
    assert not (tmp_path / "out").exists()


def test_a_second_export_replaces_the_first(evening: Minutes, tmp_path: Path) -> None:
    """Exporting again leaves whole, new files."""
    first = export_all(evening, tmp_path).minutes.read_bytes()
    second = export_all(replace(evening, texts={"summary": "Uusi"}), tmp_path).minutes.read_bytes()
    assert first != second


def test_what_cannot_be_written_leaves_the_earlier(evening: Minutes, tmp_path: Path) -> None:
    """When a file cannot be put in its place, what was there stays and no half file is left behind."""
    (tmp_path / "minutes.docx").mkdir()
    (tmp_path / "minutes.docx" / "inside").write_text("x")
    with pytest.raises(OSError, match="minutes"):
        export_all(evening, tmp_path)
    assert ["minutes.docx"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_folder_that_is_gone_is_told(evening: Minutes, tmp_path: Path) -> None:
    """No folder can be made where there is none to make it in, as after a stick was pulled out: the world's trouble."""
    (tmp_path / "tikku").write_text("no folder")
    with pytest.raises(WorkshopError) as found:
        export_all(evening, tmp_path / "tikku" / "ilta")
    assert expected(found.value)
    assert "Kytke muistitikku" in sentence(found.value, translator("fi"))


def test_unknown_language_is_refused(evening: Minutes, tmp_path: Path) -> None:
    """A language that we do not have is a ValueError before anything is written."""
    with pytest.raises(ValueError, match="no such language"):
        export_all(evening, tmp_path, "de")
    assert [] == list(tmp_path.iterdir())


def test_no_answers_no_ranking(unopened: Minutes, practices: Minutes) -> None:
    """Before the first comparison there is no order to show."""
    assert [] == ranking_rows(unopened)
    assert [] == ranking_rows(practices)


def test_ranking_rows(evening: Minutes) -> None:
    """Best first, four decimals, each share within its interval, each place within its band."""
    rows = ranking_rows(evening)
    assert list(range(1, len(rows) + 1)) == [row.place for row in rows]
    for row in rows:
        assert row.share == round(row.share, 4)
        assert 0 <= row.low <= row.share <= row.high <= 1
        assert row.band[0] <= row.place <= row.band[1]


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("which", ["whole", "empty", "hostile"])
def test_libreoffice_opens_it(
    evening: Minutes, unopened: Minutes, program: Callable[..., str], tmp_path: Path, which: str
) -> None:
    """LibreOffice turns the document into a PDF without complaint."""
    office = program("libreoffice", "soffice")
    hostile = "<b>]]>&\u202e =1+1 👩‍👩‍👧 שלום " + "pitkä" * 60
    minutes = {"whole": evening, "empty": unopened, "hostile": with_text(evening, hostile)}[which]
    document = export_all(minutes, tmp_path).minutes
    done = subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(document),
        ],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    pdf = tmp_path / "minutes.pdf"
    assert pdf.exists(), done.stderr
    assert 0 == done.returncode
    assert pdf.read_bytes().startswith(b"%PDF")
