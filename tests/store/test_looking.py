"""A file that is looked at: an older one is brought up to date in memory, a harmful one is refused."""

import sqlite3
from pathlib import Path

import pytest

from tests import tomorrow
from tests.exports.evenings import unopened_evening
from workshop_app.kinds import table
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.looking import looked_at
from workshop_app.verify import verify


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file with an evening that was not opened."""
    unopened_evening(tmp_path / "ilta.tupa", "tyhja")
    return tmp_path / "ilta.tupa"


def test_an_older_file_is_brought_up_to_date_in_memory(path: Path) -> None:
    """The reader sees the new table; the file stays as old as it was, and no copy is made beside it."""
    before = path.read_bytes()
    with looked_at(path, [*table.owners(), tomorrow.TABLES], verify) as reader:
        assert 0 == reader.number("SELECT count(*) FROM tomorrow")
    assert (before, [path]) == (path.read_bytes(), list(path.parent.iterdir()))


def test_what_is_looked_at_cannot_be_written_to_by_it(path: Path) -> None:
    """It is a copy: even what is written there never comes into the file."""
    before = path.read_bytes()
    with looked_at(path, table.owners(), verify) as reader:
        reader.query("UPDATE workshop SET place = 'muualla'")
        assert "muualla" == reader.query("SELECT place FROM workshop")[0][0]
    assert before == path.read_bytes()


def test_a_file_with_a_trigger_is_refused(path: Path) -> None:
    """As when it is opened: nothing of a foreign schema is used."""
    with sqlite3.connect(path) as file:
        file.execute("CREATE TRIGGER bad AFTER UPDATE ON workshop BEGIN DELETE FROM idea; END")
    file.close()
    with pytest.raises(SessionFileProblem) as refused, looked_at(path, table.owners(), verify):
        pass
    assert ("tampered", "ilta.tupa") == (refused.value.code, refused.value.params["name"])


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    """It could hold what this program would misread."""
    with looked_at(path, table.owners(), verify):
        pass
    with sqlite3.connect(path) as file:
        file.execute("INSERT INTO _sqlite_migrations VALUES (99, 'tupailta.core', 'core.99', '2030-01-01')")
    file.close()
    with pytest.raises(SessionFileProblem) as refused, looked_at(path, table.owners(), verify):
        pass
    assert "newer" == refused.value.code
