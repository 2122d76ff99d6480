"""Whose ranking is shown: everybody's or one group's, and where the groups differ most. QT MAIN THREAD."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ui import style
from ui.client import Client
from ui.locale import _
from ui.models import wording
from ui.style import set_role
from ui.tasks import run_in_background
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.ideas import Idea
from workshop_app.domain.workshop import Workshop
from workshop_app.duel.groups import Disagreement
from workshop_app.duel.ranking import Ranking
from workshop_app.kinds.duel.groups import GroupsReport, groups_report

#: The groups are ranked anew at most this often, in milliseconds: it takes longer than the whole's ranking.
EVERY_MS = 3_000
#: With more ideas than this the groups take seconds of computing: they are ranked only once the duel is closed.
CHEAP_IDEAS = 30


class GroupLine(QLabel):
    """A line of words to press. Signals `chosen()`: another group's, or everybody's, ranking is to be
    shown; `counted(odd)`: the groups were ranked, with the people whose answering looks odd.
    """

    chosen = Signal()
    counted = Signal(object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "muted")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.choose)
        self._client = client
        self._workshop: Workshop | None = None
        self._ideas: dict[int, Idea] = {}
        self._activity: Activity | None = None
        self._found: GroupsReport | None = None
        self._group = ""
        self._asked: object = None
        self._counting = False
        self._later = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._later.timeout.connect(self._count)
        self.hide()

    @property
    def ranking(self) -> Ranking | None:
        """The chosen group's ranking; None when everybody's is to be shown."""
        groups = self._found.groups if self._found else ()
        return next((group.ranking for group in groups if group.group_id == self._group), None)

    def show_state(
        self, workshop: Workshop, activity: Activity, ideas: dict[int, Idea], answers: int
    ) -> None:
        """The duel has this many answers now: rank the groups soon, if anything is new."""
        self._workshop, self._activity, self._ideas = workshop, activity, ideas
        state = (activity.id, answers, sum(idea.votable for idea in ideas.values()))
        cheap = activity.state is ActivityState.CLOSED or len(ideas) <= CHEAP_IDEAS
        if state != self._asked and cheap:
            self._asked = state
            if not self._counting and not self._later.isActive():
                self._count()
        self._show()

    def choose(self, group_id: str) -> None:
        """Show a group's ranking; an empty id shows everybody's."""
        self._group = group_id
        self._show()
        self.chosen.emit()

    def _count(self) -> None:
        activity, client = self._activity, self._client
        if activity is None:
            return
        self._counting, counted = True, self._asked
        run_in_background(
            lambda: groups_report(client.reader(), activity),
            lambda found: self._counted(found, counted),
            lambda _error: self._counted(None, counted),
            self,
        )

    def _counted(self, found: GroupsReport | None, counted: object) -> None:
        self._counting = False
        if found is not None:
            self._found = found
            self.counted.emit(found.odd)
        if counted != self._asked:
            self._later.start()
        self._show()
        if self._group:
            self.chosen.emit()

    def _show(self) -> None:
        found, workshop = self._found, self._workshop
        self.setVisible(bool(found and found.groups))
        if found is None or workshop is None:
            return
        show, differ = _("Show:"), _("the groups differ most on:")
        parts = [self._link("", _("everybody"))]
        for group in found.groups:
            name = wording.pick(workshop.group_name(group.group_id)) or group.group_id
            parts.append(self._link(group.group_id, f"{name} ({group.people})"))
        text = f"{escape(show)} {' · '.join(parts)}"
        apart = found.apart
        if apart is not None and apart.low > 0 and apart.idea in self._ideas:
            idea = f"<b>{escape(self._ideas[apart.idea].text)}</b>"
            text += f" — {escape(differ)} {idea} ({escape(self._difference(workshop, apart))})"
        if text != self.text():
            self.setText(text)

    @staticmethod
    def _difference(workshop: Workshop, apart: Disagreement) -> str:
        return _(
            "{group} {share}, {other} {other_share}; the difference is probably {low}–{high} percentage points",
            group=wording.pick(workshop.group_name(apart.group_for)) or apart.group_for,
            share=wording.percent(apart.share_for),
            other=wording.pick(workshop.group_name(apart.group_against)) or apart.group_against,
            other_share=wording.percent(apart.share_against),
            low=round(100 * apart.low),
            high=round(100 * apart.high),
        )

    def _link(self, group_id: str, name: str) -> str:
        colours = style.palette()
        if group_id == self._group:
            return f"<b style='color: {colours.ink}'>{escape(name)}</b>"
        look = f"color: {colours.ink2}; text-decoration: none"
        return f"<a href='{escape(group_id)}' style='{look}'>{escape(name)}</a>"
