"""The workshop as the window shows it: read in the background after each change. QT MAIN THREAD.

One reading at a time; what changes meanwhile is read once more afterwards. So a burst of answers
costs one reading, and the main thread never waits for the disk or for a ranking.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.client import Client
from ui.tasks import run_in_background
from workshop_app.domain.agenda import live
from workshop_app.snapshot import Snapshot, read_snapshot


class WorkshopModel(QObject):
    """Holds the last `Snapshot`.

    Signals: `refreshed()` there is a newer one; `failed(error)` the file could not be read.
    """

    refreshed = Signal()
    failed = Signal(object)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._snapshot: Snapshot | None = None
        self._watched: frozenset[int] = frozenset()
        self._reading = self._stale = self._closed = False
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
            self.refresh()

    def refresh(self) -> None:
        """Read the workshop anew; returns at once."""
        if self._closed:
            return
        if self._reading:
            self._stale = True
            return
        self._reading = True
        run_in_background(self._read(), self._done, self._fail, self)

    def close(self) -> None:
        """Read nothing more and tell nothing more."""
        self._closed = True

    def _read(self) -> Callable[[], Snapshot]:
        client, watched = self._client, self._watched
        opened = live(self._snapshot.activities) if self._snapshot else None
        wanted = watched | {opened.id} if opened else watched
        return lambda: read_snapshot(client.reader(), wanted)

    def _done(self, snapshot: Snapshot) -> None:
        self._reading = False
        if self._closed:
            return
        self._snapshot = snapshot
        self.refreshed.emit()
        self._again()

    def _fail(self, error: BaseException) -> None:
        self._reading = False
        if not self._closed:
            self.failed.emit(error)
            self._again()

    def _again(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
