"""Getting an evening out of a damaged file: what can be read is kept, what can't is told, the file is not touched."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.store.damage import damaged, everything, make, out_of, roots
from tests.store.victims import evening
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.runtime import Runtime, recover_file
from workshop_app.store import checking, idea_rows, workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.pages import LEAF, Pages


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evening with some hundred comparisons, closed."""
    return make(tmp_path_factory.mktemp("evening"))


def test_a_sound_file_comes_out_equal(told: Path, tmp_path: Path) -> None:
    """Every row of every table, and nothing is said to be missing."""
    path = damaged(told, tmp_path)
    result, out = out_of(path)

    assert everything(told) == everything(out)
    assert result.complete


def test_the_log_of_a_crash_is_read_too(told: Path, tmp_path: Path) -> None:
    """What was committed and not yet folded into the file comes out; what was not committed does not."""
    path = tmp_path / "rikki.tupa"
    shutil.copy(told, tmp_path / "ilta.tupa")
    with Runtime(tmp_path / "ilta.tupa", Clock()) as runtime:
        runtime.submit(AddIdea("Vasta lokissa", IdeaOrigin.FACILITATOR)).result(100)
        shutil.copy(runtime.path, path)
        shutil.copy(tmp_path / "ilta.tupa-wal", tmp_path / "rikki.tupa-wal")
    with (tmp_path / "rikki.tupa-wal").open("ab") as log:
        log.write(b"\x00" * 5000)
    _, out = out_of(path)
    with Runtime(out, Clock()) as runtime:
        assert "Vasta lokissa" == idea_rows.ideas(runtime.reader())[-1].text


def test_the_first_page_lost(told: Path, tmp_path: Path) -> None:
    """Without header and schema the tables are known by the shape of their rows."""
    result, out = out_of(damaged(told, tmp_path, 1))
    before, after = everything(told), everything(out)

    assert before["comparison"] == after["comparison"]
    assert before["idea"] == after["idea"]
    assert before == after
    assert result.complete


@pytest.mark.parametrize("table", ["comparison", "appearance", "idea", "participant", "workshop", "activity"])
def test_a_tables_root_lost(told: Path, tmp_path: Path, table: str) -> None:
    """The leaves of a lost root are found again; a table of one page is gone, and what named it stays."""
    path = damaged(told, tmp_path, roots(told)[table], with_bytes=b"\0")
    result, out = out_of(path)
    before, after = everything(told), everything(out)

    assert len(before["comparison"]) == len(after["comparison"])
    assert len(before["appearance"]) == len(after["appearance"])
    assert len(before["participant"]) == len(after["participant"])
    assert (table != "workshop") == result.workshop_kept
    assert (table == "participant") == (result.made_up["participant"] > 0)
    if table == "idea":
        assert before["idea"] == after["idea"]


def test_a_leaf_lost_costs_its_rows_only(told: Path, tmp_path: Path) -> None:
    """The rows of one page are gone and counted, those of all others are there."""
    pages = Pages(told)
    leaves = list(pages.leaves(roots(told)["comparison"]))
    gone = sum(1 for _ in pages.rows(leaves[1]))
    result, out = out_of(damaged(told, tmp_path, leaves[1]))

    assert len(everything(told)["comparison"]) - gone == len(everything(out)["comparison"])
    assert gone == result.gaps["comparison"]
    assert not result.complete


def test_broken_text_in_a_row_costs_that_row(told: Path, tmp_path: Path) -> None:
    """A row that can be read and makes no sense to the program is left out by itself."""
    path = tmp_path / "rikki.tupa"
    shutil.copy(told, path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE idea SET state = 'winning' WHERE id IN (3, 40)")
    connection.execute("UPDATE theme SET name = '{' WHERE id = 1")
    connection.commit()
    connection.close()
    result, out = out_of(path)

    assert (2, 1) == (result.lost["idea"], result.lost["theme"])
    assert len(everything(told)["comparison"]) == len(everything(out)["comparison"])


def test_one_broken_fact_costs_that_fact(told: Path, tmp_path: Path) -> None:
    """The title and the date are kept when only the ladder can't be read."""
    path = tmp_path / "rikki.tupa"
    shutil.copy(told, path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE workshop SET ladder = substr(ladder, 2), place = 'Utajärvi'")
    connection.commit()
    connection.close()
    result, out = out_of(path)
    with Runtime(out, Clock()) as runtime:
        found = workshop_rows.workshop(runtime.reader())

    assert not result.workshop_kept
    assert ("Strategian keskeiset teemat", "Utajärvi") == (found.title.fi, found.place)


def test_cut_off_anywhere(told: Path, tmp_path: Path) -> None:
    """A copy that ended too early gives what it has."""
    content = told.read_bytes()
    kept = []
    for part in (0.3, 0.6, 0.95):
        path = tmp_path / "rikki.tupa"
        path.write_bytes(content[: int(len(content) * part)])
        _, out = out_of(path)
        kept.append(len(everything(out)["comparison"]))

    assert sorted(kept) == kept
    assert kept[-1] > 50


def test_random_damage_never_ends_in_an_error(told: Path, tmp_path: Path) -> None:
    """Bytes overwritten anywhere: always a file that opens, or the sentence that there is nothing."""
    chance = random.Random(7)
    content = told.read_bytes()
    saved = []
    for _ in range(10):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 40)):
            at = chance.randrange(len(broken))
            length = min(chance.randint(1, 300), len(broken) - at)
            broken[at : at + length] = chance.randbytes(length)
        path = tmp_path / "rikki.tupa"
        path.write_bytes(broken)
        result, _ = out_of(path)
        saved.append(result.saved["comparison"])

    assert max(saved) > 100


@pytest.mark.parametrize("content", [b"", b"x" * 100_000, b"SQLite format 3\x00" + bytes(9000)])
def test_nothing_to_recover(tmp_path: Path, content: bytes) -> None:
    """A file with nothing of ours in it is told so, and nothing is made."""
    path = tmp_path / "rikki.tupa"
    path.write_bytes(content)
    with pytest.raises(SessionFileProblem) as caught:
        recover_file(path, tmp_path / "out.tupa", Clock())

    assert "beyond_recovery" == caught.value.code
    assert [path] == list(tmp_path.iterdir())


def test_a_log_past_all_bounds_is_not_read(tmp_path: Path) -> None:
    """Beside a small file there may lie a log that takes no room on the disk and all of the memory."""
    new_workshop(tmp_path).close()
    with (tmp_path / "ilta.tupa-wal").open("wb") as log:
        log.truncate(checking.FILE_BYTES + 1)
    with pytest.raises(SessionFileProblem) as caught:
        recover_file(tmp_path / "ilta.tupa", tmp_path / "out.tupa", Clock())
    assert "beyond_recovery" == caught.value.code


def test_what_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    """Pages that are free again hold nothing that comes out."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute(
        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i LIMIT 900) "
        "INSERT INTO minutes_text SELECT n, 'summary', hex(zeroblob(200)), '' FROM i"
    )
    connection.commit()
    connection.execute("DELETE FROM minutes_text")
    connection.commit()
    free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    connection.close()
    path.rename(tmp_path / "rikki.tupa")
    _, out = out_of(tmp_path / "rikki.tupa")

    assert free > 10
    assert [] == everything(out)["minutes_text"]
    assert LEAF in {Pages(tmp_path / "rikki.tupa").kind(n) for n in range(2, 20)}


def test_rows_of_an_older_file_are_tried_after_migrating(tmp_path: Path) -> None:
    """An unreadable moment in a file that lacks a step costs that row; what comes out can be opened."""
    path = tmp_path / "ilta.tupa"
    evening(path)
    connection = sqlite3.connect(path)
    (step,) = connection.execute(
        "SELECT max(name) FROM _sqlite_migrations WHERE name LIKE 'core.%'"
    ).fetchone()
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (step,))
    connection.execute("UPDATE idea SET created_at = 'illalla' WHERE id = 3")
    connection.commit()
    connection.close()
    result, out = out_of(path)

    assert 1 == result.lost["idea"]
    with Runtime(out, Clock()) as runtime:
        assert 3 not in {idea.id for idea in idea_rows.ideas(runtime.reader())}
