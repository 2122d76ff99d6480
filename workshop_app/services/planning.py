"""Handlers for what is prepared beforehand: themes, groups, many ideas. WRITER THREAD, inside the transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text
from workshop_app.services import agenda
from workshop_app.services.agenda import TITLE_LIMIT, cleaned, text_json
from workshop_app.services.ideas import add_idea, add_theme, hide_idea, restore_idea
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.tx import Tx

#: A list that somebody pasted by mistake must not fill the evening.
IDEAS_AT_ONCE = 1_000
GROUPS = 20


def restore_activity(tx: Tx, command: p.RestoreActivity) -> int:
    """Write the activity again, under its number when nobody else has got it meanwhile."""
    old = command.activity
    free = tx.one("SELECT 1 FROM activity WHERE id = ?", (old.id,)) is None
    made = agenda.add_activity(
        tx,
        c.AddActivity(old.kind, old.title, old.question, old.minutes, old.config),
        number=old.id if free else None,
    )
    agenda.edit_activity(tx, c.EditActivity(made, notes=old.notes))
    agenda.move_activity(tx, c.MoveActivity(made, old.position))
    return made


def clear_activity(tx: Tx, command: p.ClearActivity) -> None:
    """Take off what is named; what is not there stays so."""
    activity = workshop_rows.activity(tx, command.activity_id)
    if command.question:
        tx.execute("UPDATE activity SET question = NULL WHERE id = ?", (activity.id,))
    kept = {name: value for name, value in activity.config.items() if name not in command.settings}
    tx.execute(
        "UPDATE activity SET config = ? WHERE id = ?", (json.dumps(kept, ensure_ascii=False), activity.id)
    )
    tx.tell(Changed(Subject.AGENDA, activity.id))


def rename_theme(tx: Tx, command: p.RenameTheme) -> None:
    """Write the name. Raises WorkshopError(theme_unknown)."""
    _known(tx, command.theme_id)
    name = text_json(cleaned(command.name, TITLE_LIMIT))
    tx.execute("UPDATE theme SET name = ? WHERE id = ?", (name, command.theme_id))
    tx.tell(Changed(Subject.IDEAS))


def move_theme(tx: Tx, command: p.MoveTheme) -> None:
    """Renumber the themes with this one at its new place. Raises WorkshopError(theme_unknown)."""
    _known(tx, command.theme_id)
    order = [theme.id for theme in idea_rows.themes(tx) if theme.id != command.theme_id]
    order.insert(max(0, min(len(order), command.position)), command.theme_id)
    for position, theme_id in enumerate(order):
        tx.execute("UPDATE theme SET position = ? WHERE id = ?", (position, theme_id))
    tx.tell(Changed(Subject.IDEAS))


def remove_theme(tx: Tx, command: p.RemoveTheme) -> None:
    """Delete a theme. Raises WorkshopError(theme_unknown, theme_used): an idea under it has nowhere to go."""
    _known(tx, command.theme_id)
    if any(idea.theme_id == command.theme_id for idea in idea_rows.ideas(tx)):
        raise WorkshopError("theme_used")
    # Those that began under it stand elsewhere now, as their changes say.
    tx.execute("UPDATE idea SET theme_id = NULL WHERE theme_id = ?", (command.theme_id,))
    tx.execute("DELETE FROM theme WHERE id = ?", (command.theme_id,))
    tx.tell(Changed(Subject.IDEAS))


def choose_groups(tx: Tx, command: p.ChooseGroups) -> None:
    """Write the groups. Raises WorkshopError(group_used): what somebody chose stays; (too_many_groups)."""
    if len(command.groups) > GROUPS:
        raise WorkshopError("too_many_groups", limit=GROUPS)
    chosen = {person.group_id for person in workshop_rows.participants(tx)} - {None}
    if chosen - {group.id for group in command.groups}:
        raise WorkshopError("group_used")
    kept = [Group(g.id, cleaned(g.name, TITLE_LIMIT), g.official).as_json() for g in command.groups]
    tx.execute("UPDATE workshop SET groups = ?", (json.dumps(kept, ensure_ascii=False),))
    tx.tell(Changed(Subject.WORKSHOP))


def keep_until(tx: Tx, command: p.KeepUntil) -> None:
    """Write the day."""
    tx.execute("UPDATE workshop SET retention_until = ?", (command.day.isoformat(),))
    tx.tell(Changed(Subject.WORKSHOP))


def add_ideas(tx: Tx, command: p.AddIdeas) -> tuple[int, ...]:
    """Write all of them down, themes first. Raises WorkshopError as one idea does, and (too_many_at_once)."""
    if len(command.ideas) > IDEAS_AT_ONCE:
        raise WorkshopError("too_many_at_once", limit=IDEAS_AT_ONCE)
    language = workshop_rows.workshop(tx).language
    named = [(name, theme.id) for theme in idea_rows.themes(tx) for name in theme.name.as_json().values()]
    themes = {name.casefold(): theme_id for name, theme_id in reversed(named)}
    made = []
    for idea in command.ideas:
        name = idea.theme.strip()
        if name and name.casefold() not in themes:
            themes[name.casefold()] = add_theme(tx, p.AddTheme(Text.same(language, name)))
        theme = themes[name.casefold()] if name else None
        made.append(add_idea(tx, c.AddIdea(idea.text, IdeaOrigin.FACILITATOR, command.activity_id, theme)))
    return tuple(made)


def hide_ideas(tx: Tx, command: p.HideIdeas) -> None:
    """Hide all of them."""
    for idea_id in command.idea_ids:
        hide_idea(tx, c.HideIdea(idea_id))


def restore_ideas(tx: Tx, command: p.RestoreIdeas) -> None:
    """Take all of them back in."""
    for idea_id in command.idea_ids:
        restore_idea(tx, c.RestoreIdea(idea_id))


def _known(tx: Tx, theme_id: int) -> None:
    if all(theme.id != theme_id for theme in idea_rows.themes(tx)):
        raise WorkshopError("theme_unknown", id=theme_id)


#: What `dispatch` adds to the core's table.
HANDLERS: Mapping[type[c.Command], Callable[[Tx, Any], object]] = {
    p.RestoreActivity: restore_activity,
    p.ClearActivity: clear_activity,
    p.AddTheme: add_theme,
    p.RenameTheme: rename_theme,
    p.MoveTheme: move_theme,
    p.RemoveTheme: remove_theme,
    p.ChooseGroups: choose_groups,
    p.KeepUntil: keep_until,
    p.AddIdeas: add_ideas,
    p.HideIdeas: hide_ideas,
    p.RestoreIdeas: restore_ideas,
}
