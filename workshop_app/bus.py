"""Tells whoever looks what has been committed. Called on the writer thread; subscribers only hand over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from workshop_app.domain.events import Event

Subscriber = Callable[[Sequence[Event]], None]

log = logging.getLogger(__name__)


class Bus:
    """A list of subscribers. Subscribing is allowed from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[Subscriber, ...] = ()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` with each batch of events from now on; returns what ends that."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = tuple(s for s in self._subscribers if s is not subscriber)

        return unsubscribe

    def publish(self, events: Sequence[Event]) -> None:
        """Hand `events` to every subscriber. One that raises is logged, the others still hear."""
        for subscriber in self._subscribers:
            try:
                subscriber(events)
            except Exception:
                log.exception("A subscriber of the bus failed")
