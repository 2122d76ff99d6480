"""Ladder, decisions and feedback through the ring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.asking import refusal
from tests.clock import new_workshop
from workshop_app import content
from workshop_app.domain import commands as c
from workshop_app.domain.template import Template
from workshop_app.kinds.decisions.kind import MakeDecision, RemoveDecision, RewordDecision
from workshop_app.kinds.decisions.rows import decisions
from workshop_app.kinds.feedback.kind import FeedbackReport, GiveFeedback
from workshop_app.kinds.ladder.kind import LadderReport, SayExperience
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime

EXPECTED = Path(__file__).parent.parent / "content" / "expected_hyvat_kaytanteet.json"


@pytest.fixture(name="runtime")
def _runtime(tmp_path: Path) -> Iterator[Runtime]:
    with new_workshop(tmp_path) as runtime:
        for n in range(1, 8):
            runtime.submit(c.Join(f"hash-{n}", None, "fi")).result()
        yield runtime


def ladder_report(runtime: Runtime) -> LadderReport:
    """The report of the ladder activity."""
    found = read_minutes(runtime.reader(), runtime.path).of_kind("ladder")[0].report
    assert isinstance(found, LadderReport)
    return found


def test_experience_counts_once_a_person_against_the_promise(runtime: Runtime) -> None:
    """The last answer counts; the middle answer is a step under the promise."""
    runtime.submit(c.OpenActivity(4)).result()
    for person, stage in [
        (1, "konsultaatio"),
        (1, "dialogi_yhteistyo"),
        (2, "dialogi_yhteistyo"),
        (3, "yhteissuunnittelu"),
    ]:
        runtime.submit(SayExperience(4, person, f"pop5.{stage}")).result()
    gap = ladder_report(runtime).gap

    assert (3, "pop5.dialogi_yhteistyo", -1) == (gap.count, gap.median, gap.steps)
    assert "stage_unknown" == refusal(runtime, SayExperience(4, 1, "iap2.inform"))


def test_experience_is_taken_only_while_open(runtime: Runtime) -> None:
    """A late answer is refused."""
    assert "activity_closed" == refusal(runtime, SayExperience(4, 1, "pop5.konsultaatio"))


def test_another_ladder_leaves_the_old_tags_aside(runtime: Runtime) -> None:
    """Ideas tagged on the old ladder stand untagged on the new one, and come back with it."""
    runtime.submit(c.TagStage(c.StageTarget.IDEA, 1, "pop5.konsultaatio")).result()
    runtime.submit(c.ChooseLadder(content.ladder("iap2"))).result()
    without = ladder_report(runtime)
    runtime.submit(c.ChooseLadder(content.ladder("pop5"))).result()

    assert (len(without.ideas), None) == (len(without.untagged), without.gap.promise)
    assert [1] == [idea.id for idea in ladder_report(runtime).on_stage("pop5.konsultaatio")]


def test_the_good_practices_stand_on_their_stages(tmp_path: Path) -> None:
    """The template, tagged by stage, gives the table that the source has: practice by stage, 25 in all."""
    expected = json.loads(EXPECTED.read_text("utf-8"))
    with new_workshop(tmp_path, "hyvat_kaytanteet") as runtime:
        found = ladder_report(runtime)
        rows = [
            (idea.source_id, stage.id) for stage in found.ladder.stages for idea in found.on_stage(stage.id)
        ]

    assert [(row["idea_id"], row["stage_id"]) for row in expected["rows"]] == rows


def test_decisions_are_reworded_removed_and_brought_back(runtime: Runtime) -> None:
    """The last wording counts; earlier ones stay in the file."""
    made = int(
        str(
            runtime.submit(
                MakeDecision(5, "Kartta käydään läpi", "Koordinaattori", date(2027, 1, 15))
            ).result()
        )
    )
    runtime.submit(
        RewordDecision(
            made, "Kartta käydään läpi kylittäin", "Koordinaattori", None, "Viestillä", "pop5.konsultaatio"
        )
    ).result()
    reworded = decisions(runtime.reader())
    runtime.submit(RemoveDecision(made)).result()
    removed = decisions(runtime.reader())
    runtime.submit(RemoveDecision(made, removed=False)).result()

    assert [("Kartta käydään läpi kylittäin", "Viestillä", "pop5.konsultaatio")] == [
        (d.what, d.told_how, d.stage_id) for d in reworded
    ]
    assert () == removed
    assert reworded == decisions(runtime.reader())
    assert ("text_empty", "decision_unknown") == (
        refusal(runtime, MakeDecision(5, " ")),
        refusal(runtime, RewordDecision(99, "x")),
    )


def test_feedback_is_counted_once_a_person(runtime: Runtime) -> None:
    """Statements may be left out, a later form counts instead of an earlier one, rubbish is refused."""
    runtime.submit(c.OpenActivity(6)).result()
    runtime.submit(GiveFeedback(6, 1, (("heard", 2),), "Kiitos kahvista")).result()
    runtime.submit(GiveFeedback(6, 1, (("heard", 5), ("again", 4)))).result()
    runtime.submit(GiveFeedback(6, 2, (), "Ensi kerralla pidempi tauko")).result()
    found = read_minutes(runtime.reader(), runtime.path).of_kind("feedback")[0].report
    assert isinstance(found, FeedbackReport)

    assert (2, ("Ensi kerralla pidempi tauko",)) == (found.people, found.words)
    assert {"heard": {5: 1}, "clear": {}, "again": {4: 1}} == {
        name: counts for name, _, counts in found.counts
    }
    assert "feedback_empty" == refusal(runtime, GiveFeedback(6, 3, ()))
    assert "answer_unknown" == refusal(runtime, GiveFeedback(6, 3, (("heard", 9),)))


@pytest.mark.parametrize("template", content.templates(), ids=lambda t: t.id)
def test_every_template_opens_and_gives_minutes(tmp_path: Path, template: Template) -> None:
    """Ready to run: all activities of known kinds, opened one by one, and minutes at the end."""
    with new_workshop(tmp_path, template.id) as runtime:
        for activity_id in range(1, len(template.activities) + 1):
            runtime.submit(c.OpenActivity(activity_id)).result()
        runtime.submit(c.EndWorkshop()).result()
        minutes = read_minutes(runtime.reader(), runtime.path)

    assert [a.kind for a in template.activities] == [s.activity.kind for s in minutes.sections]
    assert sum(len(theme.ideas) for theme in template.themes) == len(minutes.ideas)
    assert minutes.ended_at is not None
