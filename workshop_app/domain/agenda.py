"""The agenda: activities in order, and what state each is in. Plain values, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from workshop_app.domain.text import Text

#: More parts are no agenda: a file with more is not opened, so no more are taken.
ACTIVITIES = 300


class ActivityState(StrEnum):
    """Where an activity stands. Changes are appended to the file; the last one counts."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of the agenda. `config` belongs to the activity's kind and is described there.

    `turn` is for telling which of two activities was opened or closed later: the one with the greater. The moments
    are for people to read; the laptop's clock may be set in between. `history` tells when it was opened, paused,
    resumed and closed ("open", "pause", "resume", "close").
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
    history: tuple[tuple[str, datetime], ...] = ()

    @property
    def running(self) -> bool:
        """Whether it is open or paused. In both, what phones send is taken: a pause may overtake an answer."""
        return self.state in (ActivityState.OPEN, ActivityState.PAUSED)

    def open_for(self, now: datetime) -> timedelta:
        """How long it has been open by `now`, without the time for which it was paused or closed."""
        total, since = timedelta(), None
        for what, at in self.history:
            if what in ("open", "resume"):
                since = at if since is None else since
            elif since is not None:
                total, since = total + (at - since), None
        return total if since is None else total + (now - since)

    def number(self, name: str, default: int) -> int:
        """The whole number `name` of the config, or `default` where it is missing or no number."""
        value = self.config.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default


def live(activities: tuple[Activity, ...]) -> Activity | None:
    """The activity that phones and the hall follow now: the one that is open or paused (at most one is)."""
    return next((a for a in activities if a.running), None)


def mark(activities: tuple[Activity, ...]) -> str:
    """What phones follow, in a few characters: when the mark changes, each phone shows another page."""
    found = live(activities)
    if found is None:
        return "0"
    return f"{found.id}p" if found.state is ActivityState.PAUSED else str(found.id)


def upcoming(activities: tuple[Activity, ...]) -> Activity | None:
    """What comes next: the first activity never opened after the one opened last, else the first of all.

    So a part that was skipped is not announced all evening.
    """
    planned = [a for a in activities if a.state is ActivityState.PLANNED]
    begun = [a for a in activities if a.state is not ActivityState.PLANNED]
    at = max(begun, key=lambda a: (a.running, a.turn)).position if begun else -1
    return next((a for a in planned if a.position > at), planned[0] if planned else None)


def at_the_end(activities: tuple[Activity, ...]) -> bool:
    """Whether the last part is on or over: nothing that was planned comes after what was opened last."""
    begun = [a for a in activities if a.state is not ActivityState.PLANNED]
    if not begun:
        return False
    last = max(begun, key=lambda a: (a.running, a.turn))
    return all(a.position < last.position for a in activities if a.state is ActivityState.PLANNED)
