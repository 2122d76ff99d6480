"""Whose phone has been heard of lately: written on the web thread, read from any thread, never stored."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: How many seconds after its last request a phone counts as connected. Waiting pages ask every eight.
FRESH = 20.0
#: How many machines are told apart; a hall has fewer.
KNOWN = 2_000


class Presence:
    """Phones seen lately, and the laptop's addresses that they came in on.

    Dictionaries are copied whole before they are read, which Python does in one step, so that a reader on another
    thread never sees one change its size.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[int, float] = {}
        self._open: dict[int, int] = {}
        self._reached: dict[tuple[str, str], None] = {}

    def saw(self, participant_id: int) -> None:
        """A request of this person came in."""
        self._seen[participant_id] = self._clock()

    @contextmanager
    def stream(self, participant_id: int) -> Iterator[None]:
        """The person's phone holds a stream open for as long as this lasts."""
        self._open[participant_id] = self._open.get(participant_id, 0) + 1
        try:
            yield
        finally:
            left = self._open[participant_id] - 1
            if left:
                self._open[participant_id] = left
            else:
                del self._open[participant_id]
            self.saw(participant_id)

    def heard_at(self, participant_id: int) -> float:
        """When the person was last heard of: now while a stream is open, 0 for one never heard of."""
        if participant_id in self._open:
            return self._clock()
        return self._seen.get(participant_id, 0.0)

    def came_in(self, client: str, local: str) -> None:
        """A request came from `client` to the laptop's own address `local`; the laptop itself does not count."""
        outside = client != local and not client.startswith("127.") and client != "::1"
        if outside and len(self._reached) < KNOWN:
            self._reached[local, client] = None

    def connected(self) -> int:
        """How many people's phones have a stream open or were heard of in the last FRESH seconds."""
        limit = self._clock() - FRESH
        fresh = {person for person, at in self._seen.copy().items() if at >= limit}
        return len(fresh | set(self._open.copy()))

    def reached(self) -> dict[str, int]:
        """The laptop's addresses that other machines' requests have come in on, and how many machines on each."""
        return dict(Counter(local for local, _client in self._reached.copy()))
