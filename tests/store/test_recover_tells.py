"""What recovering says of what is missing: wherever rows are lost it says so, and where it can be known, how many."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.store.damage import damaged, everything, make, out_of, roots
from workshop_app.i18n import translator
from workshop_app.recovered import missing
from workshop_app.runtime import recover_file
from workshop_app.store.pages import Pages

PAGE, SECTOR = 4096, 512
#: Tables whose rows an index names.
COUNTED = ("participant", "idea", "appearance", "comparison", "mail_address", "rejoin_code")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evening with some hundred comparisons, closed."""
    return make(tmp_path_factory.mktemp("evening"))


def numbers(path: Path) -> set[tuple[str, object]]:
    """Each row of a file, by table and number."""
    return {(table, row[0]) for table, rows in everything(path).items() for row in rows}


def zeroed(content: bytearray, chance: random.Random) -> None:
    """Up to three pages are empty."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(content) // PAGE) * PAGE
        content[at : at + PAGE] = bytes(PAGE)


def scrambled(content: bytearray, chance: random.Random) -> None:
    """Up to three pages hold rubbish."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(content) // PAGE) * PAGE
        content[at : at + PAGE] = chance.randbytes(PAGE)


def shortened(content: bytearray, chance: random.Random) -> None:
    """The end is missing."""
    del content[chance.randrange(len(content) // 2, len(content)) :]


def misplaced(content: bytearray, chance: random.Random) -> None:
    """A page holds what another one holds."""
    here, there = (chance.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    content[here : here + PAGE] = content[there : there + PAGE]


def pitted(content: bytearray, chance: random.Random) -> None:
    """Some sectors of the disk are empty."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) // SECTOR) * SECTOR
        content[at : at + SECTOR] = bytes(SECTOR)


@pytest.mark.parametrize("damage", [zeroed, scrambled, shortened, misplaced, pitted])
def test_nothing_is_missing_without_a_word(told: Path, tmp_path: Path, damage: object) -> None:
    """Whatever the damage: either every row is there, or it is said that some are missing."""
    assert callable(damage)
    before, path, out = numbers(told), tmp_path / "rikki.tupa", tmp_path / "uusi.tupa"
    for seed in range(6):
        content = bytearray(told.read_bytes())
        damage(content, random.Random(seed))
        path.write_bytes(content)
        out.unlink(missing_ok=True)
        result = recover_file(path, out, Clock())
        lost = before - numbers(out)

        assert not (lost and result.complete), (seed, lost)


def test_the_end_lost_is_counted(told: Path, tmp_path: Path) -> None:
    """A table's last rows have no later ones that would tell a gap: the index names them."""
    last = list(Pages(told).leaves(roots(told)["comparison"]))[-1]
    gone = sum(1 for _ in Pages(told).rows(last))
    result, _ = out_of(damaged(told, tmp_path, last, with_bytes=b"\0"))

    assert (gone, 1) == (result.gaps["comparison"], result.unread)


@pytest.mark.parametrize("table", COUNTED)
def test_all_rows_of_a_table_lost_are_counted(told: Path, tmp_path: Path, table: str) -> None:
    """Also where none is left, and where numbers are drawn by lot."""
    pages = Pages(told)
    leaves = list(pages.leaves(roots(told)[table]))
    gone = sum(1 for leaf in leaves for _ in pages.rows(leaf))
    result, out = out_of(damaged(told, tmp_path, *leaves))

    assert gone == result.gaps[table] + result.lost[table]
    assert len(everything(out)[table]) == result.made_up[table]


def test_rows_of_like_shape_find_their_tables(told: Path, tmp_path: Path) -> None:
    """The page that leads to the schema lost: codes are still codes, and changes of the agenda changes."""
    result, out = out_of(damaged(told, tmp_path, 1))

    assert numbers(told) == numbers(out)
    assert 0 == result.lost["?"]


def test_a_page_that_leads_nowhere_is_one_page(told: Path, tmp_path: Path) -> None:
    """Rubbish that looks like a page of pointers does not count as hundreds of pages."""
    path = damaged(told, tmp_path, 1, with_bytes=bytes([5, 1, 200, 99]))
    result, _ = out_of(path)

    assert result.unread <= 1


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_unread_page_is_a_sentence(told: Path, tmp_path: Path, language: str) -> None:
    """It says that more may be missing than could be counted."""
    path = damaged(told, tmp_path, roots(told)["feedback"], with_bytes=b"\0")
    found = recover_file(path, tmp_path / "uusi.tupa", Clock())
    said = missing(found, translator(language))

    assert 1 == len(said)
    assert {"fi": "Yhtä tiedoston sivua", "sv": "En sida", "en": "1 page"}[language] in said[0]


def test_a_schema_without_end_is_not_followed(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file made to harm names more indexes than ours have: they are not all walked through."""
    path = tmp_path / "rikki.tupa"
    path.write_bytes(told.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        for n in range(150):
            connection.execute(f"CREATE INDEX extra_{n} ON comparison (at)")
    walked, named = [], Pages.named

    def counted(pages: Pages, root: int) -> Iterator[int]:
        walked.append(root)
        return named(pages, root)

    monkeypatch.setattr(Pages, "named", counted)
    result, _ = out_of(path)
    assert result.complete
    assert 4 * len(everything(told)) > len(walked)
