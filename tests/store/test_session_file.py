"""The session file: identity, migration after a backup, and what is refused with which words."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import tomorrow
from tests.clock import Clock, new_workshop
from workshop_app.i18n import translator
from workshop_app.kinds import table
from workshop_app.problems import sentence
from workshop_app.runtime import Runtime
from workshop_app.store import schema, session_file, workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.tables import Tables

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


def refusal(path: Path) -> SessionFileProblem:
    """What opening `path` is refused with."""
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(path, Clock())
    return caught.value


def test_a_new_file_is_marked_as_ours(tmp_path: Path) -> None:
    """The header carries our application id and the number of migration steps, for any SQLite tool to see."""
    new_workshop(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "ilta.tupa")
    found = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    ]
    connection.close()

    assert [schema.APPLICATION_ID, schema.version(table.owners())] == found


def test_a_closed_workshop_is_one_file(tmp_path: Path) -> None:
    """After closing there is no WAL, no lock, no half-made copy: the file can go on a stick."""
    new_workshop(tmp_path).close()

    assert ["ilta.tupa"] == [file.name for file in tmp_path.iterdir()]


def test_answers_are_on_the_disk_before_they_are_acknowledged(tmp_path: Path) -> None:
    """WAL with synchronous=FULL on the writing connection."""
    with new_workshop(tmp_path) as runtime:
        connection = runtime._file.connection
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        ]

    assert ["wal", 2] == found


def test_a_second_opening_is_refused(tmp_path: Path) -> None:
    """Two programs must not run one evening; the sentence says where to close it."""
    with new_workshop(tmp_path) as runtime:
        problem = refusal(runtime.path)

    assert "in_use" == problem.code
    assert "ilta.tupa" in sentence(problem, translator("fi"))


def test_after_closing_it_opens_again(tmp_path: Path) -> None:
    """The lock goes with the program that held it."""
    new_workshop(tmp_path).close()
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        title = workshop_rows.workshop(again.reader()).title.fi

    assert "Strategian keskeiset teemat" == title


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """Nothing is made where nothing was."""
    problem = refusal(tmp_path / "ei_ole.tupa")

    assert "missing" == problem.code
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"not a database", b"PK\x03\x04" + b"x" * 5000])
def test_a_file_of_another_sort_is_refused(tmp_path: Path, content: bytes) -> None:
    """A document renamed to .tupa is refused and stays as it was."""
    path = tmp_path / "kirje.tupa"
    path.write_bytes(content)

    assert "foreign" == refusal(path).code
    assert content == path.read_bytes()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    """An SQLite file without our mark is somebody else's."""
    path = tmp_path / "muu.tupa"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE workshop (id)")
    connection.close()

    assert "foreign" == refusal(path).code


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """Pages overwritten with rubbish are found by quick_check before anything is changed."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 512] = b"\xa5" * 512
    path.write_bytes(content)

    assert "damaged" == refusal(path).code
    assert bytes(content) == path.read_bytes()


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    """A copy that ended half-way is damaged."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])

    assert "damaged" == refusal(path).code


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    """A step that this program does not know means that a newer one made it."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    future = [*table.owners(), tomorrow.TABLES]
    session_file.open_file(path, future, NOW).close()

    assert "newer" == refusal(path).code


def test_an_older_file_is_migrated_after_a_backup(tmp_path: Path) -> None:
    """The copy beside the file is the old file, whole; the opened one has the new table and all that was in it."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    future = [*table.owners(), tomorrow.TABLES]
    opened = session_file.open_file(path, future, NOW)
    tables = set(opened.db.table_names())
    opened.close()
    copy = session_file.backup_path(path, NOW)

    assert "tomorrow" in tables
    assert {"ilta.tupa", copy.name} == {file.name for file in tmp_path.iterdir()}
    with Runtime(copy, Clock()) as old:
        assert "Strategian keskeiset teemat" == workshop_rows.workshop(old.reader()).title.fi


def test_a_failing_migration_leaves_the_old_file(tmp_path: Path) -> None:
    """A step that fails half-way is rolled back: the file opens with the old program as before."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    step = "CREATE TABLE tomorrow (id INTEGER PRIMARY KEY); CREATE TABLE tomorrow (again);"
    broken = Tables(tomorrow.KIND, (step,))
    with pytest.raises(SessionFileProblem):
        session_file.open_file(path, [*table.owners(), broken], NOW)

    with Runtime(path, Clock()) as runtime:
        assert 6 == len(workshop_rows.activities(runtime.reader()))


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    """Creating refuses a name that is taken."""
    (tmp_path / "ilta.tupa").write_text("kallis")
    with pytest.raises(SessionFileProblem) as caught:
        new_workshop(tmp_path)

    assert "exists" == caught.value.code
    assert "kallis" == (tmp_path / "ilta.tupa").read_text()


def test_every_code_has_a_sentence_in_each_language(tmp_path: Path) -> None:
    """No refusal reaches a person as a code."""
    codes = [
        "missing",
        "exists",
        "foreign",
        "damaged",
        "newer",
        "in_use",
        "full",
        "read_only",
        "locked",
        "broken",
        "tampered",
        "not_readable",
        "not_writable",
        "beyond_recovery",
    ]
    ours = {language: sentence(RuntimeError(), translator(language)) for language in ("fi", "sv", "en")}
    said = [
        sentence(SessionFileProblem(code, name="a.tupa"), translator(language)) != ours[language]
        for code in codes
        for language in ours
    ]

    assert [True] * 3 * len(codes) == said
