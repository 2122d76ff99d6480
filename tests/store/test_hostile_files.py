"""Files made to harm: whatever is in them or lies beside them, opening refuses them and nothing else happens."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.domain.ideas import merge_targets
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.problems import sentence
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.errors import SessionFileProblem

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


def made(folder: Path, *statements: str, table: str | None = None, view: str = "") -> Path:
    """A closed workshop, changed with these statements; `table` can be replaced by a view of that name."""
    new_workshop(folder).close()
    path = folder / "ilta.tupa"
    connection = sqlite3.connect(path, isolation_level=None)
    if table is not None:
        connection.execute(f"ALTER TABLE {table} RENAME TO hidden_{table}")
        connection.execute(f"CREATE VIEW {table} AS {view}")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def refusal(path: Path) -> str:
    """The code that opening is refused with; the file must stay as it is, and nothing may be made beside it."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    began = time.process_time()
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(path, Clock())
    took = time.process_time() - began

    assert (before, beside) == (path.read_bytes(), sorted(path.parent.iterdir()))
    assert took < 20
    assert all("…" not in sentence(caught.value, translator(language)) for language in LANGUAGES)
    return caught.value.code


SCHEMAS: dict[str, tuple[str, ...]] = {
    "trigger": ("CREATE TRIGGER t AFTER INSERT ON comparison BEGIN DELETE FROM comparison; END",),
    "endless trigger": (f"CREATE TRIGGER t AFTER INSERT ON participant BEGIN {_ENDLESS} i FROM n; END",),
    "endless view": (f"CREATE VIEW v AS {_ENDLESS} count(*) FROM n",),
    "extra table": ("CREATE TABLE mine (id)",),
    "extra index": ("CREATE INDEX mine ON idea (abs(id))",),
    "full text index": ("CREATE VIRTUAL TABLE mine USING fts5(text)",),
    "shadow tables of an rtree": ("CREATE VIRTUAL TABLE mine USING rtree(id, a, b)",),
    "file reading virtual table": (
        "PRAGMA writable_schema=ON",
        "INSERT INTO sqlite_master VALUES ('table', 'm', 'm', 0, 'CREATE VIRTUAL TABLE m USING csv(data=''x'')')",
    ),
    "generated column": ("ALTER TABLE idea ADD COLUMN loud AS (upper(text)) VIRTUAL",),
    "extra column": ("ALTER TABLE idea ADD COLUMN extra TEXT",),
    "missing table": ("DROP TABLE minutes_text",),
    "missing index": ("DROP INDEX stage_tag_target",),
    "another check": (
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (id = 1)', 'CHECK (abs(id))') WHERE name = 'workshop'",
    ),
    "another programs migrations": (
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('x', 'y', 'z')",
    ),
    "a step forgotten": ("DELETE FROM _sqlite_migrations WHERE name = 'core.1'",),
}


@pytest.mark.parametrize("statements", SCHEMAS.values(), ids=SCHEMAS)
def test_another_schema_is_refused(tmp_path: Path, statements: tuple[str, ...]) -> None:
    """Exactly the tables and indexes that our migrations make, in exactly our words; nothing of it is run."""
    assert "tampered" == refusal(made(tmp_path, *statements))


@pytest.mark.parametrize("table", ["_sqlite_migrations", "workshop", "participant", "comparison"])
def test_a_view_in_a_tables_place_is_never_asked(tmp_path: Path, table: str) -> None:
    """An endless view under a name that our program reads is refused before it is read."""
    assert "tampered" == refusal(
        made(tmp_path, table=table, view=f"{_ENDLESS} i AS id, i AS migration_set, i AS name FROM n")
    )


def test_a_malformed_schema_is_refused(tmp_path: Path) -> None:
    """SQL in the schema that is no SQL."""
    path = made(
        tmp_path, "PRAGMA writable_schema=ON", "UPDATE sqlite_master SET sql = 'CREATE (' WHERE name = 'idea'"
    )

    assert "damaged" == refusal(path)


def test_two_tables_on_one_page_are_refused(tmp_path: Path) -> None:
    """A table whose root page is another's would let one write into the other."""
    path = made(
        tmp_path,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'idea') "
        "WHERE name = 'theme'",
    )

    assert refusal(path) in ("damaged", "tampered")


_PERSON = "INSERT INTO participant VALUES (1, {}, NULL, 'fi', 'phone', '2026-11-22T15:30:00.000+00:00')"

ROWS: dict[str, str] = {
    "blob for text": "UPDATE idea SET text = x'00ff' WHERE id = 1",
    "text for a number": "UPDATE activity SET minutes = 'many'",
    "fraction": "UPDATE activity SET position = 0.5",
    "number past all screens": "UPDATE activity SET minutes = 9223372036854775807",
    "a question that is no JSON": "UPDATE activity SET question = '' WHERE id = 1",
    "a number that is none": """UPDATE activity SET config = '{"x": NaN}' WHERE id = 1""",
    "before all clocks": "UPDATE idea SET created_at = '1601-01-01T00:00:00.000+00:00'",
    "after all clocks": "UPDATE workshop SET created_at = '3001-01-01T00:00:00.000+00:00'",
    "no utf-8": "UPDATE idea SET text = CAST(x'ff00fe' AS TEXT) WHERE id = 1",
    "a text of 50 MB": "UPDATE idea SET text = hex(zeroblob(25000000)) WHERE id = 1",
    "an idea that fills a book": "UPDATE idea SET text = hex(zeroblob(5000)) WHERE id = 1",
    "a place that fills a book": "UPDATE workshop SET place = hex(zeroblob(30000))",
    "words that fill one": "INSERT INTO minutes_text SELECT 1, 'use', hex(zeroblob(30000)), created_at FROM workshop",
    "a row after which there is no other": "UPDATE stage_tag SET id = 9223372036854775807 WHERE id = 1",
    "a number that no address has": "UPDATE theme SET id = 1000000000 WHERE id = (SELECT max(id) FROM theme)",
    "a person before the first": _PERSON.format("'h'").replace("(1,", "(-3,"),
    "more minutes than a field holds": "UPDATE activity SET minutes = 100001",
    "less than no time": "UPDATE activity SET minutes = -1",
    "more pairs than a field holds": """UPDATE activity SET config = '{"duels": 2147483648}' WHERE kind = 'duel'""",
    "a place after which there is none": "UPDATE theme SET position = 9007199254740991",
    "a language of no page": "UPDATE workshop SET language = '../../x'",
    "somebody's language of no page": _PERSON.format("'h'").replace("'fi'", "'xx'"),
    "a type that ends a line of an answer": "INSERT INTO given_document SELECT 1, 'a', 'b' || char(13, 10) || 'c: d', "
    "x'00', created_at, NULL FROM workshop",
    "a blob of 100 MB": "INSERT INTO given_document VALUES (1, 'a', 'b', zeroblob(100000000), '', NULL)",
    "broken json": "UPDATE workshop SET ladder = '{'",
    "json of another shape": "UPDATE theme SET name = '[1, 2]'",
    "endless json": f"UPDATE activity SET config = '{'[' * 100_000}'",
    "a list for a config": "UPDATE activity SET config = '[]'",
    "a lone surrogate": """UPDATE workshop SET title = '{"fi": "\\ud800"}'""",
    "a date that is none": "UPDATE workshop SET date = 'tomorrow'",
    "a time that is none, where no page reads it": "UPDATE idea SET created_at = 'Inf' WHERE id = 1",
    "a time without a zone": "UPDATE workshop SET created_at = '2026-11-22T15:30:00'",
    "a state that is none": "UPDATE idea SET state = 'winning'",
    "a change that is none": "INSERT INTO idea_change VALUES (1, 1, 'win', NULL, '', '')",
    "merged into words": "INSERT INTO idea_change VALUES (1, 1, 'merge', 'x', '', '')",
    "channel that is none": _PERSON.format("'h'").replace("phone", "radio"),
    "somebody unknown": "INSERT INTO idea SELECT 99, 1, 1, 77, 'x', '[]', 'participant', NULL, 'in', NULL, created_at "
    "FROM idea WHERE id = 1",
    "null for text": "UPDATE _sqlite_migrations SET name = NULL WHERE name = 'core.1'",
}


@pytest.mark.parametrize("statement", ROWS.values(), ids=ROWS)
def test_rows_that_our_reading_cant_take_are_refused(tmp_path: Path, statement: str) -> None:
    """Wrong types, broken JSON and values past all bounds are found at opening, not in the middle of the evening."""
    assert "tampered" == refusal(made(tmp_path, statement))


def test_a_chain_of_thousands_takes_no_time(tmp_path: Path) -> None:
    """Thousands of people who each count as the next, and ideas that are each merged into the next one."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 4000) "
    at = "'2026-11-22T15:30:00.000+00:00'"
    idea = f"SELECT 1000 + i, NULL, NULL, NULL, 'x', '[]', 'participant', NULL, 'in', NULL, {at} FROM n"
    path = made(
        tmp_path,
        f"{numbers}INSERT INTO participant SELECT i, 'x' || i, NULL, 'fi', 'phone', {at} FROM n",
        f"{numbers}INSERT INTO participant_merge SELECT i, i, i + 1, {at} FROM n WHERE i < 4000",
        f"{numbers}INSERT INTO idea {idea}",
        f"{numbers}INSERT INTO idea_change SELECT i, 1000 + i, 'merge', 1001 + i, '', {at} FROM n WHERE i < 4000",
    )
    began = time.process_time()
    with Runtime(path, Clock()) as runtime:
        assert 1 == workshop_rows.participant_count(runtime.reader())
        assert {5000} == set(merge_targets(idea_rows.ideas(runtime.reader())).values())
    assert time.process_time() - began < 10


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    """A million ideas in a small file would be read for minutes."""
    path = made(
        tmp_path,
        "INSERT INTO idea SELECT 1000 + i, NULL, NULL, NULL, 'x', '[]', 'participant', NULL, 'in', NULL, "
        "'2026-11-22T15:30:00.000+00:00' FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "LIMIT 6000) SELECT i FROM n)",
    )

    assert "tampered" == refusal(path)


@pytest.mark.parametrize("table", ["activity", "theme"])
def test_an_agenda_without_end_is_refused(tmp_path: Path, table: str) -> None:
    """Each part of the agenda may cost a ranking, each theme a column of the hall's wall."""
    new_workshop(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "ilta.tupa")
    row = list(connection.execute(f"SELECT * FROM {table} WHERE id = 1").fetchone())
    marks = ", ".join("?" * len(row))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [[n, *row[1:]] for n in range(100, 1000)])
    connection.commit()
    connection.close()

    assert "tampered" == refusal(tmp_path / "ilta.tupa")


def test_a_file_without_a_workshop_says_so(tmp_path: Path) -> None:
    """An empty file is no attack: it has a sentence of its own."""
    from workshop_app.domain.errors import WorkshopError

    path = made(tmp_path, "DELETE FROM workshop")
    with pytest.raises(WorkshopError) as caught:
        Runtime(path, Clock())

    assert "no_workshop" == caught.value.code
    assert [path] == list(tmp_path.iterdir())


BESIDE: dict[str, Callable[[Path, Path], object]] = {
    "link": lambda beside, victim: beside.symlink_to(victim),
    "hard link": lambda beside, victim: os.link(victim, beside),
    "dangling link": lambda beside, victim: beside.symlink_to(victim.with_name("new")),
    "pipe": lambda beside, victim: os.mkfifo(beside),
    "folder": lambda beside, victim: beside.mkdir(),
}


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal", ".lock"])
@pytest.mark.parametrize("place", BESIDE.values(), ids=BESIDE)
@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_what_lies_beside_is_not_followed(
    tmp_path: Path, suffix: str, place: Callable[[Path, Path], object]
) -> None:
    """A folder from others can hold links under the names that SQLite writes to; they are left alone."""
    (tmp_path / "a").mkdir()
    path = made(tmp_path / "a")
    victim = tmp_path / "secret.txt"
    victim.write_text("kallis")
    place(path.with_name(path.name + suffix), victim)
    code = refusal(path)

    assert "tampered" == code
    assert "kallis" == victim.read_text()
    assert not (tmp_path / "new").exists()


def test_a_journal_that_names_another_file_is_refused(tmp_path: Path) -> None:
    """SQLite would open and then delete the file that such a journal names."""
    path = made(tmp_path)
    victim = tmp_path / "secret.txt"
    victim.write_text("kallis")
    name = str(victim).encode()
    head = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(20)
    tail = len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
    path.with_name("ilta.tupa-journal").write_bytes(head.ljust(512, b"\0") + name + tail)

    assert "tampered" == refusal(path)
    assert "kallis" == victim.read_text()


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_rubbish_beside_is_harmless(tmp_path: Path, suffix: str) -> None:
    """A log that is none is not played into the file."""
    path = made(tmp_path)
    path.with_name(path.name + suffix).write_bytes(os.urandom(20_000))
    with Runtime(path, Clock()) as runtime:
        assert 6 == len(workshop_rows.activities(runtime.reader()))


def test_a_log_that_brings_a_trigger_is_refused(tmp_path: Path) -> None:
    """What stands only in the write-ahead log is checked as well."""
    path = made(tmp_path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TRIGGER t AFTER INSERT ON idea BEGIN DELETE FROM idea; END")
    there = {beside: beside.read_bytes() for beside in (path, path.with_name("ilta.tupa-wal"))}
    connection.close()
    for beside, content in there.items():
        beside.write_bytes(content)

    with pytest.raises(SessionFileProblem) as caught:
        Runtime(path, Clock())
    assert "tampered" == caught.value.code
