"""How the groups see a duel, in the minutes and the tables: a part of `exports.kinds.duel`. Any thread.

Groups of fewer than five people are never shown: the read model leaves them out. Nor is it shown how often a group
chose an idea: subtracted from everybody's counts, that would show what the few people of the smallest group answered.
People whose answering looked odd are not mentioned here either; only the facilitator sees that.
"""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Cell, Column, Context, Table, Unit, Writer, idea_key
from exports.kinds.duel_rows import order_column, place_columns
from exports.text import cleaned, shortened
from workshop_app.duel.groups import Disagreement
from workshop_app.duel.ranking import Ranking
from workshop_app.kinds.duel.groups import GroupsReport
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section

#: Ideas of each group that the minutes list.
TOP = 5
#: Decimals of a group's share in the tables; a small group's answers do not support more.
_DECIMALS = 2
_LONGEST_IDEA = 90
#: From which probability on a difference between groups is called clear, and very clear.
_CLEAR, _VERY_CLEAR = 0.9, 0.975


def write(section: Section, context: Context, writer: Writer) -> None:
    """Each group's first ideas beside those of all, and where two groups differ most; nothing without groups."""
    _ = context.translator.text
    report = cast("DuelReport", section.report)
    groups = _groups(report)
    if not groups.groups:
        return
    writer.heading(_("How the groups see it"), 2)
    writer.paragraph(_("Groups of at least five people who answered are told apart from the others."))
    if groups.apart is not None:
        writer.paragraph(" ".join(_difference(groups.apart, report, context)))
    rows = [_row(_("All"), report.ranking, report, context, whole=True)]
    rows.extend(
        _row(_name(group.group_id, context), group.ranking, report, context) for group in groups.groups
    )
    writer.table(
        [_("Group"), _("Answered"), _("First ideas")],
        rows,
        caption=_("The first ideas of each group"),
        description=_("For all and for each group how many people answered and which ideas are first."),
        widths=(4.2, 2.3, 10.5),
        right=(1,),
    )


def tables(section: Section, context: Context) -> list[Table]:
    """Rankings by group, and the largest difference; none without groups."""
    report = cast("DuelReport", section.report)
    groups = _groups(report)
    found = [_rankings_table(groups, report, section, context)] if groups.groups else []
    if groups.apart is not None:
        found.append(_difference_table(groups.apart, report, section, context))
    return found


def method(section: Section, context: Context) -> list[str]:
    """How a group's ranking is made."""
    _ = context.translator.text
    if not _groups(cast("DuelReport", section.report)).groups:
        return []
    return [
        _(
            "A group's order is worked out from the group's own answers and those of the others together: the "
            "fewer answers a group has given, the nearer its order stays to that of all. So a few answers do not "
            "look like a difference of opinion. Only the largest difference between two groups is told, and how "
            "sure it is."
        )
    ]


def _groups(report: DuelReport) -> GroupsReport:
    """The groups that are shown; none where one group is everybody who answered: it would repeat the whole ranking."""
    if report.groups is None or not report.ranking.answers:
        return GroupsReport((), None)
    if [group.people for group in report.groups.groups] == [report.people]:
        return GroupsReport((), None)
    return report.groups


def _name(group_id: str, context: Context) -> str:
    return context.words(context.minutes.workshop.group_name(group_id)) or cleaned(group_id, multiline=False)


def _idea(idea_id: int, report: DuelReport) -> str:
    return cleaned(report.ideas[idea_id].text, multiline=False)


def _row(
    name: str, ranking: Ranking, report: DuelReport, context: Context, *, whole: bool = False
) -> list[str]:
    _ = context.translator.text
    among_all = {standing.idea: standing for standing in report.ranking.standings}
    lines = []
    for standing in ranking.standings[:TOP]:
        text = shortened(_idea(standing.idea, report), _LONGEST_IDEA)
        line = _("{place} {idea}", place=place(standing.band, _), idea=text)
        elsewhere = among_all[standing.idea]
        if not whole and elsewhere.place > TOP:
            line += " " + _("(among all {place})", place=place(elsewhere.band, _))
        lines.append(line)
    return [name, context.translator.number(ranking.participants), "\n".join(lines)]


def _difference(apart: Disagreement, report: DuelReport, context: Context) -> list[str]:
    _, percent = context.translator.text, context.translator.percent
    idea = context.quoted(shortened(_idea(apart.idea, report), _LONGEST_IDEA))
    one, other = _name(apart.group_for, context), _name(apart.group_against, context)
    points = context.translator.points(apart.share_for, apart.share_against)
    told = [
        _(
            "Two groups differ most on the idea {idea}: its share is {share} in the group {group} and {other_share} in "
            "the group {other_group}.",
            idea=idea,
            share=percent(apart.share_for),
            group=context.quoted(one),
            other_share=percent(apart.share_against),
            other_group=context.quoted(other),
        ),
        _(
            "The difference is {points} percentage points; its 90% interval is from {low} to {high}.",
            points=points,
            low=_signed(apart.low, context),
            high=_signed(apart.high, context),
        ),
    ]
    certainty = percent(min(apart.certainty, 0.99))
    if apart.certainty >= _VERY_CLEAR:
        told.append(_("That the groups differ on it is very likely ({certainty}).", certainty=certainty))
    elif apart.certainty >= _CLEAR:
        told.append(_("That the groups differ on it is likely ({certainty}).", certainty=certainty))
    else:
        told.append(
            _(
                "The answers are not enough to say that the groups differ (certainty {certainty}).",
                certainty=certainty,
            )
        )
    return told


def _signed(share: float, context: Context) -> str:
    return context.translator.number(share * 100).replace("-", "−")


def _rankings_table(groups: GroupsReport, report: DuelReport, section: Section, context: Context) -> Table:
    _ = context.translator.text
    columns = (
        Column(_("Group"), _("A group of at least five people who answered.")),
        Column(_("Participants"), _("How many people of the group answered."), Unit.COUNT),
        order_column(context.translator),
        Column(_("Idea"), _("The idea's text.")),
        Column(_("Share"), _("The chance of being chosen over a random other idea, 0–1."), Unit.SHARE),
        Column(_("Lower end"), _("Lower end of the share's 90% interval."), Unit.SHARE),
        Column(_("Upper end"), _("Upper end of the share's 90% interval."), Unit.SHARE),
        *place_columns(context.translator),
        Column(_("Order among all"), _("Its number in the list of all."), Unit.COUNT),
        Column(_("Idea's id"), _("The same in every export of this evening.")),
    )
    places = {standing.idea: standing.place for standing in report.ranking.standings}
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _name(group.group_id, context),
            group.people,
            s.place,
            _idea(s.idea, report),
            *(round(number, _DECIMALS) for number in (s.share, s.low, s.high)),
            *s.band,
            places[s.idea],
            idea_key(report.ideas[s.idea]),
        )
        for group in groups.groups
        for s in group.ranking.standings
    )
    name = context.table_name("rankings_by_group", section)
    return Table(name, context.table_title(_("Rankings by group"), section), columns, rows)


def _difference_table(apart: Disagreement, report: DuelReport, section: Section, context: Context) -> Table:
    _ = context.translator.text
    columns = (
        Column(_("Idea"), _("The idea on which two groups differ most.")),
        Column(_("Group"), _("The group that likes it more.")),
        Column(_("Share"), _("The chance of being chosen over a random other idea, 0–1."), Unit.SHARE),
        Column(_("Other group"), _("The group that likes it less.")),
        Column(_("Other group's share"), _("The same chance in the other group, 0–1."), Unit.SHARE),
        Column(_("Difference"), _("The difference of the two shares."), Unit.SHARE),
        Column(_("Lower end"), _("Lower end of the difference's 90% interval."), Unit.SHARE),
        Column(_("Upper end"), _("Upper end of the difference's 90% interval."), Unit.SHARE),
        Column(_("Certainty"), _("How likely it is that the first group really likes it more."), Unit.SHARE),
    )
    numbers = (apart.share_against, apart.difference, apart.low, apart.high, apart.certainty)
    against, *rest = (round(number, _DECIMALS) for number in numbers)
    row: tuple[Cell, ...] = (
        _idea(apart.idea, report),
        _name(apart.group_for, context),
        round(apart.share_for, _DECIMALS),
        _name(apart.group_against, context),
        against,
        *rest,
    )
    name = context.table_name("group_difference", section)
    return Table(name, context.table_title(_("Difference of groups"), section), columns, (row,))
