"""Numbered steps in large letters, each with a quieter line under it. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted
from ui.widgets.scaled_text import Fitted, Run, fit
from ui.widgets.tokens import INK

_GAP = 0.35
_INDENT = 1.05

#: What to do, and a hint (may be empty).
StepWords = tuple[tuple[Run, ...], tuple[Run, ...]]

#: How many lines a step's sentence may take before its letters get smaller.
_LINES = 4


class NumberedSteps(Painted):
    """Paints the steps; a single one has no number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[StepWords, ...] = ()

    def set_steps(self, steps: Sequence[StepWords]) -> None:
        """Show these steps in order."""
        if tuple(steps) != self._steps:
            self._steps = tuple(steps)
            self.setAccessibleName("\n".join(self._spoken()))
            self.redraw()

    def height_for(self, width: int) -> int:
        rows = self.laid_out(width)
        return round(sum(f.height for f in rows) + _GAP * self.unit * max(0, len(self._steps) - 1) + 0.5)

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        indent = self._indent()
        y = 0.0
        rows = iter(self.laid_out(width))
        for number, (_what, how) in enumerate(self._steps, start=1):
            if indent:
                fit((Run(f"{number}.", colour=INK),), indent, self.unit).draw(painter, 0, y)
            for _part in range(2 if how else 1):
                made = next(rows)
                made.draw(painter, indent, y)
                y += made.height
            y += _GAP * self.unit

    def _indent(self) -> float:
        return _INDENT * self.unit if len(self._steps) > 1 else 0.0

    def laid_out(self, width: int) -> list[Fitted]:
        """The sentences as they are drawn in a place of this width."""
        room = width - self._indent()
        return [
            fit(part, room, self.unit, least=0.8 * self.unit, lines=_LINES)
            for step in self._steps
            for part in step
            if part
        ]

    def _spoken(self) -> list[str]:
        return [
            f"{number}. " + " ".join("".join(run.text for run in part) for part in step if part)
            for number, step in enumerate(self._steps, start=1)
        ]
