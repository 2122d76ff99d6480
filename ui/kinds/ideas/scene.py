"""The wall of ideas on the hall screen: the newest first, then by theme. QT MAIN THREAD."""

from __future__ import annotations

from typing import ClassVar, cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.cards import Card, Cards
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.scaled_text import Run, ScaledText
from ui.widgets.tokens import INK_2
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ideas import Idea
from workshop_app.kinds.ideas.kind import IdeasReport


class Scene(HallScene):
    """The question, how many ideas there are, and as many of them as the wall takes, page by page.

    While people write the newest come first; afterwards it is theme by theme. Only ideas that the facilitator let in:
    what waits or is hidden never comes to the hall.
    """

    always_by_theme: ClassVar[bool] = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = ScaledText(TITLE, least=1.0, lines=3)
        self._question.compact = True
        self._empty = ScaledText(1.0, lines=3)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._theme = ScaledText(1.0, least=CAPTION, lines=1)
        self._wall = Cards(columns=2, lines=6)
        self._wall.turned.connect(self._tell_page)
        self.add(self._question)
        self.add(self._empty, above=0.7)
        self.add(self._facts, above=0.25)
        self.add(self._theme, above=0.4)
        self.add(self._wall, above=0.6, stretches=True)

    def show_view(self, view: View) -> None:
        """Show the ideas as they stand."""
        report = cast("IdeasReport", view.report)
        _ = self.speak(view.workshop.language).text
        language = view.workshop.language
        question = view.activity.question or view.activity.title
        ideas = sorted((i for i in report.ideas if i.votable), key=_newest, reverse=True)
        self._question.set_text(question.pick(language), bold=True)
        self._empty.set_text("" if ideas else _("No ideas yet. Write the first one on your phone!"))
        written = view.activity.state is ActivityState.CLOSED or self.always_by_theme
        names = {theme.id: theme.name.pick(language) for theme in report.themes}
        if written and names:
            loose = _("Without a theme")
            order = {theme_id: at for at, theme_id in enumerate(names)}
            ideas.sort(key=lambda idea: (order.get(idea.theme_id or 0, len(order)), _newest(idea)))
            self._wall.set_cards([Card(i.text, group=names.get(i.theme_id or 0, loose)) for i in ideas])
        else:
            self._wall.set_cards([Card(idea.text) for idea in ideas])
        self._tell_page()
        self.arrange()

    def arrange(self) -> None:
        super().arrange()
        self._tell_page()

    def _tell_page(self) -> None:
        """Say which ideas are on the wall now."""
        page, _n = self._wall.page(), self.words.plural
        if page is None:
            self._facts.set_text("")
            self._theme.set_text("")
            return
        part = f" · {page.first}–{page.last}" if page.last - page.first + 1 < page.count else ""
        if page.group:
            count = _n("{n} idea", "{n} ideas", page.count)
            self._theme.set_runs((Run(page.group, bold=True), Run(f" · {count}{part}", colour=INK_2)))
            self._facts.set_text("")
        else:
            facts = _n("{n} idea, the newest first", "{n} ideas, the newest first", page.count)
            self._facts.set_text(f"{facts}{part}", INK_2)
            self._theme.set_text("")


class Results(Scene):
    """The ideas theme by theme, also while more are written."""

    always_by_theme = True


def _newest(idea: Idea) -> tuple[object, int]:
    return idea.created_at, idea.id
