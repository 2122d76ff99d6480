"""The frame of every picture on the hall screen: margins, the unit, parts one below the other. QT MAIN THREAD.

All measures are in units of the hall's body text, one twentieth of the screen's height, so that the back row can read
it with any projector.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.locale import current
from ui.widgets.painted import Painted, ground
from ui.widgets.tokens import PAPER
from workshop_app.i18n import Translator, translator

#: Body text is at least this share of the screen's height.
BODY = 1 / 20
#: On a screen narrower than this ratio (4:3) the unit follows from the width.
NARROWEST = 4 / 3
#: Sizes in units.
HERO, TITLE, CAPTION = 1.78, 1.25, 0.83
#: Margins in units.
SIDE, TOP, BOTTOM = 1.67, 1.33, 0.9
#: Crowded pictures make their letters smaller, down to this share.
_SMALLEST = 0.5
#: No picture is narrower than this, in units.
_LEAST_UNITS = 20


def unit_of(width: int, height: int) -> float:
    """The height of body text on a screen of this size, in pixels."""
    return min(height, width / NARROWEST) * BODY


class Space(Painted):
    """An empty part that takes the space that is left."""

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
        """Put `part` below the others, with a space of `above` units; a part that stretches takes what is left."""
        part.setParent(self)
        part.backdrop = QColor(PAPER)
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
        if self.width() < _LEAST_UNITS * self.unit:
            return  # Not placed yet: Qt gives new widgets a small size of their own first.
        room = self.height() - round((TOP + BOTTOM) * self.unit)
        unit = self.unit
        rows = self._measured(unit)
        # More text than fits: make all of it smaller rather than lose the last lines.
        while _used(rows) > room and unit > self.unit * _SMALLEST:
            unit *= 0.95
            rows = self._measured(unit)
        rest = max(0, room - _used(rows))
        left, width = round(SIDE * self.unit), self._width()
        y = TOP * self.unit
        for part, above, wanted in rows:
            y += above
            height = wanted or rest
            part.setGeometry(left, round(y), width, max(1, height))
            y += height

    def _measured(self, unit: float) -> list[tuple[Painted, float, int]]:
        # Shown parts with the space above each and their height in pixels, 0 for one that stretches.
        width = self._width()
        rows: list[tuple[Painted, float, int]] = []
        for part, above, stretches in self._parts:
            part.set_unit(unit)
            wanted = 0 if stretches else part.height_for(width)
            part.setVisible(stretches or wanted > 0)
            if stretches or wanted:
                rows.append((part, above * unit if rows else 0.0, wanted))
        return rows

    def _width(self) -> int:
        return max(1, self.text_width())

    def text_width(self) -> int:
        """The width of the parts, in pixels: all between the margins."""
        return self.width() - 2 * round(SIDE * self.unit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


def _used(rows: Sequence[tuple[Painted, float, int]]) -> int:
    return round(sum(above + wanted for _, above, wanted in rows))
