"""The appendices: all ideas, what is too long for a part, how many answered, and the methods used. Any thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exports.kinds import find
from exports.kinds.base import Context, Writer, merged_lines, opened
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.drawing.shapes import Draw


def write(context: Context, writer: Writer) -> None:
    """Every appendix that has something to say, each with a heading of its own."""
    _all_ideas(context, writer)
    for section in context.minutes.sections:
        find(section.activity.kind).appendix(section, context, writer)
    _numbers(context, writer)
    _method(context, writer)


def titles(context: Context) -> list[str]:
    """What the appendices are, in their order, without the word "appendix"."""
    found = _Headings()
    write(context, found)
    names = [text.partition(": ")[2] or text for text in found.texts]
    return [name[:1].upper() + name[1:] for name in names]


class _Headings:
    """A writer that keeps the headings and nothing else."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def title(self, text: str) -> None:
        """Nothing."""

    def heading(self, text: str, level: int) -> None:
        """Keep a heading of the first level."""
        if level == 1:
            self.texts.append(text)

    def paragraph(self, text: str) -> None:
        """Nothing."""

    def fact(self, label: str, value: str, *, keep: bool = False) -> None:
        """Nothing."""

    def bullets(self, items: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Nothing."""

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        description: str,
        widths: Sequence[float],
        right: Collection[int] = (),
    ) -> None:
        """Nothing."""

    def picture(self, draw: Draw, *, caption: str, description: str) -> None:
        """Nothing."""


def _all_ideas(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    rows = _idea_rows(context)
    if not rows:
        return
    writer.heading(_("Appendix: all ideas"), 1)
    staged = any(row[2] for row in rows)
    writer.table(
        [_("Idea"), _("Theme"), *([_("Step")] if staged else [])],
        rows if staged else [row[:2] for row in rows],
        caption=_("All ideas by theme; a merged one stands under the one it was merged into"),
        description=_("Each idea with its theme and, where it has one, its step on the ladder."),
        widths=(9, 4.2, 3.8) if staged else (11.5, 5.5),
    )


def _idea_rows(context: Context) -> list[list[str]]:
    _ = context.translator.text
    minutes = context.minutes
    themes = {t.id: (t.position, context.words(t.name)) for t in minutes.themes}
    last = (len(themes), "")
    ideas = [idea for idea in minutes.ideas if idea.votable]
    ideas.sort(key=lambda idea: (themes.get(idea.theme_id or 0, last)[0], idea.id))
    under: dict[int, list[Idea]] = {}
    for idea in minutes.ideas:
        if idea.state is IdeaState.MERGED and idea.merged_into:
            under.setdefault(idea.merged_into, []).append(idea)
    rows = []
    for idea in ideas:
        theme = themes.get(idea.theme_id or 0, last)[1]
        rows.append([idea.text, theme, context.stage_name(idea.stage_id)])
        rows.extend([line, theme, ""] for line in merged_lines(idea, under.get(idea.id, ()), context))
    return rows


def _numbers(context: Context, writer: Writer) -> None:
    """How many answered in each part, how many answers there are, and how many were entered from paper slips."""
    _, _n, number = context.translator.text, context.translator.plural, context.translator.number
    counted = [
        (context.words(s.activity.title), s.turnout)
        for s in context.minutes.sections
        if s.turnout is not None and opened(s.activity)
    ]
    if not counted:
        return
    writer.heading(_("Appendix: numbers of answers"), 1)
    writer.table(
        [_("Part"), _("People"), _("Answers"), _("Of them from paper")],
        [[title, *(number(n) for n in (t.people, t.answers, t.paper_answers))] for title, t in counted],
        caption=_("Answers by part"),
        description=_(
            "For each part how many people answered, how many answers they gave, and how many of the answers the "
            "organiser entered for them from paper slips."
        ),
        widths=(8, 2.6, 2.6, 3.8),
        right=(1, 2, 3),
    )
    entered = sum(turnout.paper_answers for _title, turnout in counted)
    if entered:
        told = _n(
            "{n} answer was entered by the organiser on behalf of somebody, from a paper slip.",
            "{n} answers were entered by the organiser on behalf of others, from paper slips.",
            entered,
        )
    else:
        told = _("No answers were entered on behalf of others.")
    writer.paragraph(told)


def _method(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    found: dict[str, None] = {}
    for section in context.minutes.sections:
        if opened(section.activity):
            found.update(dict.fromkeys(find(section.activity.kind).method(section, context)))
    if not found:
        return
    writer.heading(_("Appendix: how it was done"), 1)
    for text in found:
        writer.paragraph(text)
    writer.paragraph(_("These minutes were made with Tupailta from the evening's file."))
