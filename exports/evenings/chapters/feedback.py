"""Feedback over all evenings and by evening: means and how many answered; no free text. Any thread.

Where fewer than five people answered, an evening's own minutes do not show their answers. So these are in no mean and
no sum here either: the difference between two sums would give them away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pandas as pd

from exports.evenings.base import Evening, Evenings, evening_columns, rows
from exports.kinds.base import Column, Table, Unit, Writer
from workshop_app.i18n import Translator
from workshop_app.kinds.feedback.kind import FeedbackReport

_COLUMNS = ["evening", "evening_name", "statement", "value", "n"]


def counted(translator: Translator) -> Column | None:
    """Nothing: feedback is about the evening, not its result."""
    return None


def count(evening: Evening) -> int:
    """Nothing."""
    return 0


def frame(evenings: Evenings) -> pd.DataFrame:
    """The counted answers that may be shown: evening, evening_name, statement (in the language), value (1-5), n."""
    _ = evenings.translator.text
    found = [
        (evening.number, evening.name, _(text), value, n)
        for evening, section in evenings.sections("feedback")
        for _name, text, counts in cast("FeedbackReport", section.report).told
        for value, n in counts.items()
    ]
    return pd.DataFrame(found, columns=_COLUMNS)


def means(found: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """For each group of `by`: the number of answers and their mean, in the order in which the groups first appear."""
    weighed = found.assign(points=found["value"] * found["n"])
    summed = weighed.groupby(list(by), as_index=False, sort=False)[["n", "points"]].sum()
    summed = summed[summed["n"] > 0]
    return summed.assign(mean=summed["points"] / summed["n"])


def sentences(evenings: Evenings) -> list[str]:
    """The means over all evenings whose answers may be told."""
    _, number = evenings.translator.text, evenings.translator.number
    found = means(frame(evenings), ["statement"])
    told = [
        _("{statement} {mean}", statement=evenings.quoted(str(statement)), mean=number(mean, 1))
        for statement, mean in zip(found["statement"], found["mean"], strict=True)
    ]
    return [_("Feedback from 1 to 5, on average: {means}.", means=", ".join(told))] if told else []


def write(evenings: Evenings, writer: Writer) -> None:
    """Each statement over all evenings, then each evening."""
    _, number = evenings.translator.text, evenings.translator.number
    found = frame(evenings)
    over_all = means(found, ["statement"])
    if over_all.empty:
        return
    writer.heading(_("Feedback"), 1)
    told = _("The numbers go from 1 (disagree) to 5 (agree). Every answer weighs the same.")
    if _few(evenings):
        told += " " + _("Answers of evenings where fewer than five people gave feedback are not counted in.")
    writer.paragraph(told)
    writer.table(
        [_("Statement"), _("Answers"), _("Mean")],
        [
            [str(statement), number(n), number(mean, 2)]
            for statement, n, mean in over_all[["statement", "n", "mean"]].itertuples(index=False)
        ],
        caption=_("Feedback over all evenings"),
        description=_("For each statement how many answered and the mean of their answers from 1 to 5."),
        widths=(11, 3, 3),
        right=(1, 2),
    )
    if len(found["evening"].unique()) > 1:
        _write_by_evening(found, evenings, writer)


def tables(evenings: Evenings) -> list[Table]:
    """Means over all evenings, and by evening."""
    _ = evenings.translator.text
    found = frame(evenings)
    measured = (
        Column(_("Statement"), _("What was asked.")),
        Column(_("Answers"), _("How many answered."), Unit.COUNT),
        Column(_("Mean"), _("The mean of the answers from 1 (disagree) to 5 (agree)."), Unit.MEAN),
    )
    over_all, by_evening = means(found, ["statement"]), means(found, _COLUMNS[:3])
    return [
        Table("feedback", _("Feedback"), measured, rows(over_all, "statement", "n", "mean")),
        Table(
            "feedback_by_evening",
            _("Feedback by evening"),
            (*evening_columns(evenings.translator), *measured),
            rows(by_evening, "evening", "evening_name", "statement", "n", "mean"),
        ),
    ]


def _few(evenings: Evenings) -> bool:
    """Whether some feedback is not shown because fewer than five people gave it."""
    reports = [cast("FeedbackReport", section.report) for _evening, section in evenings.sections("feedback")]
    return any(report.keeps_back for report in reports)


def _write_by_evening(found: pd.DataFrame, evenings: Evenings, writer: Writer) -> None:
    _, number = evenings.translator.text, evenings.translator.number
    by_evening = means(found, _COLUMNS[:3])
    told = by_evening.assign(
        told=[
            _("{mean} ({n})", mean=number(mean, 1), n=number(n))
            for mean, n in zip(by_evening["mean"], by_evening["n"], strict=True)
        ]
    )
    wide = told.pivot_table(
        index=["evening", "evening_name"], columns="statement", values="told", aggfunc="first", sort=False
    )
    writer.table(
        [_("Evening"), *(str(statement) for statement in wide.columns)],
        [
            [str(name), *("–" if pd.isna(value) else str(value) for value in values)]
            for (_number, name), values in zip(wide.index, wide.itertuples(index=False), strict=True)
        ],
        caption=_("Feedback by evening: the mean, and how many answered"),
        description=_("For each evening the mean of each statement from 1 to 5 and the number of answers."),
        widths=(6, *(3.6 for _statement in wide.columns)),
        right=range(1, len(wide.columns) + 1),
    )
