"""Where a person stands in a duel, as a handler leaves it: the next page is drawn from it, nothing is read again."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.kinds.duel.rows import Appearance


@dataclass(frozen=True, slots=True)
class Turn:
    """What was shown to the person so far, in order; how many pairs are asked; and the skip that may be explained."""

    shown: tuple[Appearance, ...]
    asked: int
    skipped: int | None

    @property
    def out(self) -> tuple[Appearance, ...]:
        """What waits for an answer, the first one first."""
        return tuple(a for a in self.shown if a.out)

    @property
    def waiting(self) -> int | None:
        """The appearance that is to be answered, by its id; None when there is none."""
        return next((a.id for a in self.shown if a.out), None)

    @property
    def done(self) -> int:
        """How many were answered."""
        return sum(a.answered for a in self.shown)
