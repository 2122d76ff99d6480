"""The workshop as it stands now, for whoever shows it live. Any thread, with its own reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, IdeaState, Theme
from workshop_app.domain.tickets import Tickets
from workshop_app.domain.workshop import Workshop
from workshop_app.kinds.table import kind
from workshop_app.store import idea_rows, kiosk_rows, mail_rows, ticket_rows, workshop_rows
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One reading of the file.

    `counts` is the number beside each activity (by activity id, missing where its kind has none),
    `reports` the kind's report of the activities that were asked for, `texts` the facilitator's own
    words in the minutes by part; `addresses` how many want the minutes by e-mail;
    `tickets` how joining with one-time tickets stands, `kiosk` the key that lets a shared device in;
    `personal` whether phones are still tied to answers: somebody took part, and that was not wiped.
    """

    workshop: Workshop
    activities: tuple[Activity, ...]
    counts: Mapping[int, int]
    reports: Mapping[int, object]
    participants: int
    themes: tuple[Theme, ...]
    ideas: tuple[Idea, ...]
    texts: Mapping[str, str]
    minutes_given: bool
    addresses: int = 0
    tickets: Tickets = field(default_factory=Tickets)
    kiosk: str | None = None
    personal: bool = False

    def activity(self, activity_id: int) -> Activity | None:
        """The activity, or None when it is no longer on the agenda."""
        return next((a for a in self.activities if a.id == activity_id), None)

    @property
    def waiting(self) -> tuple[Idea, ...]:
        """Ideas that the facilitator has not looked at yet, oldest first."""
        return tuple(idea for idea in self.ideas if idea.state is IdeaState.WAITING)


def read_snapshot(reader: Reader, wanted: Collection[int] = ()) -> Snapshot:
    """Read the workshop with the reports of the `wanted` activities (a ranking takes time, so not of all).

    All of it is of one moment: never an evening that has ended while its last part is still open.
    Raises WorkshopError(no_workshop).
    """
    with reader.at_one_moment():
        return _read_snapshot(reader, wanted)


def _read_snapshot(reader: Reader, wanted: Collection[int]) -> Snapshot:
    agenda = workshop_rows.activities(reader)
    counts = {activity.id: kind(activity.kind).count(reader, activity) for activity in agenda}
    return Snapshot(
        workshop=workshop_rows.workshop(reader),
        activities=agenda,
        counts={activity_id: n for activity_id, n in counts.items() if n is not None},
        reports={a.id: kind(a.kind).look(reader, a) for a in agenda if a.id in wanted},
        participants=workshop_rows.participant_count(reader),
        themes=idea_rows.themes(reader),
        ideas=idea_rows.ideas(reader),
        texts=workshop_rows.minutes_texts(reader),
        minutes_given=workshop_rows.minutes_given(reader),
        addresses=mail_rows.address_count(reader),
        tickets=ticket_rows.tickets(reader),
        kiosk=kiosk_rows.key(reader),
        personal=workshop_rows.personal(reader),
    )


def wanted_by(reader: Reader) -> tuple[Workshop, tuple[str, ...]]:
    """The workshop, and the addresses that its minutes are wanted at. Raises WorkshopError(no_workshop)."""
    return workshop_rows.workshop(reader), mail_rows.addresses(reader)


def free_tickets(reader: Reader) -> tuple[str, ...]:
    """The codes of the tickets that can still be used, by the alphabet: for who prints them."""
    return ticket_rows.free_codes(reader)
