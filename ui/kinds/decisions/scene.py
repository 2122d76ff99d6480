"""The decisions on the hall screen: what will be done, who answers, by when, how people hear. QT MAIN THREAD."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.cards import Card, Cards
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.scaled_text import ScaledText
from ui.widgets.tokens import INK_2
from workshop_app.kinds.decisions.kind import DecisionsReport
from workshop_app.kinds.decisions.rows import Decision


class Scene(HallScene):
    """The decisions, the newest first: it is the one being discussed in the hall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ScaledText(TITLE, least=1.0, lines=2)
        self._empty = ScaledText(1.0, lines=3)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._list = Cards(columns=1, lines=3, bold=True)
        self.add(self._title)
        self.add(self._empty, above=0.7)
        self.add(self._facts, above=0.3)
        self.add(self._list, above=0.6, stretches=True)

    def show_view(self, view: View) -> None:
        """Show the decisions as they stand."""
        decisions = cast("DecisionsReport", view.report).decisions
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        self._title.set_text(
            (view.activity.question or view.activity.title).pick(view.workshop.language), bold=True
        )
        waiting = _("What will be done, who answers for it, and by when?")
        self._empty.set_text("" if decisions else waiting)
        facts = _n("{n} decision, the newest first", "{n} decisions, the newest first", len(decisions))
        self._facts.set_text(facts if len(decisions) > 1 else "", INK_2)
        self._list.set_cards([Card(d.what, self._under(d)) for d in reversed(decisions)])
        self.arrange()

    def _under(self, decision: Decision) -> str:
        due = self.words.date(decision.due) if decision.due else ""
        return " · ".join(part for part in (decision.who, due, decision.told_how) if part)


class Results(Scene):
    """Decisions have no other results than themselves."""
