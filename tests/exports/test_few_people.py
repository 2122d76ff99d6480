"""Where few took part, the minutes tell no more than is right: nobody's own answer can be read from them."""

from dataclasses import replace
from typing import cast

from exports.tables import all_tables
from tests.exports.evenings import rendered, words
from tests.exports.many import records, said_in, summary_tables
from tests.exports.strict_reader import tables
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ladder import gap
from workshop_app.gathering import Gathered
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
    assert "Kuinka moni koki tilaisuuden olleen milläkin portaalla" in said
    assert "Mitä luvattiin, ja" not in said


def test_feedback_of_few_is_in_no_summary(gathered: Gathered) -> None:
    """Neither by evening nor in the means over all: the difference of the two would tell what few people answered."""
    first, second = gathered.evenings[:2]
    report = cast("FeedbackReport", second.of_kind("feedback")[0].report)
    few = _with(second, "feedback", replace(report, people=4))
    alone, both = (summary_tables(Gathered(every)) for every in ((first,), (first, few)))
    assert alone["feedback"].rows == both["feedback"].rows
    assert {1} == {row["Tilaisuuden numero"] for row in records(both["feedback_by_evening"])}
    note = "Mukana eivät ole niiden tilaisuuksien vastaukset, joissa palautetta antoi alle viisi ihmistä."
    assert note in said_in(Gathered((first, few)))
    assert note not in said_in(Gathered((first, second)))
    assert "Palautteen keskiarvot" not in said_in(Gathered((few,)))


def test_all_on_one_step_and_nobody(evening: Minutes) -> None:
    """All on one step are told as all; that nobody answered is said, and that nobody could."""
    (section,) = evening.of_kind("ladder")
    report = cast("LadderReport", section.report)
    stages = report.ladder.stages
    everybody, nobody = (gap(report.ladder, stages[3].id, felt) for felt in ({stages[3].id: 3}, {}))
    said = words(_with(evening, "ladder", replace(report, gap=everybody)))
    assert (
        "Kaikki 3 vastaajaa kokivat portaan ”Yhteissuunnittelu”. Keskimmäinen vastaus on luvatulla portaalla."
    ) in said
    silent = _with(evening, "ladder", replace(report, gap=nobody))
    assert "Kukaan ei vastannut, miltä portaalta tilaisuus tuntui." in words(silent)
    planned = replace(section.activity, state=ActivityState.PLANNED, opened_at=None)
    sections = tuple(
        replace(each, activity=planned) if each.activity.kind == "ladder" else each
        for each in silent.sections
    )
    closed = words(replace(silent, sections=sections))
    assert "Tätä osiota ei avattu. Luvattu porras oli ”Yhteissuunnittelu”." in closed
    assert "Miltä portaalta tämä ilta tuntui?" not in closed
