"""The phone's pages: what a request asks for becomes a page or a command. WEB THREAD."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from http import HTTPStatus
from math import ceil
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from workshop_app.domain import agenda
from workshop_app.domain.codes import read_code
from workshop_app.domain.commands import ChooseLanguage, Join, Rejoin, WithdrawIdea
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.mail import ForgetAddress, KeepAddress
from workshop_app.domain.people import Participant
from workshop_app.domain.text import LANGUAGES
from workshop_app.kinds import table
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.reads import Reads
from workshop_app.web import identity
from workshop_app.web.arrivals import Arrivals, Connection
from workshop_app.web.forms import read_form, written
from workshop_app.web.guesses import Guesses
from workshop_app.web.limits import Rates
from workshop_app.web.presence import Presence
from workshop_app.web.render import NOTHING, STATIC, Said, document_policy, static, static_packed
from workshop_app.web.views import Done, Views, has_results, refused

#: Pages that one may come back to after choosing a language.
_BACK = re.compile(r"/(about|mail|minutes|own|a/[0-9]{1,9}/results|\?t=[A-Za-z0-9-]{1,40})?\Z")
#: The script names itself in this header of what it sends.
SCRIPT = "x-tupailta"
#: What a printed ticket's QR code brings along in the address.
_TICKET = re.compile(r"[A-Za-z0-9-]{1,40}\Z")
#: A part of a page that a form or a link asks for by name.
_SHOW = re.compile(r"[a-z]{1,20}\Z")
#: What may come of a command besides success; everything else is a bug and ends at the edge.
_REFUSALS = (WorkshopError, SessionFileProblem, TimeoutError)


class Pages:
    """Endpoints of the phone pages; `app.py` lists their routes."""

    def __init__(
        self, views: Views, reads: Reads, presence: Presence, arrivals: Arrivals, rates: Rates
    ) -> None:
        self._views, self._reads, self._rates = views, reads, rates
        self._presence, self._arrivals = presence, arrivals
        self._guesses = Guesses()

    async def home(self, request: Request) -> Response:
        """What is live now; the join page for one who has not joined."""
        person = self.person(request)
        if person is None:
            brought = request.query_params.get("t", "")
            said = Said(typed={"admission": brought}) if _TICKET.match(brought) else NOTHING
            return self._views.joining(identity.language_of(request), identity.new_token(), said)
        await self._views.give_code(person)
        return await self._views.follow(person, Said(show=_named(request.query_params.get("show"))))

    async def start(self, request: Request) -> Response:
        """An address that only takes forms leads to what is live."""
        self.person(request)
        return _to("/")

    async def join(self, request: Request) -> Response:
        """A person joins. A second tap, and a joining from another tab, is the same person."""
        if self.person(request) is not None:
            return _to("/")
        _in_time(self._rates.joining(_address(request)))
        form = await read_form(request)
        group, typed = form.get("group") or None, form.get("admission", "")
        language = form.get("language", "")
        language = language if language in LANGUAGES else identity.language_of(request)
        token = form.get("ticket", "")
        token = token if identity.well_formed(token) else identity.new_token()
        try:
            if "group" not in form and self._views.now.workshop.groups:
                raise WorkshopError("group_unknown")
            made = await self._views.carry_out(Join(identity.hashed(token), group, language, ticket=typed))
        except _REFUSALS as error:
            said = replace(refused(error, language, "/join"), typed=form)
            return self._views.joining(language, token, said)
        self._arrivals.joined(int(str(made)), _connection(request))
        answer = _to("/")
        identity.give(answer, identity.TOKEN, token)
        identity.give(answer, identity.LANGUAGE, language)
        return answer

    async def rejoin(self, request: Request) -> Response:
        """Whoever knows a person's code is that person from now on, with a secret of this phone's own."""
        me, address = self.person(request), _address(request)
        form = await read_form(request)
        language = me.language if me is not None else identity.language_of(request)
        ticket, code = form.get("ticket", ""), read_code(form.get("code", ""))
        ticket = ticket if identity.well_formed(ticket) else identity.new_token()
        token = identity.device_token(ticket, code)
        try:
            if self._guesses.begin(address, self._views.people()):
                raise WorkshopError("codes_tried")
            if self._views.knows_code(code):
                # Before anything is waited for: a hall that types its codes at once has many under way.
                self._guesses.right(address)
            await self._views.carry_out(Rejoin(code, identity.hashed(token)))
        except _REFUSALS as error:
            said = replace(refused(error, language, "/rejoin"), typed=form)
            if me is not None:
                return self._views.about(language, me, said)
            return self._views.joining(language, ticket, said)
        answer = _to("/")
        identity.give(answer, identity.TOKEN, token)
        return answer

    async def language(self, request: Request) -> Response:
        """The person reads on in another language."""
        person = self.person(request)
        form = await read_form(request)
        language, back = form.get("language", ""), form.get("back", "/")
        if language not in LANGUAGES:
            raise WorkshopError("language_unknown")
        if person is not None:
            await self._views.carry_out(ChooseLanguage(person.id, language))
        answer = _to(back if _BACK.match(back) else "/")
        identity.give(answer, identity.LANGUAGE, language)
        return answer

    async def answer(self, request: Request) -> Response:
        """A form of an activity; refused, the page comes again with the reason and what was typed."""
        person = self.person(request)
        if person is None:
            return _to("/")
        form = await read_form(request)
        activity = self._views.now.activity(request.path_params["activity_id"])
        try:
            if activity is None:
                raise WorkshopError("activity_unknown")
            visit = self._views.visit(activity, person)
            returned = await self._views.carry_out(table.kind(activity.kind).phone.command(visit, form))
        except _REFUSALS as error:
            return await self._again(request, person, form, error)
        then = _named(form.get("then"))
        if SCRIPT in request.headers:
            # The script shows the next page itself; without the redirect it comes a round trip sooner.
            said, done = Said(show=then, part=True, has=form.get("has", "")), Done(activity.id, returned)
            return await self._views.follow(person, said, done)
        return _to(f"/?show={then}" if then else "/")

    async def own(self, request: Request) -> Response:
        """The person's own ideas and what became of them."""
        person = self.person(request)
        return _to("/") if person is None else await self._views.own(person)

    async def withdraw(self, request: Request) -> Response:
        """The person takes an idea back, at any time of the evening."""
        person = self.person(request)
        if person is None:
            return _to("/")
        form = await read_form(request)
        idea, back = form.get("idea", ""), form.get("back", "/own")
        try:
            if not (idea.isascii() and idea.isdigit() and len(idea) < 10):
                raise WorkshopError("idea_unknown")
            await self._views.carry_out(WithdrawIdea(int(idea), person.id))
        except _REFUSALS as error:
            return await self._views.own(person, refused(error, person.language, "/own"))
        return _to(back if _BACK.match(back) else "/own")

    async def results(self, request: Request) -> Response:
        """An activity's results, when they are shown."""
        person = self.person(request)
        activity = self._views.now.activity(request.path_params["activity_id"])
        if person is None or activity is None or not has_results(activity):
            return _to("/")
        return await self._views.results(person, activity, request.url.path)

    async def take_home(self, request: Request) -> Response:
        """The minutes to be read or downloaded, for who has joined and who has not: the hall's code leads here."""
        person = self.person(request)
        language = person.language if person else identity.language_of(request)
        return self._views.take_home(language, person)

    async def minutes(self, request: Request) -> Response:
        """The minutes as a file, when they are given out."""
        self.person(request)
        return await self._given(page=False)

    async def minutes_page(self, request: Request) -> Response:
        """The minutes to be read in the browser, when they are given out."""
        self.person(request)
        return await self._given(page=True)

    async def mail(self, request: Request) -> Response:
        """Where an address for the minutes is given."""
        person = self.person(request)
        if person is None:
            return _to("/")
        return self._views.mail(person, Said(show=_named(request.query_params.get("show"))))

    async def mailing(self, request: Request) -> Response:
        """An address is given, with consent, or taken away. It is not tied to the person who sends it."""
        person = self.person(request)
        if person is None:
            return _to("/")
        form = await read_form(request)
        address, removing = form.get("address", ""), form.get("action") == "remove"
        try:
            if not removing and form.get("agree") != "yes":
                raise WorkshopError("address_not_agreed")
            await self._views.carry_out(ForgetAddress(address) if removing else KeepAddress(address))
        except _REFUSALS as error:
            return self._views.mail(person, replace(refused(error, person.language, "/mail"), typed=form))
        return _to("/mail?show=removed" if removing else "/mail?show=kept")

    async def about(self, request: Request) -> Response:
        """Privacy and accessibility."""
        person = self.person(request)
        if person is None:
            return self._views.about(identity.language_of(request), None)
        await self._views.give_code(person)
        return self._views.about(person.language, person)

    async def file(self, request: Request) -> Response:
        """A file that belongs to the pages; its address changes when it does."""
        name = request.path_params["name"]
        if name not in STATIC:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        headers = {"Cache-Control": "public, max-age=604800, immutable", "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(static(name), media_type=STATIC[name], headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(static_packed(name), media_type=STATIC[name], headers=headers)

    def person(self, request: Request) -> Participant | None:
        """Whose phone it is, or None for one that has not joined.

        Asked once for each request, which is counted by it. Raises HTTPException(429) when there were too many.
        """
        token, person = identity.token_of(request), None
        if token is not None:
            person = self._views.person(token)
        reads = request.method in ("GET", "HEAD")
        _in_time(self._rates.request(person.id if person else None, _address(request), reads=reads))
        if person is not None:
            self._presence.saw(person.id)
            self._arrivals.heard(person.joined_as or person.id, _connection(request))
        return person

    async def _given(self, *, page: bool) -> Response:
        given = await asyncio.to_thread(lambda: workshop_rows.given_minutes(self._reads.reader(), page=page))
        if given is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        name, media_type, content = given
        how = "inline" if page else "attachment"
        headers = {"Content-Disposition": f"{how}; filename*=utf-8''{quote(name, safe='')}"}
        if page:
            headers["Content-Security-Policy"] = document_policy()
        return Response(content, media_type=media_type, headers=headers)

    async def _again(
        self, request: Request, person: Participant, form: dict[str, str], error: Exception
    ) -> Response:
        """What is live now, with what went wrong with the form, and what was typed in it."""
        said = replace(refused(error, person.language, request.url.path), part=SCRIPT in request.headers)
        live = agenda.live(self._views.now.activities)
        if live is not None and live.id == request.path_params["activity_id"]:
            said = replace(said, typed=form, show=_named(form.get("show")))
        else:
            said = replace(said, kept=written(form))
        return await self._views.follow(person, said)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _connection(request: Request) -> Connection:
    return (request.client.host, request.client.port) if request.client else ("", 0)


def _in_time(wait: float) -> None:
    """Raises HTTPException(429) when there is something to wait for."""
    if wait:
        raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(ceil(wait))})


def _to(path: str) -> RedirectResponse:
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def _named(show: str | None) -> str:
    return show if show and _SHOW.match(show) else ""
