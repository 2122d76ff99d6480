"""The data tables as CSV and XLSX: the same numbers as the minutes, typed, and never run as formulas."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from exports.bundle import ranking_rows
from exports.kinds import duel_pairs
from exports.kinds.base import Column, Context, Table, Unit
from exports.tables import all_tables, csv_bytes, xlsx_bytes
from workshop_app.domain.ideas import IdeaState
from workshop_app.i18n import translator
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Minutes

EXPECTED = Path(__file__).parents[1] / "content" / "expected_hyvat_kaytanteet.json"


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV as Excel would split them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def table(minutes: Minutes, name: str) -> Table:
    """One of the evening's tables in Finnish."""
    return next(t for t in all_tables(minutes, "fi") if t.name == name)


def test_csv_is_for_finnish_excel(evening: Minutes) -> None:
    """It begins with a byte order mark, splits at semicolons, ends lines with CR LF and has a decimal comma."""
    content = csv_bytes(table(evening, "ranking"))
    assert content.startswith(b"\xef\xbb\xbfJ\xc3\xa4rjestys;Idea;Osuus;Alaraja;")
    assert content.count(b"\r\n") == content.count(b"\n")
    first = ranking_rows(evening)[0]
    assert f"{first.share:.4f}".replace(".", ",") == csv_rows(content)[1][2]


def test_ranking_is_the_same_everywhere(evening: Minutes) -> None:
    """CSV and XLSX tell the very numbers of `ranking_rows`, which the document and the JSON show too."""
    expected = [
        (row.place, row.idea, row.share, row.low, row.high, *row.band) for row in ranking_rows(evening)
    ]
    from_csv = [
        (int(r[0]), r[1], *(float(x.replace(",", ".")) for x in r[2:5]), int(r[5]), int(r[6]))
        for r in csv_rows(csv_bytes(table(evening, "ranking")))[1:]
    ]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(all_tables(evening, "fi"), "fi")))
    from_xlsx = [row[:7] for row in book["Järjestys"].iter_rows(min_row=2, values_only=True)]
    assert expected == from_csv
    assert expected == from_xlsx


def test_good_practices_by_step(practices: Minutes) -> None:
    """All 25 practices come in order with their steps, and each step has its total."""
    expected = json.loads(EXPECTED.read_text("utf-8"))
    rows = csv_rows(csv_bytes(table(practices, "ideas_by_step")))[1:]
    wanted = [
        (r["idea_id"], r["practice_fi"], r["stage_id"], r["stage_order"], r["stage_fi"].casefold())
        for r in expected["rows"]
    ]
    assert wanted == [(a, b, c, int(d), e.casefold()) for a, b, c, d, e in rows]
    assert expected["totals"] == {row[0]: row[3] for row in table(practices, "steps").rows}
    assert expected["total"] == len(rows)


def test_workbook_is_typed(evening: Minutes) -> None:
    """A sheet each with frozen header and sensible widths; dates are dates; the last sheet explains every column."""
    tables = all_tables(evening, "fi")
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(tables, "fi")))
    assert [t.title for t in tables] + ["Sarakkeiden selitykset"] == book.sheetnames
    for sheet in book:
        assert "A2" == sheet.freeze_panes
        assert sheet.dimensions == sheet.auto_filter.ref
        assert ("landscape", 0) == (sheet.page_setup.orientation, sheet.page_setup.fitToHeight)
        assert "$1:$1" == sheet.print_title_rows
        assert all(8 <= size.width <= 62 for size in sheet.column_dimensions.values())
    due = book[next(t.title for t in tables if t.name == "decisions")]["C2"]
    assert ("d", "d.m.yyyy") == (due.data_type, due.number_format)
    opened = book["Tilaisuuden kulku"]["F2"]
    assert "d" == opened.data_type
    ideas = book["Ideat"]
    lengths = {
        number: len(str(text))
        for number, (text,) in enumerate(ideas.iter_rows(2, None, 2, 2, values_only=True), 2)
    }
    high = {number for number in lengths if ideas.row_dimensions[number].height}
    assert {number for number, length in lengths.items() if length > 60} == high
    explained = {
        (row[0], row[2]) for row in book["Sarakkeiden selitykset"].iter_rows(min_row=2, values_only=True)
    }
    assert {(t.title, c.name) for t in tables for c in t.columns} == explained


def test_every_table_names_ideas_alike(evening: Minutes) -> None:
    """Tables are joined by the idea's id: what ranking, groups and comparisons call it is in the table of ideas."""
    ideas = {row[0]: row[1] for row in table(evening, "ideas").rows}
    for name in ("ranking", "rankings_by_group"):
        rows = table(evening, name).rows
        at = [column.name for column in table(evening, name).columns].index("Idea")
        assert [ideas[row[-1]] for row in rows] == [row[at] for row in rows]
    assert {row[0] for row in table(evening, "comparisons").rows} <= ideas.keys()


def test_nothing_points_at_a_person(evening: Minutes) -> None:
    """No small group, no hidden or unread idea, no order that tells who wrote when."""
    everything = "".join(csv_bytes(t).decode() for t in all_tables(evening, "fi"))
    assert evening.workshop.groups[1].label.pick("fi") not in everything
    assert "Asiaton" not in everything
    assert "Lukematon" not in everything
    assert "Ryhmä;muut ryhmät yhteensä;1" in everything


def test_comparisons_by_pair(evening: Minutes) -> None:
    """Every comparison that stands is counted in its pair, once; nothing tells who answered or when."""
    rows = table(evening, "comparisons").rows
    ranking = table(evening, "ranking").rows
    duel = cast("DuelReport", evening.of_kind("duel")[0].report)
    assert duel.answers == sum(int(str(n)) for row in rows for n in row[4:])
    assert duel.ranking.skips == sum(int(str(row[6])) for row in rows)
    assert len(rows) == len({(row[0], row[2]) for row in rows})
    # An idea that nothing was merged into was chosen as often here as the ranking says.
    texts = {idea.text for idea in evening.ideas if idea.merged_into}
    for place in ranking:
        own = sum(int(str(row[4])) for row in rows if row[1] == place[1])
        own += sum(int(str(row[5])) for row in rows if row[3] == place[1])
        assert place[1] in texts or own == place[9]


def test_a_pair_with_a_hidden_idea_is_left_out(evening: Minutes) -> None:
    """What was hidden afterwards is in no table, as one of a pair neither."""
    section = evening.of_kind("duel")[0]
    report = cast("DuelReport", section.report)
    pair = report.pairs[0]
    hidden = {**report.ideas, pair.one: replace(report.ideas[pair.one], state=IdeaState.HIDDEN)}
    changed = replace(section, report=replace(report, ideas=hidden))
    text = report.ideas[pair.one].text
    (found,) = duel_pairs.tables(changed, Context(evening, translator("fi")))
    assert found.rows
    assert not any(text in row for row in found.rows)


def test_timeline_and_tags(evening: Minutes) -> None:
    """The parts follow each other in time, and every idea on a step has its row."""
    rows = table(evening, "timeline").rows
    assert sorted(str(row[0]) for row in rows) == [str(row[0]) for row in rows]
    assert ("osio avattiin", "Tervetuloa") == rows[0][1:]
    assert ("tilaisuus päättyi", "") == rows[-1][1:]
    tags = table(evening, "tags").rows
    staged = [idea for idea in evening.ideas if idea.votable and idea.stage_id]
    assert len(staged) == sum(row[0] == "idea" for row in tags)
    promise = (tags[0][0], tags[0][2], tags[0][5])
    assert ("tilaisuus (lupaus)", "Strategian keskeiset teemat", "Yhteissuunnittelu") == promise


def test_two_of_a_kind(evening: Minutes) -> None:
    """A second duel or ladder has files and sheets of its own."""
    again = tuple(replace(s, activity=replace(s.activity, id=s.activity.id + 100)) for s in evening.sections)
    doubled = replace(evening, sections=(*evening.sections, *again))
    tables = all_tables(doubled, "fi")
    names = [t.name for t in tables]
    assert len(names) == len(set(names))
    assert {"ranking", "ranking_2", "steps_2", "feedback_2"} <= set(names)
    assert 1 == names.count("decisions")
    assert len(tables) + 1 == len(openpyxl.load_workbook(io.BytesIO(xlsx_bytes(tables, "fi"))).sheetnames)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_file_names_do_not_change(evening: Minutes, language: str) -> None:
    """A script that reads the tables works for every language."""
    expected = [
        "workshop",
        "participants",
        "agenda",
        "timeline",
        "ideas",
        "tags",
        "ranking",
        "rankings_by_group",
        "group_difference",
        "comparisons",
        "ideas_by_step",
        "steps",
        "decisions",
        "feedback",
        "feedback_words",
    ]
    assert expected == [t.name for t in all_tables(evening, language)]


def test_sheet_names_that_excel_refuses() -> None:
    """Long titles, forbidden signs and two equal titles give names that Excel takes."""
    columns = (Column("a/b", "x"), Column("n", "y", Unit.COUNT))
    title = "Mitä [tehdään]: a/b*c? ja vielä paljon muuta sellaista"
    tables = [Table("one", title, columns, (("x", 1),)), Table("two", title, columns, ())]
    names = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(tables, "fi"))).sheetnames
    assert 3 == len(set(names))
    assert all(len(name) <= 31 and not set("[]:*?/\\") & set(name) for name in names)
