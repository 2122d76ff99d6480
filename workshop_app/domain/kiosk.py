"""A device that goes round the hall, for people without a phone of their own. Plain values, any thread.

It is let in by a key, which the facilitator shows to it. Whoever joins on it takes part by the channel `kiosk`, and
makes room for the next person afterwards. Nobody can join that way without the key, so it is no way around the check
for one phone under many names.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.commands import Command
from workshop_app.domain.tickets import spelled


@dataclass(frozen=True, slots=True)
class AllowKiosk(Command):
    """Let a shared device in from now on, by a key that is made where there is none; or, off, make the key void.

    Returns the key, None when it is off. Who has joined on such a device stays.
    """

    on: bool


def way_in(key: str) -> str:
    """The host's path that lets a device in, as it is typed most easily."""
    return f"kiosk/{spelled(key).lower()}"
