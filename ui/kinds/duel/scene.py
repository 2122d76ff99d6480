"""The duel on the hall screen: the question and how many have answered, later the ranking. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.question import QuestionScene
from ui.widgets.ranking_bars import RankingBars
from ui.widgets.scaled_text import ScaledText
from ui.widgets.tokens import INK_2
from workshop_app.domain.agenda import ActivityState
from workshop_app.drawing.ranking import Bar, tone_of_band
from workshop_app.duel.ranking import TOP, Standing
from workshop_app.i18n import Translator
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport


class Scene(QuestionScene):
    """While people choose: no leaders, or the hall would follow them."""

    def show_view(self, view: View) -> None:
        """Show the question and the counts."""
        report = cast("DuelReport", view.report)
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        language = view.workshop.language
        question = view.activity.question or view.activity.title
        how = _n(
            "Choose between two on your phone, {n} time.",
            "Choose between two on your phone, {n} times.",
            report.each,
        )
        if not report.each:
            how = _("A moment, we will go on soon.")
        if view.activity.state is ActivityState.CLOSED:
            how = _("Voting is closed. Thank you!")
        self.ask(view.workshop.title.pick(language), question.pick(language), how)
        people = max(view.participants, report.people)
        compared = _n("{n} comparison", "{n} comparisons", report.answers)
        done = _n("{n} has finished", "{n} have finished", report.done)
        self.answered(report.people, people, done, compared, share=report.share)


class Results(HallScene):
    """The top of the ranking, and which places are level."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = ScaledText(TITLE, least=1.0, lines=2)
        self._question.compact = True
        self._empty = ScaledText(1.0, lines=2)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._bars = RankingBars()
        self._level = ScaledText(1.0, lines=2)
        self.add(self._question)
        self.add(self._empty, above=0.7)
        self.add(self._facts, above=0.3)
        self.add(self._bars, above=0.7, stretches=True)
        self.add(self._level, above=0.3)

    def show_view(self, view: View) -> None:
        """Show the ranking as it stands."""
        report = cast("DuelReport", view.report)
        _ = self.speak(view.workshop.language).text
        question = view.activity.question or view.activity.title
        self._question.set_text(question.pick(view.workshop.language), bold=True)
        counted = report.ranking.answers > 0
        self._empty.set_text("" if counted else _("No comparisons yet."))
        self._facts.set_text(self._facts_of(report) if counted else "", INK_2)
        standings = report.ranking.standings[:TOP] if counted else ()
        bands = {band: number for number, band in enumerate(dict.fromkeys(s.band for s in standings))}
        self._bars.set_bars([self._bar(report, s, tone_of_band(bands[s.band])) for s in standings])
        self._level.set_text(self._level_of(report, standings), INK_2)
        self.arrange()

    def _facts_of(self, report: DuelReport) -> str:
        _, _n = self.words.text, self.words.plural
        facts = [
            _n("{n} participant", "{n} participants", report.people),
            _n("{n} comparison", "{n} comparisons", report.answers),
        ]
        certain = self.words.percent(report.ranking.top_certainty)
        if report.ranking.top == TOP:
            facts.append(_("certainty of the top five {percent}", percent=certain))
        else:
            facts.append(_("certainty of the top {percent}", percent=certain))
        return " · ".join(facts)

    def _bar(self, report: DuelReport, standing: Standing, at: float) -> Bar:
        return Bar(
            place=place(standing.band, self.words.text),
            text=report.ideas[standing.idea].text,
            share=standing.share,
            shown=self.words.percent(standing.share),
            at=at,
            low=standing.low,
            high=standing.high,
        )

    def _level_of(self, report: DuelReport, shown: Sequence[Standing]) -> str:
        _ = self.words.text
        bands = sorted({s.band for s in shown if s.band[0] < s.band[1]})
        if bands and bands[0] == (1, len(report.ranking.standings)) and len(report.ranking.standings) > TOP:
            return _("The ideas can't be told apart yet: the differences fit in the margin of error.")
        return level_sentence(self.words, bands)


def level_sentence(words: Translator, bands: Sequence[tuple[int, int]]) -> str:
    """Which places are level, in one sentence; empty when none are. `bands`: first and last place of each."""
    _ = words.text
    named = [_("{first} and {last}", first=a, last=b) if b == a + 1 else f"{a}–{b}" for a, b in bands]
    if not named:
        return ""
    if len(named) == 1:
        return _("Places {places} are level: the difference fits in the margin of error.", places=named[0])
    return _(
        "Places {places} are level, and so are {more}: the differences fit in the margin of error.",
        places=named[0],
        more=", ".join(named[1:]),
    )
