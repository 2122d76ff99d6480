"""What all phones see alike, read once for all of them and read again when it changed. WEB THREAD, except `heard`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.events import Changed, Event, Subject
from workshop_app.domain.workshop import Workshop
from workshop_app.kinds import table
from workshop_app.store import workshop_rows
from workshop_app.store.reads import Reads

#: Changes after which the workshop and its agenda must be read again; answers and ideas leave them as they are.
_SHARED = {Subject.WORKSHOP, Subject.AGENDA, Subject.STAGES, Subject.MINUTES}
#: An open activity's report may be this old, in seconds: ranking again for each answer would be idle.
STALE = 2.0


@dataclass(frozen=True, slots=True)
class Now:
    """The workshop as phones see it at this moment."""

    workshop: Workshop
    activities: tuple[Activity, ...]
    minutes_given: bool
    page_given: bool

    def activity(self, activity_id: int) -> Activity | None:
        """The activity with this id, or None."""
        return next((a for a in self.activities if a.id == activity_id), None)


@dataclass(frozen=True, slots=True)
class _Report:
    version: int
    read_at: float
    value: object


class Current:
    """Keeps the shared reading and the reports. `heard` is called on the writer thread and only counts."""

    def __init__(self, reads: Reads, clock: Callable[[], float] = time.monotonic) -> None:
        self._reads, self._clock = reads, clock
        self.version = 0
        self._shared_version = 0
        self._now: tuple[int, Now] | None = None
        self._reports: dict[int, _Report] = {}
        self._locks: dict[int, asyncio.Lock] = {}

    def heard(self, events: Sequence[Event]) -> None:
        """Subscriber of the bus: what was read before may be old."""
        self.version += 1
        if any(isinstance(event, Changed) and event.subject in _SHARED for event in events):
            self._shared_version += 1

    def now(self) -> Now:
        """The workshop as it stands."""
        version = self._shared_version
        if self._now is None or self._now[0] != version:
            reader = self._reads.reader()
            now = Now(
                workshop_rows.workshop(reader),
                workshop_rows.activities(reader),
                workshop_rows.minutes_given(reader),
                workshop_rows.page_given(reader),
            )
            self._now = version, now
        return self._now[1]

    async def report(self, activity: Activity) -> object:
        """The activity's report, read on another thread and kept for everybody."""
        async with self._locks.setdefault(activity.id, asyncio.Lock()):
            kept, version = self._reports.get(activity.id), self.version
            fresh_for = STALE if activity.state is ActivityState.OPEN else 0.0
            if kept and (kept.version == version or self._clock() - kept.read_at < fresh_for):
                return kept.value
            value = await asyncio.to_thread(self._read, activity)
            self._reports[activity.id] = _Report(version, self._clock(), value)
            return value

    def _read(self, activity: Activity) -> object:
        return table.kind(activity.kind).look(self._reads.reader(), activity)
