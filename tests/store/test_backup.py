"""Rolling copies beside the open file, and a copy for a stick: whole, renewed, and never in the way of an answer."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.open_elsewhere import OpenElsewhere
from workshop_app import placing
from workshop_app.domain.commands import EditWorkshop, GiveMinutes, Join
from workshop_app.domain.events import CopyTrouble, CopyWell, Event
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import backup, upkeep, workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.session_file import open_file
from workshop_app.store.tx import Tx
from workshop_app.store.upkeep import Upkeep


def always(folder: Path) -> Runtime:
    """A workshop whose rolling copy is always due."""
    Runtime.create(folder / "ilta.tupa", NewWorkshop("strategian_teemat", date(2026, 11, 22))).close()
    return Runtime(folder / "ilta.tupa", Clock(), copy_every=0.0)


def place(path: Path) -> str:
    """The place that a copy says."""
    with Runtime(path, Clock(), copy_every=None) as runtime:
        return workshop_rows.workshop(runtime.reader()).place


def settled(runtime: Runtime) -> None:
    """Wait until the writer has nothing to do: commands that come while it copies are carried out in between."""
    upkeep = runtime._writer._upkeep
    while runtime._writer.submit(lambda tx: upkeep._copying).result(100):
        continue


def copied(runtime: Runtime) -> None:
    """Wait until the newest copy holds all that was committed; only for copies that succeed."""
    upkeep = runtime._writer._upkeep
    while upkeep._changed or upkeep._copying:
        threading.Event().wait(0.001)  # asked without pause, the writer would have Python half the time only


def test_the_last_two_copies_are_kept(tmp_path: Path) -> None:
    """After each change the newest copy has it, and the one before is there too; both open as workshops."""
    with always(tmp_path) as runtime:
        for name in ("Ii", "Oulu", "Utajärvi"):
            runtime.submit(EditWorkshop(place=name)).result(100)
            copied(runtime)
    newest, older = backup.rolling_paths(tmp_path / "ilta.tupa")
    found = sorted(file.name for file in tmp_path.iterdir())

    assert ["ilta.backup-2.tupa", "ilta.backup.tupa", "ilta.tupa"] == found
    assert "Utajärvi" == place(tmp_path / "ilta.tupa")
    assert ["Utajärvi", "Oulu"] == [place(newest), place(older)]


def test_nothing_changed_nothing_copied(tmp_path: Path) -> None:
    """An evening that is only looked at makes no copies."""
    with always(tmp_path) as runtime:
        workshop_rows.workshop(runtime.reader())
    assert ["ilta.tupa"] == [file.name for file in tmp_path.iterdir()]


def test_a_copy_is_due_after_some_minutes(tmp_path: Path) -> None:
    """Not before the time, not without a change, and again only after the next change; the log is folded in sooner."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    from workshop_app.kinds import table

    file = open_file(path, table.owners(), Clock()())
    now = [1000.0]
    upkeep = Upkeep(file, 300.0, lambda: now[0])
    seen: list[object] = [upkeep.due, upkeep.pause(trouble=False), upkeep.pause(trouble=True)]
    upkeep.changed()
    seen += [upkeep.due, upkeep.pause(trouble=False)]
    upkeep.fold()
    seen.append(upkeep.pause(trouble=False))
    now[0] += 301
    seen += [upkeep.due, upkeep.pause(trouble=False)]
    upkeep.copy(lambda: None)
    seen += [upkeep.due, upkeep.pause(trouble=False)]
    file.close()

    assert [False, None, 1.0, False, 1.0, 300.0, True, 0.0, False, None] == seen
    assert backup.rolling_paths(path)[0].exists()


def test_no_room_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of a disk's room belongs to the answers."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(backup, "ROOM", usage.total)
    heard: list[Event] = []
    with always(tmp_path) as runtime:
        runtime.bus.subscribe(heard.extend)
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        settled(runtime)
        monkeypatch.setattr(backup, "ROOM", 0)
        runtime.submit(EditWorkshop(place="Iisalmi")).result(100)
        settled(runtime)
    told = [event for event in heard if isinstance(event, CopyTrouble | CopyWell)]
    assert [CopyTrouble(), CopyWell()] == told


def test_no_room_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk lacks the room, nothing half-made lies beside the file."""
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(backup, "ROOM", usage.total)
    with always(tmp_path) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        settled(runtime)
    assert ["ilta.tupa"] == [file.name for file in tmp_path.iterdir()]


def test_a_failing_copy_harms_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder in the copy's place: it is logged, and answers go on."""
    with always(tmp_path) as runtime:
        (tmp_path / "ilta.backup.tupa.next.new").mkdir()
        with caplog.at_level(logging.WARNING):
            for n in range(5):
                runtime.submit(Join(f"hash-{n}", None, "fi")).result(100)
            settled(runtime)
        assert 5 == workshop_rows.participant_count(runtime.reader())
    assert "No rolling copy" in caplog.text


def test_damage_is_not_copied_over_what_is_whole(tmp_path: Path) -> None:
    """A stick that spoils pages under the open file: the copies before it stay, it is told, and answers go on."""
    heard: list[Event] = []
    with always(tmp_path) as runtime:
        runtime.bus.subscribe(heard.extend)
        for name in ("Ii", "Oulu"):
            runtime.submit(EditWorkshop(place=name)).result(100)
            copied(runtime)
        page = runtime.reader().number("SELECT rootpage FROM sqlite_master WHERE name = 'theme'")
        with runtime.path.open("r+b") as file:
            file.seek((page - 1) * 4_096)
            file.write(b"\xa5" * 4_096)
        for number in range(4):
            runtime.submit(Join(f"hash-{number}", None, "fi")).result(100)
            settled(runtime)
    with pytest.raises(SessionFileProblem, match="damaged"):
        Runtime(runtime.path)
    copies = backup.rolling_paths(runtime.path)
    assert {"Ii", "Oulu"} == {place(copy) for copy in copies}
    assert {runtime.path, *copies} == set(tmp_path.iterdir())
    assert [CopyTrouble("damaged")] == [event for event in heard if isinstance(event, CopyTrouble)]


def test_a_copy_for_a_stick(tmp_path: Path) -> None:
    """It is one file, with everything that was acknowledged before; an older copy there is replaced."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with new_workshop(tmp_path) as runtime:
        for name in ("Ii", "Oulu"):
            runtime.submit(EditWorkshop(place=name)).result(100)
            runtime.back_up_to(stick / "kopio.tupa")
    assert ["kopio.tupa"] == [file.name for file in stick.iterdir()]
    assert "Oulu" == place(stick / "kopio.tupa")


def test_a_copy_to_a_stick_that_is_not_there(tmp_path: Path) -> None:
    """A sentence about the place, and the evening goes on."""
    with new_workshop(tmp_path) as runtime:
        with pytest.raises(SessionFileProblem) as caught:
            runtime.back_up_to(tmp_path / "gone" / "kopio.tupa")
        runtime.submit(EditWorkshop(place="Ii")).result(100)
    assert "not_writable" == caught.value.code


def test_answers_do_not_wait_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large file is copied in small steps, an answer waits for one step, and the copy is made all the same.

    What comes in during a step is carried out before the next one; so it is counted, whatever the disk's speed.
    """
    with new_workshop(tmp_path) as runtime:
        runtime.submit(GiveMinutes("a", "b", bytes(10_000_000))).result(100)
    roll, whole, steps = backup.roll, threading.Event(), list[bool]()
    with Runtime(tmp_path / "ilta.tupa", Clock(), copy_every=0.0) as runtime:
        writer, between = runtime._writer, runtime._writer._between

        def rolled(path: Path, step: Callable[[], None]) -> bool:
            made = roll(path, step)
            whole.set()
            return made

        def counted() -> None:
            # WRITER THREAD: an answer comes in at the end of each step of the first copy.
            answer = None if whole.is_set() else writer.submit(_answer)
            between()
            if answer is not None:
                steps.append(answer.done())

        monkeypatch.setattr(backup, "roll", rolled)
        monkeypatch.setattr(writer, "_between", counted)
        writer.submit(_answer).result(100)
        assert whole.wait(100)
    connection = sqlite3.connect(tmp_path / "ilta.tupa")
    kept = connection.execute("SELECT count(*) FROM minutes_text").fetchone()[0]
    connection.close()

    assert {True} == set(steps)
    assert 10_000_000 / 4_096 / backup.PAGES <= len(steps)
    assert 1 + len(steps) == kept


def _answer(tx: Tx) -> None:
    tx.insert("minutes_text", part="summary", text="x", at=tx.at)


def test_a_copy_is_broken_off_before_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a command comes after one that wiped something, the copy that was being made of it is no more."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(GiveMinutes("a", "b", bytes(1_000_000))).result(100)
    copied, after = list[Future[object]](), list[Future[object]]()
    with Runtime(tmp_path / "ilta.tupa", Clock(), copy_every=0.0) as runtime:
        writer, between = runtime._writer, runtime._writer._between

        def wipe(tx: Tx) -> None:
            # The next command comes in before this one is acknowledged.
            tx.forget_copies = True
            after.append(writer.submit(lambda _tx: writer._upkeep._copying))

        def stepped() -> None:
            # WRITER THREAD: in the first step of the first copy.
            if not copied:
                copied.append(writer.submit(wipe))
            between()

        monkeypatch.setattr(writer, "_between", stepped)
        writer.submit(_answer).result(100)
        settled(runtime)
    assert [False] == [one.result(100) for one in after]


def test_a_copy_that_is_looked_at_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_elsewhere: OpenElsewhere
) -> None:
    """OneDrive on Windows may have the old copy open: answers go on, nobody is alarmed, the copy comes soon after."""
    monkeypatch.setattr(placing, "PATIENCE", 0.0)
    monkeypatch.setattr(upkeep, "AGAIN", 0.0)
    heard: list[Event] = []
    with always(tmp_path) as runtime:
        runtime.bus.subscribe(heard.extend)
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        settled(runtime)
        open_elsewhere.names = {"ilta.backup.tupa": 3}
        runtime.submit(EditWorkshop(place="Iisalmi")).result(100)
        settled(runtime)
        runtime.submit(EditWorkshop(place="Iitti")).result(100)
        copied(runtime)
    assert [] == [event for event in heard if isinstance(event, CopyTrouble | CopyWell)]
    assert "Iitti" == place(tmp_path / "ilta.backup.tupa")


def test_an_evening_that_went_on_in_a_copy_is_not_written_over(tmp_path: Path) -> None:
    """Opened by the copy's name it goes on in a file of its own, so that the first file's next copies harm nothing."""
    with always(tmp_path) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        copied(runtime)
    newest, older = backup.rolling_paths(tmp_path / "ilta.tupa")
    with Runtime.go_on(newest, Clock()) as gone_on:
        assert ("ilta.from-backup.tupa", True) == (gone_on.path.name, gone_on.from_backup)
        gone_on.submit(EditWorkshop(place="Oulu")).result(100)
    with Runtime(tmp_path / "ilta.tupa", Clock(), copy_every=0.0) as runtime:
        for name in ("Utajärvi", "Muhos"):
            runtime.submit(EditWorkshop(place=name)).result(100)
            copied(runtime)
    assert ["Oulu", "Muhos", "Utajärvi"] == [place(p) for p in (gone_on.path, newest, older)]
    with Runtime.go_on(older, Clock()) as again:
        assert "ilta.from-backup-2.tupa" == again.path.name


def test_a_copy_whose_file_is_gone_is_the_evening_itself(tmp_path: Path) -> None:
    """Nobody will write over it, nor over a file that only has such a name."""
    with always(tmp_path) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        copied(runtime)
    (tmp_path / "ilta.tupa").unlink()
    newest, _older = backup.rolling_paths(tmp_path / "ilta.tupa")
    with Runtime.go_on(newest, Clock()) as gone_on:
        assert (newest, False) == (gone_on.path, gone_on.from_backup)
