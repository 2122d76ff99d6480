"""The ladder in the minutes: ideas by step, the staircase, promise against experience. Any thread."""

from __future__ import annotations

from functools import partial
from typing import cast

from exports.kinds.base import Column, Context, Table, Unit, Writer, begin, idea_key, opened
from exports.kinds.ladder_felt import experienced_column, promise_and_experience
from exports.text import cleaned
from workshop_app.domain.ladder import Stage
from workshop_app.drawing.colours import place_of
from workshop_app.drawing.ranking import Bar, ranking
from workshop_app.drawing.stairs import Step, stairs
from workshop_app.kinds.ladder.kind import LadderReport
from workshop_app.minutes import Section

#: More ideas than this stand in an appendix: the body must stay readable.
LONGEST_LIST = 60


def write(section: Section, context: Context, writer: Writer) -> None:
    """The steps as table and picture, promise against experience in words, and the ideas by step."""
    _ = context.translator.text
    report = cast("LadderReport", section.report)
    ideas = _placed(section, context) if context.first_of_kind(section) else []
    if not ideas and not report.gap.count and not opened(section.activity):
        return
    begin(section, context, writer)
    told = promise_and_experience(section, context)
    if not opened(section.activity):
        told.insert(0, _("This part was not opened."))
    elif not report.gap.count:
        told.append(_("Nobody said what the evening felt like."))
    writer.paragraph(" ".join(told))
    _write_steps(report, context, writer)
    if ideas:
        _write_ideas(report, ideas, context, writer)


def tables(section: Section, context: Context) -> list[Table]:
    """The steps with their counts, and (for the evening's first ladder) each idea with its step."""
    _ = context.translator.text
    report = cast("LadderReport", section.report)
    counts = dict(report.gap.counts)
    steps = Table(
        context.table_name("steps", section),
        context.table_title(_("Steps"), section),
        (
            Column(_("Step's id"), _("The same in every language.")),
            Column(_("Number"), _("1 is the lowest step."), Unit.COUNT),
            Column(_("Step"), _("The step's name.")),
            Column(_("Ideas"), _("How many ideas stand on the step."), Unit.COUNT),
            experienced_column(context.translator),
            Column(_("Promised"), _("1 where this step was promised."), Unit.COUNT),
        ),
        tuple(
            (
                stage.id,
                stage.order,
                context.words(stage.name),
                len(report.on_stage(stage.id)),
                None if report.keeps_back else counts[stage.id],
                int(stage.id == report.gap.promise),
            )
            for stage in report.ladder.stages
        ),
    )
    return [_ideas_table(section, context), steps] if context.first_of_kind(section) else [steps]


def summary(section: Section, context: Context) -> list[str]:
    """Promise against experience."""
    report = cast("LadderReport", section.report)
    return promise_and_experience(section, context) if report.gap.count else []


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """The ideas by step, when they are too many for the body."""
    _ = context.translator.text
    ideas = _placed(section, context) if context.first_of_kind(section) else []
    if len(ideas) > LONGEST_LIST:
        writer.heading(_("Appendix: ideas by step"), 1)
        _write_ideas_table(ideas, context, writer)


def method(section: Section, context: Context) -> list[str]:
    """Which ladder it is and what its steps mean."""
    _ = context.translator.text
    if not context.first_of_kind(section):
        return []
    ladder = cast("LadderReport", section.report).ladder
    name, source = context.words(ladder.name), cleaned(ladder.source, multiline=False).rstrip(".")
    steps = [
        f"{context.stage_name(s.id)}: {context.words(s.description)}" for s in ladder.stages if s.description
    ]
    return [
        _("The ladder: {name}. Source: {source}.", name=name, source=source)
        if source
        else _("The ladder: {name}.", name=name),
        *steps,
        _(
            "The promise is the step that the organiser named beforehand. The experience is what participants "
            "chose when asked which step the evening felt like. A step describes the way of taking part, "
            "not the people and not the worth of an idea."
        ),
    ]


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Choosing a step")


def _placed(section: Section, context: Context) -> list[tuple[Stage, str, str]]:
    """Each idea that stands on a step, by step: (step, text, the idea's id in the content or the file)."""
    report = cast("LadderReport", section.report)
    return [
        (stage, cleaned(idea.text, multiline=False), idea_key(idea))
        for stage in report.ladder.stages
        for idea in report.on_stage(stage.id)
    ]


def _ideas_table(section: Section, context: Context) -> Table:
    _ = context.translator.text
    return Table(
        "ideas_by_step",
        _("Ideas by step"),
        (
            Column(_("Idea's id"), _("The same in every export of this evening.")),
            Column(_("Idea"), _("The idea's text.")),
            Column(_("Step's id"), _("The same in every language.")),
            Column(_("Number"), _("1 is the lowest step."), Unit.COUNT),
            Column(_("Step"), _("The step's name.")),
        ),
        tuple(
            (idea_id, text, stage.id, stage.order, context.words(stage.name))
            for stage, text, idea_id in _placed(section, context)
        ),
    )


def _write_steps(report: LadderReport, context: Context, writer: Writer) -> None:
    _, number = context.translator.text, context.translator.number
    counts = dict(report.gap.counts)
    headers = [_("Step"), _("Ideas")]
    data = [[context.stage_name(s.id), number(len(report.on_stage(s.id)))] for s in report.ladder.stages]
    if report.told:
        headers.append(_("Experienced"))
        for row, stage in zip(data, report.ladder.stages, strict=True):
            row.append(number(counts[stage.id]))
    if report.gap.promise:
        headers.append(_("Promise"))
        for row, stage in zip(data, report.ladder.stages, strict=True):
            row.append(_("promised") if stage.id == report.gap.promise else "")
    writer.table(
        headers,
        data,
        caption=_("The steps of the ladder"),
        description=(
            _("For each step how many ideas stand on it and how many participants experienced it.")
            if report.told
            else _("For each step how many ideas stand on it.")
        ),
        widths=(7, *(2.5 for _header in headers[1:])),
        right=(1, 2) if report.told else (1,),
    )
    _draw_stairs(report, context, writer)
    if report.told:
        _draw_experience(report, context, writer)


def _draw_stairs(report: LadderReport, context: Context, writer: Writer) -> None:
    _, _n = context.translator.text, context.translator.plural
    steps = []
    for stage in report.ladder.stages:
        ideas = len(report.on_stage(stage.id))
        count = _n("{n} idea", "{n} ideas", ideas) if ideas else ""
        promised = _("promised") if stage.id == report.gap.promise else ""
        steps.append(Step(stage.order, context.words(stage.name), count, promised))
    writer.picture(
        partial(stairs, steps),
        caption=_("The steps of the ladder with their ideas, the lowest at the bottom"),
        description=_("Staircase of the ladder's steps: {steps}.", steps="; ".join(s.spoken for s in steps)),
    )


def _draw_experience(report: LadderReport, context: Context, writer: Writer) -> None:
    _, number = context.translator.text, context.translator.number
    counts, every = dict(report.gap.counts), report.gap.count
    stages = report.ladder.stages
    bars = [
        Bar(
            place=str(stage.order),
            text=context.words(stage.name),
            share=counts[stage.id] / every,
            shown=f"{number(counts[stage.id])} / {number(every)}",
            at=place_of(at, len(stages)),
            mark=_("promised") if stage.id == report.gap.promise else "",
        )
        for at, stage in enumerate(stages)
    ]
    told = [f"{bar.place} {bar.text}: {', '.join(w for w in (bar.mark, bar.shown) if w)}" for bar in bars]
    writer.picture(
        partial(ranking, bars[::-1]),
        caption=(
            _("What was promised, and how many felt the evening to be on each step")
            if report.gap.promise
            else _("How many felt the evening to be on each step")
        ),
        description=_("Bar chart of the steps that participants chose: {steps}.", steps="; ".join(told)),
    )


def _write_ideas(
    report: LadderReport, ideas: list[tuple[Stage, str, str]], context: Context, writer: Writer
) -> None:
    _, _n = context.translator.text, context.translator.plural
    writer.heading(_("Ideas by step"), 2)
    if len(ideas) > LONGEST_LIST:
        writer.paragraph(_("The ideas of each step are listed in the appendix."))
    else:
        _write_ideas_table(ideas, context, writer)
    if report.untagged:
        writer.paragraph(
            _n("{n} idea stands on no step.", "{n} ideas stand on no step.", len(report.untagged))
        )


def _write_ideas_table(ideas: list[tuple[Stage, str, str]], context: Context, writer: Writer) -> None:
    _ = context.translator.text
    writer.table(
        [_("Step"), _("Idea")],
        [[context.stage_name(stage.id), text] for stage, text, _id in ideas],
        caption=_("Ideas by step"),
        description=_("Each idea that was put on a step of the ladder, the lowest step first."),
        widths=(5, 12),
    )
