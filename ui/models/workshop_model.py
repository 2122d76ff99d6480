"""The workshop as the window shows it: read in the background after each change. QT MAIN THREAD.

The facts and counts are read separately from the reports, because a ranking of many ideas takes a while and the counts
should go on meanwhile. There is one reading of each at a time; whatever changes during one is read once more
afterwards, after a rest: while a hall answers without pause the laptop must not read without pause too, or its phones
would wait. So a burst of answers costs one reading, and the main thread never waits for the disk or for a ranking.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal

from ui.client import Client
from ui.tasks import run_in_background
from workshop_app.domain.agenda import live
from workshop_app.kinds.table import ordering
from workshop_app.snapshot import Snapshot, read_snapshot

#: The shortest time between two readings of the facts and of the reports, in seconds; the rest after a reading as a
#: multiple of the time that it took; and the longest rest. Nobody reads faster than that from a screen.
REST, REPORT_REST, IDLE_TIMES, LONGEST_REST = 0.2, 0.5, 3.0, 5.0
#: A reading and its turn: the greater turn was begun later.
_Read = tuple[int, Snapshot]


class _Reading:
    """One reading at a time of one sort; asked for meanwhile, another one follows after a rest."""

    def __init__(
        self,
        work: Callable[[], Callable[[], _Read]],
        done: Callable[[_Read], None],
        failed: Callable[[BaseException], None],
        owner: QObject,
        rest: float,
        line: str,
    ) -> None:
        self._line = line
        self._work, self._done, self._failed, self._owner = work, done, failed, owner
        self._busy = self._again = self._at_once = self._ended = False
        self._rest, self._began = rest, 0.0
        self._resting = QTimer(owner, singleShot=True)
        self._resting.timeout.connect(self._repeat)

    def end(self) -> None:
        """Begin no more; a reading under way reports to nobody."""
        self._ended = True
        self._resting.stop()

    def begin(self, *, at_once: bool = False) -> None:
        """Read, or read again after the reading under way and its rest; without the rest if it is wanted `at_once`."""
        if self._ended:
            return
        if self._busy or (self._resting.isActive() and not at_once):
            self._again, self._at_once = True, self._at_once or at_once
            return
        self._resting.stop()
        self._busy, self._began = True, time.monotonic()
        run_in_background(self._work(), self._read, self._not_read, self._owner, line=self._line)

    def _read(self, found: _Read) -> None:
        self._busy = False
        if not self._ended:
            self._done(found)
            self._recover()

    def _not_read(self, error: BaseException) -> None:
        self._busy = False
        if not self._ended:
            self._failed(error)
            self._recover()

    def _recover(self) -> None:
        if self._at_once:
            self._repeat()
            return
        took = time.monotonic() - self._began
        self._resting.start(round(1000 * min(max(self._rest, IDLE_TIMES * took), LONGEST_REST)))

    def _repeat(self) -> None:
        if self._again:
            self._again = self._at_once = False
            self.begin()


class WorkshopModel(QObject):
    """Holds the last `Snapshot`; its reports are the newest that have been made.

    Signals: `refreshed()` there is a newer one; `failed(error)` the file could not be read.
    """

    refreshed = Signal()
    failed = Signal(object)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._snapshot: Snapshot | None = None
        self._turns, self._turn = count(1), 0
        self._reports: dict[int, object] = {}
        self._watched: frozenset[int] = frozenset()
        self._facts = _Reading(
            lambda: self._reader(frozenset()), self._got_facts, self.failed.emit, self, REST, "facts"
        )
        self._reporting = _Reading(
            lambda: self._reader(self._wanted()),
            self._got_reports,
            self.failed.emit,
            self,
            REPORT_REST,
            "reports",
        )
        client.changed.connect(lambda _subjects: self.refresh())

    @property
    def snapshot(self) -> Snapshot | None:
        """The last reading; None before the first."""
        return self._snapshot

    def watch(self, *activity_ids: int | None) -> None:
        """Read the reports of these activities too (besides the open one's)."""
        watched = frozenset(i for i in activity_ids if i is not None)
        if watched != self._watched:
            self._watched = watched
            self._facts.begin(at_once=True)
            if self._snapshot is not None and self._wanted():
                self._reporting.begin(at_once=True)

    def refresh(self) -> None:
        """Read the workshop anew; returns at once."""
        self._facts.begin()

    def close(self) -> None:
        """Read nothing more and tell nothing more."""
        self._facts.end()
        self._reporting.end()

    def _reader(self, wanted: frozenset[int]) -> Callable[[], _Read]:
        client, turns = self._client, self._turns
        return lambda: (next(turns), read_snapshot(client.reader(), wanted))

    def _wanted(self) -> frozenset[int]:
        if self._snapshot is None:
            return self._watched
        agenda = self._snapshot.activities
        # Besides a shown activity also the one that puts its ideas in order.
        also = (live(agenda), ordering(agenda) if self._watched else None)
        return self._watched.union(activity.id for activity in also if activity is not None)

    def _got_facts(self, found: _Read) -> None:
        self._show(found)
        if self._wanted():
            self._reporting.begin()

    def _got_reports(self, found: _Read) -> None:
        snapshot = found[1]
        kept = {i: report for i, report in self._reports.items() if snapshot.activity(i) is not None}
        self._reports = kept | dict(snapshot.reports)
        self._show(found)

    def _show(self, found: _Read) -> None:
        # Facts that were read while a long report was made are newer than the ones the report came with;
        # those of a report that was begun after them are newer than they, and fit the report.
        turn, snapshot = found
        newest = snapshot if self._snapshot is None or turn > self._turn else self._snapshot
        self._turn = max(turn, self._turn)
        reports: Mapping[int, object] = self._reports
        self._snapshot = replace(newest, reports=reports)
        self.refreshed.emit()
