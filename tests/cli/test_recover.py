"""`tupailta recover`: a new file beside the damaged one, and what is not in it is said."""

import sqlite3
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from ui.cli import main
from workshop_app.runtime import Runtime


def damaged(folder: Path, *, page: int | None = None, table: str = "") -> Path:
    """A workshop's file, with one page overwritten: the one of that number, or a table's first."""
    new_workshop(folder).close()
    path = folder / "ilta.tupa"
    content = bytearray(path.read_bytes())
    if table:
        connection = sqlite3.connect(path)
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        connection.close()
    if page is not None:
        content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    return path


def test_a_sound_file_misses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The name of the new file is told, and that it is whole."""
    assert 0 == main(["recover", str(damaged(tmp_path)), "--language", "en"])
    told = capsys.readouterr().out
    assert str(tmp_path / "ilta.recovered.tupa") in told
    assert "Nothing seems to be missing." in told


def test_a_damaged_file_gives_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the first page lost SQLite opens nothing; the new file opens in the program."""
    path = damaged(tmp_path, page=1)
    before = path.read_bytes()
    assert 0 == main(["recover", str(path), "--out", str(tmp_path / "uusi"), "--language", "sv"])
    assert str(tmp_path / "uusi.tupa") in capsys.readouterr().out
    Runtime(tmp_path / "uusi.tupa", Clock()).close()
    assert before == path.read_bytes()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_missing_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """The workshop's own page lost: it is said what to write in again."""
    assert 0 == main(["recover", str(damaged(tmp_path, table="workshop")), "--language", language])
    told = capsys.readouterr().out
    assert {"fi": "Mitään ei", "sv": "Ingenting", "en": "Nothing"}[language] not in told
    assert 6 <= len(told.splitlines())


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("DELETE FROM idea WHERE id = 5", "1 idea"),
        ("UPDATE idea SET state = x'00' WHERE id = 5", "1 idea"),
        ("UPDATE idea SET state = x'00' WHERE id IN (5, 6, (SELECT max(id) FROM idea))", "3 ideas"),
        ("UPDATE idea SET created_at = 'x' WHERE id = 5", "1 idea"),
    ],
)
def test_each_missing_row_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoilt: str, told: str
) -> None:
    """Whether it is gone, of a wrong kind, or such that the program can't read it."""
    path = damaged(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(spoilt)
    connection.commit()
    connection.close()
    assert 0 == main(["recover", str(path), "--language", "en"])
    lines = capsys.readouterr().out.splitlines()
    assert [f"  {told}"] == lines[lines.index("What is missing:") + 1 :]


def test_nothing_to_recover_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 and a sentence on standard error; no file is made."""
    path = tmp_path / "kirje.tupa"
    path.write_text("Hei!")
    assert 1 == main(["recover", str(path)])
    assert "kirje.tupa" in capsys.readouterr().err
    assert [path] == list(tmp_path.glob("*.tupa"))


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    """Neither the damaged one nor another one."""
    path = damaged(tmp_path)
    assert 1 == main(["recover", str(path), "--out", str(path)])
    assert 1 == main(["recover", str(tmp_path / "ei_ole.tupa")])
