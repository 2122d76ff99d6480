"""The ladder on the hall screen: the stairs with the question, later promise and experience. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from ui.kinds.base import View
from ui.widgets.hall import CAPTION, TITLE, HallScene
from ui.widgets.ladder_stairs import LadderStairs
from ui.widgets.scaled_text import ScaledText
from ui.widgets.tokens import INK, INK_2
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Stage
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN
from workshop_app.domain.text import Text
from workshop_app.drawing.stairs import Step
from workshop_app.kinds.ladder.kind import LadderReport


class _Stairs(HallScene):
    """A title, a line of facts, a sentence, the stairs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ScaledText(TITLE, least=1.0, lines=2)
        self._facts = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._sentence = ScaledText(1.0, lines=2)
        self._stairs = LadderStairs()
        self.add(self._title)
        self.add(self._sentence, above=0.3)
        self.add(self._facts, above=0.3)
        self.add(self._stairs, above=0.6, stretches=True)


class Scene(_Stairs):
    """While people answer: the stages and how many ideas stand on each, not what others have felt."""

    def show_view(self, view: View) -> None:
        """Show the question and the counts."""
        report = cast("LadderReport", view.report)
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        language = view.workshop.language
        self._title.set_text((view.activity.question or view.activity.title).pick(language), bold=True)
        self._sentence.set_text(_tag_question(view.activity.config, language))
        people = max(view.participants, report.gap.count)
        self._facts.set_text(_("{n} of {people} have answered", n=report.gap.count, people=people), INK_2)
        steps = []
        for number, stage in enumerate(report.ladder.stages, start=1):
            ideas = len(report.on_stage(stage.id))
            count = _n("{n} idea", "{n} ideas", ideas) if ideas else ""
            steps.append(Step(number, stage.name.pick(language), count))
        self._stairs.set_steps(steps)
        self.arrange()


class Results(_Stairs):
    """What was promised, what was felt, and the gap between them in words."""

    def show_view(self, view: View) -> None:
        """Show promise and experience as they stand."""
        report = cast("LadderReport", view.report)
        _, _n = self.speak(view.workshop.language).text, self.words.plural
        self._title.set_text(_("What was promised, what it felt like"), bold=True)
        self._sentence.set_text(self._gap_of(report), INK)
        counts = dict(report.gap.counts)
        self._stairs.set_steps(
            [
                self._step(report, stage, number, counts[stage.id])
                for number, stage in enumerate(report.ladder.stages, start=1)
            ]
        )
        self.arrange()

    def _step(self, report: LadderReport, stage: Stage, number: int, answers: int) -> Step:
        _ = self.words.text
        felt = report.told and stage.id == report.gap.median
        return Step(
            number,
            stage.name.pick(self.words.language),
            count=str(answers) if report.told and not felt else "",
            promised=_("promised") if stage.id == report.gap.promise else "",
            experienced=_("felt: {n} / {all}", n=answers, all=report.gap.count) if felt else "",
        )

    def _gap_of(self, report: LadderReport) -> str:
        _, _n = self.words.text, self.words.plural
        steps = report.gap.steps
        if not report.gap.count:
            return _("No answers yet.")
        if report.keeps_back:
            return _("Shown when at least {n} people have answered.", n=SMALLEST_GROUP_SHOWN)
        if steps is None:
            return ""
        if steps == 0:
            return _("The evening felt like what was promised.")
        if steps < 0:
            return _n(
                "The evening felt {n} step lower than promised.",
                "The evening felt {n} steps lower than promised.",
                -steps,
            )
        return _n(
            "The evening felt {n} step higher than promised.",
            "The evening felt {n} steps higher than promised.",
            steps,
        )


def _tag_question(config: Mapping[str, object], language: str) -> str:
    """What is asked of each step; nothing where there is no such question, or (a foreign file) none to be read."""
    try:
        return Text.from_json(config.get("tag_question")).pick(language)
    except WorkshopError:
        return ""
