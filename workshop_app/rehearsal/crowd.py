"""The simulated crowd: many phones in one asyncio loop, against a host that runs already.

The window's rehearsal button runs `Follower` on a thread of its own; `tupailta rehearse` leads `Crowd` itself.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Self

from workshop_app.bus import Bus
from workshop_app.domain.events import Changed, Event, Subject
from workshop_app.rehearsal.person import Person, Tally
from workshop_app.rehearsal.phone import Phone

#: Waits for a change: True once something has changed, False when it is over.
Changes = Callable[[], Awaitable[bool]]


class Crowd:
    """`people` phones, each with its person. Use as an asynchronous context."""

    def __init__(self, base_url: str, people: int, duels: int, seed: int, *, pace: float = 0.0) -> None:
        """`duels`: the most pairs one person answers; `pace`: seconds of thought before each, on average."""
        self.tally = Tally()
        self._base_url = base_url
        self._people = [Person(number, seed, duels, pace, self.tally) for number in range(people)]
        self._pairs: list[tuple[Person, Phone]] = []
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Take the phones out."""
        secure = ssl.create_default_context()
        for person in self._people:
            phone = await self._stack.enter_async_context(Phone(self._base_url, person.language, secure))
            self._pairs.append((person, phone))
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Put the phones away."""
        await self._stack.aclose()

    async def take_part(self) -> None:
        """Everybody looks at their phone and does what it asks for now; who has not joined, joins."""
        await asyncio.gather(*(person.take_part(phone) for person, phone in self._pairs))

    async def fetch_minutes(self) -> list[tuple[bytes, bytes] | None]:
        """Everybody fetches the minutes, document and web page; None for those who could not."""
        return await asyncio.gather(*(person.fetch_minutes(phone) for person, phone in self._pairs))


async def crowd(
    base_url: str, people: int, duels: int, seed: int, *, changes: Changes | None = None, pace: float = 0.0
) -> Tally:
    """Let a crowd join and take part, again after each change, until `changes` says that it is over."""
    async with Crowd(base_url, people, duels, seed, pace=pace) as here:
        await here.take_part()
        while changes is not None and await changes():
            await here.take_part()
        return here.tally


class Follower:
    """A crowd that follows whoever leads the workshop. `run` blocks its thread; `stop` from any other."""

    def __init__(
        self, bus: Bus, base_url: str, people: int, duels: int, seed: int, *, pace: float = 2.0
    ) -> None:
        self._bus, self._base_url = bus, base_url
        self._people, self._duels, self._seed, self._pace = people, duels, seed, pace
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Tally] | None = None
        self._changed = asyncio.Event()
        self._stopped = False
        self._tally = Tally()

    def run(self) -> Tally:
        """Take part until `stop`; returns what was done. Call from a thread without an event loop."""
        try:
            return asyncio.run(self._follow())
        except asyncio.CancelledError:
            return self._tally

    def stop(self, *, at_once: bool = False) -> None:
        """End as soon as those who are answering now have answered; `at_once`: in the middle of it."""
        self._stopped = True
        self._wake()
        loop, task = self._loop, self._task
        if at_once and loop is not None and task is not None and not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    async def _follow(self) -> Tally:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        unsubscribe = self._bus.subscribe(self._heard)
        try:
            if self._stopped:
                return Tally()
            return await crowd(
                self._base_url,
                self._people,
                self._duels,
                self._seed,
                changes=self._next_change,
                pace=self._pace,
            )
        finally:
            unsubscribe()
            self._loop = None

    async def _next_change(self) -> bool:
        if not self._stopped:
            await self._changed.wait()
            self._changed.clear()
        return not self._stopped

    def _heard(self, events: Sequence[Event]) -> None:
        # WRITER THREAD: only wake the loop up.
        if any(isinstance(event, Changed) and event.subject is Subject.AGENDA for event in events):
            self._wake()

    def _wake(self) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._changed.set)
