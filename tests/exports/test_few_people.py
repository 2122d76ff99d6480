"""Where few took part, the minutes tell no more than is right: nobody's own answer can be read from them."""

from dataclasses import replace
from typing import cast

import pytest

from exports.tables import all_tables
from tests.exports.evenings import rendered, words
from tests.exports.many import document, records, said_in, summary_tables
from tests.exports.strict_reader import tables
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ladder import gap
from workshop_app.gathering import Gathered
from workshop_app.kinds.feedback.kind import STATEMENTS, FeedbackReport
from workshop_app.kinds.ladder.kind import LadderReport
from workshop_app.minutes import Minutes

STATEMENT = "Tiedän, mitä seuraavaksi tapahtuu."
FEEDBACK = "Palaute: kuinka moni antoi minkäkin numeron (1 eri mieltä, 5 samaa mieltä)"


def _with(minutes: Minutes, kind: str, report: object) -> Minutes:
    return replace(
        minutes,
        sections=tuple(
            replace(section, report=report) if section.activity.kind == kind else section
            for section in minutes.sections
        ),
    )


def _feedback(*answered: int) -> FeedbackReport:
    """Feedback in which so many answered each statement, all alike."""
    counts = tuple((*said, {4: n} if n else {}) for said, n in zip(STATEMENTS, answered, strict=True))
    return FeedbackReport(max(answered), counts, ())


def test_feedback_of_few_is_not_broken_down(evening: Minutes) -> None:
    """Four answers are counted, not told by number, in no table either; five are told."""
    for people, told in ((4, False), (5, True)):
        minutes = _with(evening, "feedback", _feedback(people, people, people))
        assert told == (FEEDBACK in tables(rendered(minutes)))
        assert told != ("Vastaajia oli alle viisi, joten vastauksia ei eritellä." in words(minutes))
        counts = next(table for table in all_tables(minutes, "fi") if table.name == "feedback")
        assert told == bool(counts.rows)


def test_a_statement_that_few_answered_is_not_broken_down(evening: Minutes) -> None:
    """However many gave feedback: what counts is who answered the statement. What is left out is said."""
    minutes = _with(evening, "feedback", _feedback(4, 9, 0))
    assert [STATEMENT] == [row[0] for row in tables(rendered(minutes))[FEEDBACK][1:]]
    assert "Taulukossa eivät ole väittämät, joihin vastasi alle viisi." in words(minutes)
    counts = next(table for table in all_tables(minutes, "fi") if table.name == "feedback")
    assert {STATEMENT} == {row[0] for row in counts.rows}
    assert "Taulukossa eivät ole" not in words(_with(evening, "feedback", _feedback(5, 9, 0)))


@pytest.mark.parametrize("people", [1, 4, 5])
def test_steps_of_few_are_not_told(evening: Minutes, people: int) -> None:
    """A step that one of four chose is nowhere: no sentence, column, picture or table tells it. Five are told."""
    report = cast("LadderReport", evening.of_kind("ladder")[0].report)
    stages = report.ladder.stages
    chosen = {stages[0].id: people - 1, stages[2].id: 1}
    minutes = _with(evening, "ladder", replace(report, gap=gap(report.ladder, None, chosen)))
    said, told = words(minutes), people == 5
    who = "Yksi osallistuja" if people == 1 else f"{people} osallistujaa"
    alone = f"{who} vastasi, miltä portaalta tilaisuus tuntui; alle viiden vastauksia ei eritellä."
    assert told != (alone in said)
    assert told == (f"kokivat useimmin portaan ”{stages[0].name.pick('fi')}” (5 vastauksesta 4)" in said)
    assert told == ("Kuinka moni koki tilaisuuden olleen milläkin portaalla" in said)
    assert told == ("Koettu" in tables(rendered(minutes))["Osallisuuden portaat"][0])
    assert "Mitä luvattiin, ja" not in said
    steps = next(table for table in all_tables(minutes, "fi") if table.name == "steps")
    assert ([people - 1, 0, 1, 0, 0] if told else [None] * 5) == [row[4] for row in steps.rows]
    assert "keskimmäinen" not in said.lower()


def test_steps_of_few_are_in_no_summary(gathered: Gathered) -> None:
    """Neither by evening nor in a sum: its difference to the sum without them would tell them. How many is told."""
    first, second = gathered.evenings[:2]
    report = cast("LadderReport", second.of_kind("ladder")[0].report)
    stage = report.ladder.stages[0].id
    few = _with(second, "ladder", replace(report, gap=gap(report.ladder, report.gap.promise, {stage: 4})))
    alone, both = (summary_tables(Gathered(every)) for every in ((first,), (first, few)))
    felt = [[row["Koettu"] for row in records(made["steps"])] for made in (alone, both)]
    assert felt[0] == felt[1]
    by_evening = records(both["steps_by_evening"])
    assert {None} == {row["Koettu"] for row in by_evening if row["Tilaisuuden numero"] == 2}
    note = "Mukana eivät ole niiden tilaisuuksien vastaukset, joissa alle viisi kertoi, miltä portaalta"
    assert note in said_in(Gathered((first, few)))
    assert note not in said_in(Gathered((first, second)))
    evenings = tables(document(Gathered((first, few))))[
        "Tilaisuudet: kuinka moni osallistuja koki minkin portaan"
    ]
    assert ["–", "–", "–", "–", "–", "4"] == evenings[2][2:]


def test_feedback_of_few_is_in_no_summary(gathered: Gathered) -> None:
    """Neither by evening nor in the means over all: the difference of the two would tell what few people answered."""
    first, second = gathered.evenings[:2]
    few = _with(second, "feedback", _feedback(4, 4, 4))
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
    everybody, nobody = (gap(report.ladder, stages[3].id, felt) for felt in ({stages[3].id: 6}, {}))
    said = words(_with(evening, "ladder", replace(report, gap=everybody)))
    assert (
        "Kaikki 6 vastaajaa kokivat portaan ”Yhteissuunnittelu”. Keskimmäinen vastaus on luvatulla portaalla."
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
