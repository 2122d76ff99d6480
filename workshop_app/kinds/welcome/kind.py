"""The welcome: people join, read what this is and who else is here. Any thread."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.people import Channel, count_by_channel, count_by_group
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Phone, Visit
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the phone shows: how many have joined."""

    participants: int


@dataclass(frozen=True, slots=True)
class WelcomeReport:
    """Who is here, by group (None: did not say) and by channel."""

    participants: int
    by_group: dict[str | None, int]
    by_channel: dict[Channel, int]


def page(visit: Visit) -> WelcomeView:
    """The welcome page's view."""
    return WelcomeView(workshop_rows.participant_count(visit.reader))


def command(_visit: Visit, _form: Form) -> Command:
    """There is nothing to send from the welcome page."""
    raise WorkshopError("nothing_to_send")


def report(reader: Reader, _activity: Activity) -> WelcomeReport:
    """Who is here."""
    people = workshop_rows.participants(reader)
    return WelcomeReport(len(people), count_by_group(people), count_by_channel(people))


def count(reader: Reader, _activity: Activity) -> int:
    """How many have joined."""
    return workshop_rows.participant_count(reader)


KIND = ActivityKind(
    name="welcome",
    label=N_("Welcome"),
    phone=Phone(page=page, command=command),
    report=report,
    count=count,
)
