"""The workshop itself: what stands on the first page of its minutes. Plain values, any thread."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from workshop_app.domain.ladder import Ladder
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text

#: The part of the facilitator's own words that phones show below what the program tells of privacy.
PRIVACY = "privacy"
#: The part with the names of those who asked to be named in the minutes, one a line; the only names they hold.
NAMED = "named"


@dataclass(frozen=True, slots=True)
class Workshop:
    """One event; one session file."""

    title: Text
    purpose: Text
    language: str
    place: str
    date: datetime.date
    organiser: str
    contact: str
    follow_up: str
    retention_until: datetime.date
    ladder: Ladder
    promise_stage_id: str | None
    groups: tuple[Group, ...]
    template_id: str
    created_at: datetime.datetime
    ended_at: datetime.datetime | None = None

    def overdue(self, today: datetime.date) -> bool:
        """Whether the day until which the file is meant to be kept has passed."""
        return self.retention_until < today

    def group_name(self, group_id: str | None) -> Text | None:
        """The group's name for tables and minutes, or None for a person who did not say."""
        return next((g.label for g in self.groups if g.id == group_id), None)
