"""Which evenings there were and who took part, in groups that are large enough to be shown. Any thread.

A group's sum over all evenings adds up only the evenings whose own minutes show that group; the people of small groups
stay together here too, so that no difference between two sums gives a small group away.
"""

from __future__ import annotations

import pandas as pd

from exports.evenings.base import Chapter, Evening, Evenings, evening_columns, rows
from exports.kinds.base import Cell, Column, Table, Unit, Writer
from exports.people import channels_shown, group_named, groups_apart
from exports.text import cleaned

_BY_GROUP, _BY_WAY = "group", "way"
#: The positions of two columns in the table of evenings.
_TITLE, _ORGANISER = 3, 4


def participants(evenings: Evenings) -> int:
    """How many took part, added up: who was at several evenings is counted at each."""
    return sum(evening.context.minutes.participants for evening in evenings.every)


def evenings_table(evenings: Evenings, chapters: list[Chapter]) -> Table:
    """The evenings, one a row, with what each chapter counts in them."""
    _ = evenings.translator.text
    counting = [(column, chapter) for chapter in chapters if (column := chapter.counted(evenings.translator))]
    columns = (
        evening_columns(evenings.translator)[0],
        Column(_("Date"), _("The day of the evening."), Unit.DATE),
        Column(_("Place"), _("Where it was.")),
        Column(_("Title"), _("What the evening was called.")),
        Column(_("Organiser"), _("Who invited.")),
        Column(_("Participants"), _("How many participants."), Unit.COUNT),
        Column(_("Ideas"), _("The ideas that were in at the end, merged ones as one."), Unit.COUNT),
        *(column for column, _chapter in counting),
        Column(_("File"), _("The evening's file.")),
        Column(_("Notice"), _("What its minutes say before all else, such as that it was a rehearsal.")),
    )
    data: list[tuple[Cell, ...]] = []
    for evening in evenings.every:
        minutes, workshop = evening.context.minutes, evening.context.minutes.workshop
        data.append(
            (
                evening.number,
                workshop.date,
                cleaned(workshop.place, multiline=False),
                evening.context.words(workshop.title),
                cleaned(workshop.organiser, multiline=False),
                minutes.participants,
                sum(idea.votable for idea in minutes.ideas),
                *(chapter.count(evening) for _column, chapter in counting),
                cleaned(minutes.file_name, multiline=False),
                evening.notice,
            )
        )
    return Table("evenings", _("Evenings"), columns, tuple(data))


def tables(evenings: Evenings, chapters: list[Chapter]) -> list[Table]:
    """Evenings, participants over all of them, and by evening."""
    _ = evenings.translator.text
    names = {_BY_GROUP: _("Group"), _BY_WAY: _("Way of taking part")}
    by_evening, over_all = frame(evenings), totals(frame(evenings))
    by_evening["by"], over_all["by"] = by_evening["by"].map(names), over_all["by"].map(names)
    by = (
        Column(_("Counted by"), _("Group or way of taking part.")),
        Column(_("Name"), _("The group or the way; an evening's groups under five people are together.")),
        Column(_("Participants"), _("How many participants."), Unit.COUNT),
    )
    told = Column(_("Evenings"), _("In how many evenings it could be told apart."), Unit.COUNT)
    return [
        evenings_table(evenings, chapters),
        Table("participants", _("Participants"), (*by, told), rows(over_all, "by", "name", "n", "evenings")),
        Table(
            "participants_by_evening",
            _("Participants by evening"),
            (*evening_columns(evenings.translator), *by),
            rows(by_evening, "evening", "evening_name", "by", "name", "n"),
        ),
    ]


def frame(evenings: Evenings) -> pd.DataFrame:
    """Participants of each evening by group and by channel, as its own minutes show them.

    Columns: evening, evening_name, by, name, together (True for those whose group is not shown), n.
    """
    found = [row for evening in evenings.every for row in _counted(evening, evenings)]
    return pd.DataFrame(found, columns=["evening", "evening_name", "by", "name", "together", "n"])


def totals(by_evening: pd.DataFrame) -> pd.DataFrame:
    """Over all evenings: by, name, n, and in how many evenings.

    The largest first, the people of small groups together last. Groups with the same name, upper or lower case, are one
    group.
    """
    known = by_evening.assign(key=by_evening["name"].str.casefold())
    summed = known.groupby(["by", "together", "key"], as_index=False, sort=False).agg(
        name=("name", "first"), n=("n", "sum"), evenings=("evening", "nunique")
    )
    return summed.sort_values(
        ["by", "together", "n", "key"], ascending=[True, True, False, True], ignore_index=True
    )


def write(evenings: Evenings, chapters: list[Chapter], writer: Writer) -> None:
    """The table of evenings, what is missing, and who took part."""
    _, number = evenings.translator.text, evenings.translator.number
    writer.heading(_("Evenings"), 1)
    _write_evenings(evenings, evenings_table(evenings, chapters), writer)
    running = [evening.name for evening in evenings.every if evening.running]
    if running:
        writer.paragraph(_("Not ended yet when this was made: {evenings}.", evenings="; ".join(running)))
    for sentence in evenings.left_out:
        writer.paragraph(sentence)
    writer.heading(_("Participants"), 1)
    if not participants(evenings):
        writer.paragraph(_("Nobody joined."))
        return
    over_all = totals(frame(evenings))
    ways = over_all[over_all["by"] == _BY_WAY]
    told = ", ".join(f"{name} {number(n)}" for name, n in zip(ways["name"], ways["n"], strict=True))
    writer.paragraph(
        _("By way of taking part: {ways}.", ways=told)
        + " "
        + _("Names were not asked for: who came to several evenings is counted at each.")
    )
    groups = over_all[over_all["by"] == _BY_GROUP]
    writer.table(
        [_("Group"), _("Participants"), _("Evenings")],
        [
            [str(name), number(n), number(evenings_told)]
            for name, n, evenings_told in groups[["name", "n", "evenings"]].itertuples(index=False)
        ],
        caption=_("Participants by group over all evenings"),
        description=_("For each group how many took part and in how many evenings it could be told apart."),
        widths=(10, 3.5, 3.5),
        right=(1, 2),
    )
    writer.paragraph(
        _("An evening's groups under five people are told together with the others, in the sums too.")
    )


def _write_evenings(evenings: Evenings, table: Table, writer: Writer) -> None:
    _, number = evenings.translator.text, evenings.translator.number
    counts = [at for at, column in enumerate(table.columns) if column.unit is Unit.COUNT and at]
    # What is the same in all evenings was said in the sentences before.
    differing = [at for at in (_TITLE, _ORGANISER) if len({row[at] for row in table.rows}) > 1]
    lines = []
    for evening, row in zip(evenings.every, table.rows, strict=True):
        more = [str(row[at]) for at in differing if row[at] and str(row[at]) not in evening.name]
        lines.append(["\n".join([evening.name, *more]), *(number(int(str(row[at]))) for at in counts)])
    sums = pd.DataFrame(table.rows).iloc[:, counts].sum()
    lines.append([_("Total"), *(number(int(n)) for n in sums)])
    writer.table(
        [_("Evening"), *(table.columns[at].name for at in counts)],
        lines,
        caption=_("The evenings"),
        description=_("For each evening its day, place and organiser, and how much of what there was."),
        widths=(9, *(2 for _at in counts)),
        right=range(1, len(counts) + 1),
    )


def _counted(evening: Evening, evenings: Evenings) -> list[tuple[object, ...]]:
    _ = evenings.translator.text
    minutes = evening.context.minutes
    apart, together = groups_apart(minutes)
    at = (evening.number, evening.name)
    found: list[tuple[object, ...]] = [
        (*at, _BY_GROUP, group_named(minutes, group_id, evenings.translator), False, n)
        for group_id, n in apart
    ]
    if together:
        found.append((*at, _BY_GROUP, _("other groups together"), True, together))
    ways = channels_shown(minutes, evenings.translator)
    return [*found, *((*at, _BY_WAY, name, False, n) for name, n in ways)]
