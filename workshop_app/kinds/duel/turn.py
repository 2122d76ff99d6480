"""Where a person stands in a duel, as a handler leaves it: the next page is drawn from it, nothing is read again."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from workshop_app.kinds.duel.rows import Appearance

#: How many settled pairs are kept at hand, for an answer that is sent twice or a reason that comes late.
AT_HAND = 4


class Shown(NamedTuple):
    """What was shown to a person: how many pairs were answered, which are out, and the few that were settled last.

    `skipped` is the last of those, when it was skipped and nothing was said about why: its appearance's id. However
    long somebody goes on, no more of it is kept in memory. What is older is in the file.
    """

    done: int
    out: tuple[Appearance, ...]
    before: tuple[Appearance, ...]
    skipped: int | None = None

    @classmethod
    def of(cls, shown: Sequence[Appearance]) -> Shown:
        """Of all that was shown, in order; what was said about skips is for the caller to know."""
        out = tuple(a for a in shown if a.out)
        settled = sorted((a for a in shown if not a.out), key=attrgetter("settled_by"))
        return cls(sum(a.answered for a in shown), out, tuple(settled[-AT_HAND:]))

    def find(self, appearance_id: int) -> Appearance | None:
        """One of those at hand."""
        return next((a for a in (*self.out, *self.before) if a.id == appearance_id), None)

    def settled(self, appearance: Appearance) -> Shown:
        """One of those that were out was answered, or is void."""
        out = tuple(a for a in self.out if a.id != appearance.id)
        skipped = appearance.id if appearance.outcome == "skip" else None
        return Shown(self.done + appearance.answered, out, (*self.before, appearance)[-AT_HAND:], skipped)

    def given(self, made: Appearance) -> Shown:
        """One more went out."""
        return self._replace(out=(*self.out, made))


class Turn(NamedTuple):
    """How many pairs the person has answered, what waits for an answer (the first one first), how many pairs are asked,
    and the skip that may be explained.
    """

    done: int
    out: tuple[Appearance, ...]
    asked: int
    skipped: int | None

    @property
    def waiting(self) -> int | None:
        """The appearance that is to be answered, by its id; None when there is none."""
        return self.out[0].id if self.out else None
