"""Handlers for themes. WRITER THREAD, inside the transaction."""

from __future__ import annotations

from workshop_app.domain import plan_commands as p
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.ideas import THEMES
from workshop_app.domain.text import TITLE_LIMIT
from workshop_app.services.handlers import Handlers
from workshop_app.store import idea_rows
from workshop_app.store.tx import Tx
from workshop_app.store.workshop_rows import text_json


def add_theme(tx: Tx, command: p.AddTheme) -> int:
    """Append a theme. Raises WorkshopError(no_more_fit)."""
    tx.check_room("theme", THEMES)
    position = tx.number("SELECT coalesce(max(position), -1) + 1 FROM theme")
    theme_id = tx.insert("theme", position=position, name=text_json(command.name.cleaned(TITLE_LIMIT)))
    tx.tell(Changed(Subject.IDEAS))
    return theme_id


def rename_theme(tx: Tx, command: p.RenameTheme) -> None:
    """Write the name. Raises WorkshopError(theme_unknown)."""
    check_theme(tx, command.theme_id)
    name = text_json(command.name.cleaned(TITLE_LIMIT))
    tx.execute("UPDATE theme SET name = ? WHERE id = ?", (name, command.theme_id))
    tx.tell(Changed(Subject.IDEAS))


def move_theme(tx: Tx, command: p.MoveTheme) -> None:
    """Renumber the themes with this one at its new place. Raises WorkshopError(theme_unknown)."""
    check_theme(tx, command.theme_id)
    order = [theme.id for theme in idea_rows.themes(tx) if theme.id != command.theme_id]
    order.insert(max(0, min(len(order), command.position)), command.theme_id)
    for position, theme_id in enumerate(order):
        tx.execute("UPDATE theme SET position = ? WHERE id = ?", (position, theme_id))
    tx.tell(Changed(Subject.IDEAS))


def remove_theme(tx: Tx, command: p.RemoveTheme) -> None:
    """Delete a theme. Raises WorkshopError(theme_unknown, theme_used): an idea under it has nowhere to go."""
    check_theme(tx, command.theme_id)
    if any(idea.theme_id == command.theme_id for idea in idea_rows.ideas(tx)):
        raise WorkshopError("theme_used")
    # Those that began under it stand elsewhere now, as their changes say.
    tx.execute("UPDATE idea SET theme_id = NULL WHERE theme_id = ?", (command.theme_id,))
    tx.execute("DELETE FROM theme WHERE id = ?", (command.theme_id,))
    tx.tell(Changed(Subject.IDEAS))


def check_theme(tx: Tx, theme_id: int) -> None:
    """Raises WorkshopError(theme_unknown) where there is no such theme."""
    if tx.one("SELECT 1 FROM theme WHERE id = ?", (theme_id,)) is None:
        raise WorkshopError("theme_unknown", id=theme_id)


HANDLERS: Handlers = {
    p.AddTheme: add_theme,
    p.RenameTheme: rename_theme,
    p.MoveTheme: move_theme,
    p.RemoveTheme: remove_theme,
}
