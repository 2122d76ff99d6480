"""Whose phone a request comes from, and whether it may send requests so often. WEB THREAD."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil

from starlette.exceptions import HTTPException
from starlette.requests import Request

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.people import Channel, Participant
from workshop_app.web import identity
from workshop_app.web.arrivals import Arrivals, Connection
from workshop_app.web.limits import Rates
from workshop_app.web.presence import Presence
from workshop_app.web.views import Views


class Visitors:
    """Tells each request's person, counts the request, and notes that the person is there."""

    def __init__(self, views: Views, presence: Presence, arrivals: Arrivals, rates: Rates) -> None:
        self._views, self._presence, self._arrivals, self._rates = views, presence, arrivals, rates

    def person(self, request: Request) -> Participant | None:
        """Whose phone it is, or None for one that has not joined.

        Asked once for each request, which is counted by it. Raises HTTPException(429) when there were too many.
        """
        token, person = identity.token_of(request), None
        if token is not None:
            person = self._views.person(token)
        reads = request.method in ("GET", "HEAD")
        in_time(self._rates.request(person.id if person else None, address_of(request), reads=reads))
        if person is not None:
            self._presence.saw(person.id)
            if person.channel is Channel.PHONE:
                self._arrivals.heard(person.joined_as or person.id, _connection_of(request))
        return person

    def on_kiosk(self, request: Request) -> bool:
        """Whether it is a shared device that the facilitator has let in."""
        return self._views.is_kiosk(identity.cookie(request, identity.KIOSK))

    def wants_to_join(self, request: Request) -> None:
        """Raises HTTPException(429) when too many have joined from there just now."""
        in_time(self._rates.joining(address_of(request)))

    def mails(self, person: Participant, *, removes: bool) -> None:
        """An e-mail address is given or taken away. Raises HTTPException(429) when that was too often."""
        in_time(self._rates.mailing(person.id, removes=removes))

    def sends(self, person: Participant) -> None:
        """Count a form of the person's before it is carried out. Raises WorkshopError(part_taken) for one too many."""
        if not self._rates.fits(person.id, self._views.room):
            raise WorkshopError("part_taken")

    def joined(self, request: Request, participant_id: int) -> None:
        """A person has joined by this request."""
        self._arrivals.joined(participant_id, _connection_of(request))


def address_of(request: Request) -> str:
    """The request's address; for counting only."""
    return _connection_of(request)[0]


def in_time(wait: float) -> None:
    """Raises HTTPException(429) when there is something to wait for, in seconds."""
    if wait:
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(ceil(wait))})


def _connection_of(request: Request) -> Connection:
    client = request.client
    return (client.host, client.port) if client is not None else ("", 0)
