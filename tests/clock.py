"""A clock that tests set, and a workshop made with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from workshop_app.runtime import NewWorkshop, Runtime


class Clock:
    """Stands still until told; each reading is the same moment."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def forward(self, **step: float) -> None:
        """Move on by hours=, minutes=, seconds=, milliseconds=."""
        self.moment += timedelta(**step)


def new_workshop(folder: Path, template: str = "strategian_teemat", clock: Clock | None = None) -> Runtime:
    """A fresh session file from a template, open."""
    new = NewWorkshop(template, date(2026, 11, 22), place="Utajärvi, kylätalo", organiser="Pohjois-Pohjanmaa")
    return Runtime.create(folder / "ilta.tupa", new, clock or Clock())
