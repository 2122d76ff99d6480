"""Opening, closing and arranging the agenda."""

from __future__ import annotations

import pytest

from tests.clock import Clock
from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.agenda import ActivityState, live, upcoming
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import Text
from workshop_app.kinds.duel.commands import ShowPair
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows


def kinds(runtime: Runtime) -> list[str]:
    """The agenda by kind."""
    return [activity.kind for activity in workshop_rows.activities(runtime.reader())]


def test_a_template_opens_ready_to_run(runtime: Runtime) -> None:
    """The strategy themes have the agenda of the target picture, all planned, the first one next."""
    agenda = workshop_rows.activities(runtime.reader())

    assert ["welcome", "ideas", "duel", "ladder", "decisions", "feedback"] == [a.kind for a in agenda]
    assert {ActivityState.PLANNED} == {a.state for a in agenda}
    assert agenda[0] == upcoming(agenda)
    assert live(agenda) is None


def test_what_was_skipped_is_not_what_comes_next(runtime: Runtime) -> None:
    """After the ideas comes the duel, although nobody opened the welcome; at the end what is left."""
    runtime.submit(c.OpenActivity(2)).result()
    after_ideas = upcoming(workshop_rows.activities(runtime.reader()))
    runtime.submit(c.OpenActivity(6)).result()
    at_the_end = upcoming(workshop_rows.activities(runtime.reader()))

    assert after_ideas is not None
    assert at_the_end is not None
    assert (3, 1) == (after_ideas.id, at_the_end.id)


def test_opening_closes_what_was_open(runtime: Runtime, clock: Clock) -> None:
    """Phones follow one thing at a time; times are those of the clock."""
    first, second = (a.id for a in workshop_rows.activities(runtime.reader())[:2])
    runtime.submit(c.OpenActivity(first)).result()
    opened = clock()
    clock.forward(minutes=7)
    runtime.submit(c.OpenActivity(second)).result()
    agenda = workshop_rows.activities(runtime.reader())

    assert [ActivityState.CLOSED, ActivityState.OPEN] == [a.state for a in agenda[:2]]
    assert (opened, clock()) == (agenda[0].opened_at, agenda[0].closed_at)


def test_a_closed_activity_opens_again(runtime: Runtime) -> None:
    """Closing by mistake is undone by opening; it was first opened when it was."""
    first = workshop_rows.activities(runtime.reader())[0].id
    for command in (c.OpenActivity(first), c.CloseActivity(first), c.OpenActivity(first)):
        runtime.submit(command).result()
    again = workshop_rows.activity(runtime.reader(), first)

    assert (ActivityState.OPEN, None) == (again.state, again.closed_at)


def test_ending_closes_and_notes_the_time(runtime: Runtime, clock: Clock) -> None:
    """The end of the evening is in the file."""
    runtime.submit(c.OpenActivity(1)).result()
    runtime.submit(c.EndWorkshop()).result()

    assert live(workshop_rows.activities(runtime.reader())) is None
    assert clock() == workshop_rows.workshop(runtime.reader()).ended_at


def test_activities_move_and_go(runtime: Runtime) -> None:
    """Reordering renumbers; what nobody saw can go, what was open stays."""
    runtime.submit(c.MoveActivity(6, 0)).result()
    runtime.submit(c.RemoveActivity(5)).result()
    runtime.submit(c.OpenActivity(1)).result()
    with pytest.raises(WorkshopError) as caught:
        runtime.submit(c.RemoveActivity(1)).result()

    assert ["feedback", "welcome", "ideas", "duel", "ladder"] == kinds(runtime)
    assert "activity_used" == caught.value.code


def test_an_activity_is_edited_in_parts(runtime: Runtime) -> None:
    """What is not named stays; the config takes single settings."""
    runtime.submit(c.EditActivity(3, question=Text.same("fi", "Kumpi ensin?"), config={"duels": 8})).result()
    runtime.submit(c.EditActivity(3, minutes=20)).result()
    duel = workshop_rows.activity(runtime.reader(), 3)

    assert ("Kumpi ensin?", 8, 20) == (duel.question and duel.question.fi, duel.config["duels"], duel.minutes)
    assert "Kaksintaistelu" == duel.title.fi


def test_the_workshop_keeps_its_own_ladder(runtime: Runtime) -> None:
    """Another ladder takes the place of the old one; the promise is a tag on the workshop."""
    assert "pop5.yhteissuunnittelu" == workshop_rows.workshop(runtime.reader()).promise_stage_id
    runtime.submit(c.TagStage(c.StageTarget.WORKSHOP, 1, "pop5.konsultaatio")).result()
    with pytest.raises(WorkshopError):
        runtime.submit(c.TagStage(c.StageTarget.WORKSHOP, 1, "iap2.inform")).result()

    assert "pop5.konsultaatio" == workshop_rows.workshop(runtime.reader()).promise_stage_id


def test_minutes_are_given_and_withdrawn(runtime: Runtime) -> None:
    """The last one given is what phones get, until it is taken back."""
    for content in (b"first", b"second"):
        runtime.submit(c.GiveMinutes("muistio.docx", "application/x", content)).result()
    given = workshop_rows.given_minutes(runtime.reader())
    runtime.submit(c.WithdrawMinutes()).result()

    assert ("muistio.docx", "application/x", b"second") == given
    assert workshop_rows.given_minutes(runtime.reader(), page=True) is None
    assert workshop_rows.given_minutes(runtime.reader()) is None


def test_an_opening_that_was_taken_back_is_none(runtime: Runtime) -> None:
    """A part that was opened by mistake can go, unless somebody was shown a pair meanwhile; a new part under its number
    has promised nothing, and taken back the old one has its promise again.
    """
    promised = "pop5.konsultaatio"
    made = [runtime.submit(c.AddActivity("duel", Text.same("fi", name))).result() for name in "ab"]
    one, other = (int(str(number)) for number in made)
    person = int(str(runtime.submit(c.Join("hash", None, "fi")).result()))
    for part in (one, other):
        runtime.submit(c.TagStage(c.StageTarget.ACTIVITY, part, promised)).result()
        runtime.submit(c.OpenActivity(part)).result()
        if part == one:
            runtime.submit(ShowPair(part, person)).result()
        runtime.submit(p.UnopenActivity(part)).result()
    with pytest.raises(WorkshopError, match="activity_used"):
        runtime.submit(c.RemoveActivity(one)).result()
    gone = workshop_rows.activity(runtime.reader(), other)
    runtime.submit(c.RemoveActivity(other)).result()
    new = runtime.submit(c.AddActivity("welcome", Text.same("fi", "c"))).result()
    found = workshop_rows.activity(runtime.reader(), other)
    runtime.submit(c.RemoveActivity(other)).result()
    back = runtime.submit(p.RestoreActivity(gone)).result()

    assert (other, None) == (new, found.stage_id)
    assert (other, promised) == (back, workshop_rows.activity(runtime.reader(), other).stage_id)
