"""Ideas that several evenings compared: the share in each, their mean, and how far the evenings differ. Any thread.

An idea is the same in two evenings when both come from the same template and asked the same question, and its text is
the same apart from case and spaces; a template's own idea is the same in every language. A share is the chance of
beating an average idea of that evening: evenings of one template compare much the same ideas, so their shares are set
side by side; those of two templates or questions never are. A final that asks something else is not a second evening.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from exports.evenings.base import Evenings, evening_columns, rows
from exports.kinds.base import Column, Table, Unit, Writer
from exports.kinds.duel_rows import DECIMALS
from exports.text import shortened
from workshop_app.drawing.ranking import Bar, ranking
from workshop_app.i18n import Translator

#: How many ideas of a question the document shows; the workbook has all of them.
LONGEST_LIST = 30
#: Up to this many evenings each have a column of their own in the document's table.
_FEW = 4
#: How many characters of an evening's name stand above its column.
_HEADER = 40
#: How many characters of an idea are shown where it is cut.
_SHORT = 120
#: For how many questions the sentences in front say which idea is first.
_SPOKEN_OF = 3
#: How many ideas fit in a picture.
_DRAWN = 12
#: Columns of one idea's result in one evening.
MEASURED = ("share", "low", "high", "answers")
_SUMMED = ("title", "idea", "evenings", "answers", "mean", "lowest", "highest", "difference")


def shared(found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The ideas that were compared in at least two evenings: one a row; and one row for each idea in each evening.

    Questions that more evenings asked come first, and under each its best idea. Columns of the first table: title (of
    the first of its evenings, with the question where one title asked several), clear (whether an evening could tell
    any two places apart), evenings, answers, mean (of the shares, weighted by answers), the lowest and the highest
    share and where they were, their difference, apart (whether the intervals of any two evenings do not overlap).
    """
    each = _compared_again(found)
    if each.empty:
        return pd.DataFrame(
            columns=[*_SUMMED, "clear", "lowest_name", "highest_name", "apart", "about", "key"]
        ), each
    by_idea = each.groupby(["about", "key"], sort=False)
    summed = by_idea.agg(
        title=("title", "first"),
        clear=("clear", "any"),
        evenings=("evening", "nunique"),
        answers=("answers", "sum"),
        weight=("weight", "sum"),
        lowest=("share", "min"),
        highest=("share", "max"),
        top_of_low=("low", "max"),
        bottom_of_high=("high", "min"),
    )
    own_words = each.sort_values("foreign", kind="stable").groupby(["about", "key"])["idea"].first()
    summed = summed.assign(
        idea=own_words,
        mean=(summed["weight"] / summed["answers"]).round(DECIMALS),
        difference=(summed["highest"] - summed["lowest"]).round(DECIMALS),
        apart=summed["top_of_low"] > summed["bottom_of_high"],
        lowest_name=each.loc[by_idea["share"].idxmin(), "evening_name"].to_numpy(),
        highest_name=each.loc[by_idea["share"].idxmax(), "evening_name"].to_numpy(),
    )
    often = each.groupby("about")["evening"].nunique()
    summed = summed.reset_index()
    summed = summed.assign(often=summed["about"].map(often))
    order = ["often", "about", "mean", "answers", "key"]
    return summed.sort_values(order, ascending=[False, True, False, False, True], ignore_index=True), each


def _compared_again(found: pd.DataFrame) -> pd.DataFrame:
    """The ideas that several evenings compared, in each of them; with key, weight, and a title for each question."""
    asked = found[found["answers"] > 0]
    asked = asked.assign(key=asked["idea"].str.split().str.join(" ").str.casefold())
    ready = asked[asked["source"] != ""]
    one_key = ready.groupby(["about", "source"])["key"].transform("first")
    asked = asked.assign(key=one_key.reindex(asked.index).fillna(asked["key"]))
    by_idea = asked.groupby(["about", "key"], sort=False)
    each = asked[by_idea["evening"].transform("nunique") > 1]
    several = each.groupby("title")["about"].transform("nunique") > 1
    titles = each["title"].where(~several, each["title"] + " – " + each["question"])
    return each.assign(weight=each["share"] * each["answers"], title=titles)


def sentences(found: pd.DataFrame, evenings: Evenings) -> list[str]:
    """How many shared ideas there are, which is first, and on which the evenings differ most."""
    _, _n, percent = evenings.translator.text, evenings.translator.plural, evenings.translator.percent
    over_all, _each = shared(found)
    if over_all.empty:
        return []
    told = [
        _n(
            "{n} idea was compared in several evenings.",
            "{n} ideas were compared in several evenings.",
            len(over_all),
        )
    ]
    bests = over_all.groupby("about", sort=False).head(1)
    for best in bests[bests["clear"].astype(bool)].head(_SPOKEN_OF).to_dict("records"):
        words = {"idea": evenings.quoted(shortened(best["idea"], _SHORT)), "share": percent(best["mean"])}
        told.append(
            _("First of them on average is {idea}, with a share of {share}.", **words)
            if len(over_all["about"].unique()) == 1
            else _(
                "In the evenings {title}, first of them on average is {idea}, with a share of {share}.",
                title=evenings.quoted(shortened(best["title"], _SHORT)),
                **words,
            )
        )
    apart = over_all[over_all["apart"]]
    if not apart.empty:
        most = apart.sort_values("difference", ascending=False, kind="stable").iloc[0]
        told.append(
            _(
                "The evenings differ most about {idea}: {lowest} ({lowest_evening}) and {highest} ({highest_evening}).",
                idea=evenings.quoted(shortened(most["idea"], _SHORT)),
                lowest=percent(most["lowest"]),
                lowest_evening=most["lowest_name"],
                highest=percent(most["highest"]),
                highest_evening=most["highest_name"],
            )
        )
    return told


def write(found: pd.DataFrame, evenings: Evenings, writer: Writer) -> None:
    """The ideas as table and picture; nothing where there are none."""
    _, _n = evenings.translator.text, evenings.translator.plural
    over_all, each = shared(found)
    if over_all.empty:
        return
    writer.heading(_("Ideas that several evenings compared"), 2)
    told = _(
        "They are ideas with the same words, or the template's own in several languages, in evenings of the same "
        "template that asked the same. The mean is weighted by answers, of which there are as many as the brackets "
        "say; the difference is that of the highest and the lowest share in percentage points. A star tells that the "
        "90% intervals of two evenings have nothing in common; among many evenings that happens now and then by chance."
    )
    writer.paragraph(told)
    for _about, ideas in over_all.groupby("about", sort=False):
        first = ideas.head(LONGEST_LIST)
        title = first["title"].iloc[0]
        if len(ideas) < len(over_all):
            writer.heading(title, 3)
        if len(ideas) > LONGEST_LIST:
            writer.paragraph(
                _n(
                    "The first {n} is told here; all of them are in the workbook.",
                    "The first {n} are told here; all of them are in the workbook.",
                    LONGEST_LIST,
                )
            )
        _draw(first, title, evenings, writer)
        _write_table(first, each, evenings, writer)


def measured(translator: Translator) -> tuple[Column, ...]:
    """The columns of an idea and its result in one evening (MEASURED)."""
    _ = translator.text
    return (
        Column(_("Idea"), _("The idea's text.")),
        Column(_("Share"), _("The chance of being chosen over a random other idea, 0–1."), Unit.SHARE),
        Column(_("Lower end"), _("Lower end of the share's 90% interval."), Unit.SHARE),
        Column(_("Upper end"), _("Upper end of the share's 90% interval."), Unit.SHARE),
        Column(_("Answers"), _("How many comparisons with the idea chose a side."), Unit.COUNT),
    )


def tables(found: pd.DataFrame, evenings: Evenings) -> list[Table]:
    """The ideas, and their share in each evening."""
    _ = evenings.translator.text
    over_all, each = shared(found)
    columns = (
        Column(_("Title"), _("What the evenings were called; they are of one template.")),
        Column(_("Idea"), _("The idea's text.")),
        Column(_("Evenings"), _("In how many evenings it was compared."), Unit.COUNT),
        Column(_("Answers"), _("How many comparisons with the idea chose a side."), Unit.COUNT),
        Column(_("Mean share"), _("The mean of the evenings' shares, weighted by answers, 0–1."), Unit.SHARE),
        Column(_("Lowest share"), _("The lowest of the evenings' shares, 0–1."), Unit.SHARE),
        Column(_("Highest share"), _("The highest of the evenings' shares, 0–1."), Unit.SHARE),
        Column(_("Difference"), _("Highest minus lowest share, 0–1."), Unit.SHARE),
        Column(
            _("Evenings differ"),
            _("1 where the 90% intervals of two evenings have nothing in common."),
            Unit.COUNT,
        ),
    )
    whole = rows(over_all.assign(apart=over_all["apart"].astype(int)), *_SUMMED, "apart")
    by_evening = (*evening_columns(evenings.translator), *measured(evenings.translator))
    parts = rows(each, "evening", "evening_name", "idea", *MEASURED)
    return [
        Table("shared_ideas", _("Ideas of several evenings"), columns, whole),
        Table("shared_ideas_by_evening", _("Ideas by evening"), by_evening, parts),
    ]


def _write_table(first: pd.DataFrame, each: pd.DataFrame, evenings: Evenings, writer: Writer) -> None:
    _, number, percent = evenings.translator.text, evenings.translator.number, evenings.translator.percent
    keys, points = ["about", "key"], evenings.translator.points
    parts = first[keys].merge(each, on=keys)
    few = len(parts["evening"].unique()) <= _FEW
    headers, shares = _by_evening(first, parts, evenings) if few else _ends(first, evenings)
    writer.table(
        [_("Idea"), _("Mean"), *headers, _("Difference")],
        [
            [
                shortened(row["idea"], _SHORT),
                _("{mean} ({n})", mean=percent(row["mean"]), n=number(row["answers"])),
                *told,
                points(row["highest"], row["lowest"]) + ("*" if row["apart"] else ""),
            ]
            for row, told in zip(first.to_dict("records"), shares, strict=True)
        ],
        caption=_("Ideas that several evenings compared: {title}", title=first["title"].iloc[0]),
        description=_(
            "For each idea the mean of its shares and how many answers there are about it, the shares of the evenings, "
            "and the difference between the highest and the lowest."
        ),
        widths=(7.4, 2.2, *((1.6,) * len(headers) if few else (5.8,)), 1.6),
        right=[1, *(range(2, 2 + len(headers)) if few else ()), 2 + len(headers)],
    )


def _by_evening(
    first: pd.DataFrame, parts: pd.DataFrame, evenings: Evenings
) -> tuple[list[str], list[list[str]]]:
    """A column for each evening; where an evening compared an idea twice, the mean of both by answers."""
    keys = ["about", "key"]
    sums = parts.pivot_table(
        index=keys, columns=["evening", "evening_name"], values=["weight", "answers"], aggfunc="sum"
    )
    shares = (sums["weight"] / sums["answers"]).reindex(pd.MultiIndex.from_frame(first[keys]))
    percent = evenings.translator.percent
    cells = [["–" if pd.isna(share) else percent(share) for share in row] for row in shares.to_numpy()]
    named = [evenings.every[number - 1] for number, _name in shares.columns]
    dates = [one.context.minutes.workshop.date for one in named]
    if len(set(dates)) < len(dates):
        return [shortened(one.name, _HEADER) for one in named], cells
    one_year = len({date.year for date in dates}) == 1
    return [evenings.translator.day(d) if one_year else evenings.translator.date(d) for d in dates], cells


def _ends(first: pd.DataFrame, evenings: Evenings) -> tuple[list[str], list[list[str]]]:
    """One column with the lowest and the highest share and whose they are."""
    _, percent = evenings.translator.text, evenings.translator.percent
    cells = [
        [f"{percent(row['lowest'])}, {row['lowest_name']}\n{percent(row['highest'])}, {row['highest_name']}"]
        for row in first.to_dict("records")
    ]
    return [_("Lowest and highest")], cells


def _draw(first: pd.DataFrame, title: str, evenings: Evenings, writer: Writer) -> None:
    _, percent = evenings.translator.text, evenings.translator.percent
    bars = [
        Bar(
            place="",
            text=shortened(row["idea"], _SHORT),
            share=row["mean"],
            shown=percent(row["mean"]),
            low=row["lowest"],
            high=row["highest"],
        )
        for row in first.head(_DRAWN).to_dict("records")
    ]
    told = [
        _(
            "{idea}: {mean}, between {lowest} and {highest}",
            idea=bar.text,
            mean=bar.shown,
            lowest=percent(bar.low or 0),
            highest=percent(bar.high or 0),
        )
        for bar in bars
    ]
    writer.picture(
        partial(ranking, bars),
        caption=_(
            "Mean share over the evenings {title}; the line goes from the lowest to the highest", title=title
        ),
        description=_("Bar chart of mean shares: {ideas}.", ideas="; ".join(told)),
    )
