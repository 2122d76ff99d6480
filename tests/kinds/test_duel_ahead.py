"""The pair after the one being answered is out already, so that a phone need not wait for the radio."""

from __future__ import annotations

import pytest

from tests.clock import Clock
from tests.kinds.duels import DUEL, ask, join, look, pair_shown
from workshop_app.domain import commands as c
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, AskMore, Outcome, ShowPair, UndoAnswer
from workshop_app.kinds.duel.final import StartFinal
from workshop_app.kinds.duel.rules import OUT
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows


@pytest.fixture(name="runtime")
def _opened(runtime: Runtime) -> Runtime:
    runtime.submit(c.OpenActivity(DUEL)).result()
    return runtime


def out(runtime: Runtime, person: int) -> list[rows.Appearance]:
    """What is out with a person, the one to be answered first."""
    return [a for a in rows.of_person(runtime.reader(), DUEL, person) if a.out]


def test_two_are_out_until_the_last(runtime: Runtime) -> None:
    """The next pair after an answer is the one that was out; the last pair has none after it; more brings two."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    for left in range(15, 0, -1):
        waiting = out(runtime, person)
        assert min(OUT, left) == len(waiting)
        following = ask(runtime, AnswerPair(DUEL, person, waiting[0].id, Outcome.LEFT))
        assert [a.id for a in waiting[1:]] == [following][: len(waiting) - 1]
    assert [] == out(runtime, person)
    ask(runtime, AskMore(DUEL, person))
    assert OUT == len(out(runtime, person))


def test_both_may_be_answered_at_once(runtime: Runtime) -> None:
    """A phone that was cut off sends two answers one after the other: both count, each once."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first, second = out(runtime, person)
    for appearance in (first, second, first, second):
        runtime.submit(AnswerPair(DUEL, person, appearance.id, Outcome.RIGHT)).result()
    assert 2 == look(runtime).answers


def test_undone_pair_comes_before_what_is_out(runtime: Runtime) -> None:
    """The pair taken back is the one to be answered; what was out stays out, and nothing more is given."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first = out(runtime, person)[0]
    runtime.submit(AnswerPair(DUEL, person, first.id, Outcome.LEFT)).result()
    after = [a.id for a in out(runtime, person)]
    assert first.id == ask(runtime, UndoAnswer(DUEL, person))
    assert first.id == ask(runtime, ShowPair(DUEL, person))
    assert [first.id, *after] == [a.id for a in out(runtime, person)]


def test_time_counts_from_when_it_was_seen(runtime: Runtime, clock: Clock) -> None:
    """A pair that was out before it was looked at took as long as since the answer before, not since it was out."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first, second = out(runtime, person)
    clock.forward(milliseconds=9_000)
    runtime.submit(AnswerPair(DUEL, person, first.id, Outcome.LEFT)).result()
    clock.forward(milliseconds=700)
    runtime.submit(AnswerPair(DUEL, person, second.id, Outcome.LEFT)).result()
    took = {a.id: a.took_ms for a in rows.of_person(runtime.reader(), DUEL, person)}
    assert (9_000, 700) == (took[first.id], took[second.id])


@pytest.mark.parametrize(("told", "kept"), [(2_500, 2_500), (0, 0), (10**15, 9_000)])
def test_phones_own_time_counts_within_bounds(runtime: Runtime, clock: Clock, told: int, kept: int) -> None:
    """What waited on a phone took as long as the phone says, but never longer than it was out."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first = out(runtime, person)[0]
    clock.forward(milliseconds=9_000)
    runtime.submit(AnswerPair(DUEL, person, first.id, Outcome.LEFT, took_ms=told)).result()
    found = pair_shown(runtime.reader(), first.id)
    assert found is not None
    assert kept == found.took_ms


def test_hidden_idea_takes_the_pair_ahead_away(runtime: Runtime) -> None:
    """The pair that is looked at stays, the one after it is exchanged."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first, ahead = out(runtime, person)
    hidden = ({ahead.left_id, ahead.right_id} - {first.left_id, first.right_id}).pop()
    runtime.submit(c.HideIdea(hidden)).result()
    assert first.id == ask(runtime, ShowPair(DUEL, person))
    assert OUT == len(out(runtime, person))
    assert hidden not in {i for a in out(runtime, person) for i in (a.left_id, a.right_id)}


def test_final_begins_with_the_next_pair(runtime: Runtime) -> None:
    """When a final begins, the pair that is looked at can be answered; from the next one on it is the final's."""
    person = join(runtime)
    ask(runtime, ShowPair(DUEL, person))
    first = out(runtime, person)[0]
    others = [i.id for i in idea_rows.ideas(runtime.reader()) if i.votable]
    final = [i for i in others if i not in (first.left_id, first.right_id)][:4]
    runtime.submit(StartFinal(DUEL, tuple(final))).result()
    ask(runtime, ShowPair(DUEL, person))
    waiting = out(runtime, person)
    assert first.id == waiting[0].id
    assert {waiting[1].left_id, waiting[1].right_id} <= set(final)
