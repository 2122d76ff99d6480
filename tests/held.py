"""The writer held by tests: what is sent meanwhile waits together, as on a slow disk."""

from __future__ import annotations

import threading

from workshop_app.runtime import Runtime
from workshop_app.store.tx import Tx


def held(runtime: Runtime) -> threading.Event:
    """Hold the writer until the returned event is set; whatever is submitted from now on is not begun before."""
    go, started = threading.Event(), threading.Event()

    def wait(_tx: Tx) -> None:
        started.set()
        go.wait(100)

    runtime._writer.submit(wait)
    # Only now: the writer takes together what waits when it looks, so what comes sooner could be in its hands already.
    assert started.wait(100)
    return go
