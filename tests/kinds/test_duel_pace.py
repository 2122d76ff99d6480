"""How many answers come in a minute, as the duel's page tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.kinds.duels import DUEL, ask, join, look
from workshop_app.domain.commands import OpenActivity
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair


def test_the_pace_is_of_the_last_two_minutes_and_falls_by_itself(tmp_path: Path) -> None:
    """Ten answers six seconds apart, long after a first one, are ten a minute; two silent minutes are none."""
    clock = Clock()
    with new_workshop(tmp_path, clock=clock) as runtime:
        runtime.submit(OpenActivity(DUEL)).result()
        person = join(runtime)
        pair = ask(runtime, ShowPair(DUEL, person))
        for seconds in (600, *(6 for _ in range(10))):
            assert pair is not None
            pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
            clock.forward(seconds=seconds)
        report, now = look(runtime), clock().timestamp()

    assert 11 == len(report.lately)
    assert pytest.approx(5.0) == report.pace(now)
    assert pytest.approx(1.0, abs=0.51) == report.pace(now + 100)
    assert 0.0 == report.pace(now + 120)
