"""A part is paused and resumed: its time stands still, what was on its way counts, nothing new is asked."""

from __future__ import annotations

from datetime import timedelta

from exports.kinds.base import Context, times
from tests.clock import Clock
from tests.turns import pair_of
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import Activity, ActivityState, live, mark, upcoming
from workshop_app.i18n import translator
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair, UndoAnswer
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.taking_back import inverse

DUEL = 3


def do(runtime: Runtime, *commands: c.Command) -> object:
    """Carry the commands out; returns what the last one said."""
    return pair_of([runtime.submit(command).result() for command in commands][-1])


def duel(runtime: Runtime) -> Activity:
    """The duel as the file has it."""
    return workshop_rows.activity(runtime.reader(), DUEL)


def test_the_time_stands_still_in_a_pause(runtime: Runtime, clock: Clock) -> None:
    """Ten minutes open, five paused, two open: twelve minutes, and the minutes say so; reopening counts on."""
    do(runtime, c.OpenActivity(DUEL))
    clock.forward(minutes=10)
    do(runtime, c.PauseActivity(DUEL))
    clock.forward(minutes=5)
    in_the_pause = duel(runtime).open_for(clock())
    do(runtime, c.ResumeActivity(DUEL))
    clock.forward(minutes=2)
    do(runtime, c.CloseActivity(DUEL))
    closed = duel(runtime)
    clock.forward(minutes=30)
    do(runtime, c.OpenActivity(DUEL))
    clock.forward(minutes=1)
    finnish = Context(read_minutes(runtime.reader(), runtime.path), translator("fi"))

    assert timedelta(minutes=10) == in_the_pause
    assert timedelta(minutes=12) == closed.open_for(clock())
    assert timedelta(minutes=13) == duel(runtime).open_for(clock())
    assert times(closed, finnish).endswith(", siitä auki 12 min")


def test_a_paused_part_is_still_the_live_one(runtime: Runtime) -> None:
    """Phones and hall stay with it and are told; what is not open can't be paused, and closing ends a pause."""
    do(runtime, c.PauseActivity(DUEL))
    planned = duel(runtime).state
    do(runtime, c.OpenActivity(DUEL), c.PauseActivity(DUEL))
    agenda = workshop_rows.activities(runtime.reader())
    found, then = live(agenda), upcoming(agenda)
    do(runtime, c.CloseActivity(DUEL), c.ResumeActivity(DUEL))

    assert ActivityState.PLANNED is planned
    assert (DUEL, 4, f"{DUEL}p") == (found and found.id, then and then.id, mark(agenda))
    assert ActivityState.CLOSED is duel(runtime).state


def test_opening_another_part_ends_the_pause(runtime: Runtime) -> None:
    """At most one part is live; opening the paused one itself goes on with it."""
    do(runtime, c.OpenActivity(DUEL), c.PauseActivity(DUEL), c.OpenActivity(DUEL))
    again = duel(runtime)
    do(runtime, c.PauseActivity(DUEL), c.OpenActivity(4))

    assert (ActivityState.OPEN, "resume") == (again.state, again.history[-1][0])
    assert ActivityState.CLOSED is duel(runtime).state


def test_in_a_pause_answers_arrive_and_no_pair_is_asked(runtime: Runtime) -> None:
    """What a phone had sent counts; its next pair comes when it goes on."""
    person = do(runtime, c.Join("t", None, "fi"))
    assert isinstance(person, int)
    first = do(runtime, c.OpenActivity(DUEL), ShowPair(DUEL, person))
    assert isinstance(first, int)
    do(runtime, c.PauseActivity(DUEL))
    second = do(runtime, AnswerPair(DUEL, person, first, Outcome.LEFT))
    assert isinstance(second, int)
    third = do(runtime, AnswerPair(DUEL, person, second, Outcome.LEFT))
    count = read_snapshot(runtime.reader()).counts[DUEL]
    undone = do(runtime, UndoAnswer(DUEL, person))
    resumed = do(runtime, c.ResumeActivity(DUEL), ShowPair(DUEL, person))

    assert (None, 2) == (third, count)
    assert (second, second) == (undone, resumed)


def test_a_pause_is_taken_back(runtime: Runtime) -> None:
    """Undo resumes what was paused, and pauses what was resumed; nothing to undo where nothing changed."""
    do(runtime, c.OpenActivity(DUEL))
    before = read_snapshot(runtime.reader())
    do(runtime, c.PauseActivity(DUEL))
    paused = read_snapshot(runtime.reader())

    assert c.ResumeActivity(DUEL) == inverse(c.PauseActivity(DUEL), before, None)
    assert c.PauseActivity(DUEL) == inverse(c.ResumeActivity(DUEL), paused, None)
    assert c.PauseActivity(DUEL) == inverse(c.OpenActivity(DUEL), paused, None)
    assert inverse(c.PauseActivity(DUEL), paused, None) is None
