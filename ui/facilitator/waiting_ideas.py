"""New ideas that wait for the facilitator: take in, edit, merge, hide, each with one press. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.client import Client
from ui.dialogs.idea_actions import IdeaActions
from ui.locale import _, _n
from ui.models.wording import pick
from ui.style import set_role
from ui.widgets.keyed import in_order
from ui.widgets.pieces import button, column, label, row
from workshop_app.domain.alike import Alike
from workshop_app.domain.ideas import Idea, Theme

#: An idea that waits, the one on the wall that it looks like, and the theme that its writer put it under.
_Shown = tuple[Idea, Idea | None, str]
#: How many are shown at once; the rest follow when these are dealt with.
SHOWN = 12


class WaitingIdeas(QWidget):
    """The waiting ideas, oldest first; empty when none wait."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.doing = IdeaActions(client, self)
        self._client = client
        self._ideas: tuple[Idea, ...] = ()
        self._waiting: tuple[Idea, ...] = ()
        self._themes: dict[int, str] = {}
        self._heading = label("", "section")
        self._all = button(_("Take all in"), "small-link", self._take_all)
        self._list = column(spacing=14)
        #: The cards by what they show: one that is there stays, so the pointer and the keyboard focus stay on it.
        self._cards: dict[_Shown, QFrame] = {}
        head = row()
        head.addWidget(self._heading, 1)
        head.addWidget(self._all)
        layout = column(self, spacing=14)
        layout.addLayout(head)
        layout.addLayout(self._list)
        self._rest = label("", "small", wrap=True)
        layout.addWidget(self._rest)

    def show_ideas(
        self, waiting: tuple[Idea, ...], ideas: tuple[Idea, ...], themes: tuple[Theme, ...]
    ) -> None:
        """Show what waits; `ideas` are all, for merging."""
        self._ideas = ideas
        names = {theme.id: pick(theme.name) for theme in themes}
        if (waiting, names) == (self._waiting, self._themes) and self._heading.text():
            return
        self._waiting, self._themes = waiting, names
        self._heading.setText(_("New ideas ({n})", n=len(waiting)))
        self._all.setVisible(len(waiting) > 1)
        taken_in = {idea.id: idea for idea in ideas if idea.votable and waiting}
        alike = Alike({number: idea.text for number, idea in taken_in.items()})
        likes = {idea: alike.most(idea.text) for idea in waiting[:SHOWN]}
        self._lay_out(
            [
                (idea, None if like is None else taken_in[like], names.get(idea.theme_id or 0, ""))
                for idea, like in likes.items()
            ]
        )
        more = len(waiting) - SHOWN
        self._rest.setVisible(more > 0 or not waiting)
        self._rest.setText(
            _n("and {n} more", "and {n} more", more)
            if more > 0
            else _("Ideas that phones send wait here until you take them in.")
        )

    def _lay_out(self, wanted: list[_Shown]) -> None:
        where = self._focused()
        self._cards = in_order(self._list, self._cards, wanted, lambda shown: self._card(*shown))
        if where is not None and where[0] not in self._cards and self._cards:
            # The focused card is gone: focus the same button of the card that takes its place.
            at, number = where[1:]
            there = _buttons(list(self._cards.values())[min(at, len(self._cards) - 1)])
            there[min(number, len(there) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> tuple[_Shown, int, int] | None:
        """The focused card, its position, and the number of the focused button."""
        for at, (shown, card) in enumerate(self._cards.items()):
            for number, made in enumerate(_buttons(card)):
                if made.hasFocus():
                    return shown, at, number
        return None

    def _card(self, idea: Idea, like: Idea | None, theme: str) -> QFrame:
        card = QFrame()
        set_role(card, "note")
        inside = column(card, margins=(8, 5, 8, 5), spacing=0)
        card.setAccessibleName(idea.text)
        words = label(idea.text, wrap=True)
        words.setStyleSheet("font-size: 13px;")
        line = row(spacing=4)
        line.addWidget(button(_("Take in"), "small-link", lambda: self.doing.approve(idea)))
        for text, do_it in (
            (_("Edit"), lambda: self.doing.edit(idea)),
            (_("Merge"), lambda: self.doing.merge(idea, self._ideas)),
            (_("Hide"), lambda: self.doing.hide(idea)),
        ):
            line.addWidget(label("·", "small"))
            line.addWidget(button(text, "quiet-link", do_it))
        line.addStretch(1)
        inside.addWidget(words)
        if theme:
            inside.addWidget(label(theme, "small", wrap=True))
        inside.addLayout(line)
        if like is not None:
            # Only a hint: whether two people mean the same is for a person to say.
            inside.addWidget(label(_("Looks like: “{text}”", text=like.text), "small", wrap=True))
            there = button(_("Merge into that one"), "quiet-link", lambda: self.doing.merge_into(idea, like))
            inside.addWidget(there, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _take_all(self) -> None:
        self.doing.approve_all(self._waiting)


def _buttons(card: QFrame) -> list[QPushButton]:
    return card.findChildren(QPushButton)
