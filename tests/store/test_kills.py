"""kill -9 at random moments: what was acknowledged is there exactly once, and nothing is half-written."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.store.victims import LATER, Victims, evening, lost_or_doubled
from workshop_app.kinds import table
from workshop_app.runtime import Runtime
from workshop_app.store import backup, session_file, workshop_rows

KILLS = 20

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9"),
]


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    """One parent process for all tests."""
    with Victims() as started:
        yield started


def ideas(path: Path) -> int:
    """Open the file as a person would, and count what is in it."""
    with Runtime(path, Clock(), copy_every=None) as runtime:
        return len(workshop_rows.activities(runtime.reader()))


def test_killed_while_voting(victims: Victims, tmp_path: Path) -> None:
    """Every acknowledged answer is there once; the rolling copies, made all the while, open too.

    What a killed copy left half-made is swept away by the next one.
    """
    chance = random.Random(1)
    path = tmp_path / "ilta.tupa"
    evening(path, more_ideas=40)
    # Every other one is killed while it votes; the others at any moment, perhaps before they have opened the file.
    lives = [victims.run("vote", path, chance.uniform(0.02, 0.4), told=n % 2 * 2) for n in range(KILLS)]

    assert (0, 0) == lost_or_doubled(path, lives)
    assert KILLS <= sum(len(life.lines) for life in lives)
    assert {6} == {ideas(copy) for copy in tmp_path.glob("*.tupa")}
    assert backup.roll(path, lambda: None)
    assert {path, *backup.rolling_paths(path)} == {
        file for file in tmp_path.iterdir() if file.suffix != ".lock"
    }


def test_killed_while_creating(victims: Victims, tmp_path: Path) -> None:
    """The file is not there, or it is there with its workshop; making it again works."""
    chance = random.Random(2)
    for n in range(KILLS):
        path = tmp_path / f"{n}.tupa"
        life = victims.run("create", path, chance.uniform(0.0, 0.12))
        assert path.exists() or not life.lines
        if not path.exists():
            assert ("created",) == victims.run("create", path, None).lines
        assert 6 == ideas(path)


def test_killed_while_migrating(victims: Victims, tmp_path: Path) -> None:
    """Whatever step it was in, the later program opens the file and finishes, and the evening is all there."""
    chance = random.Random(3)
    earlier = tmp_path / "ilta.tupa"
    evening(earlier)
    for n in range(KILLS):
        path = Path(shutil.copy(earlier, tmp_path / f"{n}.tupa"))
        victims.run("migrate", path, chance.uniform(0.0, 0.2))
        assert ("migrated",) == victims.run("migrate", path, None).lines
        connection = sqlite3.connect(path)
        found = [connection.execute(f"SELECT count(*) FROM later_{k}").fetchone()[0] for k in range(4)]
        people = connection.execute("SELECT count(*) FROM participant").fetchone()[0]
        connection.close()
        assert ([1500] * 4, 16) == (found, people)


def test_killed_while_copying(victims: Victims, tmp_path: Path) -> None:
    """A copy is whole or not there; what was half-made is swept away by the next one."""
    chance = random.Random(4)
    path, copy = tmp_path / "ilta.tupa", tmp_path / "copy.tupa"
    evening(path)
    later = session_file.open_file(path, [*table.owners(), LATER], Clock()())
    later.close()
    for _ in range(KILLS):
        victims.run("copy", path, chance.uniform(0.0, 0.15))
        if copy.exists():
            session_file.open_file(copy, [*table.owners(), LATER], Clock()()).close()
            copy.unlink()
    victims.run("copy", path, None)

    assert [] == [file.name for file in tmp_path.iterdir() if ".new" in file.name]


def test_killed_while_exporting(victims: Victims, tmp_path: Path) -> None:
    """No document is half-written: each opens, or was never there; the evening is as it was."""
    chance = random.Random(6)
    path, out = tmp_path / "ilta.tupa", tmp_path / "out"
    evening(path)
    for _ in range(2):
        pid = victims.start("export", path)
        assert "exported" == victims.line()
        select.select([], [], [], chance.uniform(0.0, 0.5))
        os.kill(pid, signal.SIGKILL)
        victims.rest()
        packed = [*out.rglob("*.docx"), *out.rglob("*.xlsx")]
        assert 2 <= len(packed)
        assert [None] * len(packed) == [zipfile.ZipFile(file).testzip() for file in packed]
        pages = [page.read_text("utf-8") for page in out.rglob("minutes.html")]
        assert [True] * len(pages) == ["</html>" in page for page in pages]
        assert 6 == ideas(path)
