"""What only counts as a person said it last stands in one row, however often it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.asking import do
from tests.clock import new_workshop
from workshop_app.domain.commands import Join, MergeParticipants, OpenActivity
from workshop_app.kinds.feedback.kind import GiveFeedback, last_feedback
from workshop_app.kinds.ladder.kind import SayExperience, experiences
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """A workshop with three people."""
    with new_workshop(tmp_path) as runtime:
        for person in range(3):
            do(runtime, Join(f"{person:064x}", None, "fi"))
        yield runtime


def opened(runtime: Runtime, kind: str) -> int:
    """Open the part of this kind."""
    found = next(a.id for a in workshop_rows.activities(runtime.reader()) if a.kind == kind)
    do(runtime, OpenActivity(found))
    return found


def rows(runtime: Runtime, table: str) -> int:
    """How many rows there are."""
    return runtime.reader().number(f"SELECT count(*) FROM {table}")


def test_a_form_sent_without_end_is_one_row(runtime: Runtime) -> None:
    """Each page of the hall reads these rows, so who sends without end makes none; the last word counts."""
    ladder = opened(runtime, "ladder")
    stages = [stage.id for stage in workshop_rows.workshop(runtime.reader()).ladder.stages]
    for n in range(50):
        do(runtime, SayExperience(ladder, 1 + n % 2, stages[n % 3]))
    assert 2 == rows(runtime, "experience")
    assert {1: stages[48 % 3], 2: stages[49 % 3]} == experiences(runtime.reader(), ladder)
    feedback = opened(runtime, "feedback")
    for n in range(50):
        do(runtime, GiveFeedback(feedback, 1, (("heard", 1 + n % 5),), f"Sana {n}"))
    assert 1 == rows(runtime, "feedback")
    assert {1: ({"heard": 5}, "Sana 49")} == last_feedback(runtime.reader(), feedback)


def test_the_last_word_of_two_phones_counts(runtime: Runtime) -> None:
    """Who counts as one person with another phone is heard on either; taken back, each has said what it said."""
    ladder = opened(runtime, "ladder")
    first, second, third = [stage.id for stage in workshop_rows.workshop(runtime.reader()).ladder.stages][:3]
    do(runtime, SayExperience(ladder, 1, first))
    do(runtime, SayExperience(ladder, 2, second))
    do(runtime, MergeParticipants(2, 1))
    assert {1: second} == experiences(runtime.reader(), ladder)
    do(runtime, SayExperience(ladder, 1, third))
    assert {1: third} == experiences(runtime.reader(), ladder)
    do(runtime, MergeParticipants(2, None))
    assert {1: third, 2: second} == experiences(runtime.reader(), ladder)
