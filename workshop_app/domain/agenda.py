"""The agenda: activities in order, and what state each is in. Plain values, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workshop_app.domain.text import Text


class ActivityState(StrEnum):
    """Where an activity stands. Changes are appended to the file; the last one counts."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of the agenda. `config` belongs to the activity's kind and is described there.

    `turn` is for telling which of two activities was opened or closed later: the one with the greater. The moments
    are for people to read; the laptop's clock may be set in between.
    """

    id: int
    position: int
    kind: str
    title: Text
    question: Text | None = None
    minutes: int = 10
    stage_id: str | None = None
    config: Mapping[str, object] = field(default_factory=dict)
    notes: str = ""
    state: ActivityState = ActivityState.PLANNED
    results_shown: bool = False
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    turn: int = 0

    def number(self, name: str, default: int) -> int:
        """The whole number `name` of the config, or `default` where it is missing or no number."""
        value = self.config.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default


def live(activities: tuple[Activity, ...]) -> Activity | None:
    """The activity that phones and the hall follow now: the open one (at most one is open)."""
    return next((a for a in activities if a.state is ActivityState.OPEN), None)


def upcoming(activities: tuple[Activity, ...]) -> Activity | None:
    """What comes next: the first activity never opened after the one opened last, else the first of all.

    So a part that was skipped is not announced all evening.
    """
    planned = [a for a in activities if a.state is ActivityState.PLANNED]
    begun = [a for a in activities if a.state is not ActivityState.PLANNED]
    at = max(begun, key=lambda a: (a.state is ActivityState.OPEN, a.turn)).position if begun else -1
    return next((a for a in planned if a.position > at), planned[0] if planned else None)


def at_the_end(activities: tuple[Activity, ...]) -> bool:
    """Whether the last part is on or over: nothing that was planned comes after what was opened last."""
    begun = [a for a in activities if a.state is not ActivityState.PLANNED]
    if not begun:
        return False
    last = max(begun, key=lambda a: (a.state is ActivityState.OPEN, a.turn))
    return all(a.position < last.position for a in activities if a.state is ActivityState.PLANNED)
