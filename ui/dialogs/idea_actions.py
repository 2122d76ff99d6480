"""What can be done to an idea, from whatever page it is shown on: each with its small window and its undo.

QT MAIN THREAD.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.client import Client
from ui.dialogs.add_ideas import AddIdeasDialog
from ui.dialogs.idea_dialogs import (
    EditIdeaDialog,
    HideIdeaDialog,
    MergeIdeaDialog,
    NameDialog,
)
from ui.locale import _, _n
from ui.models.wording import pick
from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.ideas import Idea, IdeaState, Theme
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.plan_commands import AddIdeas, HideIdeas, SeedIdea
from workshop_app.domain.text import Text


class IdeaActions(QObject):
    """Asks what must be asked and sends the command.

    Signal `said(text, undo)`: a sentence for the notice, and a function that takes it back or None.
    """

    said = Signal(str, object)

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent)
        self._client = client
        self._window = parent

    def approve(self, idea: Idea) -> None:
        """Take a waiting idea in."""
        self._client.submit(c.ApproveIdea(idea.id))

    def approve_all(self, ideas: Sequence[Idea]) -> None:
        """Take all these waiting ideas in; the notice lets them all wait again."""

        def let_wait() -> None:
            for idea in ideas:
                self._client.submit(c.LetIdeaWait(idea.id))

        *first, last = ideas
        for idea in first:
            self.approve(idea)
        said = _n("{n} idea taken in.", "{n} ideas taken in.", len(ideas))
        self._do(c.ApproveIdea(last.id), said, let_wait)

    def hide(self, idea: Idea) -> None:
        """Ask for the reason, then hide."""
        dialog = HideIdeaDialog(idea, self._window)
        dialog.hidden.connect(
            lambda reason: self._do(c.HideIdea(idea.id, reason), _("The idea is hidden."), self._back(idea))
        )
        dialog.open()

    def restore(self, idea: Idea) -> None:
        """Take a hidden or merged idea back in."""
        self._client.submit(c.RestoreIdea(idea.id))

    def merge(self, idea: Idea, ideas: tuple[Idea, ...]) -> None:
        """Ask which other idea, then merge."""
        dialog = MergeIdeaDialog(idea, ideas, self._window)
        dialog.chosen.connect(lambda into: self._merge(idea, into))
        dialog.open()

    def merge_into(self, idea: Idea, other: Idea) -> None:
        """Count the idea as one with the other."""
        self._merge(idea, other.id)

    def _merge(self, idea: Idea, into: int) -> None:
        self._do(c.MergeIdea(idea.id, into), _("The ideas are merged."), self._back(idea))

    def edit(self, idea: Idea) -> None:
        """Ask for the new wording."""
        before = idea.text
        dialog = EditIdeaDialog(idea, self._window)
        dialog.edited.connect(
            lambda text: self._do(
                c.EditIdea(idea.id, text),
                _("The wording is mended; the original is kept."),
                lambda: self._client.submit(c.EditIdea(idea.id, before)),
            )
        )
        dialog.open()

    def move(self, idea_id: int, theme_id: int | None) -> None:
        """Put an idea under a theme."""
        self._client.submit(c.MoveIdea(idea_id, theme_id))

    def tag(self, idea_id: int, stage_id: str | None) -> None:
        """Put an idea on a stage, or take it off."""
        self._client.submit(c.TagStage(c.StageTarget.IDEA, idea_id, stage_id))

    def add(self, activity_id: int | None, themes: tuple[Theme, ...], theme_id: int | None = None) -> None:
        """Ask for new ideas and add them all; `theme_id` is the theme that the list begins with."""
        dialog = AddIdeasDialog(self._client, themes, theme_id, self._window)
        dialog.written.connect(lambda ideas: self._add_all(ideas, activity_id))
        dialog.open()

    def add_theme(self, language: str) -> None:
        """Ask for a new theme's name and add it."""
        dialog = NameDialog(_("New theme"), _("Name"), _("Add the theme"), self._window)
        dialog.named.connect(lambda name: self._client.submit(p.AddTheme(Text.same(language, name))))
        dialog.open()

    def show_menu(
        self, idea: Idea, at: QPoint, ladder: Ladder, themes: tuple[Theme, ...], ideas: tuple[Idea, ...]
    ) -> None:
        """Everything that can be done to `idea`, as a menu at a point of the screen."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        if idea.state is IdeaState.WAITING:
            menu.addAction(_("Take in"), lambda: self.approve(idea))
        if idea.state in (IdeaState.HIDDEN, IdeaState.MERGED):
            menu.addAction(_("Take back in"), lambda: self.restore(idea))
        menu.addAction(_("Edit the wording…"), lambda: self.edit(idea))
        if idea.state is not IdeaState.MERGED:
            menu.addAction(_("Merge…"), lambda: self.merge(idea, ideas))
        if idea.state is not IdeaState.HIDDEN:
            menu.addAction(_("Hide…"), lambda: self.hide(idea))
        menu.addSeparator()
        if themes:
            self._add_themes(menu.addMenu(_("Move to a theme")), idea, themes)
        self.add_stages(menu.addMenu(_("Put on a step")), idea, ladder)
        menu.popup(at)

    def add_stages(self, menu: QMenu, idea: Idea, ladder: Ladder) -> None:
        """Fill `menu` with the ladder's stages and "no step"."""
        for stage in ladder.stages:
            self._choice(
                menu,
                f"{stage.order} {pick(stage.name)}",
                chosen=idea.stage_id == stage.id,
                do_it=partial(self.tag, idea.id, stage.id),
            )
        menu.addSeparator()
        self._choice(menu, _("No step"), chosen=idea.stage_id is None, do_it=lambda: self.tag(idea.id, None))

    def _add_themes(self, menu: QMenu, idea: Idea, themes: tuple[Theme, ...]) -> None:
        for theme in themes:
            self._choice(
                menu,
                pick(theme.name),
                chosen=idea.theme_id == theme.id,
                do_it=partial(self.move, idea.id, theme.id),
            )
        self._choice(
            menu,
            _("Without a theme"),
            chosen=idea.theme_id is None,
            do_it=lambda: self.move(idea.id, None),
        )

    @staticmethod
    def _choice(menu: QMenu, text: str, *, chosen: bool, do_it: Callable[[], object]) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _on: do_it())

    def _add_all(self, ideas: tuple[SeedIdea, ...], activity_id: int | None) -> None:
        def added(made: object) -> None:
            ids = made if isinstance(made, tuple) else ()
            said = _n("{n} idea added.", "{n} ideas added.", len(ids))
            self.said.emit(said, lambda: self._client.submit(HideIdeas(ids)))

        self._client.submit(AddIdeas(ideas, activity_id), added)

    def _do(self, command: c.Command, said: str, undo: Callable[[], object]) -> None:
        self._client.submit(command, lambda _result: self.said.emit(said, undo))

    def _back(self, idea: Idea) -> Callable[[], object]:
        # One that waited waits again: taking back a press must not let it in.
        back = c.LetIdeaWait(idea.id) if idea.state is IdeaState.WAITING else c.RestoreIdea(idea.id)
        return lambda: self._client.submit(back)
