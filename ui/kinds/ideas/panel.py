"""The ideas' page: the wall by theme, with everything that can be done to an idea. QT MAIN THREAD."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QWidget

from ui.client import Client
from ui.dialogs.idea_actions import IdeaActions
from ui.dialogs.look_alikes import LookAlikesDialog
from ui.kinds.base import KindPanel, View
from ui.kinds.ideas.column import ThemeColumn
from ui.kinds.words import Words
from ui.locale import _, _n
from ui.models import wording
from ui.widgets.card_model import Card
from ui.widgets.keyed import in_order
from ui.widgets.pieces import button, column, label, row, turn
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.i18n import N_
from workshop_app.kinds.ideas.kind import IdeasReport

#: The column of what is hidden or merged; themes have ids from 1, and None is "without a theme".
PUT_AWAY = -1
#: Narrower than this, in pixels, the buttons stand below the count.
_NARROW = 480
#: The least height of the wall, in pixels: in a lower window it is scrolled to.
_LEAST_BOARD = 260


class Panel(KindPanel):
    """One column a theme. Cards are dragged between them, or pushed with Alt and the arrows."""

    WORDS: ClassVar[Words] = Words(
        N_("Writing ideas"), N_("Open for ideas"), N_("Close for ideas"), N_("Open for ideas now")
    )

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self._client = client
        self.doing = IdeaActions(client, self)
        self.doing.said.connect(self.said)
        self._view: View | None = None
        #: A card that was pushed, and the theme it goes to: the focus follows it.
        self._pushed: tuple[int, int | None] | None = None
        self._columns: dict[int | None, ThemeColumn] = {}
        self._summary = label("", "muted", wrap=True)
        self._put_away = QCheckBox()
        self._put_away.toggled.connect(lambda _on: self._again())
        layout = column(self, spacing=12)
        self._tools = self._make_tools()
        layout.addLayout(self._tools)
        board = QWidget()
        self._board = row(board, spacing=12)
        self._board.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        board.setProperty("role", "clear")
        area.setMinimumHeight(_LEAST_BOARD)
        area.setWidget(board)
        layout.addWidget(area, 1)
        self._hint = label("", "small", wrap=True)
        foot = row(spacing=10)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._put_away)
        layout.addLayout(foot)

    def column_of(self, theme_id: int | None) -> ThemeColumn:
        """The column of a theme (None: without a theme; PUT_AWAY: hidden and merged)."""
        return self._columns[theme_id]

    def show_view(self, view: View) -> None:
        """Show the wall as it stands."""
        if not isinstance(view.report, IdeasReport):
            return
        self._view = view
        # The ideas of the view are newer than those that the report came with.
        report = replace(view.report, themes=view.themes, ideas=view.ideas)
        loose = report.under(None)
        wanted: list[int | None] = [theme.id for theme in report.themes]
        if loose or not report.themes:
            wanted.append(None)
        if self._put_away.isChecked():
            wanted.append(PUT_AWAY)
        self._lay_out(wanted)
        merged = Counter(idea.merged_into for idea in report.ideas)
        names = {theme.id: wording.pick(theme.name) for theme in report.themes}
        for theme_id, shown in self._columns.items():
            if theme_id == PUT_AWAY:
                away = [i for i in report.ideas if i.state in (IdeaState.HIDDEN, IdeaState.MERGED)]
                shown.show_cards(_("Hidden and merged"), tuple(self._away_card(i, report) for i in away))
                continue
            name = names[theme_id] if theme_id is not None else _("Without a theme")
            shown.show_cards(name, tuple(self._card(i, merged[i.id]) for i in report.under(theme_id)))
        self._summarise(report)
        if self._pushed is not None:
            idea_id, theme_id = self._pushed
            if theme_id not in self._columns or self._columns[theme_id].list.go_to(idea_id):
                self._pushed = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        turn(self._tools, self.width() < _NARROW)

    def _make_tools(self) -> QHBoxLayout:
        self.add = button(_("Add ideas…"), "", self._add_ideas, "add")
        beside = row(spacing=10)
        beside.addWidget(button(_("New theme…"), "", self._add_theme))
        beside.addWidget(self.add)
        self.alike = button(_("Ideas that look alike…"), "link", self.show_alike)
        line = row(spacing=10)
        line.addWidget(self._summary, 1)
        line.addWidget(self.alike)
        line.addLayout(beside)
        return line

    def show_alike(self) -> LookAlikesDialog:
        """Open the pairs of ideas that may say the same."""
        ideas = self._view.ideas if self._view is not None else ()
        dialog = LookAlikesDialog(self._client, ideas, self.window())
        dialog.open()
        return dialog

    def _lay_out(self, wanted: list[int | None]) -> None:
        if list(self._columns) == wanted:
            return
        self._columns = in_order(self._board, self._columns, wanted, self._new_column, stretch=1)

    def _new_column(self, theme_id: int | None) -> ThemeColumn:
        made = ThemeColumn(accepts=theme_id != PUT_AWAY)
        made.list.dropped.connect(lambda idea_id: self.doing.move(idea_id, theme_id))
        made.list.pushed.connect(lambda idea_id, way: self._push(idea_id, theme_id, way))
        made.list.menu_wanted.connect(self._menu)
        return made

    def _push(self, idea_id: int, theme_id: int | None, way: int) -> None:
        order = [t for t in self._columns if t != PUT_AWAY]
        if theme_id in order and 0 <= order.index(theme_id) + way < len(order):
            self._pushed = (idea_id, order[order.index(theme_id) + way])
            self.doing.move(*self._pushed)

    def _menu(self, idea_id: int, at: QPoint) -> None:
        view = self._view
        idea = next((i for i in view.ideas if i.id == idea_id), None) if view else None
        if view is not None and idea is not None and not idea.withdrawn:
            self.doing.show_menu(idea, at, view.workshop.ladder, view.themes, view.ideas)

    def _add_ideas(self) -> None:
        if self._view is not None:
            self.doing.add(self._view.activity.id, self._view.themes)

    def _add_theme(self) -> None:
        if self._view is not None:
            self.doing.add_theme(self._view.workshop.language)

    def _again(self) -> None:
        if self._view is not None:
            self.show_view(self._view)

    def _card(self, idea: Idea, merged: int) -> Card:
        together = _n("{n} other idea merged into this", "{n} other ideas merged into this", merged)
        return Card(idea.id, idea.text, together if merged else "")

    def _away_card(self, idea: Idea, report: IdeasReport) -> Card:
        if idea.state is IdeaState.MERGED:
            into = next((i.text for i in report.ideas if i.id == idea.merged_into), "")
            return Card(idea.id, idea.text, _("Merged into: {text}", text=into), faded=True)
        if idea.withdrawn:
            return Card(idea.id, _("Withdrawn by its writer"), "", faded=True)
        why = _("Hidden: {reason}", reason=idea.reason) if idea.reason else _("Hidden")
        return Card(idea.id, idea.text, why, faded=True)

    def _summarise(self, report: IdeasReport) -> None:
        n = sum(i.votable for i in report.ideas)
        away = sum(i.state in (IdeaState.HIDDEN, IdeaState.MERGED) for i in report.ideas)
        self._hint.setText(
            _("Drag a card to another theme. Double-click it to mend, merge, hide or place it on a step.")
            if report.ideas
            else _("No ideas yet: open the part, and phones write them, or add some of your own.")
        )
        self.alike.setVisible(n > 1)
        parts = [_n("{n} idea on the wall", "{n} ideas on the wall", n)]
        if report.waiting:
            parts.append(_n("{n} waits for you", "{n} wait for you", len(report.waiting)))
        self._summary.setText(" · ".join(parts))
        self._put_away.setText(_("Hidden and merged ({n})", n=away))
        self._put_away.setVisible(bool(away) or self._put_away.isChecked())
