"""Decisions in the minutes: what is done, who answers, by when, on which step, how people hear. Any thread."""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Column, Context, Table, Unit, Writer, begin, idea_key, opened
from exports.text import as_phrase, cleaned, shortened
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.kinds.decisions.kind import DecisionsReport
from workshop_app.kinds.decisions.rows import Decision
from workshop_app.minutes import Section

#: The summary lists up to this many decisions; of more it gives only the number, as it can't know which matter most.
MOST_TOLD = 5


def write(section: Section, context: Context, writer: Writer) -> None:
    """The table of decisions; those of the whole evening stand in the first section of the kind."""
    _ = context.translator.text
    found = _decisions(section, context)
    if not found and not opened(section.activity):
        return
    begin(section, context, writer)
    if not found:
        writer.paragraph(
            _("No decisions were written down.")
            if context.first_of_kind(section)
            else _("The decisions are told above.")
        )
        return
    staged = any(context.stage(decision.stage_id) for decision in found)
    headers = [_("What is done"), _("Who is responsible"), _("By when"), _("Step"), _("How you will hear")]
    ideas = _ideas(context)
    rows = [_row(decision, _text(ideas.get(decision.idea_id or 0)), context) for decision in found]
    widths: tuple[float, ...] = (4.3, 4.1, 2.2, 3.1, 3.3)
    if not staged:
        headers, rows = [*headers[:3], headers[4]], [[*row[:3], row[4]] for row in rows]
        widths = (6.4, 3.7, 2.3, 4.6)
    writer.table(
        headers,
        rows,
        caption=_("Decisions and next steps"),
        description=_(
            "For each decision what is done, who answers for it, by when, and how you will hear of it."
        ),
        widths=widths,
    )


def tables(section: Section, context: Context) -> list[Table]:
    """The decisions, one a row."""
    _ = context.translator.text
    if not context.first_of_kind(section):
        return []
    ideas = _ideas(context)
    columns = (
        Column(_("What is done"), _("The decision or next step.")),
        Column(_("Who is responsible"), _("Who sees to it that it is done.")),
        Column(_("By when"), _("The day it is due."), Unit.DATE),
        Column(_("Step"), _("The step of the ladder on which it is taken forward.")),
        Column(_("How you will hear"), _("How participants hear what came of it.")),
        Column(_("Idea"), _("The idea that it follows from.")),
        Column(_("Step's id"), _("The same in every language.")),
        Column(_("Idea's id"), _("The same in every export of this evening.")),
    )
    rows = tuple(
        (
            cleaned(d.what),
            cleaned(d.who),
            d.due,
            context.stage_name(d.stage_id),
            cleaned(d.told_how),
            _text(ideas.get(d.idea_id or 0)),
            stage.id if (stage := context.stage(d.stage_id)) else "",
            idea_key(ideas.get(d.idea_id or 0)),
        )
        for d in _decisions(section, context)
    )
    return [Table("decisions", _("Decisions and next steps"), columns, rows)]


def summary(section: Section, context: Context) -> list[str]:
    """How many decisions there are and, where they are few, what was decided, who answers for it and by when."""
    _n = context.translator.plural
    found = _decisions(section, context)
    if not found:
        return []
    if len(found) > MOST_TOLD:
        return [
            _n(
                "{n} decision or next step was written down.",
                "{n} decisions and next steps were written down.",
                len(found),
            )
        ]
    return [
        _n(
            "{n} decision or next step was written down: {decisions}.",
            "{n} decisions and next steps were written down: {decisions}.",
            len(found),
            decisions=context.listed([_told(decision, context) for decision in found]),
        )
    ]


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """Nothing."""


def method(section: Section, context: Context) -> list[str]:
    """None: the table says it."""
    return []


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Agreeing together")


def _decisions(section: Section, context: Context) -> tuple[Decision, ...]:
    report = cast("DecisionsReport", section.report)
    return report.decisions if context.first_of_kind(section) else ()


def _ideas(context: Context) -> dict[int, Idea]:
    """The ideas that are shown, by id; hidden and unread ones are not."""
    shown = (IdeaState.IN, IdeaState.MERGED)
    return {idea.id: idea for idea in context.minutes.ideas if idea.state in shown}


def _text(idea: Idea | None) -> str:
    return cleaned(idea.text) if idea else ""


def _told(decision: Decision, context: Context) -> str:
    """A decision as part of a sentence."""
    _, translator = context.translator.text, context.translator
    what = context.quoted(shortened(as_phrase(decision.what), 100))
    due = _("by {day}", day=translator.date(decision.due)) if decision.due else ""
    facts = ", ".join(fact for fact in (cleaned(decision.who, multiline=False), due) if fact)
    return f"{what} ({facts})" if facts else what


def _row(decision: Decision, idea: str, context: Context) -> list[str]:
    _ = context.translator.text
    what = decision.what
    if idea and idea != cleaned(what):
        what += "\n" + _("From the idea {idea}", idea=context.quoted(shortened(idea, 120)))
    due = context.translator.date(decision.due) if decision.due else _("not agreed")
    return [
        what,
        decision.who or _("not agreed"),
        due,
        context.stage_name(decision.stage_id),
        decision.told_how or _("not agreed"),
    ]
