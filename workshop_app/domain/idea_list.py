"""Ideas that somebody has ready, as lines that a person can look through. Pure, any thread.

A line is an idea; a line that begins with # names the theme of those below it.
"""

from __future__ import annotations

from workshop_app.domain.plan_commands import SeedIdea

_MARKS = "•*–—-·"


def seeds(text: str, theme: str = "") -> tuple[SeedIdea, ...]:
    """The ideas of a text, in order; those before the first heading stand under `theme`."""
    found = []
    for line in text.splitlines():
        words = line.strip()
        if words.startswith("#"):
            theme = words.lstrip("#").strip()
            continue
        words = words.lstrip(_MARKS).strip()
        if words:
            found.append(SeedIdea(words, theme))
    return tuple(found)
