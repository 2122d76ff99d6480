"""What the minutes say, in order, written with any writer: a Word document or a web page. Any thread.

The numbers come from the read model and the sentences from the catalogues. A text that the facilitator wrote for a part
(`minutes.texts`) takes the place of the written summary, or stands in a part of its own: `summary`, `discussion`,
`dissent`, `use`, `follow_up`, `feedback`, `named`, `author`, `distribution`. `notice` stands before the summary (a
rehearsal says there that it is one).
"""

from __future__ import annotations

from math import inf

from exports import appendices
from exports.kinds import find
from exports.kinds.base import Context, Writer, opened, times
from exports.people import channels_shown, groups_shown, named
from exports.summary import summary
from exports.text import cleaned
from workshop_app.minutes import Minutes, Section


def write(context: Context, writer: Writer) -> None:
    """The whole minutes, from the title to the appendices."""
    minutes = context.minutes
    writer.title(context.words(minutes.workshop.title))
    _write_facts(context, writer)
    _write_summary(context, writer)
    _write_participants(context, writer)
    _write_course(context, writer)
    for section in minutes.sections:
        find(section.activity.kind).write(section, context, writer)
    _write_own_parts(context, writer)
    _write_afterwards(context, writer)
    _write_about(context, writer)
    appendices.write(context, writer)


def document_title(context: Context) -> str:
    """The title in a document's properties and a browser's tab."""
    _ = context.translator.text
    return _(
        "{title}, minutes {date}", title=context.words(context.minutes.workshop.title), date=_date(context)
    )


def kind_and_date(context: Context) -> str:
    """What stands in the header of every page."""
    _ = context.translator.text
    minutes = _("Minutes")
    return f"{minutes} · {_date(context)}"


def _date(context: Context) -> str:
    return context.translator.date(context.minutes.workshop.date)


def _running(minutes: Minutes) -> bool:
    return any(section.activity.running for section in minutes.sections)


def _write_facts(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes, workshop = context.minutes, context.minutes.workshop
    facts = [
        (_("Organiser"), workshop.organiser),
        (_("Time"), context.when()),
        (_("Place"), workshop.place),
        (_("Purpose"), context.words(workshop.purpose)),
        (_("Participants"), context.translator.number(minutes.participants)),
        (_("Promised step"), _promise(context)),
    ]
    for label, value in facts:
        if cleaned(value):
            writer.fact(label, value)


def _promise(context: Context) -> str:
    """The promised step, and the rest of the promise under it."""
    stage = context.stage(context.minutes.workshop.promise_stage_id)
    if stage is None:
        return ""
    return "\n".join(
        text for text in (context.stage_name(stage.id), context.words(stage.description)) if text
    )


def _write_summary(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes = context.minutes
    writer.heading(_("Summary"), 1)
    if _running(minutes):
        writer.paragraph(
            _("The evening has not been ended: the numbers are as they were when these minutes were made.")
        )
    writer.paragraph(cleaned(minutes.texts.get("notice", "")))
    writer.paragraph(summary(minutes, context.translator.language).text)


def _write_participants(context: Context, writer: Writer) -> None:
    _, _n = context.translator.text, context.translator.plural
    minutes = context.minutes
    writer.heading(_("Participants"), 1)
    if not minutes.participants:
        writer.paragraph(_("Nobody joined."))
        return
    told = _n("There was {n} participant.", "There were {n} participants.", minutes.participants)
    groups = groups_shown(minutes, context.translator)
    if groups:
        told += " " + _("By group: {groups}.", groups=_counted(groups))
    told += " " + _(
        "By way of taking part: {ways}.", ways=_counted(channels_shown(minutes, context.translator))
    )
    if minutes.second_phones:
        told += " " + _n(
            "One person's second phone was not counted apart.",
            "The second phones of {n} people were not counted apart.",
            minutes.second_phones,
        )
    if minutes.tickets_used:
        told += " " + _n(
            "One phone joined with a one-time ticket.",
            "{n} phones joined with a one-time ticket.",
            minutes.tickets_used,
        )
    writer.paragraph(told)
    writer.paragraph(_("Names were not asked for. Groups under five people are told together."))
    asked = named(minutes)
    if asked:
        writer.paragraph(_("Named at their own wish: {names}.", names=context.listed(asked)))


def _counted(entries: list[tuple[str, int]]) -> str:
    """The entries as one line, separated by semicolons where a name has a comma in it."""
    between = "; " if any("," in name for name, _count in entries) else ", "
    return between.join(f"{name} {count}" for name, count in entries)


def _write_course(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes = context.minutes
    held = _held(minutes)
    if not minutes.sections:
        return
    writer.heading(_("Course of the evening"), 1)
    if held:
        writer.table(
            [_("Time"), _("Part and method"), _("Took part"), _("Promised step")],
            [_course_row(section, context) for section in held],
            caption=_("The parts of the evening"),
            description=_(
                "For each part when it was open, how it was done, how many took part, and which step of "
                "participation was promised."
            ),
            widths=(3.4, 6.4, 2.6, 4.6),
            right=(2,),
        )
    left = [context.words(s.activity.title) for s in minutes.sections if not opened(s.activity)]
    if left:
        writer.paragraph(_("Parts that were planned but not opened: {parts}.", parts=", ".join(left)))


def _held(minutes: Minutes) -> list[Section]:
    """The parts that were opened, in the order in which they were."""
    found = [(s.activity.opened_at, s) for s in minutes.sections if opened(s.activity)]
    return [section for _at, section in sorted(found, key=lambda one: one[0].timestamp() if one[0] else inf)]


def _course_row(section: Section, context: Context) -> list[str]:
    activity, turnout = section.activity, section.turnout
    module = find(activity.kind)
    return [
        times(activity, context),
        f"{context.words(activity.title)}\n{module.way(context)}",
        "–" if turnout is None else context.translator.number(turnout.people),
        context.stage_name(activity.stage_id or context.minutes.workshop.promise_stage_id),
    ]


def _write_own_parts(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes = context.minutes
    discussion = cleaned(minutes.texts.get("discussion", ""))
    if discussion:
        writer.heading(_("Discussion"), 1)
        writer.paragraph(discussion)
    dissent = cleaned(minutes.texts.get("dissent", ""))
    if dissent or any(opened(section.activity) for section in minutes.sections):
        writer.heading(_("Open questions and dissent"), 1)
        writer.paragraph(dissent or _("No open questions and no dissent were written down."))


def _write_afterwards(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes, workshop = context.minutes, context.minutes.workshop
    used = cleaned(minutes.texts.get("use", ""))
    if used or any(opened(section.activity) for section in minutes.sections):
        writer.heading(_("How the results are used"), 1)
        writer.paragraph(
            used
            or _("The results are written down in these minutes and used in preparing what was discussed.")
        )
    writer.heading(_("How you will hear what happens next"), 1)
    texts = [cleaned(workshop.follow_up), cleaned(minutes.texts.get("follow_up", ""))]
    for text in dict.fromkeys(text for text in texts if text):
        writer.paragraph(text)
    if not any(texts):
        writer.paragraph(_("The organiser has not yet written how participants will hear."))


def _write_about(context: Context, writer: Writer) -> None:
    """Whom to ask, how long the data is kept, who wrote the minutes, who gets them, and what happens next."""
    _ = context.translator.text
    minutes, workshop = context.minutes, context.minutes.workshop
    writer.heading(_("About these minutes"), 1)
    until = context.translator.date(workshop.retention_until)
    if cleaned(workshop.contact):
        writer.fact(_("Contact"), workshop.contact)
    writer.fact(
        _("Retention"),
        (
            _(
                "The evening's file is kept until {date}. It holds no names of participants but of those who "
                "asked to be named.",
                date=until,
            )
            if named(minutes)
            else _("The evening's file is kept until {date}. It holds no names of participants.", date=until)
        ),
    )
    facts = (
        (_("Minutes written by"), cleaned(minutes.texts.get("author", ""))),
        (_("Distribution"), cleaned(minutes.texts.get("distribution", ""))),
        (_("Appendices"), "\n".join(appendices.titles(context))),
    )
    for label, value in facts:
        if value:
            writer.fact(label, value)
