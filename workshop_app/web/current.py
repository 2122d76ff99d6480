"""What is the same for all phones: read once for all, and again after a change. WEB THREAD, except `heard`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workshop_app.domain import agenda
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.events import Changed, Event, Subject
from workshop_app.domain.ideas import Idea
from workshop_app.domain.people import Participant
from workshop_app.domain.workshop import PRIVACY, Workshop
from workshop_app.kinds import table
from workshop_app.store import idea_rows, kiosk_rows, ticket_rows, workshop_rows
from workshop_app.store.reads import Reads
from workshop_app.web import identity, outgoing

#: Changes after which the workshop and its agenda must be read again; answers and ideas leave them as they are.
_SHARED = {Subject.WORKSHOP, Subject.AGENDA, Subject.STAGES, Subject.MINUTES}
_IDEAS = {Subject.IDEAS, Subject.STAGES}
#: People whose secrets are kept in memory at the most.
PEOPLE = 4_096
#: How old an open activity's report may be, in seconds: ranking again for each answer would be wasted work.
STALE = 2.0


@dataclass(frozen=True)
class Now:
    """The workshop as phones see it at this moment."""

    workshop: Workshop
    activities: tuple[Activity, ...]
    minutes_given: bool
    page_given: bool
    privacy: str
    tickets: bool
    #: The key by which a shared device is let in.
    kiosk: str | None

    @cached_property
    def shared(self) -> Mapping[str, object]:
        """The values that every page of every person has."""
        return {
            "workshop": self.workshop,
            "minutes_given": self.minutes_given,
            "page_given": self.page_given,
            "privacy": self.privacy,
            "upcoming": agenda.upcoming(self.activities),
            "mark": agenda.mark(self.activities),
            # The last part is open or over: time to ask where to send the minutes.
            "mail_wanted": agenda.at_the_end(self.activities),
            "shown": tuple(a for a in self.activities if has_results(a)),
            # If a part is opened again after the end, the evening has not ended.
            "ended": self.workshop.ended_at is not None and agenda.live(self.activities) is None,
        }

    @cached_property
    def evening(self) -> str:
        """Identifies this evening among others on the same phone."""
        return f"{self.workshop.created_at:%Y%m%d%H%M%S}"

    def activity(self, activity_id: int) -> Activity | None:
        """The activity with this id, or None."""
        return next((a for a in self.activities if a.id == activity_id), None)


@dataclass(frozen=True, slots=True)
class Document:
    """The minutes as they were given out; `packed` with gzip, where that saves."""

    name: str
    media_type: str
    content: bytes
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class _Report:
    version: int
    read_at: float
    value: object


class Current:
    """Keeps the shared reading and the reports. `heard` is called on the writer thread and only counts."""

    def __init__(self, reads: Reads, clock: Callable[[], float] = time.monotonic) -> None:
        self._reads, self._clock = reads, clock
        self.version = 0
        self._shared_version = self._ideas_version = self._people_version = 0
        self._now: tuple[int, Now] | None = None
        self._ideas: tuple[int, Mapping[int, Idea]] | None = None
        self._people: tuple[int, dict[str, Participant]] = (0, {})
        self._reports: dict[int, _Report] = {}
        self._locks: dict[int, asyncio.Lock] = {}
        self._documents: dict[bool, tuple[int, Document | None]] = {}
        self._document_locks = {page: asyncio.Lock() for page in (False, True)}

    def heard(self, events: Sequence[Event]) -> None:
        """Subscriber of the bus: what was read before may be old."""
        self.version += 1
        self._shared_version += _tells(events, _SHARED)
        self._ideas_version += _tells(events, _IDEAS)
        self._people_version += _tells(events, {Subject.PEOPLE})

    def now(self) -> Now:
        """The workshop as it stands."""
        version = self._shared_version
        if self._now is None or self._now[0] != version:
            reader = self._reads.reader()
            now = Now(
                workshop_rows.workshop(reader),
                workshop_rows.activities(reader),
                workshop_rows.minutes_given(reader),
                workshop_rows.page_given(reader),
                workshop_rows.minutes_texts(reader).get(PRIVACY, ""),
                ticket_rows.required(reader),
                kiosk_rows.key(reader),
            )
            self._now = version, now
        return self._now[1]

    def ideas(self) -> Mapping[int, Idea]:
        """All ideas by id, as they are now."""
        version = self._ideas_version
        if self._ideas is None or self._ideas[0] != version:
            found = idea_rows.ideas(self._reads.reader())
            self._ideas = version, {idea.id: idea for idea in found}
        return self._ideas[1]

    def person(self, token: str) -> Participant | None:
        """The person whose cookie holds this secret, or None."""
        version = self._people_version
        if self._people[0] != version or len(self._people[1]) >= PEOPLE:
            self._people = version, {}
        person = self._people[1].get(token)
        if person is None:
            person = workshop_rows.participant_by_token(self._reads.reader(), identity.hashed(token))
            if person is not None:
                self._people[1][token] = person
        return person

    async def report(self, activity: Activity) -> object:
        """The activity's report, read on another thread and kept for everybody."""
        async with self._locks.setdefault(activity.id, asyncio.Lock()):
            kept, version = self._reports.get(activity.id), self.version
            fresh_for = STALE if activity.state is ActivityState.OPEN else 0.0
            if kept and (kept.version == version or self._clock() - kept.read_at < fresh_for):
                return kept.value
            value = await asyncio.to_thread(self._read, activity)
            self._reports[activity.id] = _Report(version, self._clock(), value)
            return value

    async def document(self, *, page: bool) -> Document | None:
        """The minutes that are given out, or None; with `page` the web page. Read and packed once for everybody."""
        async with self._document_locks[page]:
            version = self._shared_version
            if page not in self._documents or self._documents[page][0] != version:
                self._documents[page] = version, await asyncio.to_thread(self._read_document, page)
            return self._documents[page][1]

    def _read_document(self, page: bool) -> Document | None:
        given = workshop_rows.given_minutes(self._reads.reader(), page=page)
        if given is None:
            return None
        name, media_type, content = given
        return Document(name, media_type, content, outgoing.packed(content) if page else None)

    def _read(self, activity: Activity) -> object:
        return table.kind(activity.kind).look(self._reads.reader(), activity)


def has_results(activity: Activity) -> bool:
    """Whether phones may see the activity's results now."""
    opened = activity.state is not ActivityState.PLANNED
    return opened and activity.results_shown and table.kind(activity.kind).phone.results is not None


def _tells(events: Sequence[Event], subjects: Collection[Subject]) -> bool:
    """Whether one of the subjects changed; after trouble with the file anything may have."""
    return any(not isinstance(event, Changed) or event.subject in subjects for event in events)
