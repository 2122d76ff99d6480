"""What the hall does not see while so few have answered that one of them could be recognised."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from tests.projector.conftest import FREE_WORD
from tests.projector.reading import words
from ui.kinds.base import View
from ui.projector.window import ProjectorWindow
from workshop_app.domain.ladder import gap
from workshop_app.kinds.feedback.kind import FeedbackReport
from workshop_app.kinds.ladder.kind import LadderReport


def test_free_words_stay_off_the_wall(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """Feedback shows shares, never what somebody wrote; with too few answers not even shares."""
    hall.show_view(views["feedback"])
    hall.set_scene("results")
    assert "100" in words(hall)
    assert FREE_WORD not in words(hall)
    report = cast("FeedbackReport", views["feedback"].report)
    counts = tuple((name, text, {5: 4}) for name, text, _counts in report.counts)
    hall.show_view(replace(views["feedback"], report=replace(report, people=4, counts=counts)))
    assert "100" not in words(hall)
    assert "Näytetään, kun ainakin 5 on vastannut." in words(hall)


def test_steps_of_few_stay_off_the_wall(hall: ProjectorWindow, views: dict[str, View]) -> None:
    """What one of four chose the hall does not see: no number, no step, no sentence about the promise kept."""
    view = views["ladder"]
    report = cast("LadderReport", view.report)
    few = gap(report.ladder, report.gap.promise, {"pop5.konsultaatio": 3, "pop5.informointi": 1})
    hall.show_view(replace(view, report=replace(report, gap=few)))
    hall.set_scene("results")
    seen = words(hall)
    assert "Näytetään, kun ainakin 5 on vastannut." in seen
    assert "4 Yhteissuunnittelu: luvattu\n" in f"{seen}\n"
    assert not [told for told in ("koettu", ", 1", ", 3", "luvattiin.") if told in seen]
