"""What the minutes tell of the groups: their first ideas and the largest difference, nothing that points at a few."""

from dataclasses import replace
from io import BytesIO
from typing import cast

import docx
import pytest

from exports.kinds.base import Table
from exports.tables import all_tables
from tests.exports.evenings import rendered
from tests.exports.strict_reader import problems, tables
from workshop_app.duel.conduct import Flag
from workshop_app.i18n import translator
from workshop_app.kinds.duel.groups import GroupsReport
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Minutes

CAPTION = "Ryhmien ensimmäiset ideat"


def duel_of(evening: Minutes) -> DuelReport:
    """The evening's duel."""
    return cast("DuelReport", evening.of_kind("duel")[0].report)


def groups_of(evening: Minutes) -> GroupsReport:
    """The evening's groups."""
    found = duel_of(evening).groups
    assert found is not None
    return found


def with_groups(evening: Minutes, groups: GroupsReport | None) -> Minutes:
    """The evening with other groups in its duel."""
    sections = tuple(
        replace(s, report=replace(cast("DuelReport", s.report), groups=groups))
        if s.activity.kind == "duel"
        else s
        for s in evening.sections
    )
    return replace(evening, sections=sections)


def told(minutes: Minutes, language: str = "fi") -> str:
    """The document's paragraphs."""
    return "\n".join(p.text for p in docx.Document(BytesIO(rendered(minutes, language))).paragraphs)


def table(minutes: Minutes, name: str) -> Table:
    """One of the tables in Finnish."""
    return next(t for t in all_tables(minutes, "fi") if t.name == name)


def test_first_ideas_beside_those_of_all(evening: Minutes, document: bytes) -> None:
    """All and each group of five or more have a row with how many answered and their five first ideas."""
    rows = tables(document)[CAPTION]
    assert ["Ryhmä", "Vastasi", "Ensimmäiset ideat"] == rows[0]
    expected = [("Kaikki", "14"), ("Kuntalaiset ja asiakkaat", "8"), ("Luottamushenkilöt", "5")]
    assert expected == [(row[0], row[1]) for row in rows[1:]]
    report = duel_of(evening)
    for row, ranking in zip(
        rows[1:], [report.ranking, *(g.ranking for g in groups_of(evening).groups)], strict=True
    ):
        lines = row[2].split("\n")
        for line, standing in zip(lines, ranking.standings[:5], strict=False):
            told = place(standing.band, translator("fi").text)
            assert line.startswith(f"{told} {report.ideas[standing.idea].text}")


def test_difference_in_words(evening: Minutes) -> None:
    """The largest difference comes with both shares, its interval, and how sure it is."""
    apart = groups_of(evening).apart
    assert apart is not None
    said = told(evening)
    assert f"Kahden ryhmän ero on suurin ideassa ”{duel_of(evening).ideas[apart.idea].text}”" in said
    points = round(apart.share_for * 100) - round(apart.share_against * 100)
    difference = f"Ero on {points} prosenttiyksikköä, ja sen 90 prosentin väli on −"
    assert difference in said.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        (0.84, "eivät riitä kertomaan, ovatko ryhmät tästä eri mieltä (varmuus 84"),
        (0.93, "On todennäköistä, että ryhmät ovat tästä eri mieltä (93"),
        (1.0, "On hyvin todennäköistä, että ryhmät ovat tästä eri mieltä (99"),
    ],
)
def test_words_for_certainty(evening: Minutes, certainty: float, expected: str) -> None:
    """An uncertain difference is called so, and nothing is called certain."""
    groups = groups_of(evening)
    assert groups.apart is not None
    changed = replace(groups, apart=replace(groups.apart, certainty=certainty))
    assert expected in told(with_groups(evening, changed))


def test_odd_answering_is_not_told(evening: Minutes) -> None:
    """The minutes and tables are the same whether somebody's answering looked odd or not."""
    flagged = with_groups(evening, replace(groups_of(evening), odd=(Flag(1, "quick", 12, 400.0),)))
    calm = with_groups(evening, replace(groups_of(evening), odd=()))
    assert told(calm) == told(flagged)
    assert all_tables(calm, "fi") == all_tables(flagged, "fi")


def test_a_small_group_cannot_be_worked_out(evening: Minutes) -> None:
    """The groups' table names no small group and has no counts that could be taken from those of all."""
    found = table(evening, "rankings_by_group")
    assert {"Kuntalaiset ja asiakkaat", "Luottamushenkilöt"} == {row[0] for row in found.rows}
    names = [column.name for column in found.columns]
    assert ["Ryhmä", "Osallistujat", "Järjestys", "Idea", "Osuus"] == names[:5]
    assert not {"Näytetty", "Valittu", "Ei valittu", "Kertoja näytetty", "Kertoja valittu"} & set(names)
    shares = [row[4] for row in found.rows]
    assert shares == [round(cast("float", share), 2) for share in shares]


def test_difference_table(evening: Minutes) -> None:
    """The largest difference is one row of a table of its own."""
    apart = groups_of(evening).apart
    assert apart is not None
    (row,) = table(evening, "group_difference").rows
    assert (round(apart.difference, 2), round(apart.certainty, 2)) == (row[5], row[8])


def test_without_groups(evening: Minutes) -> None:
    """With small groups only, or none, nothing is said of groups and no table is made."""
    for none in (None, GroupsReport((), None)):
        without = with_groups(evening, none)
        assert "ryhmissä" not in told(without)
        assert CAPTION not in tables(rendered(without))
        assert not {"rankings_by_group", "group_difference"} & {t.name for t in all_tables(without, "fi")}


def test_one_group_alone(evening: Minutes) -> None:
    """One large group has its row; there is no other to differ from."""
    groups = groups_of(evening)
    alone = with_groups(evening, GroupsReport(groups.groups[:1], None))
    assert 3 == len(tables(rendered(alone))[CAPTION])
    assert "Kahden ryhmän ero on" not in told(alone)


def test_a_group_that_is_all_who_answered(evening: Minutes) -> None:
    """Its row would say the same as that of all: nothing is said of groups, and no table is made."""
    groups, report = groups_of(evening), duel_of(evening)
    everybody = replace(groups.groups[0], people=report.people)
    alone = with_groups(evening, GroupsReport((everybody,), None))
    assert CAPTION not in tables(rendered(alone))
    assert "rankings_by_group" not in {t.name for t in all_tables(alone, "fi")}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_other_languages(evening: Minutes, language: str) -> None:
    """The groups' part is whole in the other languages."""
    assert [] == problems(rendered(evening, language))
    expected = {"sv": "Så ser grupperna på saken", "en": "How the groups see it"}[language]
    assert expected in told(evening, language)
