"""What the minutes tell of the themes: each one's first ideas, with their places among all."""

from dataclasses import replace
from typing import cast

from tests.exports.evenings import rendered
from tests.exports.strict_reader import tables
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Minutes

CAPTION = "Teemojen ensimmäiset ideat ja niiden sijat kaikkien joukossa"


def duel_of(evening: Minutes) -> DuelReport:
    """The evening's duel."""
    return cast("DuelReport", evening.of_kind("duel")[0].report)


def with_ideas_under(evening: Minutes, *themes: int | None) -> Minutes:
    """The evening with its ideas spread over these themes, in turns in the order of the ranking."""
    report = duel_of(evening)
    order = [standing.idea for standing in report.ranking.standings]
    under = {idea: themes[at % len(themes)] for at, idea in enumerate(order)}
    ideas = {number: replace(idea, theme_id=under.get(number)) for number, idea in report.ideas.items()}
    sections = tuple(
        replace(s, report=replace(report, ideas=ideas)) if s.activity.kind == "duel" else s
        for s in evening.sections
    )
    return replace(evening, sections=sections)


def test_each_theme_has_its_first_ideas(evening: Minutes) -> None:
    """The theme of the first idea comes first, ideas without a theme last; places are those among all."""
    one, other = evening.themes[:2]
    rows = tables(rendered(with_ideas_under(evening, None, other.id, one.id)))[CAPTION]
    report = duel_of(evening)
    count = len(report.ranking.standings)
    assert ["Teema", "Ideoita", "Ensimmäiset ideat"] == rows[0]
    assert [other.name.fi, one.name.fi, "Ilman teemaa"] == [row[0] for row in rows[1:]]
    assert count == sum(int(row[1]) for row in rows[1:])
    for row, start in zip(rows[1:], (1, 2, 0), strict=True):
        for line, standing in zip(row[2].split("\n"), report.ranking.standings[start::3], strict=False):
            first, last = standing.band
            assert line.startswith(f"{first}." if first == last else f"{first}.–{last}.")
            assert report.ideas[standing.idea].text[:40] in line


def test_one_theme_is_no_table(evening: Minutes) -> None:
    """Where all stand under one theme, or under none, the ranking says it."""
    for themes in ((evening.themes[0].id,), (None,)):
        assert CAPTION not in tables(rendered(with_ideas_under(evening, *themes)))
