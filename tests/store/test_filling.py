"""How full of rows the file is: told once at half, once when it is full, and to whoever opens it then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.held import held
from workshop_app.domain.commands import AddIdea, Join, Rejoin
from workshop_app.domain.events import Event, FileFilling
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.mail import ForgetAddress, KeepAddress
from workshop_app.runtime import Runtime
from workshop_app.store import checking, idea_rows


def add_ideas(runtime: Runtime, ideas: int) -> None:
    """The facilitator adds so many."""
    for number in range(ideas):
        runtime.submit(AddIdea(f"Idea {number}", IdeaOrigin.FACILITATOR)).result(100)


def test_it_is_told_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the rows that are in the file, of commits only, before whoever sent has an answer; again when it is opened."""
    heard: list[Event] = []
    with new_workshop(tmp_path) as runtime:
        rows = checking.count_rows(runtime._file.connection)
        monkeypatch.setattr(checking, "FULL", 2 * (rows + 5))
        runtime.bus.subscribe(lambda events: heard.extend(e for e in events if isinstance(e, FileFilling)))
        assert "" == runtime.filling
        while runtime.filling == "":
            assert [] == heard
            add_ideas(runtime, 1)
        assert rows + 5 <= checking.count_rows(runtime._file.connection) < rows + 10
        add_ideas(runtime, 3)
        assert [FileFilling("half_full")] == heard
        monkeypatch.setattr(checking, "FULL", checking.count_rows(runtime._file.connection) + 1)
        add_ideas(runtime, 3)
        assert [FileFilling("half_full"), FileFilling("evening_full")] == heard
    with Runtime(runtime.path, Clock()) as again:
        assert "evening_full" == again.filling


def test_what_is_refused_fills_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of commands that failed, and of groups that were run again, are not counted."""
    with new_workshop(tmp_path) as runtime:
        monkeypatch.setattr(checking, "FULL", checking.count_rows(runtime._file.connection) + 10)
        go = held(runtime)
        sent = [runtime.submit(AddIdea("  " if n % 2 else "Idea", IdeaOrigin.FACILITATOR)) for n in range(40)]
        go.set()
        ideas = len([one for one in sent if one.exception(100) is None])
        assert 20 == ideas
        rows = checking.count_rows(runtime._file.connection)
        assert rows == runtime._writer.filling._rows
        assert "evening_full" == runtime.filling
        assert 20 == sum(idea.text == "Idea" for idea in idea_rows.ideas(runtime.reader()))


def test_what_is_taken_out_fills_nothing(tmp_path: Path) -> None:
    """A phone comes back with its code again and again, of which the last few are kept; an address goes as it came."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(Join("a" * 64, None, "fi")).result(100)
        (code,) = runtime.reader().query("SELECT code FROM rejoin_code")
        for n in range(60):
            runtime.submit(Rejoin(code["code"], f"{n:064x}")).result(100)
            runtime.submit(KeepAddress("joku@esimerkki.fi")).result(100)
            runtime.submit(ForgetAddress("joku@esimerkki.fi")).result(100)
        rows = checking.count_rows(runtime._file.connection)
        assert (rows, checking.FULL - rows) == (runtime._writer.filling._rows, runtime._writer.filling.room)
