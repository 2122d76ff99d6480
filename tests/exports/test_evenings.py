"""The summary of many evenings: its figures are those of the evenings' own minutes, and of the files read by SQL."""

import json
import random
import sqlite3
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import docx

from exports import tables as evening_tables
from exports.evenings import chapters, people
from exports.evenings.base import numbered
from exports.evenings.ladders import climbed
from exports.kinds.base import Cell, Table
from tests.exports.many import NOW, document, records, said_in, summary_tables
from workshop_app.content import ladder
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN
from workshop_app.domain.text import Text
from workshop_app.gathering import Gathered
from workshop_app.i18n import translator
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.kinds.ladder.kind import LadderReport
from workshop_app.kinds.table import KINDS
from workshop_app.minutes import Minutes


def _own_tables(minutes: Minutes) -> dict[str, Table]:
    return {table.name: table for table in evening_tables.all_tables(minutes, "fi")}


def _alone(minutes: Minutes) -> dict[str, Table]:
    return summary_tables(Gathered((minutes,)))


def _columns(table: Table, *numbers: int) -> list[tuple[Cell, ...]]:
    return [tuple(row[number] for number in numbers) for row in table.rows]


def _sql(files: Iterable[Path], sql: str) -> Iterator[tuple[Any, ...]]:
    for path in files:
        with closing(sqlite3.connect(path)) as file:
            yield from file.execute(sql)


def test_of_one_evening_it_says_what_its_minutes_say(gathered: Gathered) -> None:
    """Participants, first five, steps, decisions and feedback are those of the evening's own tables."""
    for minutes in gathered.evenings:
        own, alone = _own_tables(minutes), _alone(minutes)
        assert sorted(own["participants"].rows) == sorted(_columns(alone["participants"], 0, 1, 2))
        if "ranking" in own:
            ranking = _columns(own["ranking"], 0, 5, 6, 1, 2, 3, 4)[:5]
            assert ranking == _columns(alone["first"], 3, 4, 5, 6, 7, 8, 9)
        if "steps" in own:
            assert _columns(own["steps"], 0, 1, 2, 5, 4, 3) == list(alone["steps"].rows)
        if "decisions" in own:
            assert _columns(own["decisions"], 0, 1, 2, 3, 4) == _columns(alone["decisions"], 2, 3, 4, 5, 6)
        if "feedback" in own:
            given = [(text, value) for text, value, n in own["feedback"].rows for _each in range(int(str(n)))]
            by_statement = {text: [int(str(v)) for t, v in given if t == text] for text, _value in given}
            expected = {text: (len(v), statistics.fmean(v)) for text, v in by_statement.items()}
            assert expected == {text: (n, mean) for text, n, mean in alone["feedback"].rows}


def test_the_sums_are_those_of_the_files(evening_files: list[Path], gathered: Gathered) -> None:
    """Counted with plain SQL in the files: participants, ways, comparisons, experience, decisions, feedback."""
    made = summary_tables(gathered)
    people_by_way = Counter(_sql(evening_files, "SELECT channel FROM participant"))
    ways = {
        row["Nimi"]: row["Osallistujat"] for row in records(made["participants"]) if "ryhm" not in row["Nimi"]
    }
    assert (people_by_way[("phone",)], people_by_way[("paper",)]) == (ways["puhelimella"], ways["paperilla"])
    compared = sum(
        1
        for _row in _sql(evening_files, "SELECT 1 FROM comparison WHERE outcome IN ('left', 'right', 'skip')")
    )
    decided = sum(1 for _row in _sql(evening_files, "SELECT 1 FROM decision"))
    evenings = records(made["evenings"])
    assert (sum(people_by_way.values()), compared, decided) == tuple(
        sum(row[name] for row in evenings) for name in ("Osallistujat", "Vertailut", "Päätökset")
    )
    felt = Counter(stage for (stage,) in _sql(evening_files, "SELECT stage_id FROM experience"))
    assert felt == Counter({stage: n for stage, n in _columns(made["steps"], 0, 4) if n})
    answers: dict[str, list[int]] = {}
    for (text,) in _sql(evening_files, "SELECT answers FROM feedback"):
        for name, value in json.loads(text).items():
            answers.setdefault(name, []).append(value)
    means = sorted((len(found), round(statistics.fmean(found), 9)) for found in answers.values())
    assert means == sorted((n, round(float(str(mean)), 9)) for _text, n, mean in made["feedback"].rows)


def test_ideas_of_several_evenings(gathered: Gathered) -> None:
    """Worked out by hand from the evenings' own rankings: mean by answers, ends, and whether intervals meet."""
    found: dict[str, list[tuple[float, float, float, int]]] = {}
    for minutes in gathered.evenings:
        if minutes.workshop.template_id == "strategian_teemat":
            for row in records(_own_tables(minutes)["ranking"]):
                answers = row["Valittu"] + row["Ei valittu"]
                ends = (row["Osuus"], row["Alaraja"], row["Yläraja"], answers)
                found.setdefault(row["Idea"], []).append(ends)
    expected: dict[Cell, list[Cell]] = {}
    for idea, each in found.items():
        if len(each) == 2:
            (one, low, high, n), (other, other_low, other_high, other_n) = each
            mean = (one * n + other * other_n) / (n + other_n)
            apart = int(low > other_high or other_low > high)
            expected[idea] = [2, n + other_n, round(mean, 4), min(one, other), max(one, other), apart]
    made = summary_tables(gathered)["shared_ideas"]
    assert expected == {row[1]: [*row[2:7], row[8]] for row in made.rows}
    assert {0, 1} == {row[8] for row in made.rows}
    means = [float(str(row[4])) for row in made.rows]
    assert sorted(means, reverse=True) == means


def test_texts_are_one_idea_whatever_the_case(gathered: Gathered) -> None:
    """Within evenings of one template only: the same words from elsewhere are another idea."""
    first, second = gathered.evenings[:2]
    shouted = _reworded(second, str.upper)
    expected = len(summary_tables(Gathered((first, second)))["shared_ideas"].rows)
    assert expected == len(summary_tables(Gathered((first, shouted)))["shared_ideas"].rows) > 20
    elsewhere = replace(second, workshop=replace(second.workshop, template_id="tyhja"))
    assert () == summary_tables(Gathered((first, elsewhere)))["shared_ideas"].rows


def test_the_template_s_ideas_are_one_in_every_language(gathered: Gathered) -> None:
    """An evening in Swedish compared the same ideas as one in Finnish; each summary tells them in its own language."""
    first, second = gathered.evenings[:2]
    swedish = _reworded(second, lambda text: f"sv {text}", original=True)
    swedish = replace(swedish, workshop=replace(swedish.workshop, language="sv"))
    for language, starts in (("fi", False), ("sv", True)):
        made = summary_tables(Gathered((first, swedish)), language)["shared_ideas"].rows
        # The two that participants wrote are others in every language.
        assert 20 == len(made)
        assert {starts} == {str(row[1]).startswith("sv ") for row in made}


def test_templates_are_not_ranked_among_each_other(gathered: Gathered) -> None:
    """A share is about its own evening's ideas: the ideas of each template stand apart, the most evenings first."""
    first, second = gathered.evenings[:2]
    other = Text("Muut", "Annat", "Other")
    elsewhere = tuple(
        replace(m, workshop=replace(m.workshop, template_id="a", title=other)) for m in (first, second)
    )
    made = summary_tables(Gathered((*elsewhere, first, second, second)))["shared_ideas"]
    titles = [str(row[0]) for row in made.rows]
    assert ["Strategian keskeiset teemat", "Muut"] == list(dict.fromkeys(titles))
    assert [22, 22] == [titles.count(title) for title in dict.fromkeys(titles)]
    said = said_in(Gathered((*elsewhere, first, second)))
    assert "Tilaisuuksissa ”Muut” niistä on keskimäärin ensimmäisenä" in said


def test_another_question_is_no_second_evening(gathered: Gathered) -> None:
    """A final that asks something else is set beside other finals only, not beside its own evening's first question."""
    first, second = (_with_a_final(minutes) for minutes in gathered.evenings[:2])
    assert () == summary_tables(Gathered((first,)))["shared_ideas"].rows
    made = summary_tables(Gathered((first, second)))["shared_ideas"].rows
    titles = Counter(str(row[0]) for row in made)
    asked = ("Kumpi on tärkeämpi hyvinvointialueella?", "Kumpi ensin?")
    assert {f"Strategian keskeiset teemat – {question}": 22 for question in asked} == titles
    assert {2} == {row[2] for row in made}


def test_without_an_order_nothing_is_first(gathered: Gathered) -> None:
    """Where an evening's comparisons told no places apart, the summary does not call five of its ideas the first."""
    level = [_all_level(minutes) for minutes in gathered.evenings[:2]]
    said, cells = said_in(Gathered(tuple(level))), _cells(Gathered((level[0], gathered.evenings[1])))
    assert "ideaa oli vertailussa useassa tilaisuudessa." in said
    assert "Keskimäärin niistä ensimmäinen" not in said
    assert cells.count("Vertailut eivät antaneet selvää järjestystä.") == 1


def _with_a_final(minutes: Minutes) -> Minutes:
    (duel,) = minutes.of_kind("duel")
    question = Text("Kumpi ensin?", "Vilken först?", "Which first?")
    final = replace(duel, activity=replace(duel.activity, id=99, question=question))
    return replace(minutes, sections=(*minutes.sections, final))


def _all_level(minutes: Minutes) -> Minutes:
    (duel,) = minutes.of_kind("duel")
    report = cast("DuelReport", duel.report)
    every = tuple(
        replace(standing, band=(1, len(report.ranking.standings))) for standing in report.ranking.standings
    )
    level = replace(duel, report=replace(report, ranking=replace(report.ranking, standings=every)))
    return replace(minutes, sections=tuple(level if s is duel else s for s in minutes.sections))


def _cells(gathered: Gathered) -> str:
    opened = docx.Document(BytesIO(document(gathered)))
    return "\n".join(cell.text for table in opened.tables for row in table.rows for cell in row.cells)


def _reworded(minutes: Minutes, change: Any, *, original: bool = False) -> Minutes:
    sections = []
    for section in minutes.sections:
        report = section.report
        if isinstance(report, DuelReport):
            ideas = {
                n: replace(
                    idea,
                    text=f"  {change(idea.text)} ",
                    original=change(idea.original) if original else idea.original,
                )
                for n, idea in report.ideas.items()
            }
            section = replace(section, report=replace(report, ideas=ideas))  # noqa: PLW2901
        sections.append(section)
    return replace(minutes, sections=tuple(sections))


def test_no_small_group_is_told(gathered: Gathered) -> None:
    """In whatever sizes they come: a group's sum is that of the evenings where it had five people, the rest is one."""
    chance = random.Random(5)
    names = [group.id for group in gathered.evenings[0].workshop.groups]
    for _round in range(25):
        evenings = []
        for minutes in gathered.evenings[:2]:
            sizes: dict[str | None, int] = {name: n for name in names if (n := chance.randrange(9))}
            evenings.append(replace(minutes, by_group=sizes, participants=sum(sizes.values())))
        told = people.totals(people.frame(numbered(evenings, translator("fi"), NOW.date())))
        groups = told[told["by"] == "group"]
        apart = groups[~groups["together"].astype(bool)]
        sizes_told = [n for m in evenings for n in m.by_group.values() if n >= SMALLEST_GROUP_SHOWN]
        assert sum(sizes_told) == apart["n"].sum()
        assert sum(m.participants for m in evenings) == groups["n"].sum()
        assert len(groups) - len(apart) <= 1


def test_experience_is_set_against_each_evening_s_own_promise(gathered: Gathered) -> None:
    """Below, on and above the promise: each evening's shares of its answers, added up."""
    below = at = above = 0.0
    for minutes in gathered.evenings:
        for section in minutes.of_kind("ladder"):
            told = cast("LadderReport", section.report).gap
            below += (told.below or 0) * told.count
            at += (told.at or 0) * told.count
            above += (told.above or 0) * told.count
    [one] = climbed(numbered(gathered.evenings, translator("fi"), NOW.date()))
    assert [round(below), round(at), round(above)] == one.against.to_list()
    assert min(one.against) > 0


def test_ladders_are_not_mixed(gathered: Gathered) -> None:
    """Evenings of another ladder have a table of their own; each table has its own evenings' answers."""
    first, second, third = gathered.evenings[:3]
    other = ladder("iap2")
    changed = replace(
        unlike(third), workshop=replace(third.workshop, ladder=other, promise_stage_id=other.stages[1].id)
    )
    made = summary_tables(Gathered((first, second, changed)))
    assert [stage.id for stage in first.workshop.ladder.stages] == [row[0] for row in made["steps"].rows]
    assert [stage.id for stage in other.stages] == [row[0] for row in made["steps_2"].rows]
    assert {1, 2} == {row[0] for row in made["steps_by_evening"].rows}
    assert {3} == {row[0] for row in made["steps_by_evening_2"].rows}
    said = said_in(Gathered((first, second, changed)))
    assert 2 == said.count("Portaat: ")


def unlike(minutes: Minutes) -> Minutes:
    """The evening without its ladder part, whose answers are about its own ladder."""
    return replace(minutes, sections=tuple(s for s in minutes.sections if s.activity.kind != "ladder"))


def test_every_chapter_is_a_kind_s_and_whole() -> None:
    """A chapter is found by its kind's name, so none may have another one; each has all the functions."""
    files = {path.stem for path in Path(chapters.__file__ or "").parent.glob("*.py")} - {"__init__"}
    assert files <= {kind.name for kind in KINDS}
    found = chapters.chapters()
    assert len(files) == len(found)
    wanted = ("counted", "count", "sentences", "write", "tables")
    assert [] == [(chapter, name) for chapter in found for name in wanted if not hasattr(chapter, name)]
