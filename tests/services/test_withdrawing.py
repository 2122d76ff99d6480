"""What a person withdraws is gone: from the file, its log, its copies, from what quotes it and from given minutes."""

from __future__ import annotations

import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from exports.jobs import document
from exports.summary import BASIS, PART
from tests.clock import Clock
from tests.services.test_privacy import WORDS, evening, kind_id, left_in
from workshop_app.clerk.desk import Desk
from workshop_app.domain import commands as c
from workshop_app.domain.events import Event, MinutesTakenBack
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.runtime import Runtime
from workshop_app.store import backup, idea_rows, upkeep, workshop_rows


def written(runtime: Runtime) -> Idea:
    """The second person's idea."""
    return next(idea for idea in idea_rows.ideas(runtime.reader()) if idea.text == f"{WORDS} 1")


def withdraw(runtime: Runtime, idea: Idea) -> None:
    """Its writer's phone takes it back."""
    runtime.submit(c.WithdrawIdea(idea.id, idea.participant_id or 0)).result(100)


def copies(runtime: Runtime) -> list[str]:
    """The rolling copies that are there."""
    return [path.name for path in backup.rolling_paths(runtime.path) if path.exists()]


def test_it_goes_from_log_and_copies_while_the_evening_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest copy is made anew and the older one goes: at no time is there none. The log lets go of it."""
    monkeypatch.setattr(upkeep, "RENEWED", 0.0)
    with evening(tmp_path) as runtime:
        for _ in "ab":
            backup.roll(runtime.path, lambda: None)
        idea = written(runtime)
        runtime.submit(c.HideIdea(idea.id, f"Koska {WORDS} 1")).result(100)
        withdraw(runtime, idea)
        done = runtime._writer._upkeep
        while done._stale or done._copying or copies(runtime) != ["ilta.backup.tupa"]:
            threading.Event().wait(0.001)
        assert [f"{WORDS} 2"] == left_in(tmp_path, f"{WORDS} 1", f"{WORDS} 2")
    assert [] == left_in(tmp_path, f"{WORDS} 1")


def test_it_is_not_left_in_copies_when_the_evening_is_closed(tmp_path: Path) -> None:
    """Closed before they were due, they are made anew then: nobody would do it afterwards."""
    with evening(tmp_path) as runtime:
        for _ in "ab":
            backup.roll(runtime.path, lambda: None)
        withdraw(runtime, written(runtime))
    assert ["ilta.backup.tupa"] == copies(runtime)
    assert [f"{WORDS} 2"] == left_in(tmp_path, f"{WORDS} 1", f"{WORDS} 2")


def test_where_no_copy_can_be_made_those_that_hold_it_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is nearly full, the evening is closed and whole: no copy is better than one that tells it."""
    with evening(tmp_path) as runtime:
        backup.roll(runtime.path, lambda: None)
        monkeypatch.setattr(backup, "ROOM", 1 << 60)
        withdraw(runtime, written(runtime))
    assert [] == copies(runtime)
    assert [] == left_in(tmp_path, f"{WORDS} 1")
    with Runtime(runtime.path, Clock()) as again:
        assert 3 == workshop_rows.participant_count(again.reader())


def test_what_quotes_it_quotes_it_no_longer(tmp_path: Path) -> None:
    """The summary that was changed by hand, and what the program had written beside it; other words stay."""
    told = json.dumps({"language": "fi", "told": {"1": [f"Eniten: ”{WORDS} 1”."]}}, ensure_ascii=False)
    own = f"Eniten: ”{WORDS} 1”. Salissa sanottiin “{WORDS} 2”."
    with evening(tmp_path) as runtime:
        for part, text in ((PART, own), (BASIS, told)):
            runtime.submit(c.WriteMinutesText(part, text)).result(100)
        withdraw(runtime, written(runtime))
        after = workshop_rows.minutes_texts(runtime.reader())
        assert [] == left_in(tmp_path, f"{WORDS} 1")
    assert f"Eniten: ”…”. Salissa sanottiin “{WORDS} 2”." == after[PART]
    assert {"1": ["Eniten: ”…”."]} == json.loads(after[BASIS])["told"]


def test_minutes_that_tell_it_are_taken_back(tmp_path: Path) -> None:
    """They were given to the phones with it; the window is told. One that nobody has let in stands in no minutes."""
    heard: list[Event] = []
    with evening(tmp_path) as runtime:
        ideas = kind_id(runtime, "ideas")
        runtime.submit(c.OpenActivity(ideas)).result(100)
        waiting = c.AddIdea("Odottava", IdeaOrigin.PARTICIPANT, ideas, participant_id=1)
        waits = int(str(runtime.submit(waiting).result(100)))
        runtime.submit(document("Muistio", None, Desk(runtime.path, lambda _done, _of: True))).result(100)
        runtime.bus.subscribe(heard.extend)
        runtime.submit(c.WithdrawIdea(waits, 1)).result(100)
        assert workshop_rows.minutes_given(runtime.reader())
        withdraw(runtime, written(runtime))
        assert not workshop_rows.minutes_given(runtime.reader())
        kept = runtime.reader().query("SELECT length(content) FROM given_document")
    assert [0, 0] == [row[0] for row in kept]
    assert [MinutesTakenBack()] == [event for event in heard if isinstance(event, MinutesTakenBack)]


def test_nobody_waits_for_a_reader_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While minutes are made of an older moment the log keeps it, and the next answer comes at once; later it goes."""
    monkeypatch.setattr(upkeep, "RENEWED", 0.0)
    with evening(tmp_path) as runtime:
        reader, log = runtime.reader(), Path(f"{runtime.path}-wal")
        # Whoever waited for the reader would wait until this test is broken off.
        runtime._writer.submit(lambda tx: tx.query("PRAGMA busy_timeout=600000")).result(100)
        with reader.at_one_moment():
            withdraw(runtime, written(runtime))
            runtime.submit(c.EditWorkshop(place="Ii")).result(100)
        while log.stat().st_size:
            threading.Event().wait(0.001)
        assert f"{WORDS} 1".encode() not in runtime.path.read_bytes()


def test_words_of_the_feedback_are_taken_back_alike(tmp_path: Path) -> None:
    """Whoever sends the form again without them, or with others; who sends the same again renews no copy."""
    with evening(tmp_path) as runtime:
        feedback = kind_id(runtime, "feedback")
        for _ in "ab":
            backup.roll(runtime.path, lambda: None)
        runtime.submit(GiveFeedback(feedback, 1, (("heard", 2),), "freewords1")).result(100)
        assert not runtime._writer.submit(lambda _tx: runtime._writer._upkeep._stale).result(100)
        for person, word in ((1, ""), (2, "muuta")):
            runtime.submit(GiveFeedback(feedback, person, (("heard", 4),), word)).result(100)
    assert ["ilta.backup.tupa"] == copies(runtime)
    assert ["freewords3", "muuta"] == left_in(tmp_path, "freewords1", "freewords2", "freewords3", "muuta")


def test_killed_before_the_copies_are_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened again, they are renewed; what is only looked at afterwards is not copied again and again."""
    folder, killed = tmp_path / "ilta", tmp_path / "killed"
    folder.mkdir()
    with evening(folder) as runtime:
        for _ in "ab":
            backup.roll(runtime.path, lambda: None)
        for copy in backup.rolling_paths(runtime.path):
            os.utime(copy, (0, Clock().moment.timestamp() - 60))
        withdraw(runtime, written(runtime))
        shutil.copytree(folder, killed)
    assert [f"{WORDS} 1"] == left_in(killed, f"{WORDS} 1")
    monkeypatch.setattr(upkeep, "RENEWED", 0.0)
    with Runtime(killed / "ilta.tupa", Clock()) as again:
        while copies(again) != ["ilta.backup.tupa"] or again._writer._upkeep._copying:
            threading.Event().wait(0.001)
    assert [] == left_in(killed, f"{WORDS} 1")
    made = (killed / "ilta.backup.tupa").stat().st_ino
    Runtime(killed / "ilta.tupa", Clock()).close()
    assert made == (killed / "ilta.backup.tupa").stat().st_ino
