"""The duel in the minutes: ranking with intervals, which places are level, how many answered. Any thread.

`rows` is the one source of a ranking: the document, the tables and the command line's JSON all show it. A share is
kept with four decimals there; the document shows it as whole per cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, groupby
from math import ceil
from typing import cast

from exports.kinds import duel_counts, duel_groups, duel_pairs, duel_themes
from exports.kinds.base import Column, Context, Table, Unit, Writer, begin, idea_key, opened
from exports.kinds.duel_rows import (
    TOP,
    RankingRow,
    interval,
    level,
    level_places,
    likely,
    no_order,
    order_column,
    place,
    place_columns,
    rows,
)
from exports.text import shortened
from workshop_app.drawing.ranking import Bar, ranking, tone_of_band
from workshop_app.kinds.duel.explained import METHOD
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section

#: A longer ranking stands whole in an appendix; the body then shows the first MOST_SHOWN.
LONGEST_TABLE, MOST_SHOWN = 40, 20
#: Up to this many ideas are all drawn; of more, only the first MOST_SHOWN.
_ALL_DRAWN = 24
#: About how many lines a picture has at most (a taller one would leave half a page free before it); how many characters
#: a line has, and how many an idea.
_MOST_LINES, _LINE, _DRAWN_IDEA = 18, 56, 150


def write(section: Section, context: Context, writer: Writer) -> None:
    """What was asked, how many answered, the ranking as table and picture, level places, and the groups."""
    _ = context.translator.text
    found = rows(section)
    if not found and not opened(section.activity):
        return
    begin(section, context, writer)
    report = cast("DuelReport", section.report)
    if not report.answers:
        writer.paragraph(_("No comparisons were answered."))
        return
    writer.paragraph(" ".join(duel_counts.counted(section, context)))
    if not found:
        return
    for told in (level(found, context), *likely(found, context)):
        writer.paragraph(told)
    shown = found[:MOST_SHOWN]
    if len(found) > LONGEST_TABLE:
        writer.paragraph(_("The whole ranking is in the appendix; here are its first {n}.", n=len(shown)))
        _write_table(shown, context, writer)
    else:
        _write_table(found, context, writer)
    _draw(found if len(found) <= _ALL_DRAWN else found[:MOST_SHOWN], len(found), context, writer)
    duel_themes.write(section, found, context, writer)
    duel_groups.write(section, context, writer)


def tables(section: Section, context: Context) -> list[Table]:
    """The whole ranking with its counts, the groups' rankings, and the comparisons by pair."""
    _ = context.translator.text
    report = cast("DuelReport", section.report)
    standings = {s.idea: s for s in report.ranking.standings}
    columns = (
        order_column(context.translator),
        Column(_("Idea"), _("The idea's text.")),
        Column(_("Share"), _("The chance of being chosen over a random other idea, 0–1."), Unit.SHARE),
        Column(_("Lower end"), _("Lower end of the share's 90% interval."), Unit.SHARE),
        Column(_("Upper end"), _("Upper end of the share's 90% interval."), Unit.SHARE),
        *place_columns(context.translator),
        Column(
            _("Chance of the top five"), _("The probability of being one of the five best, 0–1."), Unit.SHARE
        ),
        Column(
            _("Times shown"), _("How many answered comparisons the idea was in, skips included."), Unit.COUNT
        ),
        Column(_("Times chosen"), _("How many times it was chosen."), Unit.COUNT),
        Column(_("Times not chosen"), _("How many times the other one was chosen."), Unit.COUNT),
        Column(_("Step"), _("The step of the ladder that the idea stands on.")),
        Column(_("Idea's id"), _("The same in every export of this evening.")),
    )
    data = []
    for row in rows(section):
        standing = standings[row.idea_id]
        counts = (standing.shown, standing.wins, standing.losses)
        numbers = (row.share, row.low, row.high, *row.band, row.top_chance)
        key = idea_key(report.ideas[row.idea_id])
        data.append((row.place, row.idea, *numbers, *counts, context.stage_name(row.stage_id), key))
    name, title = context.table_name("ranking", section), context.table_title(_("Ranking"), section)
    ranking = Table(name, title, columns, tuple(data))
    return [ranking, *duel_groups.tables(section, context), *duel_pairs.tables(section, context)]


def summary(section: Section, context: Context) -> list[str]:
    """What came first, and which places are level."""
    _ = context.translator.text
    found = rows(section)
    asked = context.words(section.activity.question) or context.words(section.activity.title)
    question = context.quoted(asked)
    if duel_counts.all_skipped(cast("DuelReport", section.report)):
        return [
            _("On the question {question} all pairs were skipped, so there is no order.", question=question)
        ]
    if not found:
        return []
    if no_order(found):
        return [_("On the question {question} the comparisons gave no clear order.", question=question)]
    first = [row for row in found if row.band == found[0].band]
    quoted = [context.quoted(shortened(row.idea, 100)) for row in first[:5]]
    if len(first) == 1:
        told = _("On the question {question} people put {idea} first.", question=question, idea=quoted[0])
    elif len(first) <= len(quoted):
        told = _(
            "On the question {question} people put {ideas} first, level with each other.",
            question=question,
            ideas=context.listed(quoted),
        )
    else:
        told = _(
            "On the question {question} the first {n} ideas are level; at the top is {idea}.",
            question=question,
            n=len(first),
            idea=quoted[0],
        )
    return [told, *level_places([row for row in found if row.band != found[0].band][:TOP], context)]


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """The whole ranking, when it is too long for the body."""
    _ = context.translator.text
    found = rows(section)
    if len(found) > LONGEST_TABLE:
        title = context.words(section.activity.title)
        writer.heading(_("Appendix: the whole ranking, {part}", part=title), 1)
        _write_table(found, context, writer)


def method(section: Section, context: Context) -> list[str]:
    """The ranking explained."""
    _ = context.translator.text
    if not rows(section):
        return []
    return [*(_(text) for text in METHOD), *duel_groups.method(section, context)]


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Comparing two at a time")


def _write_table(found: Sequence[RankingRow], context: Context, writer: Writer) -> None:
    _ = context.translator.text
    staged = any(context.stage(row.stage_id) for row in found)
    headers = [_("Rank"), _("Idea"), _("Share"), _("90% interval"), *([_("Step")] if staged else [])]
    data = [
        [
            place(row, context),
            row.idea,
            context.translator.percent(row.share),
            interval(row, context),
            *([context.stage_name(row.stage_id)] if staged else []),
        ]
        for row in found
    ]
    writer.table(
        headers,
        data,
        caption=_("Ideas in the order of the comparisons"),
        description=_("For each idea its place, its share with the 90% interval, best first."),
        widths=(2.1, 6.9, 1.6, 2.6, 3.8) if staged else (2.1, 10.4, 1.7, 2.8),
        right=(2, 3),
    )


def _draw(shown: Sequence[RankingRow], count: int, context: Context, writer: Writer) -> None:
    _ = context.translator.text
    axis = [context.translator.percent(x) for x in (0, 0.5, 1)]
    bars = _bars(shown, context)
    for part in _parts([len(bar.text) // _LINE + 1 for bar in bars]):
        drawn, told = bars[part], shown[part]
        caption = (
            _("Shares of the ideas; the line shows the 90% interval")
            if len(told) == count
            else _(
                "Shares of the ideas {first}–{last} of the list; the line shows the 90% interval",
                first=told[0].place,
                last=told[-1].place,
            )
        )
        writer.picture(
            partial(ranking, drawn, axis=axis),
            caption=caption,
            description=_described(told, context),
        )


def _parts(lines: Sequence[int]) -> Iterator[slice]:
    """The rows of each picture, about equally tall; `lines` is the number of lines of each row."""
    every = sum(lines)
    pictures = ceil(every / _MOST_LINES)
    before = accumulate(lines, initial=0)
    # A row belongs to the picture in which its middle lies.
    places = [int((top + line / 2) * pictures / every) for top, line in zip(before, lines, strict=False)]
    for _place, numbers in groupby(range(len(lines)), key=places.__getitem__):
        first, *rest = numbers
        yield slice(first, first + 1 + len(rest))


def _bars(found: Sequence[RankingRow], context: Context) -> list[Bar]:
    numbers = {band: n for n, band in enumerate(dict.fromkeys(row.band for row in found))}
    return [
        Bar(
            place=place(row, context),
            text=shortened(row.idea, _DRAWN_IDEA),
            share=row.share,
            shown=context.translator.percent(row.share),
            at=tone_of_band(numbers[row.band]),
            low=row.low,
            high=row.high,
        )
        for row in found
    ]


def _described(found: Sequence[RankingRow], context: Context) -> str:
    _ = context.translator.text
    told = [
        _(
            "{place} {idea} {share} ({interval})",
            place=place(row, context),
            idea=shortened(row.idea, 80),
            share=context.translator.percent(row.share),
            interval=interval(row, context),
        )
        for row in found
    ]
    return _("Bar chart of the ideas' shares, with the 90% interval: {ideas}.", ideas="; ".join(told))
