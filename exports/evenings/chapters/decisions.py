"""All decisions by evening, and those that are overdue. Any thread.

The files do not say what has been done since, so an overdue decision is put as a question, not as a reproach.
"""

from __future__ import annotations

from typing import cast

import pandas as pd

from exports.evenings.base import Evening, Evenings, evening_columns, rows
from exports.kinds.base import Column, Table, Unit, Writer
from exports.text import cleaned
from workshop_app.i18n import Translator
from workshop_app.kinds.decisions.kind import DecisionsReport

_COLUMNS = ("evening", "evening_name", "what", "who", "due", "step", "told_how", "passed")


def counted(translator: Translator) -> Column:
    """Decisions."""
    _ = translator.text
    return Column(_("Decisions"), _("How many decisions and next steps were written down."), Unit.COUNT)


def count(evening: Evening) -> int:
    """The evening's decisions."""
    sections = evening.context.minutes.of_kind("decisions")
    # Decisions belong to the whole evening: each part of this kind lists them all.
    return len(cast("DecisionsReport", sections[0].report).decisions) if sections else 0


def frame(evenings: Evenings) -> pd.DataFrame:
    """Every decision, by evening: evening, evening_name, what, who, due, step, told_how, passed."""
    found = []
    for evening, section in evenings.sections("decisions"):
        if evening.context.first_of_kind(section):
            for decision in cast("DecisionsReport", section.report).decisions:
                passed = decision.due is not None and decision.due < evenings.today
                words = (cleaned(decision.what), cleaned(decision.who), decision.due)
                step = evening.context.stage_name(decision.stage_id)
                told_how = cleaned(decision.told_how)
                found.append((evening.number, evening.name, *words, step, told_how, passed))
    return pd.DataFrame(found, columns=list(_COLUMNS)).astype({"passed": bool})


def sentences(evenings: Evenings) -> list[str]:
    """How many decisions there are, how many lack a day or a responsible person, and how many are overdue."""
    _n = evenings.translator.plural
    found = frame(evenings)
    if found.empty:
        return []
    told = [
        _n(
            "{n} decision or next step was written down.",
            "{n} decisions and next steps were written down.",
            len(found),
        )
    ]
    open_ended = int(((found["who"] == "") | found["due"].isna()).sum())
    if open_ended:
        told.append(
            _n(
                "{n} of them lacks a day or somebody who answers for it.",
                "{n} of them lack a day or somebody who answers for it.",
                open_ended,
            )
        )
    passed = int(found["passed"].sum())
    if passed:
        told.append(_n("The day of {n} has passed.", "The day of {n} has passed already.", passed))
    return told


def write(evenings: Evenings, writer: Writer) -> None:
    """All decisions by evening; then those whose day has passed, the oldest first."""
    _, _n = evenings.translator.text, evenings.translator.plural
    found = frame(evenings)
    writer.heading(_("Decisions and next steps"), 1)
    if found.empty:
        writer.paragraph(_("No decisions were written down."))
        return
    _write_table(found, evenings, writer, _("Decisions and next steps by evening"))
    passed = found[found["passed"]].sort_values(["due", "evening"], kind="stable")
    if passed.empty:
        return
    writer.heading(_("Decisions whose day has passed"), 2)
    told = _n(
        "The day of {n} decision had passed on {date}.",
        "The day of {n} decisions had passed on {date}.",
        len(passed),
        date=evenings.translator.date(evenings.today),
    )
    writer.paragraph(
        f"{told} " + _("The files don't tell what has been done since; ask those who answer for them.")
    )
    _write_table(passed, evenings, writer, _("Decisions whose day has passed"))


def tables(evenings: Evenings) -> list[Table]:
    """The decisions, one a row."""
    _ = evenings.translator.text
    columns = (
        *evening_columns(evenings.translator),
        Column(_("What is done"), _("The decision or next step.")),
        Column(_("Who answers"), _("Who sees to it that it is done.")),
        Column(_("By when"), _("The day it is due."), Unit.DATE),
        Column(_("Step"), _("The step of the ladder on which it is taken forward.")),
        Column(_("How you will hear"), _("How participants hear what came of it.")),
        Column(_("Day has passed"), _("1 where the day was past when the summary was made."), Unit.COUNT),
    )
    found = frame(evenings).astype({"passed": int})
    return [Table("decisions", _("Decisions and next steps"), columns, rows(found, *_COLUMNS))]


def _write_table(found: pd.DataFrame, evenings: Evenings, writer: Writer, caption: str) -> None:
    _, date = evenings.translator.text, evenings.translator.date
    none = _("not agreed")
    writer.table(
        [_("Evening"), _("What is done"), _("Who answers"), _("By when"), _("How you will hear")],
        [
            [
                row["evening_name"],
                row["what"],
                row["who"] or none,
                none if pd.isna(row["due"]) else date(row["due"]),
                row["told_how"] or none,
            ]
            for row in found.to_dict("records")
        ],
        caption=caption,
        description=_(
            "For each decision the evening it was made in, what is done, who answers for it, by when, and how "
            "you will hear of it."
        ),
        widths=(3.4, 5.2, 3.3, 2.3, 2.8),
    )
