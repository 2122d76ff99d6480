"""Who joined from where, kept in memory only, to see whether one phone seems to be several people.

Written on the web thread, read from any thread. Addresses leave this module neither to the file nor to a log nor to the
window. A whole hall may be behind one router and so have one address: then the address alone says nothing, and only
what came over one and the same connection counts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workshop_app.domain.arrivals import Doubt, Doubtful
from workshop_app.domain.chains import ends
from workshop_app.web.presence import Presence

#: How many people are remembered; of more, those that joined first are forgotten.
PEOPLE = 4_096
#: An address with at least this many people present at once is not a single phone.
ROUTER = 4
#: How many people one after the other are reported; fewer are not, as anybody may lose the page and join a second time.
TOLD = 3
#: How long, in seconds, a connection counts as the person's who was heard on it.
KEPT = 60.0
#: This many people from one address are reported if that is the exception: if this many others have one or two each.
CROWD, OTHERS, ALONE = 8, 5, 2
#: How many seconds somebody who joins is present at least: a hall that joins at once must look like one.
_STAYS = 15.0
#: Somebody not heard of for this many seconds is gone; a phone asks more often while its page is open.
_GONE = 45.0
#: How long a request may have been under way when the next person joined, in seconds.
_SLACK = 1.0

#: A connection as the host sees it: address and port.
Connection = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Joined:
    address: str
    at: float


@dataclass(frozen=True, slots=True)
class _Stay:
    """From joining until last heard of."""

    person: int
    begin: float
    end: float


class Arrivals:
    """Remembers who joined, and which person was heard on which connection. Dictionaries are copied to be read."""

    def __init__(self, presence: Presence, clock: Callable[[], float] = time.monotonic) -> None:
        self._presence, self._clock = presence, clock
        self._people: dict[int, _Joined] = {}
        self._heard: dict[Connection, tuple[int, float]] = {}
        # By person: who was heard on the same connection just before.
        self._before: dict[int, int] = {}

    def joined(self, person: int, connection: Connection) -> None:
        """Somebody has joined; a second tap of the same person changes nothing."""
        if person in self._people:
            return
        self._people[person] = _Joined(connection[0], self._clock())
        other, at = self._heard.get(connection, (person, 0.0))
        # Who joins anew has a higher number than everybody before. Whoever has joined before the program was started
        # again may send the same form once more; two of them must not each come before the other.
        if other < person and self._clock() - at < KEPT:
            self._before[person] = other
        if len(self._people) > PEOPLE:
            oldest = next(iter(self._people))
            del self._people[oldest]
            self._before.pop(oldest, None)
        self.heard(person, connection)

    def heard(self, person: int, connection: Connection) -> None:
        """A request of this person came in."""
        self._heard.pop(connection, None)
        self._heard[connection] = (person, self._clock())
        if len(self._heard) > PEOPLE:
            del self._heard[next(iter(self._heard))]

    def doubtful(self) -> tuple[Doubtful, ...]:
        """Those worth a look, the strongest reason first; each person once. Any thread."""
        found = [*self._one_browser(), *self._by_address()]
        told: set[int] = set()
        result = []
        for each in found:
            if not told.issuperset(each.people):
                told.update(each.people)
                result.append(each)
        return tuple(result)

    def _one_browser(self) -> list[Doubtful]:
        first = ends(self._before.copy())
        chains: dict[int, list[int]] = {}
        for person in sorted(first):
            chains.setdefault(first[person], [first[person]]).append(person)
        return [Doubtful(Doubt.ONE_BROWSER, tuple(people)) for people in chains.values()]

    def _by_address(self) -> list[Doubtful]:
        stays: dict[str, list[_Stay]] = {}
        for person, joined in self._people.copy().items():
            end = max(joined.at, self._presence.heard_at(person))
            stays.setdefault(joined.address, []).append(_Stay(person, joined.at, end))
        found = []
        alone = sum(len(there) <= ALONE for there in stays.values())
        for there in stays.values():
            gone = self._clock() - _GONE
            chain = [] if _at_once(there) >= ROUTER else _one_after_the_other(there, gone)
            if len(chain) >= TOLD:
                found.append(Doubtful(Doubt.SUCCESSION, tuple(stay.person for stay in chain)))
            elif len(there) >= CROWD and alone >= OTHERS and alone * 5 >= (len(stays) - 1) * 4:
                found.append(Doubtful(Doubt.MANY, tuple(stay.person for stay in there)))
        return found


def _at_once(stays: Sequence[_Stay]) -> int:
    """How many were there at the same time, at the most."""
    moments = [(s.begin, 1) for s in stays] + [(max(s.end, s.begin + _STAYS), -1) for s in stays]
    there = most = 0
    for _moment, change in sorted(moments):  # who leaves goes before who comes at the same moment
        there += change
        most = max(most, there)
    return most


def _one_after_the_other(stays: Sequence[_Stay], gone: float) -> list[_Stay]:
    """The longest series of people in which each fell silent for good before the next one joined.

    All but the last must have been silent since `gone`: somebody who has only just joined may be heard of again.
    """
    row: list[_Stay] = []
    for stay in sorted(stays, key=lambda stay: stay.end):
        if not row or (row[-1].end < gone and stay.begin >= row[-1].end - _SLACK):
            row.append(stay)
    return row
