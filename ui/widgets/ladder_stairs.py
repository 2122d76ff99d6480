"""A ladder of participation as a staircase. QT MAIN THREAD.

How it looks is the business of `workshop_app.drawing.stairs`, as in the minutes.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets import drawn
from ui.widgets.painted import Painted
from workshop_app.drawing.shapes import Sheet
from workshop_app.drawing.stairs import Step, stairs


class LadderStairs(Painted):
    """Paints the stages, the lowest at the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these stages, from the lowest to the highest."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.setAccessibleName("\n".join(step.spoken for step in reversed(self._steps)))
            self.redraw()

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        drawn.paint(painter, stairs(self._steps, Sheet(width, self.unit, drawn.fit, height)))
