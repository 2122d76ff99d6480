"""A question to the hall: what is asked, how to answer, how many have answered. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.counted import BigNumber, Meter
from ui.widgets.hall import CAPTION, HERO, HallScene, Space
from ui.widgets.scaled_text import Run, ScaledText
from ui.widgets.tokens import INK, INK_2


class QuestionScene(HallScene):
    """The workshop's name small, the question large, a sentence, and a large number at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ScaledText(CAPTION, least=CAPTION, lines=1)
        self._question = ScaledText(HERO, least=1.0, lines=4)
        self._how = ScaledText(1.0, lines=4)
        self._more = ScaledText(1.0, lines=2)
        self._number = BigNumber()
        self._meter = Meter()
        self.add(self._caption)
        self.add(self._question, above=0.6)
        self.add(self._how, above=0.7)
        self.add(self._more, above=0.5)
        self.add(Space(), above=0, stretches=True)
        self.add(self._number, above=0.3)
        self.add(self._meter, above=0.3)

    def ask(self, caption: str, question: str, how: str) -> None:
        """Set the words: the small line above, the question, the sentence below."""
        self._caption.set_text(caption, INK_2)
        self._question.set_text(question, bold=True)
        self._how.set_text(how, INK)

    def add_words(self, words: tuple[Run, ...]) -> None:
        """A further sentence under the first."""
        self._more.set_runs(words)

    def answered(self, answers: int, people: int, *more: str, share: float | None = None) -> None:
        """Say that `answers` of `people` have answered, and what else there is to say about it.

        `share` (0-1): how far all of it is, where a person gives more than one answer.
        """
        _ = self.words.text
        words = " · ".join((_("have answered"), *more))
        begun = answers / people if people else 0.0
        self.count(
            f"{answers} / {people}" if people else str(answers), words, begun if share is None else share
        )

    def count(self, number: str, words: str, share: float | None = None) -> None:
        """Set the number and its words; `share` (0-1) fills the line under it."""
        self._number.set_count(number, words)
        self._meter.set_share(share)
        self.arrange()
