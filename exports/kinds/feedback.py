"""Feedback in the minutes: how many agreed with each statement. Any thread.

The free words are in the data table only: nobody has read them before the minutes are given out, and they may
name people. The organiser can quote them in the minutes' own text.
"""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Column, Context, Table, Unit, Writer, begin, opened
from exports.text import cleaned
from workshop_app.kinds.feedback.kind import SCALE, FeedbackReport
from workshop_app.minutes import Section


def write(section: Section, context: Context, writer: Writer) -> None:
    """Who answered, and the answers to each statement."""
    _, _n, number = context.translator.text, context.translator.plural, context.translator.number
    report = cast("FeedbackReport", section.report)
    own_words = context.minutes.texts.get("feedback", "")
    if not report.people and not own_words and not opened(section.activity):
        return
    begin(section, context, writer)
    if not report.people:
        writer.paragraph(_("Nobody gave feedback."))
    else:
        told = _n("{n} person gave feedback.", "{n} people gave feedback.", report.people)
        if report.words:
            told += " " + _n(
                "{n} wrote in their own words.", "{n} wrote in their own words.", len(report.words)
            )
        writer.paragraph(told)
    if report.keeps_back:
        writer.paragraph(
            _("Statements that fewer than five people answered are left out of the table.")
            if report.told
            else _("Fewer than five people answered, so their answers are not broken down.")
        )
    if report.told:
        writer.table(
            [_("Statement"), *(str(value) for value in SCALE), _("Mean")],
            [
                [_(text), *(number(counts.get(value, 0)) for value in SCALE), _mean(counts, context)]
                for _name, text, counts in report.told
            ],
            caption=_("Feedback: how many gave each number (1 disagree, 5 agree)"),
            description=_("For each statement how many answered each number from 1 to 5, and the mean."),
            widths=(7, *(1.3 for _value in SCALE), 2.5),
            right=range(1, len(SCALE) + 2),
        )
    if own_words:
        writer.paragraph(own_words)


def tables(section: Section, context: Context) -> list[Table]:
    """The counts, and the free words."""
    _ = context.translator.text
    report = cast("FeedbackReport", section.report)
    counts = Table(
        context.table_name("feedback", section),
        context.table_title(_("Feedback"), section),
        (
            Column(_("Statement"), _("What was asked.")),
            Column(_("Number"), _("The answer from 1 (disagree) to 5 (agree)."), Unit.COUNT),
            Column(_("Answers"), _("How many gave this number."), Unit.COUNT),
        ),
        tuple((_(text), value, found.get(value, 0)) for _name, text, found in report.told for value in SCALE),
    )
    words = Table(
        context.table_name("feedback_words", section),
        context.table_title(_("Feedback in own words"), section),
        (Column(_("Feedback in own words"), _("As written; read it before you give it on.")),),
        # Sorted, so that the order does not tell who answered when.
        tuple((word,) for word in sorted(cleaned(word) for word in report.words)),
    )
    return [counts, words]


def summary(section: Section, context: Context) -> list[str]:
    """None: feedback is about the evening, not its result."""
    return []


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """Nothing."""


def method(section: Section, context: Context) -> list[str]:
    """None: the table says it."""
    return []


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Feedback form")


def _mean(counts: dict[int, int], context: Context) -> str:
    total = sum(counts.values())
    if not total:
        return "–"
    return context.translator.number(sum(value * n for value, n in counts.items()) / total, 1)
