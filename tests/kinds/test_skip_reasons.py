"""Why a pair was skipped: said by one tap or not at all, and what comes of it."""

from __future__ import annotations

import pytest

from tests.asking import refusal
from tests.kinds.duels import DUEL, ask, join, look
from workshop_app.domain import commands as c
from workshop_app.duel.answers import UNKNOWN
from workshop_app.kinds.duel.commands import (
    AnswerPair,
    Outcome,
    SayWhySkipped,
    SetAside,
    ShowPair,
    SkipReason,
    UndoAnswer,
)
from workshop_app.kinds.duel.given import answers
from workshop_app.runtime import Runtime


@pytest.fixture(name="runtime")
def _opened(runtime: Runtime) -> Runtime:
    runtime.submit(c.OpenActivity(DUEL)).result()
    return runtime


def _skip(runtime: Runtime, person: int) -> int:
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    ask(runtime, AnswerPair(DUEL, person, pair, Outcome.SKIP))
    return pair


def test_the_last_word_counts_and_an_undo_takes_it_along(runtime: Runtime) -> None:
    """A reason said twice is one, another one takes its place; with the skip it is gone, and said to nothing else."""
    person = join(runtime)
    pair = _skip(runtime, person)
    waiting = ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.EQUAL))
    ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.EQUAL))
    assert ((SkipReason.EQUAL, 1),) == look(runtime).why_skipped
    ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.OTHER))
    assert ((SkipReason.OTHER, 1),) == look(runtime).why_skipped
    assert waiting == ask(runtime, ShowPair(DUEL, person))
    ask(runtime, UndoAnswer(DUEL, person))
    ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.EQUAL))
    ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    assert () == look(runtime).why_skipped
    assert 2 == runtime.reader().number("SELECT count(*) FROM skip_reason")


def test_only_ones_own_skip(runtime: Runtime) -> None:
    """Another person's skip, and a closed duel, are left alone."""
    person, other = join(runtime, 1), join(runtime, 2)
    pair = _skip(runtime, person)
    ask(runtime, SayWhySkipped(DUEL, other, pair, SkipReason.EQUAL))
    assert () == look(runtime).why_skipped
    ask(runtime, c.CloseActivity(DUEL))
    assert "activity_closed" == refusal(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.EQUAL))


def test_skips_of_who_does_not_know_tell_nothing(runtime: Runtime) -> None:
    """They count as skips, and the strengths are as if nobody had skipped; equally good ones do tell."""
    people = [join(runtime, n) for n in range(6)]
    for person in people[:3]:
        pair = ask(runtime, ShowPair(DUEL, person))
        for _ in range(8):
            assert pair is not None
            pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    before = look(runtime)
    skipped = [(person, _skip(runtime, person)) for person in people[3:] for _ in range(3)]
    equal = look(runtime)
    for person, pair in skipped:
        ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.UNKNOWN))
    after = look(runtime)

    assert (24, 0, 24, 9) == (
        before.answers,
        before.ranking.skips,
        after.ranking.answers,
        after.ranking.skips,
    )
    assert 9 == sum(a.outcome == UNKNOWN for a in answers(runtime.reader(), DUEL))
    shares = {s.idea: s.share for s in before.ranking.standings}
    assert shares == pytest.approx({s.idea: s.share for s in after.ranking.standings}, abs=1e-9)
    assert shares != pytest.approx({s.idea: s.share for s in equal.ranking.standings}, abs=1e-6)


def test_set_aside_reasons_are_not_told(runtime: Runtime) -> None:
    """Nor do those of a person who is set aside."""
    person = join(runtime)
    pair = _skip(runtime, person)
    ask(runtime, SayWhySkipped(DUEL, person, pair, SkipReason.EQUAL))
    ask(runtime, SetAside(person, aside=True))
    assert () == look(runtime).why_skipped
