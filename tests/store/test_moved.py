"""The file is moved, removed, replaced or copied by hand while it is open: the evening is in one place, whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.store.trouble import Heard, join
from workshop_app.domain.events import StorageTrouble, StorageWell
from workshop_app.runtime import Runtime
from workshop_app.store import upkeep, workshop_rows


@pytest.fixture(autouse=True)
def _looks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer looks often whether trouble is over, so that it also looks in the middle of what a test does."""
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.01)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move an open file")
def test_a_file_moved_away_and_back(tmp_path: Path) -> None:
    """A file dragged elsewhere by mistake: told, and it goes on when the file is back."""
    with new_workshop(tmp_path) as runtime:
        heard = Heard(runtime)
        join(runtime, 5)
        runtime.path.rename(tmp_path / "trash")
        assert (0, "missing") == join(runtime)
        (tmp_path / "trash").rename(runtime.path)
        assert heard.well()
        assert (5, None) == join(runtime, 5)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as reopened:
        assert 10 == workshop_rows.participant_count(reopened.reader())


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove an open file")
@pytest.mark.parametrize("gone", [["ilta.tupa"], ["ilta.tupa", "ilta.tupa-wal", "ilta.tupa-shm"]])
def test_a_file_removed_is_written_anew_at_the_end(
    tmp_path: Path, gone: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    """What was acknowledged before somebody removed the file is in it again after closing."""
    with new_workshop(tmp_path) as runtime:
        join(runtime, 5)
        for name in gone:
            (tmp_path / name).unlink()
        assert (0, "missing") == join(runtime)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as reopened:
        assert 5 == workshop_rows.participant_count(reopened.reader())
    assert "written anew" in caplog.text


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove an open file")
def test_a_folder_removed_is_made_anew_at_the_end(tmp_path: Path) -> None:
    """With the evening in it: what was acknowledged is there. The folder of a stick that is out is not made."""
    for folder, there in ((tmp_path / "illat", True), (tmp_path / "tikku" / "illat", False)):
        folder.mkdir(parents=True)
        with new_workshop(folder) as runtime:
            join(runtime, 5)
            shutil.rmtree(folder if there else folder.parent)
        assert there == runtime.path.exists()
    with Runtime(tmp_path / "illat" / "ilta.tupa", Clock()) as reopened:
        assert 5 == workshop_rows.participant_count(reopened.reader())


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace an open file")
def test_an_evening_of_another_name_is_not_taken_for_the_lost_one(tmp_path: Path) -> None:
    """Another workshop's file in the lost one's place is not written to."""
    other = Clock()
    other.forward(hours=1)
    (tmp_path / "b").mkdir()
    new_workshop(tmp_path / "b", clock=other).close()
    before = (tmp_path / "b" / "ilta.tupa").read_bytes()
    with new_workshop(tmp_path) as runtime:
        (tmp_path / "b" / "ilta.tupa").replace(runtime.path)
        assert (0, "foreign") == join(runtime)
        runtime.path.rename(tmp_path / "b" / "ilta.tupa")
    assert before == (tmp_path / "b" / "ilta.tupa").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace an open file")
def test_a_file_without_a_workshop_is_not_taken_for_the_lost_one(tmp_path: Path) -> None:
    """As one that is put back before its log is: that is told as another's file, and as no error of ours."""
    with new_workshop(tmp_path) as runtime:
        empty = sqlite3.connect(tmp_path / "empty")
        empty.execute("CREATE TABLE something (id INTEGER)")
        empty.close()
        (tmp_path / "empty").replace(runtime.path)
        assert (0, "foreign") == join(runtime)


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace an open file")
def test_an_older_copy_is_not_taken_for_the_lost_one(tmp_path: Path) -> None:
    """Another stick with a copy of before: nothing is written to it, and all goes on when the right one is back."""
    with new_workshop(tmp_path) as runtime:
        heard = Heard(runtime)
        assert (3, None) == join(runtime, 3)
        runtime.back_up_to(tmp_path / "older")
        older = (tmp_path / "older").read_bytes()
        assert (2, None) == join(runtime, 2)
        (tmp_path / "right").mkdir()
        for name in [file.name for file in tmp_path.glob("ilta.tupa*")]:
            (tmp_path / name).rename(tmp_path / "right" / name)
        (tmp_path / "older").rename(runtime.path)
        assert (0, "older") == join(runtime)
        assert older == runtime.path.read_bytes()
        runtime.path.unlink()
        for file in (tmp_path / "right").glob("ilta.tupa*"):
            file.rename(tmp_path / file.name)
        assert heard.well()
        assert (4, None) == join(runtime, 4)
    # Between the older one and the right one the place was empty, and the writer may have looked just then.
    assert (StorageTrouble("older"), StorageWell()) == (heard.events[0], heard.events[-1])
    assert {
        StorageTrouble("older"),
        StorageTrouble("missing"),
        StorageTrouble("foreign"),
        StorageWell(),
    } >= set(heard.events)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as reopened:
        assert 9 == workshop_rows.participant_count(reopened.reader())


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace an open file")
def test_a_file_replaced_by_an_older_copy(tmp_path: Path) -> None:
    """As a program that keeps folders alike does it: the log of the one is not played into the other, and when the
    workshop is closed the evening lies beside it, whole.
    """
    with new_workshop(tmp_path) as runtime:
        assert (3, None) == join(runtime, 3)
        runtime.back_up_to(tmp_path / "older")
        older = (tmp_path / "older").read_bytes()
        # The log begins anew: played into the older copy, it would leave out what it held before.
        runtime._file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert (2, None) == join(runtime, 2)
        (tmp_path / "older").replace(runtime.path)
        assert (0, "older") == join(runtime)
    assert older == (tmp_path / "ilta.tupa").read_bytes()
    assert ["ilta.kept.tupa", "ilta.tupa"] == sorted(file.name for file in tmp_path.iterdir())
    assert tmp_path / "ilta.kept.tupa" == runtime.path
    with Runtime(runtime.path, Clock()) as kept:
        assert 5 == workshop_rows.participant_count(kept.reader())


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move an open file")
def test_a_file_moved_away_is_whole(tmp_path: Path) -> None:
    """Its log stays behind under the old name: were the laptop to die now, the moved file has all of it."""
    with new_workshop(tmp_path) as runtime:
        assert (5, None) == join(runtime, 5)
        moved = runtime.path.rename(tmp_path / "siirretty.tupa")
        assert (0, "missing") == join(runtime)
        shutil.copy(moved, tmp_path / "kuolema.tupa")
    with Runtime(tmp_path / "kuolema.tupa", Clock()) as found:
        assert 5 == workshop_rows.participant_count(found.reader())


def test_a_copy_made_by_hand_has_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who copies the one file in the file manager while it is open gets what was sent until a moment ago."""
    monkeypatch.setattr(upkeep, "QUIET", 0.01)
    with new_workshop(tmp_path) as runtime:
        assert (5, None) == join(runtime, 5)
        while runtime._writer._upkeep._unfolded:
            threading.Event().wait(0.001)
        shutil.copy(runtime.path, tmp_path / "tikku.tupa")
    with Runtime(tmp_path / "tikku.tupa", Clock()) as copied:
        assert 5 == workshop_rows.participant_count(copied.reader())
