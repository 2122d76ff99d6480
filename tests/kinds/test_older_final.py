"""A final that ran in a file of an older program goes on: its setting had another shape, without times."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.kinds.duels import DUEL, ask, join, look
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaState
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.duel.final import EndFinal, StartFinal
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import idea_rows


def as_it_was(path: Path, final: str) -> None:
    """The file as the older program left it: `final` in the settings."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "UPDATE activity SET config = json_set(json_remove(config, '$.finals'), '$.final', json(?)) "
            "WHERE id = ?",
            (final, DUEL),
        )


def answered(runtime: Runtime, person: int, times: int) -> None:
    """A person chooses between so many pairs."""
    shown = ask(runtime, ShowPair(DUEL, person))
    for _ in range(times):
        assert shown is not None
        shown = ask(runtime, AnswerPair(DUEL, person, shown, Outcome.LEFT))


@pytest.mark.parametrize("begun", [True, False])
def test_it_goes_on_and_is_told(tmp_path: Path, begun: bool) -> None:
    """Since its first pair, or since the last one of others where it has none; ended by hand it stays in the report."""
    clock = Clock()
    with new_workshop(tmp_path, clock=clock) as runtime:
        runtime.submit(c.OpenActivity(DUEL)).result()
        person = join(runtime)
        clock.forward(minutes=10)
        answered(runtime, person, 4)
        clock.forward(minutes=10)
        ideas = [i.id for i in idea_rows.ideas(runtime.reader()) if i.state is IdeaState.IN][:4]
        if begun:
            runtime.submit(StartFinal(DUEL, tuple(ideas))).result()
            answered(runtime, person, 3)
    as_it_was(runtime.path, str(ideas))
    with Runtime(runtime.path, clock) as again:
        found = look(again)
        assert tuple(ideas) == found.final
        expected = clock.moment - timedelta(minutes=0 if begun else 10)
        assert [expected] == [final.began for final in found.finals]
        clock.forward(minutes=1)
        again.submit(EndFinal(DUEL)).result()
        assert () == look(again).final
        assert [expected] == [final.began for final in look(again).finals]


def test_another_evening_begins_without_it(tmp_path: Path) -> None:
    """Its ideas are others there."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(c.OpenActivity(DUEL)).result()
    as_it_was(runtime.path, "[1, 2, 3]")
    new = NewWorkshop("", date(2027, 1, 2))
    with Runtime.duplicate(tmp_path / "uusi.tupa", runtime.path, new, Clock()) as made:
        made.submit(c.OpenActivity(DUEL)).result()
        assert () == look(made).final


@pytest.mark.parametrize("final", ["[]", "null", "7", '"x"'])
def test_what_is_none_becomes_none(tmp_path: Path, final: str) -> None:
    """An empty one had been ended; anything else is left as it stands."""
    new_workshop(tmp_path).close()
    as_it_was(tmp_path / "ilta.tupa", final)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        assert ((), ()) == (look(again).final, look(again).finals)
