"""A duel's ranking as rows, and the words for a place: a part of `exports.kinds.duel`. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from exports.kinds.base import Column, Context, Unit
from exports.text import cleaned, shortened
from workshop_app.i18n import Translator
from workshop_app.kinds.duel import places
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section

#: Decimals of a share in tables and JSON.
DECIMALS = 4
#: How many level places the summary names after the first; and how many places are the top.
TOP = 5
#: The lowest probability at which an idea further down is named among those that may belong in the top.
_MAY_BELONG = 0.25


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One idea's result. `share`, `low`, `high`: 0-1, four decimals; `band`: first and last of the level places;
    `top_chance`: the probability (0-1) that the idea is one of the five best.
    """

    idea: str
    share: float
    low: float
    high: float
    place: int
    band: tuple[int, int]
    top_chance: float
    idea_id: int
    stage_id: str | None = None


def rows(section: Section) -> tuple[RankingRow, ...]:
    """A duel's ranking, best first; empty before the first answer that chose a side: there is no order then."""
    report = cast("DuelReport", section.report)
    if not report.ranking.answers:
        return ()
    return tuple(
        RankingRow(
            idea=cleaned(report.ideas[s.idea].text, multiline=False),
            share=round(s.share, DECIMALS),
            low=round(s.low, DECIMALS),
            high=round(s.high, DECIMALS),
            place=s.place,
            band=s.band,
            top_chance=round(s.top_chance, DECIMALS),
            idea_id=s.idea,
            stage_id=report.ideas[s.idea].stage_id,
        )
        for s in report.ranking.standings
    )


def order_column(translator: Translator) -> Column:
    """The column of `RankingRow.place`: in tables the list has an order, also where places are level."""
    _ = translator.text
    return Column(
        _("Order"),
        _("The order of the list; the idea's place is in “Place from” and “Place to”."),
        Unit.COUNT,
    )


def place_columns(translator: Translator) -> tuple[Column, Column]:
    """The columns of a band."""
    _ = translator.text
    return (
        Column(
            _("Place from"),
            _("The first of the places that it shares with ideas from which it can't be told apart."),
            Unit.COUNT,
        ),
        Column(
            _("Place to"),
            _("The last of them; the same as the first where it shares it with none."),
            Unit.COUNT,
        ),
    )


def no_order(found: Sequence[RankingRow]) -> bool:
    """Whether all ideas are level with each other: then none of them is first."""
    return len(found) > 1 and found[0].band == (1, len(found))


def place(row: RankingRow, context: Context) -> str:
    """The place as it is read."""
    return places.place(row.band, context.translator.text)


def interval(row: RankingRow, context: Context) -> str:
    """The share's 90 % interval in per cent."""
    return f"{context.translator.number(row.low * 100)}–{context.translator.percent(row.high)}"


def level_places(found: Sequence[RankingRow], context: Context) -> list[str]:
    """Which places are level, in a sentence; nothing when none are."""
    _ = context.translator.text
    bands = [band for band, _rows in groupby(found, key=lambda row: row.band) if band[0] != band[1]]
    if not bands:
        return []
    listed = context.listed([f"{first}–{last}" for first, last in bands])
    return [_("Places {places} are level.", places=listed)]


def level(found: Sequence[RankingRow], context: Context) -> str:
    """Which places are level, or that none are."""
    _ = context.translator.text
    if no_order(found):
        return _("The comparisons are not enough to put the ideas in an order: they are all level.")
    places = level_places(found, context)
    if not places:
        return _("The comparisons tell all places apart.")
    return f"{places[0]} " + _("The comparisons are not enough to tell the ideas on these places apart.")


def likely(found: Sequence[RankingRow], context: Context) -> list[str]:
    """Which ideas may be among the five best, and how likely; nothing for five or fewer ideas, or without an order."""
    _, percent = context.translator.text, context.translator.percent
    if len(found) <= TOP or no_order(found):
        return []
    told = [
        _(
            "{idea} {percent}",
            idea=context.quoted(shortened(row.idea, 60)),
            percent=percent(min(row.top_chance, 0.99)),
        )
        for row in found
        if row.place <= TOP or row.top_chance >= _MAY_BELONG
    ]
    return [_("How likely each is to be one of the five best: {ideas}.", ideas=", ".join(told))]
