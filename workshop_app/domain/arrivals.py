"""People who joined in a way that the facilitator may want to look at. Plain values, any thread.

Nothing here accuses anybody: a shared tablet looks just like one person who votes again and again under new names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """Why these people are worth a look."""

    SUCCESSION = "succession"
    ONE_BROWSER = "browser"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """People (their numbers, in the order they joined) who may be one.

    SUCCESSION: one after the other from one phone's address, each silent for good when the next came. ONE_BROWSER: over
    one and the same connection. MANY: from one address, while nearly every other phone has an address of its own.
    """

    doubt: Doubt
    people: tuple[int, ...]
