"""The welcome on the hall screen: what this is, what was promised, how many are here. QT MAIN THREAD."""

from __future__ import annotations

from typing import cast

from ui.kinds.base import View
from ui.widgets.question import QuestionScene
from ui.widgets.scaled_text import marked, runs
from workshop_app.kinds.welcome.kind import WelcomeReport


class Scene(QuestionScene):
    """The workshop's name and purpose, the promise, and the number of people."""

    def show_view(self, view: View) -> None:
        """Show who is here."""
        _ = self.speak(view.workshop.language).text
        shop, language = view.workshop, view.workshop.language
        day = self.words.date(shop.date)
        caption = " · ".join(part for part in (shop.organiser, shop.place, day) if part)
        self.ask(caption, shop.title.pick(language), shop.purpose.pick(language))
        promised = next((s for s in shop.ladder.stages if s.id == shop.promise_stage_id), None)
        promise = (
            _("The promise of this evening: {stage}", stage=marked(promised.name.pick(language)))
            if promised
            else ""
        )
        self.add_words(runs(promise))
        people = cast("WelcomeReport", view.report).participants
        self.count(self.words.number(people), _("here"))
