"""The disk fills, the stick is pulled out, the file is moved: nothing acknowledged is lost, and all is soon well."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import (
    AddIdea,
    CloseActivity,
    Command,
    EditIdea,
    HideIdea,
    Join,
    OpenActivity,
    RestoreIdea,
    ShowResults,
    WriteMinutesText,
)
from workshop_app.domain.events import Event, StorageTrouble, StorageWell
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair, UndoAnswer
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem

Mount = Callable[..., Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mount a small file system in memory: `mount(size="1m")`; unmounted at the end."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    folder = tmp_path / "stick"
    folder.mkdir()

    def mounted(options: str = "size=3m") -> Path:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False)
        if made.returncode != 0:
            pytest.skip("this computer's root may not mount")
        return folder

    yield mounted
    while subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False).returncode == 0:
        pass


class Heard:
    """Events as they come, and one to wait for."""

    def __init__(self, runtime: Runtime) -> None:
        self.events: list[Event] = []
        self._well = threading.Event()
        runtime.bus.subscribe(self._take)

    def _take(self, events: Sequence[Event]) -> None:
        self.events += [event for event in events if isinstance(event, StorageTrouble | StorageWell)]
        if StorageWell() in events:
            self._well.set()

    def well(self) -> bool:
        """Wait until the writer says by itself that all is well."""
        return self._well.wait(10)


def join(runtime: Runtime, at_most: int = 5_000) -> tuple[int, str | None]:
    """Let people join one by one; returns how many were acknowledged, and what the next one was refused with."""
    start = workshop_rows.participant_count(runtime.reader())
    for n in range(at_most):
        try:
            runtime.submit(Join(f"hash-{start + n}-{'x' * 500}", None, "fi")).result(10)
        except SessionFileProblem as problem:
            return n, problem.code
    return at_most, None


def test_a_full_disk(mount: Mount) -> None:
    """A really full disk: told once, what was acknowledged is kept, and well again by itself when there is room."""
    folder = mount()
    ballast = folder / "photos"
    with new_workshop(folder) as runtime:
        heard = Heard(runtime)
        ballast.write_bytes(bytes(2_300_000))
        kept, code = join(runtime)
        again, still = join(runtime)
        assert ("full", "full", 0) == (code, still, again)
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


def test_a_stick_that_can_only_be_read(mount: Mount) -> None:
    """A write-protected stick: one sentence, and the file stays as it is."""
    folder = mount()
    new_workshop(folder).close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(folder / "ilta.tupa", Clock())

    assert caught.value.code in ("read_only", "not_writable")


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
        mount()
        for file in on_stick.iterdir():
            shutil.copy(file, folder)
        assert heard.well()
        second, code = join(runtime, 20)
        assert first + second == workshop_rows.participant_count(runtime.reader())
    with Runtime(folder / "ilta.tupa", Clock()) as reopened:
        assert 40 == workshop_rows.participant_count(reopened.reader())
    assert (20, 20, None) == (first, second, code)
    assert [StorageTrouble("missing"), StorageWell()] == heard.events


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
def test_a_log_removed_costs_nothing(tmp_path: Path) -> None:
    """Without its write-ahead log's name each commit goes to the file itself: a crash afterwards loses nothing."""
    with new_workshop(tmp_path) as runtime:
        (tmp_path / "ilta.tupa-wal").unlink()
        assert (5, None) == join(runtime, 5)
        after_crash = tmp_path / "crash.tupa"
        shutil.copy(runtime.path, after_crash)
    with Runtime(after_crash, Clock()) as reopened:
        assert 5 == workshop_rows.participant_count(reopened.reader())


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


def test_a_command_given_up_does_not_stop_the_writer(tmp_path: Path) -> None:
    """A phone that goes away while it waits takes its command back; the next one is served."""
    with new_workshop(tmp_path) as runtime:
        waiting = [runtime.submit(AddIdea(f"Idea {n}", IdeaOrigin.FACILITATOR)) for n in range(200)]
        given_up = [future.cancel() for future in waiting]
        ideas = runtime.submit(AddIdea("Viimeinen", IdeaOrigin.FACILITATOR)).result(10)
        row = runtime.reader().one("SELECT count(*) FROM idea WHERE text LIKE 'Idea %'")

    assert isinstance(ideas, int)
    assert row is not None
    assert 200 - sum(given_up) == row[0]


def evening_with_clock(folder: Path, jumps: bool) -> list[object]:
    """An evening with answers, undo and changed minds; returns what it came to. `jumps`: with a clock set about."""
    chance, clock = random.Random(5), Clock()
    with new_workshop(folder, clock=clock) as runtime:
        for command in _script():
            if jumps:
                clock.forward(hours=chance.uniform(-200, 200))
            runtime.submit(command).result(10)
        found = read_snapshot(runtime.reader(), [3])
    with Runtime(folder / "ilta.tupa", clock) as again:
        assert repr(found) == repr(read_snapshot(again.reader(), [3]))
    duel = found.reports[3]
    assert isinstance(duel, DuelReport)
    ideas = [(i.text, i.state, i.theme_id, i.stage_id) for i in found.ideas]
    return [ideas, [(a.state, a.results_shown) for a in found.activities], duel.ranking, found.texts]


def _script() -> Iterator[Command]:
    for n in range(6):
        yield Join(f"hash-{n}", None, "fi")
    yield OpenActivity(2)
    yield OpenActivity(3)
    for _ in range(4):
        for person in range(1, 7):
            yield ShowPair(3, person)
    # Two pairs went out to each: the first person has 1 and 2, the next 3 and 4.
    for person in range(1, 7):
        yield AnswerPair(3, person, 2 * person - 1, Outcome.LEFT)
    yield UndoAnswer(3, 2)
    yield AnswerPair(3, 2, 3, Outcome.RIGHT)
    yield HideIdea(1, "twice")
    yield RestoreIdea(1)
    yield EditIdea(2, "First wording")
    yield EditIdea(2, "Last wording")
    yield ShowResults(3)
    yield ShowResults(3, shown=False)
    yield WriteMinutesText("summary", "First")
    yield WriteMinutesText("summary", "Last")
    yield CloseActivity(3)
    yield OpenActivity(4)


def test_time_set_back_and_forth_changes_nothing(tmp_path: Path) -> None:
    """Moments are there to be read; what holds follows from the order of the rows."""
    steady, jumping = tmp_path / "a", tmp_path / "b"
    steady.mkdir()
    jumping.mkdir()

    assert evening_with_clock(steady, jumps=False) == evening_with_clock(jumping, jumps=True)
