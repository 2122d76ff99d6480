"""The writer thread: a command's failure is its own, a failed commit everybody's, nothing is acknowledged early."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.held import held
from workshop_app.domain.commands import AddIdea, EditWorkshop, HideIdea, Join
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Event, StorageTrouble, StorageWell, Subject
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.runtime import Runtime
from workshop_app.store import backup, idea_rows, upkeep, workshop_rows, writer
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.tx import Tx
from workshop_app.web import refusals


def test_a_refused_command_leaves_the_others_of_its_group(tmp_path: Path) -> None:
    """It is told so, and those before and after it are in the file."""
    with new_workshop(tmp_path) as runtime:
        go = held(runtime)
        good = runtime.submit(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))
        bad = runtime.submit(AddIdea("   ", IdeaOrigin.FACILITATOR))
        also = runtime.submit(AddIdea("Etävastaanotto kirjastossa", IdeaOrigin.FACILITATOR))
        go.set()
        good.result(100)
        also.result(100)
        with pytest.raises(WorkshopError):
            bad.result(100)
        texts = [idea.text for idea in idea_rows.ideas(runtime.reader())][-2:]

    assert ["Kyläbussi", "Etävastaanotto kirjastossa"] == texts


@pytest.mark.parametrize("error", [WorkshopError("idea_empty"), ZeroDivisionError()])
def test_what_failed_after_writing_leaves_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    """The group is run again, each command apart: the others are in the file once, with one event each."""

    def late(tx: Tx) -> None:
        tx.insert("theme", position=9, name="{}")
        raise error

    heard: list[Event] = []
    with new_workshop(tmp_path) as runtime:
        themes, ideas = len(idea_rows.themes(runtime.reader())), len(idea_rows.ideas(runtime.reader()))
        runtime.bus.subscribe(heard.extend)
        go = held(runtime)
        good = runtime.submit(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))
        failed = runtime._writer.submit(late)
        also = runtime.submit(AddIdea("Etävastaanotto kirjastossa", IdeaOrigin.FACILITATOR))
        go.set()
        assert (good.result(100), also.result(100)) == (ideas + 1, ideas + 2)
        assert failed.exception(10) is error

        assert themes == len(idea_rows.themes(runtime.reader()))
        assert ideas + 2 == len(idea_rows.ideas(runtime.reader()))
    assert [Changed(Subject.IDEAS)] == heard
    assert isinstance(error, WorkshopError) or "A command failed" in caplog.text


def test_a_bug_in_a_handler_is_that_commands_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The bug is logged and told to whoever asked; the next command works."""

    def buggy(tx: Tx) -> None:
        tx.insert("theme", position=9, name="{}")
        raise ZeroDivisionError

    with new_workshop(tmp_path) as runtime:
        themes = len(idea_rows.themes(runtime.reader()))
        failed = runtime._writer.submit(buggy)
        with pytest.raises(ZeroDivisionError):
            failed.result(100)
        runtime.submit(EditWorkshop(place="Siikalatva")).result(100)

        assert themes == len(idea_rows.themes(runtime.reader()))
        assert "Siikalatva" == workshop_rows.workshop(runtime.reader()).place
    assert "A command failed" in caplog.text


def test_events_come_after_the_commit(tmp_path: Path) -> None:
    """Who hears of a change can read it."""
    seen: list[str] = []
    heard = threading.Event()
    with new_workshop(tmp_path) as runtime:

        def look(events: Sequence[Event]) -> None:
            connection = sqlite3.connect(runtime.path)
            seen.append(connection.execute("SELECT place FROM workshop").fetchone()[0])
            connection.close()
            if Changed(Subject.WORKSHOP) in events:
                heard.set()

        runtime.bus.subscribe(look)
        runtime.submit(EditWorkshop(place="Pudasjärvi")).result(100)
        assert heard.wait(100)

    assert ["Pudasjärvi"] == seen


def test_a_failed_commit_acknowledges_nothing_and_recovers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the file, answers are refused as locked; afterwards they go through by themselves."""
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 1_000.0)  # the answer is what finds that all is well
    with new_workshop(tmp_path) as runtime:
        events: list[Event] = []
        runtime.bus.subscribe(events.extend)
        runtime._file.connection.execute("PRAGMA busy_timeout=20")
        holder = sqlite3.connect(runtime.path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        refused = runtime.submit(EditWorkshop(place="Ii"))
        with pytest.raises(SessionFileProblem) as caught:
            refused.result(100)
        holder.execute("ROLLBACK")
        holder.close()
        runtime.submit(EditWorkshop(place="Kempele")).result(100)
        place = workshop_rows.workshop(runtime.reader()).place

    assert "locked" == caught.value.code
    assert "Kempele" == place
    assert [StorageTrouble("locked"), Changed(Subject.WORKSHOP), StorageWell()] == events


def fill(runtime: Runtime) -> None:
    """Let people join until there is no room."""
    for n in range(400):
        runtime.submit(Join(f"hash-{n}", None, "fi")).result(100)


def test_a_full_disk_is_told_and_survived(tmp_path: Path) -> None:
    """A file that may not grow refuses what needs room and keeps what is there."""
    with new_workshop(tmp_path) as runtime:
        connection = runtime._file.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(SessionFileProblem) as caught:
            fill(runtime)
        kept = workshop_rows.participant_count(runtime.reader())
        connection.execute("PRAGMA max_page_count=1073741823")
        runtime.submit(Join("later", None, "fi")).result(100)

        assert kept + 1 == workshop_rows.participant_count(runtime.reader())
    assert "full" == caught.value.code


def test_closing_commits_what_is_queued(tmp_path: Path) -> None:
    """What was taken in before the end is on the disk after it."""
    runtime = new_workshop(tmp_path)
    answers = [runtime.submit(AddIdea(f"Idea {n}", IdeaOrigin.FACILITATOR)) for n in range(200)]
    runtime.close()
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        texts = [idea.text for idea in idea_rows.ideas(again.reader())]

    assert [f"Idea {n}" for n in range(200)] == texts[-200:]
    assert all(answer.done() and answer.exception() is None for answer in answers)


def test_after_closing_a_command_is_refused(tmp_path: Path) -> None:
    """No answer waits for a writer that is gone."""
    runtime = new_workshop(tmp_path)
    runtime.close()
    with pytest.raises(WorkshopError) as caught:
        runtime.submit(HideIdea(1))

    assert "closed" == caught.value.code


def test_a_full_queue_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is refused at once, for the phone to send again soon; what was taken is carried out."""
    monkeypatch.setattr(writer, "QUEUE", 3)
    with new_workshop(tmp_path) as runtime:
        go = held(runtime)
        taken = [runtime.submit(Join(f"hash-{n}", None, "fi")) for n in range(3)]
        with pytest.raises(WorkshopError) as refused:
            runtime.submit(Join("too much", None, "fi"))
        go.set()
        assert [1, 2, 3] == [one.result(100) for one in taken]
        assert 4 == runtime.submit(Join("too much", None, "fi")).result(100)
    assert "busy" == refused.value.code
    assert (503, {"Retry-After": "3"}) == (refusals.status(refused.value), refusals.headers(refused.value))


def test_a_bug_beside_the_commands_does_not_end_the_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without it every answer would wait for ever. It is logged, and what failed is not tried again at once."""

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(backup, "roll", broken)
    new_workshop(tmp_path).close()
    with Runtime(tmp_path / "ilta.tupa", Clock(), copy_every=0.0) as runtime:
        numbers = [runtime.submit(Join(name, None, "fi")).result(100) for name in "abc"]

    assert [1, 2, 3] == numbers
    assert ["The writer failed"] == [record.message for record in caplog.records]
