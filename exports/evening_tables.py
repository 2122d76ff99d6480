"""The data tables of the evening as a whole: facts, participants, agenda, ideas. Any thread.

Nothing in them identifies a person: no participant's id, no time of a single idea, no group under five people.
"""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter

from exports.kinds.base import Cell, Column, Context, Table, Unit, idea_key, minutes_open
from exports.people import channels_shown, groups_shown
from exports.text import cleaned
from workshop_app.domain.ideas import IdeaOrigin, IdeaState, merge_targets
from workshop_app.kinds.table import kind


def evening_tables(context: Context) -> list[Table]:
    """The six tables, in the order of the sheets."""
    return [
        _facts(context),
        _participants(context),
        _agenda(context),
        _timeline(context),
        _ideas(context),
        _tags(context),
    ]


def _facts(context: Context) -> Table:
    _ = context.translator.text
    minutes, workshop = context.minutes, context.minutes.workshop
    rows: list[tuple[Cell, ...]] = [
        (_("Title"), context.words(workshop.title)),
        (_("Organiser"), cleaned(workshop.organiser)),
        (_("Date"), workshop.date.isoformat()),
        (_("Time"), context.when()),
        (_("Place"), cleaned(workshop.place)),
        (_("Purpose"), context.words(workshop.purpose)),
        (_("Participants"), str(minutes.participants)),
        (_("Promised step"), context.stage_name(workshop.promise_stage_id)),
        (_("Ladder"), context.words(workshop.ladder.name)),
        (_("Contact"), cleaned(workshop.contact)),
        (_("How you will hear"), cleaned(workshop.follow_up)),
        (_("Kept until"), workshop.retention_until.isoformat()),
    ]
    columns = (Column(_("Fact"), _("What is told.")), Column(_("Value"), _("As it stands in the file.")))
    return Table("workshop", _("Evening"), columns, tuple(rows))


def _participants(context: Context) -> Table:
    _ = context.translator.text
    minutes = context.minutes
    groups = [(_("Group"), name, n) for name, n in groups_shown(minutes, context.translator)]
    ways = [(_("Way of taking part"), name, n) for name, n in channels_shown(minutes, context.translator)]
    columns = (
        Column(_("Counted by"), _("Group or way of taking part.")),
        Column(_("Name"), _("The group or the way; groups under five people are together.")),
        Column(_("Participants"), _("How many participants."), Unit.COUNT),
    )
    return Table("participants", _("Participants"), columns, (*groups, *ways))


def _agenda(context: Context) -> Table:
    _ = context.translator.text
    columns = (
        Column(_("Number"), _("The order in the programme."), Unit.COUNT),
        Column(_("Part"), _("The part's title.")),
        Column(_("Kind"), _("The kind of activity, the same in every language.")),
        Column(_("Question"), _("What was asked.")),
        Column(_("Promised step"), _("The step promised for this part.")),
        Column(_("Opened at"), _("When it was opened first, laptop's time."), Unit.MOMENT),
        Column(_("Closed at"), _("When it was closed last, laptop's time."), Unit.MOMENT),
        Column(_("Planned minutes"), _("How long it was planned to take."), Unit.COUNT),
        Column(_("Minutes open"), _("How long it was open, pauses left out."), Unit.COUNT),
    )
    rows = []
    for number, section in enumerate(context.minutes.sections, start=1):
        activity = section.activity
        rows.append(
            (
                number,
                context.words(activity.title),
                activity.kind,
                context.words(activity.question),
                context.stage_name(activity.stage_id or context.minutes.workshop.promise_stage_id),
                context.local(activity.opened_at).replace(tzinfo=None) if activity.opened_at else None,
                context.local(activity.closed_at).replace(tzinfo=None) if activity.closed_at else None,
                activity.minutes,
                minutes_open(activity.open_for(activity.closed_at)) if activity.closed_at else None,
            )
        )
    return Table("agenda", _("Course of the evening"), columns, tuple(rows))


def _timeline(context: Context) -> Table:
    _ = context.translator.text
    minutes = context.minutes
    # In this order where two things happened at once.
    names = {
        "close": _("part closed"),
        "pause": _("part paused"),
        "resume": _("part went on"),
        "open": _("part opened"),
    }
    order = list(names)
    events: list[tuple[datetime, int, str, str]] = []
    for section in minutes.sections:
        part = context.words(section.activity.title)
        events += [(at, order.index(what), names[what], part) for what, at in section.activity.history]
        happened = kind(section.activity.kind).happened(section.report)
        events += [(at, len(order), _(what), part) for at, what in happened]
    if minutes.workshop.ended_at is not None:
        events.append((minutes.workshop.ended_at, len(order) + 1, _("evening ended"), ""))
    events.sort(key=itemgetter(0, 1))
    columns = (
        Column(_("When"), _("Laptop's time; single answers have no time in any table."), Unit.MOMENT),
        Column(
            _("What happened"),
            _("A part was opened, paused or closed, a final began or ended, or the evening ended."),
        ),
        Column(_("Part"), _("The part's title.")),
    )
    rows = tuple((context.local(at).replace(tzinfo=None), what, part) for at, _order, what, part in events)
    return Table("timeline", _("Timeline"), columns, rows)


def _tags(context: Context) -> Table:
    """Everything that stands on a step of the ladder; decisions have theirs in their own table."""
    _ = context.translator.text
    minutes, workshop = context.minutes, context.minutes.workshop
    found = [
        (_("evening (promise)"), "", context.words(workshop.title), context.stage(workshop.promise_stage_id))
    ]
    found += [
        (
            _("part (promise)"),
            str(number),
            context.words(s.activity.title),
            context.stage(s.activity.stage_id),
        )
        for number, s in enumerate(minutes.sections, start=1)
    ]
    found += [
        (_("idea"), idea_key(idea), cleaned(idea.text), context.stage(idea.stage_id))
        for idea in minutes.ideas
        if idea.votable
    ]
    columns = (
        Column(_("What"), _("What stands on the step: the evening, a part, or an idea.")),
        Column(_("Id"), _("The idea's id, or the part's number in the programme.")),
        Column(_("Text"), _("Its title or text.")),
        Column(_("Step's id"), _("The same in every language.")),
        Column(_("Number"), _("1 is the lowest step."), Unit.COUNT),
        Column(_("Step"), _("The step's name.")),
    )
    rows = tuple(
        (what, number, text, stage.id, stage.order, context.words(stage.name))
        for what, number, text, stage in found
        if stage is not None
    )
    return Table("tags", _("Tags"), columns, rows)


def _ideas(context: Context) -> Table:
    _ = context.translator.text
    minutes = context.minutes
    themes = {theme.id: context.words(theme.name) for theme in minutes.themes}
    into = merge_targets(minutes.ideas)
    shown = [idea for idea in minutes.ideas if idea.state in (IdeaState.IN, IdeaState.MERGED)]
    columns = (
        Column(_("Idea's id"), _("The same in every export of this evening.")),
        Column(_("Idea"), _("The idea's text; hidden and unread ideas are left out.")),
        Column(_("Theme"), _("The heading it stands under.")),
        Column(_("Written by"), _("Who wrote it: ready at the start, participant or organiser.")),
        Column(_("Merged into"), _("The id of the idea it counts as one with.")),
        Column(_("Step's id"), _("The same in every language.")),
        Column(_("Step"), _("The step of the ladder that the idea stands on.")),
    )
    origins = {
        IdeaOrigin.TEMPLATE: _("ready at the start"),
        IdeaOrigin.PARTICIPANT: _("participant"),
        IdeaOrigin.FACILITATOR: _("organiser"),
    }
    ids = {idea.id: idea_key(idea) for idea in minutes.ideas}
    rows = []
    for idea in shown:
        stage = context.stage(idea.stage_id)
        rows.append(
            (
                idea_key(idea),
                cleaned(idea.text),
                themes.get(idea.theme_id or 0, ""),
                origins[idea.origin],
                ids.get(into.get(idea.id, 0), ""),
                stage.id if stage else "",
                context.words(stage.name) if stage else "",
            )
        )
    return Table("ideas", _("Ideas"), columns, tuple(rows))
