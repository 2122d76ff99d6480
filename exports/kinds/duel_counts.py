"""How much was compared in a duel, in sentences for the minutes: a part of `exports.kinds.duel`. Any thread."""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Context
from workshop_app.kinds.duel.explained import WHY_SKIPPED
from workshop_app.kinds.duel.final import Final
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section


def counted(section: Section, context: Context) -> list[str]:
    """Whole sentences: comparisons and people, skips and why, a final, and what is not in the result."""
    report = cast("DuelReport", section.report)
    _, _n, number = context.translator.text, context.translator.plural, context.translator.number
    people = _n("{n} participant", "{n} participants", report.people)
    told = [
        _n(
            "{shown} comparison was answered by {people}.",
            "{shown} comparisons were answered by {people}.",
            report.answers,
            shown=number(report.answers),
            people=people,
        )
    ]
    if all_skipped(report):
        told.append(_("All of them were skipped, so the ideas have no order."))
    elif report.ranking.skips:
        told.append(
            _n(
                "{n} of the comparisons was skipped.",
                "{n} of the comparisons were skipped.",
                report.ranking.skips,
            )
        )
    if report.why_skipped:
        why = ", ".join(_(WHY_SKIPPED[reason], n=number(n)) for reason, n in report.why_skipped)
        told.append(_("Reasons given for skipping: {reasons}.", reasons=why))
    return told + _besides(section, report, context)


def all_skipped(report: DuelReport) -> bool:
    """Whether pairs were answered, but none by choosing."""
    return report.answers > 0 and not report.ranking.answers


def _besides(section: Section, report: DuelReport, context: Context) -> list[str]:
    """A final, and what is not in the result."""
    _n = context.translator.plural
    told = [_final(final, context) for final in report.finals]
    if report.aside:
        told.append(
            _n(
                "The facilitator left the answers of {n} participant out.",
                "The facilitator left the answers of {n} participants out.",
                len(report.aside),
            )
        )
    unused = section.turnout.answers - report.answers if section.turnout else 0
    if unused:
        told.append(
            _n(
                "{n} more comparison is not in the result: one of its ideas was left out, or the two were merged.",
                "{n} more comparisons are not in the result: one of their ideas was left out, or the two were merged.",
                unused,
            )
        )
    return told


def _final(final: Final, context: Context) -> str:
    """Among how many ideas it was, when, and whether it was ended by hand; in two sentences at most."""
    _n, start = context.translator.plural, context.clock(final.began)
    if final.ended is None:
        return _n(
            "A short final of {n} idea was opened at {start}; its answers count like the others.",
            "A short final of {n} ideas was opened at {start}; its answers count like the others.",
            len(final.ideas),
            start=start,
        )
    return _n(
        "A short final of {n} idea was held from {start} to {end} and ended before the comparing did; its answers "
        "count like the others.",
        "A short final of {n} ideas was held from {start} to {end} and ended before the comparing did; its answers "
        "count like the others.",
        len(final.ideas),
        start=start,
        end=context.clock(final.ended),
    )
