"""What an evening felt like beside what was promised, in words: a part of `exports.kinds.ladder`. Any thread."""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Column, Context, Unit
from workshop_app.i18n import Translator
from workshop_app.kinds.ladder.kind import LadderReport
from workshop_app.minutes import Section


def promise_and_experience(section: Section, context: Context) -> list[str]:
    """Whole sentences: the promised step, and what people chose; of fewer than five people only how many they were."""
    _, _n = context.translator.text, context.translator.plural
    report = cast("LadderReport", section.report)
    gap = report.gap
    told = []
    if gap.promise:
        told.append(_("The promised step was {step}.", step=_named(gap.promise, context)))
    if report.keeps_back:
        told.append(
            _n(
                "{n} person said what the evening felt like; what fewer than five people chose is not told.",
                "{n} people said what the evening felt like; what fewer than five people chose is not told.",
                gap.count,
            )
        )
    if not report.told:
        return told
    counts = dict(gap.counts)
    most = context.listed([_named(stage_id, context) for stage_id in gap.modes])
    if counts[gap.modes[0]] == gap.count:
        told.append(_("All {n} who answered experienced {step}.", n=gap.count, step=most))
    elif len(gap.modes) == 1:
        told.append(
            _(
                "Most often participants experienced {step} ({count} of {n} answers).",
                step=most,
                count=counts[gap.modes[0]],
                n=gap.count,
            )
        )
    else:
        answers = _n("{n} answer", "{n} answers", gap.count)
        told.append(
            _("Participants experienced equally often {steps} ({answers}).", steps=most, answers=answers)
        )
    told.extend(_compared(section, context))
    return told


def _compared(section: Section, context: Context) -> list[str]:
    _, _n = context.translator.text, context.translator.plural
    steps = cast("LadderReport", section.report).gap.steps
    if steps is None:
        return []
    if steps == 0:
        return [_("The middle answer is on the promised step.")]
    if steps < 0:
        return [
            _n(
                "The middle answer is one step below the promise.",
                "The middle answer is {n} steps below the promise.",
                -steps,
            )
        ]
    return [
        _n(
            "The middle answer is one step above the promise.",
            "The middle answer is {n} steps above the promise.",
            steps,
        )
    ]


def _named(stage_id: str, context: Context) -> str:
    stage = context.stage(stage_id)
    return context.quoted(context.words(stage.name)) if stage else stage_id


def experienced_column(translator: Translator) -> Column:
    """The column of how many chose a step."""
    _ = translator.text
    told = _("How many participants experienced the evening so; empty where fewer than five answered.")
    return Column(_("Experienced"), told, Unit.COUNT)
