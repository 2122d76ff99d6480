"""Themes and the ideas that stand ready under them, in the plan. Everything saves itself. QT MAIN THREAD."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.client import Client
from ui.dialogs.idea_actions import IdeaActions
from ui.locale import _, _n
from ui.models import wording
from ui.style import set_role
from ui.widgets.keyed import in_order
from ui.widgets.pieces import button, column, label, reword, row
from ui.widgets.saved_field import SavedLine
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import Theme
from workshop_app.domain.plan_commands import AddTheme, MoveTheme, RemoveTheme, RenameTheme
from workshop_app.snapshot import Snapshot


class ThemeRow(QWidget):
    """One theme: its name, how many ideas, more ideas, up, down, remove.

    Signals: `ideas_wanted(theme_id)` more of them; `look_wanted()` see those that there are; `said(text, undo)`.
    """

    ideas_wanted = Signal(int)
    look_wanted = Signal()
    said = Signal(str, object)

    def __init__(self, client: Client, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._theme, self._language, self._at = client, theme, "fi", 0
        self.name = SavedLine(_("Name of the theme"))
        self.look = button("", "link", self.look_wanted.emit)
        self.look.setToolTip(_("See the ideas on the wall: mend, move or hide them"))
        self.look.setFixedWidth(84)
        self.add = button(_("Add ideas…"), "link", lambda: self.ideas_wanted.emit(self._theme.id))
        self.up = button(_("Earlier"), "icon", lambda: self._move(-1), "up")
        self.down = button(_("Later"), "icon", lambda: self._move(1), "down")
        self.remove = button(_("Remove"), "icon", self._remove, "remove")
        line = row(self, spacing=8)
        line.addWidget(self.name, 1)
        for widget in (self.look, self.add, self.up, self.down, self.remove):
            line.addWidget(widget)
        self.name.saved.connect(self._rename)

    def show_theme(self, theme: Theme, at: int, count: int, language: str, *, last: bool) -> None:
        """Show the theme as it stands, `at` the place from 0."""
        self._theme, self._at, self._language = theme, at, language
        self.name.show_value(theme.name.pick(language))
        reword(self.look, _n("{n} idea", "{n} ideas", count))
        self.look.setEnabled(count > 0)
        self.up.setEnabled(at > 0)
        self.down.setEnabled(not last)
        self.remove.setEnabled(not count)
        self.remove.setToolTip(_("Remove") if not count else _("Move its ideas to another theme first."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and the arrows move the theme."""
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        way = ways.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(way)
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        name = self._theme.name
        told = _("The theme “{name}” is removed.", name=wording.pick(name))
        self._client.submit(
            RemoveTheme(self._theme.id),
            lambda _done: self.said.emit(told, lambda: self._client.submit(AddTheme(name))),
        )

    def _move(self, way: int) -> None:
        self._client.submit(MoveTheme(self._theme.id, max(0, self._at + way)))

    def _rename(self, text: str) -> None:
        try:
            name = wording.reworded(self._theme.name, self._language, text)
        except WorkshopError as error:
            self._client.refused.emit(error)
            return
        self._client.submit(RenameTheme(self._theme.id, name))


class ThemesCard(QFrame):
    """All themes, a button for a new one and one for ideas.

    Signals: `said(text, undo)`; `look_wanted(activity_id)` the wall of that part.
    """

    said = Signal(str, object)
    look_wanted = Signal(int)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._client = client
        self._snapshot: Snapshot | None = None
        self.doing = IdeaActions(client, self)
        self.doing.said.connect(self.said)
        self.rows: dict[int, ThemeRow] = {}
        self._told = label("", "muted")
        self.new = button(_("New theme…"), "", self._add_theme)
        self.add = button(_("Add ideas…"), "", lambda: self._add_ideas(None), "add")
        head = row(spacing=12)
        head.addWidget(label(_("Themes and ideas to start from"), "section"))
        head.addWidget(self._told, 1)
        head.addWidget(self.new)
        head.addWidget(self.add)
        self._list = column(spacing=6)
        layout = column(self, margins=(20, 16, 20, 18), spacing=12)
        layout.addLayout(head)
        layout.addLayout(self._list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_themes(self, snapshot: Snapshot) -> None:
        """Show the themes as they stand."""
        self._snapshot = snapshot
        if [theme.id for theme in snapshot.themes] != list(self.rows):
            themes = {theme.id: theme for theme in snapshot.themes}
            self.rows = in_order(self._list, self.rows, themes, lambda key: self._new_row(themes[key]))
        under = Counter(idea.theme_id for idea in snapshot.ideas)
        language, end = snapshot.workshop.language, len(snapshot.themes) - 1
        for at, theme in enumerate(snapshot.themes):
            self.rows[theme.id].show_theme(theme, at, under[theme.id], language, last=at == end)
        loose = under[None]
        self._told.setText(
            _n("{n} idea without a theme", "{n} ideas without a theme", loose) if loose else ""
        )

    def _new_row(self, theme: Theme) -> ThemeRow:
        made = ThemeRow(self._client, theme)
        made.ideas_wanted.connect(self._add_ideas)
        made.look_wanted.connect(self._look)
        made.said.connect(self.said)
        return made

    def _writing(self) -> int | None:
        """The first part in which ideas are written."""
        activities = self._snapshot.activities if self._snapshot else ()
        return next((a.id for a in activities if a.kind == "ideas"), None)

    def _look(self) -> None:
        writing = self._writing()
        if writing is not None:
            self.look_wanted.emit(writing)

    def _add_theme(self) -> None:
        if self._snapshot is not None:
            self.doing.add_theme(self._snapshot.workshop.language)

    def _add_ideas(self, theme_id: int | None) -> None:
        snapshot = self._snapshot
        if snapshot is not None:
            self.doing.add(self._writing(), snapshot.themes, theme_id)
