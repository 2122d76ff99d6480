"""Many waits with one timer."""

from __future__ import annotations

import asyncio
import time

from workshop_app.web.deadlines import Deadlines


def test_only_what_takes_too_long_is_told() -> None:
    """Once each, those whose time comes first before the others; not what was dropped, nor before a time set anew."""

    async def wait() -> list[str]:
        deadlines, told, over = Deadlines(0.01), list[str](), asyncio.Event()

        def late(name: str) -> None:
            told.append(name)
            if name == "last":
                over.set()

        deadlines.set("dropped", 0.02, lambda: late("dropped"))
        deadlines.set("anew", 0.0, lambda: late("too soon"))
        deadlines.set("anew", 0.05, lambda: late("anew"))
        deadlines.set("first", 0.0, lambda: late("first"))
        deadlines.set("last", 0.2, lambda: late("last"))
        deadlines.drop("dropped")
        deadlines.drop("never set")
        await asyncio.wait_for(over.wait(), 100)
        return told

    assert ["first", "anew", "last"] == asyncio.run(wait())


def test_in_a_busy_loop_whose_time_came_first_is_first() -> None:
    """All are looked at late and together; what one of them drops is not told any more."""

    async def wait() -> list[str]:
        deadlines, told, over = Deadlines(0.001), list[str](), asyncio.Event()

        def late(name: str) -> None:
            told.append(name)
            if name == "second":
                deadlines.drop("dropped")
            if name == "last":
                over.set()

        for name, seconds in (("last", 0.03), ("dropped", 0.02), ("second", 0.01), ("first", 0.0)):
            deadlines.set(name, seconds, lambda name=name: late(name))  # type: ignore[misc]
        until = time.monotonic() + 0.05
        while time.monotonic() < until:  # the loop stands still meanwhile
            continue
        await asyncio.wait_for(over.wait(), 100)
        return told

    assert ["first", "second", "last"] == asyncio.run(wait())
