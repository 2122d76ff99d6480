"""Pages read without SQLite give the rows that SQLite gives: all types, all lengths, all page sizes, with a log."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_app.store.pages import Pages, Unreadable

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=60),
    st.text("åäö€", min_size=900, max_size=2500),
    st.binary(max_size=5000),
)


def read(path: Path, table: str) -> dict[int, list[object]]:
    """The rows of a table by rowid, as `Pages` finds them."""
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    connection.close()
    pages = Pages(path)
    rows = [row for leaf in pages.leaves(root) for row in pages.rows(leaf)]
    assert None not in rows
    return {row[0]: list(row[1]) for row in rows if row is not None}


@settings(max_examples=40)
@given(
    rows=st.dictionaries(st.integers(-(2**63), 2**63 - 1), st.tuples(VALUES, VALUES), max_size=30),
    size=st.sampled_from([512, 1024, 4096, 65_536]),
)
def test_the_same_rows_as_sqlite(rows: dict[int, tuple[object, object]], size: int) -> None:
    """Whatever stands in a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.db"
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA page_size={size}")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(k, *v) for k, v in rows.items()])
        connection.commit()
        connection.close()
        found = read(path, "t")

    # SQLite writes a whole number in a floating one as the shorter integer.
    assert rows == {rowid: (values[1], values[2]) for rowid, values in found.items()}


def test_the_log_counts_up_to_its_last_commit(tmp_path: Path) -> None:
    """A table of thousands of rows, half of them in the log only; frames after the last commit do not count."""
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)")
    chance = random.Random(3)
    for start in (0, 2000):
        connection.execute("BEGIN")
        rows = [(start + n, "x" * chance.randint(0, 300)) for n in range(2000)]
        connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    connection.execute("PRAGMA cache_size=5")
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET a = 'not committed' || hex(zeroblob(150))")
    with closing(sqlite3.connect(path)) as other:
        expected = other.execute("SELECT id, a FROM t").fetchall()
    pages = Pages(path)
    found = [r for leaf in pages.leaves(2) for r in pages.rows(leaf) if r is not None]
    connection.execute("ROLLBACK")
    connection.close()

    assert expected == [(rowid, values[1]) for rowid, values in found]


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_rubbish_has_no_rows(tmp_path: Path, content: bytes) -> None:
    """No page, no row, no error that nobody expects."""
    path = tmp_path / "x.db"
    path.write_bytes(content)
    pages = Pages(path)

    assert [] == [row for n in range(pages.count + 2) for leaf in pages.leaves(n) for row in pages.rows(leaf)]
    with pytest.raises(Unreadable):
        pages.page(999)


def harmful(folder: Path, text: int) -> tuple[Path, bytearray, int]:
    """A table with one row of so many letters: the file, its bytes, and where its leaf page begins."""
    path = folder / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size=4096")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)")
    connection.execute("INSERT INTO t VALUES (1, ?)", ("a" * text,))
    connection.commit()
    connection.close()
    return path, bytearray(path.read_bytes()), 4096


def found_in(path: Path, content: bytearray, *leaves: int) -> int:
    """How many letters or bytes the rows of these pages have together, as `Pages` finds them in the changed file."""
    path.write_bytes(content)
    return length(Pages(path), *leaves)


def length(pages: Pages, *leaves: int) -> int:
    """The same of pages that are open."""
    rows = [row for leaf in leaves for row in pages.rows(leaf) if row is not None]
    return sum(len(value) for _, values in rows for value in values if isinstance(value, str | bytes))


def test_a_page_of_one_cell_a_thousand_times_is_one_row(tmp_path: Path) -> None:
    """However often a page names a cell, and however many cells share its bytes, it gives no more than it holds."""
    path, content, leaf = harmful(tmp_path, 2_000)
    cell = int.from_bytes(content[leaf + 8 : leaf + 10], "big")
    content[leaf + 3 : leaf + 5] = (900).to_bytes(2, "big")
    content[leaf + 8 : leaf + 8 + 1800] = cell.to_bytes(2, "big") * 900
    assert 2_000 == found_in(path, content, 2)
    for n in range(100):
        # Row 1 of 2,004 bytes: an empty value, and 2,000 bytes that are the next cells.
        at = 2_000 - 18 * n
        content[leaf + 8 + 2 * n : leaf + 10 + 2 * n] = at.to_bytes(2, "big")
        content[leaf + at : leaf + at + 7] = bytes([0x8F, 0x54, 1, 4, 0, 0x9F, 0x2C])
    assert 4_000 == found_in(path, content, 2)


def test_a_chain_that_leads_back_to_itself_is_no_row(tmp_path: Path) -> None:
    """A record says that it has millions of bytes, and its second page names itself as the next: nothing is read."""
    path, content, _ = harmful(tmp_path, 20_000)
    content[2 * 4096 : 2 * 4096 + 4] = (3).to_bytes(4, "big")
    assert 0 == found_in(path, content, 2)


def test_a_chain_belongs_to_one_row(tmp_path: Path) -> None:
    """A second page whose cell names the same further pages gives nothing; asked again, the first gives the same."""
    path, content, leaf = harmful(tmp_path, 20_000)
    content += content[leaf : leaf + 4096]
    last = len(content) // 4096
    assert 20_000 == found_in(path, content, 2, last)
    pages = Pages(path)
    assert [20_000, 20_000] == [length(pages, 2) for _ in range(2)]
