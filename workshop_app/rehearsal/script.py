"""What the simulated people and their facilitator say, from `resources/rehearsal/evening.json`. Any thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import resources
from workshop_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Owner:
    """Who takes a decision on, how people will hear of it, and in how many days it is due."""

    who: Text
    told_how: Text
    days: int


@dataclass(frozen=True, slots=True)
class Script:
    """The lines. `hide`: ideas that the facilitator hides, with the reason that their writer reads."""

    ideas: tuple[str, ...]
    hide: dict[str, str]
    words: tuple[str, ...]
    owners: tuple[Owner, ...]
    summary: Text


@cache
def script() -> Script:
    """The lines, read once."""
    found = json.loads(resources.path("rehearsal", "evening.json").read_text(encoding="utf-8"))
    return Script(
        ideas=tuple(idea["text"] for idea in found["ideas"]),
        hide={idea["text"]: idea["hide"] for idea in found["ideas"] if "hide" in idea},
        words=tuple(found["words"]),
        owners=tuple(
            Owner(Text.from_json(owner["who"]), Text.from_json(owner["told_how"]), owner["days"])
            for owner in found["decisions"]
        ),
        summary=Text.from_json(found["summary"]),
    )
