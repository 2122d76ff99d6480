"""The frame of every picture on the hall screen: margins, the unit, parts under each other. QT MAIN THREAD.

Everything is told in units of the hall's body text, one twentieth of the screen's height, so that the back row
can read it whatever the projector.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.locale import current
from ui.widgets.painted import Painted, ground
from ui.widgets.tokens import PAPER
from workshop_app.i18n import Translator, translator

#: Body text is at least this share of the screen's height.
BODY = 1 / 20
#: A screen narrower than 4:3 takes its unit from its width.
NARROWEST = 4 / 3
#: Sizes in units.
HERO, TITLE, CAPTION = 1.78, 1.25, 0.83
#: Margins in units.
SIDE, TOP, BOTTOM = 1.67, 1.33, 0.9


def unit_of(width: int, height: int) -> float:
    """The height of body text on a screen of this size, in pixels."""
    return min(height, width / NARROWEST) * BODY


class Space(Painted):
    """Takes what is left, and shows nothing."""

    def draw(self, *_unused: object) -> None:
        """Leave the paper as it is."""


class HallScene(QWidget):
    """A picture on the hall screen, its parts from top to bottom.

    `words` speaks the workshop's language: the hall reads that, whatever language the window has.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, PAPER)
        self.words: Translator = current()
        self._parts: list[tuple[Painted, float, bool]] = []
        self._hall: tuple[int, int] | None = None

    def speak(self, language: str) -> Translator:
        """Use the workshop's language from now on; returns its translator."""
        self.words = translator(language)
        return self.words

    def add(self, part: Painted, *, above: float = 0.4, stretches: bool = False) -> None:
        """Put `part` under the others, `above` units below them; one that stretches takes what is left."""
        part.setParent(self)
        self._parts.append((part, above, stretches))

    def set_hall(self, width: int, height: int) -> None:
        """Tell the size of the whole screen, of which this picture may be a part."""
        if self._hall != (width, height):
            self._hall = (width, height)
            self.arrange()

    @property
    def unit(self) -> float:
        """The height of body text, in pixels."""
        return unit_of(*(self._hall or (self.width(), self.height())))

    def arrange(self) -> None:
        """Give each part its place; called when a text or the size has changed."""
        unit = self.unit
        left, width = round(SIDE * unit), max(1, self.text_width())
        shown: list[tuple[Painted, float, int]] = []
        for part, above, stretches in self._parts:
            part.set_unit(unit)
            wanted = 0 if stretches else part.height_for(width)
            part.setVisible(stretches or wanted > 0)
            if stretches or wanted:
                shown.append((part, above * unit, wanted))
        room = self.height() - round((TOP + BOTTOM) * unit)
        used = sum(above + wanted for _, above, wanted in shown[1:]) + (shown[0][2] if shown else 0)
        rest = max(0, room - round(used))
        y = TOP * unit
        for number, (part, above, wanted) in enumerate(shown):
            y += above if number else 0
            height = wanted or rest
            part.setGeometry(left, round(y), width, max(1, round(height)))
            y += height

    def text_width(self) -> int:
        """The width of the parts, in pixels: all between the margins."""
        return self.width() - 2 * round(SIDE * self.unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
