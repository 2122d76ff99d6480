"""Which ideas stand first under each theme, in the minutes: a part of `exports.kinds.duel`. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from exports.kinds.base import Context, Writer
from exports.kinds.duel_rows import RankingRow, no_order, place
from exports.text import shortened
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section

#: How many ideas of each theme the minutes list, and with how few ideas they list none: the ranking shows it at a
#: glance.
TOP, FEWEST = 3, 6
_LONGEST_IDEA = 90


def write(section: Section, found: Sequence[RankingRow], context: Context, writer: Writer) -> None:
    """Each theme's first ideas with their places in the whole ranking; the theme with the best idea first.

    Nothing where there is one theme only, where there are few ideas, or no order among them.
    """
    _ = context.translator.text
    themed = _by_theme(section, found, context)
    if len(themed) < 2 or len(found) < FEWEST or no_order(found):
        return
    writer.heading(_("The first ideas of each theme"), 2)
    number = context.translator.number
    writer.table(
        [_("Theme"), _("How many ideas"), _("First ideas")],
        [[theme, number(len(ideas)), "\n".join(_lines(ideas, context))] for theme, ideas in themed],
        caption=_("The first ideas of each theme, with their places among all"),
        description=_("For each theme how many of its ideas were compared and which of them are first."),
        widths=(4.2, 1.6, 11.2),
        right=(1,),
    )


def _by_theme(
    section: Section, found: Sequence[RankingRow], context: Context
) -> list[tuple[str, list[RankingRow]]]:
    """The themes that have ideas in the ranking, in the order of their best ones; ideas without a theme last."""
    _ = context.translator.text
    ideas = cast("DuelReport", section.report).ideas
    names = {theme.id: context.words(theme.name) for theme in context.minutes.themes}
    themed: dict[int | None, list[RankingRow]] = {}
    for row in found:
        theme = ideas[row.idea_id].theme_id
        themed.setdefault(theme if theme in names else None, []).append(row)
    without = themed.pop(None, [])
    named = [(names[theme], rows) for theme, rows in themed.items() if theme is not None]
    return [*named, (_("Without a theme"), without)] if without and named else named


def _lines(ideas: Sequence[RankingRow], context: Context) -> list[str]:
    _ = context.translator.text
    return [
        _("{place} {idea}", place=place(row, context), idea=shortened(row.idea, _LONGEST_IDEA))
        for row in ideas[:TOP]
    ]
