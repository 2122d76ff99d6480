"""What the minutes say, in order, written with any writer: a Word document or a web page. Any thread.

The numbers come from the read model and the sentences from the catalogues; a facilitator's own text for a part
(`minutes.texts`) stands instead of the written summary, and in parts of its own: `summary`, `discussion`, `dissent`,
`use`, `follow_up`, `feedback`, `named`; `notice` stands before the summary (a rehearsal says there that it is one).
"""

from __future__ import annotations

from exports.kinds import find
from exports.kinds.base import Context, Writer, merged_lines, opened, times
from exports.people import channels_shown, groups_shown, named
from exports.summary import summary
from exports.text import cleaned
from workshop_app.domain.ideas import Idea, IdeaState
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
    _write_all_ideas(context, writer)
    for section in minutes.sections:
        find(section.activity.kind).appendix(section, context, writer)
    _write_numbers(context, writer)
    _write_method(context, writer)


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
        (_("Time"), _when(context)),
        (_("Place"), workshop.place),
        (_("Purpose"), context.words(workshop.purpose)),
        (_("Participants"), context.translator.number(minutes.participants)),
        (_("Promised step"), context.stage_name(workshop.promise_stage_id)),
    ]
    for label, value in facts:
        if cleaned(value):
            writer.fact(label, value)


def _when(context: Context) -> str:
    _ = context.translator.text
    minutes = context.minutes
    day = _date(context)
    if minutes.started_at is None:
        return day
    start = context.clock(minutes.started_at)
    if minutes.ended_at is None:
        return _("{date}, from {start}", date=day, start=start)
    return _("{date}, {start}–{end}", date=day, start=start, end=context.clock(minutes.ended_at))


def _write_summary(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes = context.minutes
    writer.heading(_("Summary"), 1)
    if _running(minutes):
        writer.paragraph(_("The evening is still going on: the numbers are those of this moment."))
    writer.paragraph(cleaned(minutes.texts.get("notice", "")))
    writer.paragraph(summary(minutes, context.translator.language).text)


def _write_participants(context: Context, writer: Writer) -> None:
    _, _n = context.translator.text, context.translator.plural
    minutes = context.minutes
    writer.heading(_("Participants"), 1)
    if not minutes.participants:
        writer.paragraph(_("Nobody joined."))
        return
    told = _n("{n} participant.", "{n} participants.", minutes.participants)
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
    return ", ".join(f"{name} {count}" for name, count in entries)


def _write_course(context: Context, writer: Writer) -> None:
    _ = context.translator.text
    minutes = context.minutes
    held = [section for section in minutes.sections if opened(section.activity)]
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
            used or _("They are used to write these minutes and to prepare what was talked about.")
        )
    writer.heading(_("How you will hear what happens next"), 1)
    texts = [cleaned(workshop.follow_up), cleaned(minutes.texts.get("follow_up", ""))]
    for text in dict.fromkeys(text for text in texts if text):
        writer.paragraph(text)
    if not any(texts):
        writer.paragraph(_("The organiser has not yet written how participants will hear."))
    until = context.translator.date(workshop.retention_until)
    if cleaned(workshop.contact):
        writer.fact(_("Contact"), workshop.contact)
    writer.fact(
        _("Retention"),
        (
            _(
                "The evening's file is kept until {date}. It holds no names but of those who asked to be named.",
                date=until,
            )
            if named(minutes)
            else _("The evening's file is kept until {date}. It holds no names.", date=until)
        ),
    )


def _write_all_ideas(context: Context, writer: Writer) -> None:
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


def _write_numbers(context: Context, writer: Writer) -> None:
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
        [_("Part"), _("People"), _("Answers"), _("of them from paper")],
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


def _write_method(context: Context, writer: Writer) -> None:
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
