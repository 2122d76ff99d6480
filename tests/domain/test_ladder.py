"""Ladders, and the promise set against the experience."""

import pickle
import statistics
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Gap, Ladder, Stage, gap
from workshop_app.domain.text import Text

NAME = {"fi": "Portaat"}
IDS = ("a", "b", "c", "d", "e")
STAGES = tuple(Stage(id=name, order=10 * n, name=Text(name.upper())) for n, name in enumerate(IDS, 1))
LADDER = Ladder(id="l", name=Text("Portaat"), basis=None, source="", stages=STAGES)
ANSWERS = st.dictionaries(st.sampled_from(IDS), st.integers(0, 9))


def test_less_than_promised() -> None:
    """Most felt dialogue where co-design was promised: the median stands one step lower."""
    found = gap(LADDER, "d", {"b": 3, "c": 14, "d": 10, "e": 2})
    assert found == Gap(
        promise="d",
        count=29,
        counts=(("a", 0), ("b", 3), ("c", 14), ("d", 10), ("e", 2)),
        median="c",
        modes=("c",),
        below=17 / 29,
        at=10 / 29,
        above=2 / 29,
        steps=-1,
    )


def test_nobody_has_answered() -> None:
    """Without answers nothing is claimed, the promise stays."""
    found = gap(LADDER, "d", {})
    assert (found.promise, found.count, found.median, found.modes) == ("d", 0, None, ())
    assert (found.below, found.at, found.above, found.steps) == (None, None, None, None)


def test_nothing_was_promised() -> None:
    """Without a promise the experience is told, and no difference."""
    found = gap(LADDER, None, {"a": 1, "e": 1})
    assert (found.promise, found.count, found.median, found.modes) == (None, 2, "a", ("a", "e"))
    assert (found.below, found.at, found.above, found.steps) == (None, None, None, None)


def test_of_two_middle_answers_the_lower_counts() -> None:
    """An even number of answers has the lower of the two middle ones as its median: nothing is flattered."""
    assert gap(LADDER, "b", {"b": 2, "e": 2}).median == "b"
    assert gap(LADDER, "b", {"b": 2, "e": 3}).median == "e"


def test_more_than_promised() -> None:
    """Steps are counted upwards, by the steps of the ladder and not by their numbers."""
    assert gap(LADDER, "a", {"e": 1}).steps == 4


@given(ANSWERS, st.none() | st.sampled_from(IDS))
def test_gap_holds_for_any_answers(answers: dict[str, int], promise: str | None) -> None:
    """Shares add up to one, the median is the one of the textbook, modes have the most answers."""
    found = gap(LADDER, promise, answers)
    spread = [IDS.index(stage_id) for stage_id, n in answers.items() for _ in range(n)]
    assert found.count == len(spread)
    if not spread:
        assert found.median is None
        return
    assert found.median == IDS[statistics.median_low(spread)]
    assert found.modes == tuple(IDS[step] for step in sorted(statistics.multimode(spread)))
    if promise is not None:
        parts = [found.below, found.at, found.above]
        assert sum(part for part in parts if part is not None) == pytest.approx(1)
        assert found.steps == statistics.median_low(spread) - IDS.index(promise)


@pytest.mark.parametrize(
    ("promise", "answers", "code"),
    [("x", {}, "stage_unknown"), (None, {"x": 1}, "stage_unknown"), (None, {"a": -1}, "count_negative")],
)
def test_gap_refuses_what_the_ladder_does_not_have(
    promise: str | None, answers: dict[str, int], code: str
) -> None:
    """A stage of another ladder or a negative count is a mistake, not an answer."""
    with pytest.raises(WorkshopError) as error:
        gap(LADDER, promise, answers)
    assert error.value.code == code


def test_stage_by_id() -> None:
    """A stage is found by its id; an unknown one is refused with the ladder's name."""
    assert LADDER.stage("c").order == 30
    with pytest.raises(WorkshopError) as error:
        LADDER.stage("x")
    assert (error.value.code, error.value.params) == ("stage_unknown", {"id": "x", "ladder": "l"})


@pytest.mark.parametrize(
    "stages",
    [
        (),
        (STAGES[0], STAGES[0]),
        (STAGES[1], STAGES[0]),
        (STAGES[0], Stage(id="z", order=10, name=Text("Z"))),
    ],
    ids=["none", "twice", "order", "same order"],
)
def test_a_ladder_without_sense_is_refused(stages: tuple[Stage, ...]) -> None:
    """No stages, the same stage twice or stages out of order make no ladder."""
    with pytest.raises(WorkshopError) as error:
        Ladder(id="l", name=Text("Portaat"), basis=None, source="", stages=stages)
    assert error.value.code == "ladder_invalid"


def test_json_may_hold_the_stages_in_any_order() -> None:
    """Stages are put in order when a ladder is read, with everything they carry."""
    full = Stage("f", 60, Text("F"), Text("kuvaus"), (Text("esimerkki"),), Text("vyöhyke"))
    ladder = Ladder("l", Text("P"), Text("B"), "lähde", (*STAGES, full), Text("huom"), ("sv",))
    obj = ladder.as_json()
    stages = obj["stages"]
    assert isinstance(stages, list)
    stages.reverse()
    assert Ladder.from_json(obj) == ladder


@pytest.mark.parametrize(
    "obj",
    [
        None,
        [],
        {},
        {"id": "l"},
        {"id": "l", "name": NAME, "stages": [3]},
        {"id": "l", "name": NAME, "stages": [{"id": "a"}]},
    ],
    ids=str,
)
def test_json_of_another_shape_is_refused(obj: object) -> None:
    """What is no ladder is refused with a code of ours."""
    with pytest.raises(WorkshopError) as error:
        Ladder.from_json(obj)
    assert error.value.code == "ladder_invalid"


def test_stages_stand_in_order() -> None:
    """The lowest stage comes first."""
    assert all(lower.order < higher.order for lower, higher in pairwise(LADDER.stages))


def test_an_error_survives_the_way_between_processes() -> None:
    """Code and values are the same after pickling."""
    copy = pickle.loads(pickle.dumps(WorkshopError("stage_unknown", id="x")))  # noqa: S301 - our own bytes
    assert (copy.code, copy.params) == ("stage_unknown", {"id": "x"})
