"""The disk fills, the stick is pulled out, the file is moved: nothing acknowledged is lost, and all is soon well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.store.trouble import Heard, join
from workshop_app.domain.commands import (
    AddIdea,
)
from workshop_app.domain.events import StorageTrouble, StorageWell
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.plan_commands import AddTheme
from workshop_app.domain.text import Text
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import upkeep, workshop_rows
from workshop_app.store.errors import SessionFileProblem

Mount = Callable[..., Path]


@pytest.fixture(autouse=True)
def _looks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer looks often whether trouble is over, so that it also looks in the middle of what a test does."""
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.01)


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mount a small file system in memory: `mount("size=1m", file)`; unmounted at the end.

    The files are on it from the first moment, as on a stick that is put in.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    folder, aside = tmp_path / "stick", tmp_path / "aside"
    folder.mkdir()
    aside.mkdir()

    def mounted(options: str = "size=3m", *files: Path) -> Path:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(aside)], check=False)
        if made.returncode != 0:
            pytest.skip("this computer's root may not mount")
        for file in files:
            shutil.copy(file, aside)
        subprocess.run(["mount", "--bind", str(aside), str(folder)], check=True)
        subprocess.run(["umount", str(aside)], check=True)
        return folder

    yield mounted
    for place in (folder, aside):
        while subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False).returncode == 0:
            pass


def test_a_full_disk(mount: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    """A really full disk: told once, what was acknowledged is kept, and well again by itself when there is room.

    A look at it may fit where an answer does not; all is not well by that.
    """
    folder, looks, usage = mount(), threading.Semaphore(0), shutil.disk_usage

    def looked(path: Path) -> object:
        looks.release()
        return usage(path)

    monkeypatch.setattr(shutil, "disk_usage", looked)
    ballast = folder / "photos"
    with new_workshop(folder) as runtime:
        heard = Heard(runtime)
        ballast.write_bytes(bytes(2_300_000))
        kept, code = join(runtime)
        again, still = join(runtime)
        assert ("full", "full", 0) == (code, still, again)
        assert all(looks.acquire(timeout=100) for _look in range(3))
        assert [StorageTrouble("full")] == heard.events
        ballast.unlink()
        assert heard.well()
        more, fine = join(runtime, 50)
    with Runtime(folder / "ilta.tupa", Clock()) as reopened:
        assert kept + more == workshop_rows.participant_count(reopened.reader())
    assert (50, None) == (more, fine)
    assert [StorageTrouble("full"), StorageWell()] == heard.events


def test_a_full_disk_at_opening_and_creating(mount: Mount) -> None:
    """Where there is no room to make or open a file, the sentence is about the disk, and nothing half-made stays."""
    folder = mount("size=400k")
    new_workshop(folder).close()
    (folder / "photos").write_bytes(bytes(shutil.disk_usage(folder).free))
    with pytest.raises(SessionFileProblem) as caught:
        Runtime.create(folder / "toinen.tupa", NewWorkshop("tyhja", date(2026, 11, 22)))
    codes = [caught.value.code]
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(folder / "ilta.tupa", Clock())
    codes.append(caught.value.code)
    (folder / "photos").unlink()

    assert {"full"} >= set(codes) - {"broken", "not_writable"}
    assert ["ilta.tupa"] == [file.name for file in folder.iterdir()]
    Runtime(folder / "ilta.tupa", Clock()).close()


def test_a_stick_put_back_and_opened_by_another_program(
    mount: Mount, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who sees the stick again and opens the evening from it once more: one program writes to it at a time, and the
    first goes on, with all that came in, when the other is closed.
    """
    folder = mount()
    with new_workshop(folder) as runtime:
        heard = Heard(runtime)
        assert (5, None) == join(runtime, 5)
        shutil.copytree(folder, tmp_path / "bits")
        subprocess.run(["umount", "-l", str(folder)], check=True)
        assert (0, "missing") == join(runtime)
        # The other program is quicker than the first one's look.
        go = threading.Event()
        monkeypatch.setattr(runtime._writer._upkeep, "worth_a_look", lambda _trouble: go.is_set())
        mount("size=3m", *(tmp_path / "bits").iterdir())
        with Runtime(folder / "ilta.tupa", Clock(), copy_every=None) as other:
            go.set()
            assert (0, "in_use") == join(runtime)
            assert (5, None) == join(other, 5)
        assert heard.well()
        assert (5, None) == join(runtime, 5)
        assert 15 == workshop_rows.participant_count(runtime.reader())


def test_a_stick_that_can_only_be_read(mount: Mount) -> None:
    """A write-protected stick: one sentence, and the file stays as it is."""
    folder = mount()
    new_workshop(folder).close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(folder / "ilta.tupa", Clock())

    assert caught.value.code in ("read_only", "not_writable")


def test_a_disk_that_turns_read_only(tmp_path: Path) -> None:
    """As systems do with a disk that fails: nothing is acknowledged, and it goes on where it is mended."""
    with new_workshop(tmp_path) as runtime:
        heard = Heard(runtime)
        # SQLite answers as it does on such a disk.
        runtime._writer.submit(lambda tx: tx._connection.execute("PRAGMA query_only=ON")).result(100)
        assert (0, "read_only") == join(runtime)
        runtime._file.connection.execute("PRAGMA query_only=OFF")
        assert heard.well()
        assert (5, None) == join(runtime, 5)
    assert [StorageTrouble("read_only"), StorageWell()] == heard.events


def test_a_stick_pulled_out_and_put_back(mount: Mount, tmp_path: Path) -> None:
    """While the stick is gone answers are refused, not taken into the void; once it is back the evening goes on."""
    folder = mount()
    with new_workshop(folder) as runtime:
        heard = Heard(runtime)
        first, _ = join(runtime, 20)
        # What is on the stick at the moment it is pulled out.
        on_stick = tmp_path / "bits"
        shutil.copytree(folder, on_stick)
        subprocess.run(["umount", "-l", str(folder)], check=True)
        assert (0, "missing") == join(runtime)
        mount("size=3m", *on_stick.iterdir())
        assert heard.well()
        second, code = join(runtime, 20)
        assert first + second == workshop_rows.participant_count(runtime.reader())
        with pytest.raises(SessionFileProblem, match="in_use"):
            Runtime(folder / "ilta.tupa", Clock())
    with Runtime(folder / "ilta.tupa", Clock()) as reopened:
        assert 40 == workshop_rows.participant_count(reopened.reader())
    assert (20, 20, None) == (first, second, code)
    assert [StorageTrouble("missing"), StorageWell()] == heard.events


@pytest.mark.skipif(os.name == "nt", reason="Windows does not remove an open file")
def test_a_log_spoilt_does_not_stop_the_closing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A disk or another program has written over the log: the workshop closes in order all the same."""
    with new_workshop(tmp_path) as runtime:
        join(runtime, 20)
        log = Path(f"{runtime.path}-wal")
        with log.open("r+b") as file:
            file.write(b"\xa5" * log.stat().st_size)
    assert "could not be folded in" in caplog.text
    assert ["ilta.tupa"] == [file.name for file in tmp_path.iterdir()]


def test_a_log_removed_costs_nothing(tmp_path: Path) -> None:
    """Without its write-ahead log's name each commit goes to the file itself: a crash afterwards loses nothing."""
    with new_workshop(tmp_path) as runtime:
        (tmp_path / "ilta.tupa-wal").unlink()
        assert (5, None) == join(runtime, 5)
        after_crash = tmp_path / "crash.tupa"
        shutil.copy(runtime.path, after_crash)
    with Runtime(after_crash, Clock()) as reopened:
        assert 5 == workshop_rows.participant_count(reopened.reader())


def test_a_file_that_is_damaged_while_it_is_open(tmp_path: Path) -> None:
    """What can be written is written; the trouble is told once, not anew with each answer, until the file is whole."""
    with new_workshop(tmp_path) as runtime:
        heard, connection = Heard(runtime), runtime._file.connection
        assert (5, None) == join(runtime, 5)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = runtime.path.read_bytes()
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'participant'").fetchone()
        with runtime.path.open("r+b") as file:
            file.seek((found[0] - 1) * 4096)
            file.write(b"\xff" * 4096)
        connection.execute("PRAGMA cache_size=0")
        for _ in range(3):
            assert (0, "damaged") == join(runtime)
            runtime.submit(AddTheme(Text.same("fi", "Liikkuminen"))).result(100)
        assert [StorageTrouble("damaged")] == heard.events
        runtime.path.write_bytes(whole)
        runtime._writer._upkeep._next_check = 0.0
        assert heard.well()
        assert (5, None) == join(runtime, 5)


def test_a_command_given_up_does_not_stop_the_writer(tmp_path: Path) -> None:
    """A phone that goes away while it waits takes its command back; the next one is served."""
    with new_workshop(tmp_path) as runtime:
        waiting = [runtime.submit(AddIdea(f"Idea {n}", IdeaOrigin.FACILITATOR)) for n in range(200)]
        given_up = [future.cancel() for future in waiting]
        ideas = runtime.submit(AddIdea("Viimeinen", IdeaOrigin.FACILITATOR)).result(100)
        row = runtime.reader().one("SELECT count(*) FROM idea WHERE text LIKE 'Idea %'")

    assert isinstance(ideas, int)
    assert row is not None
    assert 200 - sum(given_up) == row[0]
