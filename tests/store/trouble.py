"""What tests of trouble with the file share: events as they come, and people who join until they can't."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from workshop_app.domain.commands import Join
from workshop_app.domain.events import Event, StorageTrouble, StorageWell
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem


class Heard:
    """Events as they come, and one to wait for."""

    def __init__(self, runtime: Runtime) -> None:
        self.events: list[Event] = []
        self._well = threading.Event()
        runtime.bus.subscribe(self._take)

    def _take(self, events: Sequence[Event]) -> None:
        self.events += [event for event in events if isinstance(event, StorageTrouble | StorageWell)]
        if StorageWell() in events:
            self._well.set()

    def well(self) -> bool:
        """Wait until the writer says by itself that all is well."""
        return self._well.wait(100)


def join(runtime: Runtime, at_most: int = 5_000) -> tuple[int, str | None]:
    """Let people join one by one; returns how many were acknowledged, and what the next one was refused with."""
    start = workshop_rows.participant_count(runtime.reader())
    for n in range(at_most):
        try:
            runtime.submit(Join(f"hash-{start + n}-{'x' * 500}", None, "fi")).result(100)
        except SessionFileProblem as problem:
            return n, problem.code
    return at_most, None
