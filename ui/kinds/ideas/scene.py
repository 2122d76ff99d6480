"""The wall of ideas on the hall screen, the newest first. QT MAIN THREAD."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.cards import Card, Cards
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.scaled_text import ScaledText
from ui.widgets.tokens import INK_2
from workshop_app.domain.ideas import Idea
from workshop_app.kinds.ideas.kind import IdeasReport


class Scene(HallScene):
    """The question, how many ideas there are, and as many of them as the wall takes.

    Only ideas that the facilitator let in: what waits or is hidden never comes to the hall.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = ScaledText(TITLE, least=1.0, lines=3)
        self._question.compact = True
        self._empty = ScaledText(1.0, lines=3)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._wall = Cards(columns=2, lines=6)
        self.add(self._question)
        self.add(self._empty, above=0.7)
        self.add(self._facts, above=0.25)
        self.add(self._wall, above=0.6, stretches=True)

    def show_view(self, view: View) -> None:
        """Show the ideas as they stand."""
        report = cast("IdeasReport", view.report)
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        language = view.workshop.language
        question = view.activity.question or view.activity.title
        ideas = sorted((i for i in report.ideas if i.votable), key=_newest, reverse=True)
        self._question.set_text(question.pick(language), bold=True)
        self._empty.set_text("" if ideas else _("No ideas yet. Write the first one on your phone!"))
        facts = _n("{n} idea, the newest first", "{n} ideas, the newest first", len(ideas))
        self._facts.set_text(facts if ideas else "", INK_2)
        self._wall.set_cards([Card(idea.text) for idea in ideas])
        self.arrange()


def _newest(idea: Idea) -> tuple[object, int]:
    return idea.created_at, idea.id
