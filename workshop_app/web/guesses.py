"""How many wrong codes may be tried, so that nobody becomes somebody else by guessing. WEB THREAD.

A right code costs nothing: after a change of address a whole hall types its codes at once. There are about 640,000
codes. One address may send ten wrong ones at once and two a minute afterwards; the whole hall, in half an hour, as many
as its people mistype. So with 100 people, guessing for a whole evening finds a code with a chance of 5 %, and then it
is anybody's, not a chosen person's.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from workshop_app.web.limits import Buckets, Rate

#: Wrong codes from one address.
ADDRESS = Rate(10, 2 / 60)
#: Wrong codes in all within WINDOW seconds: BASE, and one more for each so many people.
WINDOW, BASE, PEOPLE_FOR_ONE = 1_800.0, 20, 4


class Guesses:
    """Counts the tries; a try that turns out right is given back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._addresses = Buckets(ADDRESS, clock)
        self._all: deque[float] = deque()

    def begin(self, address: str, people: int) -> float:
        """Count a try in a workshop of `people`; returns 0, or after how many seconds it is allowed."""
        now = self._clock()
        while self._all and now - self._all[0] >= WINDOW:
            self._all.popleft()
        if len(self._all) >= BASE + people // PEOPLE_FOR_ONE:
            return WINDOW - (now - self._all[0])
        wait = self._addresses.take(address)
        if not wait:
            self._all.append(now)
        return wait

    def right(self, address: str) -> None:
        """The code that was tried was somebody's: it is not counted."""
        self._addresses.give(address)
        if self._all:
            self._all.pop()
