"""How much of the host one phone and one address may use, so that nobody takes it from the others. WEB THREAD.

A whole hall may be behind one router and so have one address. Therefore people who have joined are counted one by one,
whatever their address; an address is counted for strangers only, and generously. Addresses are kept in memory while
they matter, and nowhere else.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

#: How many keys a table of buckets remembers; of more, the one that was used longest ago is forgotten.
KEYS = 4_096
#: How many rows of the file one form adds at most: the answer to a pair, and the next pair that is shown.
ROWS = 2
#: How many file handles are left for everything that is not a connection.
SPARE = 128


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and this many a second afterwards."""

    burst: float
    a_second: float


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed: 500 people joining in ten seconds from one address stay well below all of it.

    `reading` and `sending` are for each person who has joined, `strangers` and `joining` for each address; `mailing`
    for each person who gives an e-mail address or takes one away, and `removing` for all who take one away together,
    as the rolling copies go with each.
    `connections` in all and `of_address` are open at the same time, `streams` in all and `of_person` likewise. One
    person's forms take at most one part in `parts` of the room that is left in the file, so that somebody who sends
    without end, even under some hundred names, leaves room for those who send as people do. 0: they may take all of it.
    """

    reading: Rate = Rate(100, 10)
    sending: Rate = Rate(40, 4)
    strangers: Rate = Rate(4_000, 200)
    joining: Rate = Rate(600, 2)
    mailing: Rate = Rate(10, 1 / 60)
    removing: Rate = Rate(20, 1 / 20)
    connections: int = 2_000
    of_address: int = 1_500
    streams: int = 500
    of_person: int = 3
    parts: int = 100


#: What a hall gets.
HALL = Allowed()
_ANY = Rate(1e9, 1e9)
#: The limits for phones that are programs: in rehearsals and measurements they answer faster than people.
MACHINES = Allowed(
    reading=_ANY, sending=_ANY, strangers=_ANY, joining=_ANY, mailing=_ANY, removing=_ANY, parts=0
)


class Buckets:
    """Token buckets, one for each key."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._levels: dict[Hashable, tuple[float, float]] = {}

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._levels)

    def take(self, key: Hashable) -> float:
        """Take one token of the key's; returns 0, or in how many seconds there will be one."""
        now, rate = self._clock(), self._rate
        level, at = self._levels.pop(key, (rate.burst, now))
        level = min(rate.burst, level + (now - at) * rate.a_second)
        wait = 0.0 if level >= 1 else (1 - level) / rate.a_second
        # Moved to the end: at the beginning is the key that was used longest ago.
        self._levels[key] = (level if wait else level - 1, now)
        if len(self._levels) > KEYS:
            del self._levels[next(iter(self._levels))]
        return wait

    def give(self, key: Hashable) -> None:
        """Give back a token that was taken."""
        level, at = self._levels.get(key, (self._rate.burst, self._clock()))
        self._levels[key] = (min(self._rate.burst, level + 1), at)


class Rates:
    """The buckets of one host."""

    def __init__(self, allowed: Allowed = HALL, clock: Callable[[], float] = time.monotonic) -> None:
        self._reading = Buckets(allowed.reading, clock)
        self._sending = Buckets(allowed.sending, clock)
        self._strangers = Buckets(allowed.strangers, clock)
        self._joining = Buckets(allowed.joining, clock)
        self._mailing, self._removing = Buckets(allowed.mailing, clock), Buckets(allowed.removing, clock)
        self._parts, self._sent = allowed.parts, Counter[int]()

    def request(self, person: int | None, address: str, *, reads: bool) -> float:
        """A request came; returns 0, or after how many seconds it may come again."""
        if person is None:
            return self._strangers.take(address)
        return (self._reading if reads else self._sending).take(person)

    def joining(self, address: str) -> float:
        """Somebody wants to join; as `request`."""
        return self._joining.take(address)

    def mailing(self, person: int, *, removes: bool) -> float:
        """An e-mail address is given, or (`removes`) taken away; as `request`."""
        return self._mailing.take(person) or (self._removing.take("all") if removes else 0.0)

    def fits(self, person: int, room: int) -> bool:
        """Whether a form of this person's is within their part, when `room` rows still fit into the file."""
        if self._parts and ROWS * self._sent[person] > room // self._parts:
            return False
        self._sent[person] += 1
        return True


class Closable(Protocol):
    """A connection as the register of connections sees it."""

    def hang_up(self) -> None:
        """Close it at once."""
        ...

    def let_go(self) -> None:
        """Close it once what was answered has gone out."""
        ...


@dataclass(slots=True)
class _Address:
    open: set[Closable] = field(default_factory=set)
    # By the time since each has waited for a request, or for the rest of one.
    idle: dict[Closable, None] = field(default_factory=dict)
    # By the time since each has had more of an answer to take than the network takes.
    slow: dict[Closable, None] = field(default_factory=dict)


class Connections:
    """The open connections by address.

    When there are too many, those that ask nothing are closed first, and then those that have been slowest to take
    their answer. So connections that are only held, or on which a request or an answer trickles, can't keep anybody
    out.
    """

    def __init__(self, allowed: Allowed = HALL) -> None:
        self._in_all = min(allowed.connections, _file_handles(allowed.connections + SPARE) - SPARE)
        self._of_address = allowed.of_address
        self._addresses: dict[str, _Address] = {}
        self._count = 0

    @property
    def count(self) -> int:
        """How many are open."""
        return self._count

    @property
    def addresses(self) -> int:
        """How many addresses are remembered."""
        return len(self._addresses)

    def opened(self, connection: Closable, address: str) -> bool:
        """A new connection; False when there is no room for it."""
        known = self._addresses.get(address)
        if known is not None and len(known.open) >= self._of_address and not self._make_room(address):
            return False
        if self._count >= self._in_all:
            by_size = sorted(self._addresses, key=lambda each: len(self._addresses[each].open), reverse=True)
            if not any(map(self._make_room, by_size)):
                return False
        entry = self._addresses.setdefault(address, _Address())
        entry.open.add(connection)
        entry.idle[connection] = None
        self._count += 1
        return True

    def busy(self, connection: Closable, address: str) -> None:
        """A whole request has come in on it."""
        entry = self._addresses.get(address)
        if entry is not None:
            entry.idle.pop(connection, None)

    def idle(self, connection: Closable, address: str) -> None:
        """The request is answered."""
        entry = self._addresses.get(address)
        if entry is not None and connection in entry.open:
            entry.slow.pop(connection, None)
            entry.idle[connection] = None

    def slow(self, connection: Closable, address: str) -> None:
        """More of an answer waits than the network takes."""
        entry = self._addresses.get(address)
        if entry is not None and connection in entry.open:
            entry.slow[connection] = None

    def taken(self, connection: Closable, address: str) -> None:
        """Most of what waited has been taken."""
        entry = self._addresses.get(address)
        if entry is not None:
            entry.slow.pop(connection, None)

    def closed(self, connection: Closable, address: str) -> None:
        """It is closed; a second time changes nothing."""
        entry = self._addresses.get(address)
        if entry is None or connection not in entry.open:
            return
        entry.open.discard(connection)
        entry.idle.pop(connection, None)
        entry.slow.pop(connection, None)
        self._count -= 1
        if not entry.open:
            del self._addresses[address]

    def let_go(self) -> None:
        """Close all that wait for a request, or for the rest of one: the host is stopping."""
        for known in list(self._addresses.values()):
            for connection in list(known.idle):
                connection.let_go()

    def cut(self) -> None:
        """Close all that are left at once: one that does not take its answer would hold the host up."""
        for known in list(self._addresses.values()):
            for connection in list(known.open):
                connection.hang_up()

    def _make_room(self, address: str) -> bool:
        known = self._addresses[address]
        oldest = next(chain(known.idle, known.slow), None)
        if oldest is None:
            return False
        self.closed(oldest, address)
        oldest.hang_up()
        return True


def _file_handles(wanted: int) -> int:
    """How many files and connections the process may have open, raised to `wanted` where the system allows it."""
    if sys.platform == "win32":
        return wanted
    system = importlib.import_module("resource")
    soft, hard = system.getrlimit(system.RLIMIT_NOFILE)
    if soft == system.RLIM_INFINITY or soft >= wanted:
        return wanted
    most = wanted if hard == system.RLIM_INFINITY else min(wanted, hard)
    try:
        system.setrlimit(system.RLIMIT_NOFILE, (most, hard))
    except (OSError, ValueError):
        return int(soft)
    return int(most)
