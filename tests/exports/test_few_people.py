"""Where few took part, the minutes tell no more than is right: nobody's own answer can be read from them."""

from dataclasses import replace
from typing import cast

from exports.tables import all_tables
from tests.exports.evenings import rendered, words
from tests.exports.strict_reader import tables
from workshop_app.domain.ladder import gap
from workshop_app.kinds.feedback.kind import FeedbackReport
from workshop_app.kinds.ladder.kind import LadderReport
from workshop_app.minutes import Minutes

FEEDBACK = "Palaute: kuinka moni antoi minkäkin numeron (1 eri mieltä, 5 samaa mieltä)"


def _with(minutes: Minutes, kind: str, report: object) -> Minutes:
    return replace(
        minutes,
        sections=tuple(
            replace(section, report=report) if section.activity.kind == kind else section
            for section in minutes.sections
        ),
    )


def test_feedback_of_few_is_not_broken_down(evening: Minutes) -> None:
    """Four answers are counted, not told by number, in no table either; five are told."""
    report = cast("FeedbackReport", evening.of_kind("feedback")[0].report)
    for people, told in ((4, False), (5, True)):
        minutes = _with(evening, "feedback", replace(report, people=people))
        assert told == (FEEDBACK in tables(rendered(minutes)))
        assert told != ("Vastaajia oli alle viisi, joten vastauksia ei eritellä." in words(minutes))
        counts = next(table for table in all_tables(minutes, "fi") if table.name == "feedback")
        assert told == bool(counts.rows)


def test_one_answer_on_the_ladder_and_no_promise(evening: Minutes) -> None:
    """One answer is told in the singular; where nothing was promised nothing is said of a promise."""
    report = cast("LadderReport", evening.of_kind("ladder")[0].report)
    stages = report.ladder.stages
    found = gap(report.ladder, None, {stages[2].id: 1})
    said = words(_with(evening, "ladder", replace(report, gap=found)))
    assert f"Ainoa vastaaja koki portaan ”{stages[2].name.pick('fi')}”." in said
    assert "Kuinka moni koki tilaisuuden olevan milläkin portaalla" in said
    assert "Mitä luvattiin, ja" not in said
