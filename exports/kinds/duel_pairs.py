"""A duel's comparisons as a table: how often each idea of a pair was chosen. Part of `exports.kinds.duel`. Any thread.

Counts only: who answered what, and when, is not shown, nor are pairs with an idea that was left out.
"""

from __future__ import annotations

from typing import cast

from exports.kinds.base import Column, Context, Table, Unit, idea_key
from exports.text import cleaned
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Section


def tables(section: Section, context: Context) -> list[Table]:
    """One table of all pairs that were answered."""
    _ = context.translator.text
    report = cast("DuelReport", section.report)
    shown = {
        number: idea
        for number, idea in report.ideas.items()
        if idea.state in (IdeaState.IN, IdeaState.MERGED)
    }
    columns = (
        Column(_("First idea's id"), _("The same in every export of this evening.")),
        Column(_("First idea"), _("The idea's text.")),
        Column(_("Second idea's id"), _("The same in every export of this evening.")),
        Column(_("Second idea"), _("The idea's text.")),
        Column(_("First chosen"), _("How many chose the first idea."), Unit.COUNT),
        Column(_("Second chosen"), _("How many chose the second idea."), Unit.COUNT),
        Column(_("Skipped"), _("How many skipped the pair."), Unit.COUNT),
    )
    rows = tuple(
        (
            *_idea(shown[pair.one]),
            *_idea(shown[pair.other]),
            pair.one_chosen,
            pair.other_chosen,
            pair.skipped,
        )
        for pair in report.pairs
        if pair.one in shown and pair.other in shown
    )
    name, title = context.table_name("comparisons", section), context.table_title(_("Comparisons"), section)
    return [Table(name, title, columns, rows)]


def _idea(idea: Idea) -> tuple[str, str]:
    return idea_key(idea), cleaned(idea.text)
