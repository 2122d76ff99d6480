"""A clock that is set in the middle of the evening: what holds follows from the order of what was done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import (
    CloseActivity,
    Command,
    EditIdea,
    HideIdea,
    Join,
    OpenActivity,
    RestoreIdea,
    ShowResults,
    WriteMinutesText,
)
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair, UndoAnswer
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot


def evening_with_clock(folder: Path, jumps: tuple[float, float]) -> list[object]:
    """An evening with answers, undo and changed minds; returns what it came to.

    `jumps`: before each step the clock is set on by between so many and so many hours.
    """
    folder.mkdir()
    chance, clock = random.Random(5), Clock()
    with new_workshop(folder, clock=clock) as runtime:
        for command in _script():
            clock.forward(hours=chance.uniform(*jumps))
            runtime.submit(command).result(100)
        found = read_snapshot(runtime.reader(), [3])
    with Runtime(folder / "ilta.tupa", clock) as again:
        assert repr(found) == repr(read_snapshot(again.reader(), [3]))
    duel = found.reports[3]
    assert isinstance(duel, DuelReport)
    ideas = [(i.text, i.state, i.theme_id, i.stage_id) for i in found.ideas]
    return [ideas, [(a.state, a.results_shown) for a in found.activities], duel.ranking, found.texts]


def _script() -> Iterator[Command]:
    for n in range(6):
        yield Join(f"hash-{n}", None, "fi")
    yield OpenActivity(2)
    yield OpenActivity(3)
    for _ in range(4):
        for person in range(1, 7):
            yield ShowPair(3, person)
    # Two pairs went out to each: the first person has 1 and 2, the next 3 and 4.
    for person in range(1, 7):
        yield AnswerPair(3, person, 2 * person - 1, Outcome.LEFT)
    yield UndoAnswer(3, 2)
    yield AnswerPair(3, 2, 3, Outcome.RIGHT)
    yield HideIdea(1, "twice")
    yield RestoreIdea(1)
    yield EditIdea(2, "First wording")
    yield EditIdea(2, "Last wording")
    yield ShowResults(3)
    yield ShowResults(3, shown=False)
    yield WriteMinutesText("summary", "First")
    yield WriteMinutesText("summary", "Last")
    yield CloseActivity(3)
    yield OpenActivity(4)


def test_time_set_back_and_forth_changes_nothing(tmp_path: Path) -> None:
    """Moments are there to be read; what holds follows from the order of the rows."""
    steady = evening_with_clock(tmp_path / "a", (0, 0))
    # Back with every step, so that whatever went by the clock would come out the wrong way round.
    for name, jumps in (("b", (-200, 200)), ("c", (-50, -1))):
        assert steady == evening_with_clock(tmp_path / name, jumps)
