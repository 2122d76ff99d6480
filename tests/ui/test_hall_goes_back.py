"""An opening that is taken back: the hall sees again what it saw before."""

from __future__ import annotations

from tests.ui.evening import Evening
from ui.facilitator.hall import ACTIVITY, JOIN, RESULTS, WIFI
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.commands import CloseActivity, OpenActivity


def taken_back(evening: Evening, kind: str) -> None:
    """The part of this kind is opened by the window, the hall follows, and the opening is taken back."""
    opened, hall = evening.activity_id(kind), evening.page.hall
    evening.opened.client.submit(OpenActivity(opened))
    evening.until(lambda: (ACTIVITY, opened) == (hall.scene, hall.activity_id))
    evening.page.undoing.undo()
    evening.until(lambda: evening.snapshot.activity(opened).state is ActivityState.PLANNED)  # type: ignore[union-attr]


def test_before_the_first_part_it_is_the_code(evening: Evening) -> None:
    """Nothing had been open: the question that was taken back is no longer in the hall."""
    hall = evening.page.hall
    taken_back(evening, "ideas")
    evening.until(lambda: (JOIN, None) == (hall.scene, hall.activity_id))


def test_after_a_part_it_is_that_part_or_its_results(evening: Evening) -> None:
    """Whichever of the two the hall saw; what the facilitator chose meanwhile stays."""
    hall, ideas = evening.page.hall, evening.activity_id("ideas")
    evening.phone(OpenActivity(ideas))
    evening.until(lambda: (ACTIVITY, ideas) == (hall.scene, hall.activity_id))
    evening.phone(CloseActivity(ideas))
    evening.until(lambda: evening.snapshot.activity(ideas).state is ActivityState.CLOSED)  # type: ignore[union-attr]
    taken_back(evening, "feedback")
    evening.until(lambda: (ACTIVITY, ideas) == (hall.scene, hall.activity_id))
    evening.go("ideas")
    evening.page.show_to_hall(RESULTS)
    taken_back(evening, "feedback")
    evening.until(lambda: (RESULTS, ideas) == (hall.scene, hall.activity_id))
    evening.opened.client.submit(OpenActivity(evening.activity_id("feedback")))
    evening.until(lambda: ACTIVITY == hall.scene)
    evening.page.show_to_hall(WIFI)
    evening.page.undoing.undo()
    evening.until(lambda: ideas == hall._followed)
    assert WIFI == hall.scene
