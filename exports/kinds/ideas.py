"""Ideas in the minutes: by theme, merged ones under what they were merged into, hidden ones counted. Any thread."""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Context, Table, Writer, begin, merged_lines, opened
from exports.text import cleaned
from workshop_app.domain.ideas import Idea, IdeaOrigin, IdeaState, Theme
from workshop_app.kinds.ideas.kind import IdeasReport
from workshop_app.minutes import Section

#: A longer list stands in the appendix only: the body must stay readable.
LONGEST_LIST = 60


def write(section: Section, context: Context, writer: Writer) -> None:
    """How many ideas there are and, where they are not too many, all of them by theme."""
    _ = context.translator.text
    report = cast("IdeasReport", section.report)
    own = _own(section, context, report)
    if not own and not opened(section.activity):
        return
    begin(section, context, writer)
    if not opened(section.activity):
        writer.paragraph(_("This part was not opened."))
    ideas_in = [idea for idea in own if idea.votable]
    if not ideas_in:
        writer.paragraph(_("No ideas were taken in."))
    else:
        writer.paragraph(" ".join(_counted(ideas_in, own, context)))
    writer.paragraph(_moderated(own, context))
    if len(ideas_in) > LONGEST_LIST:
        writer.paragraph(_("All ideas are listed in the appendix."))
        _write_theme_table(report.themes, ideas_in, context, writer)
        return
    for heading, ideas in _by_theme(report.themes, ideas_in, context):
        writer.heading(heading, 2)
        writer.bullets([(idea.text, _under(idea, report, context)) for idea in ideas])


def tables(section: Section, context: Context) -> list[Table]:
    """None: all ideas of the evening are one table."""
    return []


def summary(section: Section, context: Context) -> list[str]:
    """How many ideas there are, and how many of them people wrote."""
    _, _n = context.translator.text, context.translator.plural
    report = cast("IdeasReport", section.report)
    ideas_in = [idea for idea in report.ideas if idea.votable]
    if not context.first_of_kind(section) or not opened(section.activity) or not ideas_in:
        return []
    if all(idea.origin is IdeaOrigin.TEMPLATE for idea in ideas_in):
        ready = _n("{n} idea stood ready.", "{n} ideas stood ready.", len(ideas_in))
        return [ready + " " + _("The participants wrote no new ones.")]
    written = sum(idea.origin is IdeaOrigin.PARTICIPANT for idea in ideas_in)
    told = _n("There is {n} idea.", "There are {n} ideas in all.", len(ideas_in))
    if written:
        told += " " + _n(
            "The participants wrote {n} of them.", "The participants wrote {n} of them.", written
        )
    return [told]


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """Nothing."""


def method(section: Section, context: Context) -> list[str]:
    """How ideas came in."""
    _ = context.translator.text
    if not opened(section.activity) or not context.first_of_kind(section):
        return []
    told = (
        _("Ideas: everybody could write ideas, and the organiser read each of them before the others saw it.")
        if section.activity.config.get("approve_first", True)
        else _("Ideas: everybody could write ideas, and the others saw them at once.")
    )
    if any(idea.state is IdeaState.MERGED for idea in context.minutes.ideas):
        told += " " + _("Ideas that meant the same were merged; all their texts are kept.")
    return [told]


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Writing ideas")


def _own(section: Section, context: Context, report: IdeasReport) -> list[Idea]:
    """The ideas listed in this section: its own; in the first one also those that belong to no other."""
    sections = {s.activity.id for s in context.minutes.of_kind(section.activity.kind)}
    mine = section.activity.id
    first = context.first_of_kind(section)
    return [i for i in report.ideas if i.activity_id == mine or (first and i.activity_id not in sections)]


def _counted(ideas_in: list[Idea], own: list[Idea], context: Context) -> list[str]:
    _n = context.translator.plural
    ready = sum(idea.origin is IdeaOrigin.TEMPLATE for idea in ideas_in)
    written = sum(idea.origin is IdeaOrigin.PARTICIPANT for idea in ideas_in)
    merged = sum(idea.state is IdeaState.MERGED for idea in own)
    told = [_n("There is {n} idea.", "There are {n} ideas in all.", len(ideas_in))]
    if ready:
        told.append(_n("{n} stood ready at the start.", "{n} stood ready at the start.", ready))
    if written:
        told.append(_n("{n} was written by participants.", "{n} were written by participants.", written))
    if merged:
        told.append(_n("{n} was merged into another.", "{n} were merged into another.", merged))
    return told


def _moderated(own: list[Idea], context: Context) -> str:
    _n = context.translator.plural
    reworded = sum(idea.votable and cleaned(idea.text) != cleaned(idea.original) for idea in own)
    withdrawn = sum(idea.withdrawn for idea in own)
    hidden = sum(idea.state is IdeaState.HIDDEN for idea in own) - withdrawn
    waiting = sum(idea.state is IdeaState.WAITING for idea in own)
    told = []
    if reworded:
        told.append(
            _n(
                "The organiser mended the wording of {n} idea.",
                "The organiser mended the wording of {n} ideas.",
                reworded,
            )
        )
    if withdrawn:
        told.append(
            _n(
                "{n} idea was taken back by its writer.",
                "{n} ideas were taken back by their writers.",
                withdrawn,
            )
        )
    if hidden:
        told.append(_n("{n} idea was left out.", "{n} ideas were left out.", hidden))
    if waiting:
        told.append(
            _n(
                "{n} idea has not been looked at yet and is not shown here.",
                "{n} ideas have not been looked at yet and are not shown here.",
                waiting,
            )
        )
    return " ".join(told)


def _by_theme(themes: tuple[Theme, ...], ideas: list[Idea], context: Context) -> list[tuple[str, list[Idea]]]:
    _ = context.translator.text
    known = {theme.id for theme in themes}
    found = [
        (context.words(theme.name), [i for i in ideas if i.theme_id == theme.id])
        for theme in sorted(themes, key=lambda theme: theme.position)
    ]
    rest = [idea for idea in ideas if idea.theme_id not in known]
    others = _("Other ideas") if any(ideas for _name, ideas in found) else _("Ideas without a theme")
    return [(name, ideas) for name, ideas in [*found, (others, rest)] if ideas]


def _under(idea: Idea, report: IdeasReport, context: Context) -> list[str]:
    return [*idea.points, *merged_lines(idea, report.merged_into(idea.id), context)]


def _write_theme_table(
    themes: tuple[Theme, ...], ideas: list[Idea], context: Context, writer: Writer
) -> None:
    _, number = context.translator.text, context.translator.number
    counts = [(name, len(under)) for name, under in _by_theme(themes, ideas, context)]
    writer.table(
        [_("Theme"), _("Ideas")],
        [[name, number(n)] for name, n in counts],
        caption=_("Ideas by theme"),
        description=_("How many ideas stand under each theme."),
        widths=(4, 1),
        right=(1,),
    )
