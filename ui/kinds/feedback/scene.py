"""Feedback on the hall screen: the question and how many have answered, later how many agree. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.question import QuestionScene
from ui.widgets.ranking_bars import RankingBars
from ui.widgets.scaled_text import ScaledText
from ui.widgets.tokens import INK_2
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN
from workshop_app.drawing.ranking import Bar
from workshop_app.kinds.feedback.kind import FeedbackReport

#: Answers from here up are agreement.
_AGREES = 4


class Scene(QuestionScene):
    """While people answer."""

    def show_view(self, view: View) -> None:
        """Show the question and the count."""
        report = cast("FeedbackReport", view.report)
        _ = self.speak(view.workshop.language).text
        language = view.workshop.language
        question = view.activity.question or view.activity.title
        how = _("Answer on your phone. Nobody sees who answered what.")
        if view.activity.state is ActivityState.CLOSED:
            how = _("The feedback is closed. Thank you!")
        self.ask(view.workshop.title.pick(language), question.pick(language), how)
        people = max(view.participants, report.people)
        self.answered(report.people, people)


class Results(HallScene):
    """How many agree with each statement. Free words stay on the laptop: nobody has looked at them yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ScaledText(TITLE, least=1.0, lines=2)
        self._empty = ScaledText(1.0, lines=3)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._bars = RankingBars()
        self.add(self._title)
        self.add(self._empty, above=0.7)
        self.add(self._facts, above=0.3)
        self.add(self._bars, above=0.7, stretches=True)

    def show_view(self, view: View) -> None:
        """Show the agreement; nothing while so few have answered that a person could be recognised."""
        report = cast("FeedbackReport", view.report)
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        self._title.set_text(view.activity.title.pick(view.workshop.language), bold=True)
        enough = bool(report.told)
        few = _("Shown when at least {n} people have answered.", n=SMALLEST_GROUP_SHOWN)
        self._empty.set_text("" if enough else few)
        facts = _n("{n} answer; the share that agrees", "{n} answers; the share that agrees", report.people)
        self._facts.set_text(facts if enough else "", INK_2)
        rows = [self._bar(text, counts) for _name, text, counts in report.told]
        self._bars.set_bars(rows)
        self.arrange()

    def _bar(self, statement: str, counts: Mapping[int, int]) -> Bar:
        share = sum(n for answer, n in counts.items() if answer >= _AGREES) / sum(counts.values())
        return Bar("", self.words.text(statement), share, self.words.percent(share), at=0.75)
