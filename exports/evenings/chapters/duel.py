"""What each evening ranked first, and the ideas that several evenings compared. Any thread."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, cast

import pandas as pd

from exports.evenings import shared_ideas
from exports.evenings.base import Evening, Evenings, evening_columns, rows
from exports.kinds.base import Column, Table, Unit, Writer
from exports.kinds.duel_rows import TOP, interval, no_order, order_column, place, place_columns
from exports.kinds.duel_rows import rows as ranked
from exports.text import as_phrase, cleaned, shortened
from workshop_app.i18n import Translator
from workshop_app.kinds.duel.report import DuelReport

_SHORT = 120
_AT = ("evening", "evening_name", "about", "title", "part", "question", "clear")
_PLACES = ("rank", "place_from", "place_to")
_COLUMNS = (*_AT, *_PLACES, "place", "idea", "source", "foreign", "interval", *shared_ideas.MEASURED)


def counted(translator: Translator) -> Column:
    """Comparisons."""
    _ = translator.text
    return Column(_("Comparisons"), _("How many comparisons were answered, skips included."), Unit.COUNT)


def count(evening: Evening) -> int:
    """The evening's comparisons."""
    sections = evening.context.minutes.of_kind("duel")
    return sum(cast("DuelReport", section.report).answers for section in sections)


def frame(evenings: Evenings) -> pd.DataFrame:
    """Every ranked idea of every evening, best first.

    Columns: evening, evening_name, about (template and question: what may be set side by side), title (the evening's),
    part (the duel's number in the file), question, clear (whether any two places could be told apart), rank,
    place_from and place_to (the places it shares), place (as it is read), idea, source (the template's id of an idea
    that is worded as there, else empty), foreign (whether the evening was held in another language), interval (as it
    is read), share, low, high (0-1), answers (those about the idea that chose a side).
    """
    found = []
    for evening, section in evenings.sections("duel"):
        context, report = evening.context, cast("DuelReport", section.report)
        standings = {standing.idea: standing for standing in report.ranking.standings}
        activity = section.activity
        question = context.words(activity.question) or context.words(activity.title)
        workshop = context.minutes.workshop
        about = "\n".join([workshop.template_id, *question.casefold().split()])
        title = context.words(workshop.title) or evening.name
        ranking = ranked(section)
        at = (evening.number, evening.name, about, title, activity.id, question, not no_order(ranking))
        for row in ranking:
            standing = standings[row.idea_id]
            idea = report.ideas[row.idea_id]
            source = (idea.source_id or "") if cleaned(idea.text) == cleaned(idea.original) else ""
            foreign = context.minutes.workshop.language != context.translator.language
            read = (place(row, context), row.idea, source, foreign, interval(row, context))
            found.append(
                (
                    *at,
                    row.place,
                    *row.band,
                    *read,
                    row.share,
                    row.low,
                    row.high,
                    standing.wins + standing.losses,
                )
            )
    return pd.DataFrame(found, columns=list(_COLUMNS))


def sentences(evenings: Evenings) -> list[str]:
    """How much was compared, what is first of what several evenings compared, and where they differ most."""
    _n = evenings.translator.plural
    comparisons = sum(count(evening) for evening in evenings.every)
    if not comparisons:
        return []
    told = [_n("{n} comparison was made.", "{n} comparisons were made.", comparisons)]
    return [*told, *shared_ideas.sentences(frame(evenings), evenings)]


def write(evenings: Evenings, writer: Writer) -> None:
    """Each evening's first five; then the ideas of several evenings as table and picture."""
    _ = evenings.translator.text
    found = frame(evenings)
    if found.empty:
        return
    writer.heading(_("What was ranked first"), 1)
    writer.paragraph(
        _(
            "The share is the chance that the idea beats an average idea of that evening, as those who were there "
            "see it; in brackets its 90% interval. Ideas that share a place can't be told apart."
        )
    )
    tops = found[found["rank"] <= TOP]
    lines = []
    for _part, top in tops.groupby(["evening", "part"], sort=False):
        name, question = top["evening_name"].iloc[0], top["question"].iloc[0]
        firsts = (
            [_first(row, evenings) for row in top.to_dict("records")]
            if top["clear"].iloc[0]
            else [_("The comparisons gave no clear order.")]
        )
        lines.append([f"{name}\n{question}", "\n".join(firsts)])
    writer.table(
        [_("Evening and question"), _("The first five")],
        lines,
        caption=_("What each evening ranked first"),
        description=_(
            "For each evening its five first ideas with place, share and the share's 90% interval."
        ),
        widths=(5, 12),
    )
    shared_ideas.write(found, evenings, writer)


def tables(evenings: Evenings) -> list[Table]:
    """Each evening's first five, and what is told of the ideas of several evenings."""
    _ = evenings.translator.text
    found = frame(evenings)
    columns = (
        *evening_columns(evenings.translator),
        Column(_("Question"), _("What was asked.")),
        order_column(evenings.translator),
        *place_columns(evenings.translator),
        *shared_ideas.measured(evenings.translator),
    )
    first = rows(
        found[found["rank"] <= TOP],
        *("evening", "evening_name", "question", *_PLACES, "idea", *shared_ideas.MEASURED),
    )
    return [Table("first", _("Ranked first"), columns, first), *shared_ideas.tables(found, evenings)]


def _first(row: Mapping[Hashable, Any], evenings: Evenings) -> str:
    _, percent = evenings.translator.text, evenings.translator.percent
    return _(
        "{place} {idea}: {share} ({interval})",
        place=row["place"],
        idea=shortened(as_phrase(str(row["idea"])), _SHORT),
        share=percent(row["share"]),
        interval=row["interval"],
    )
