"""The phone's pages during the evening: what a request asks for becomes a page or a command. WEB THREAD."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from workshop_app.domain import agenda
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.commands import WithdrawIdea
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.people import Participant
from workshop_app.kinds import table
from workshop_app.web import identity
from workshop_app.web.current import has_results
from workshop_app.web.forms import named, read_form, to_page, written
from workshop_app.web.refusals import REFUSALS
from workshop_app.web.render import NOTHING, STATIC, Said, static, static_packed
from workshop_app.web.views import Done, Views, refused
from workshop_app.web.visitors import Visitors

#: The script names itself in this header of what it sends.
SCRIPT = "x-tupailta"
#: A page is to say that an own idea has been taken back.
GONE = "gone"
#: The parameter in which a printed ticket's QR code brings its code.
_TICKET = re.compile(r"[A-Za-z0-9-]{1,40}\Z")


class Pages:
    """Endpoints of the phone pages; `app.py` lists their routes."""

    def __init__(self, views: Views, who: Visitors) -> None:
        self._views, self._who = views, who

    async def home(self, request: Request) -> Response:
        """What is live now; the join page for one who has not joined."""
        person = self._who.person(request)
        if person is None:
            brought = request.query_params.get("t", "")
            said = Said(typed={"admission": brought}) if _TICKET.match(brought) else NOTHING
            language = identity.language_of(request)
            kiosk = self._who.on_kiosk(request)
            page = self._views.joining(language, identity.new_token(), said, kiosk=kiosk)
            identity.try_out(request, page, language)
            return page
        has = request.query_params.get("has", "")
        if has:
            # The script asks for the pair that an answer had no room for.
            return await self._views.follow(person, Said(part=True, has=has))
        await self._views.give_code(person)
        return await self._views.follow(person, Said(show=named(request.query_params.get("show"))))

    async def start(self, request: Request) -> Response:
        """An address that only takes forms leads to what is live when it is opened."""
        self._who.person(request)
        return to_page("/")

    async def answer(self, request: Request) -> Response:
        """A form of an activity; when it is refused, the page comes again with the reason and what was typed."""
        person = self._who.person(request)
        if person is None:
            return to_page("/")
        form = await read_form(request)
        activity = self._views.now.activity(request.path_params["activity_id"])
        try:
            if activity is None or activity.state is ActivityState.PLANNED:
                # Somebody who tries all numbers must not learn what is still to come.
                raise WorkshopError("activity_closed")
            visit = self._views.visit(activity, person)
            command = table.kind(activity.kind).phone.command(visit, form)
            self._who.sends(person)
            returned = await self._views.carry_out(command)
        except REFUSALS as error:
            return await self._again(request, person, form, error)
        then = named(form.get("then"))
        if SCRIPT in request.headers:
            # The script shows the next page itself; without the redirect it comes a round trip sooner.
            said, done = Said(show=then, part=True, has=form.get("has", "")), Done(activity.id, returned)
            return await self._views.follow(person, said, done)
        return to_page(f"/?show={then}" if then else "/")

    async def own(self, request: Request) -> Response:
        """The person's own ideas and what became of them."""
        person = self._who.person(request)
        if person is None:
            return to_page("/")
        return await self._views.own(person, Said(show=named(request.query_params.get("show"))))

    async def withdraw(self, request: Request) -> Response:
        """The person takes an idea back, at any time of the evening."""
        person = self._who.person(request)
        if person is None:
            return to_page("/")
        form = await read_form(request)
        idea, here = form.get("idea", ""), "/" if form.get("back") == "/" else "/own"
        try:
            if not (idea.isascii() and idea.isdigit() and len(idea) < 10):
                raise WorkshopError("idea_not_yours")
            await self._views.carry_out(WithdrawIdea(int(idea), person.id))
        except REFUSALS as error:
            return await self._views.own(person, refused(error, person.language, "/own"))
        if SCRIPT in request.headers:
            said = Said(show=GONE, part=True, has=form.get("has", ""))
            return await (self._views.follow(person, said) if here == "/" else self._views.own(person, said))
        return to_page(f"{here}?show={GONE}")

    async def results(self, request: Request) -> Response:
        """An activity's results, when they are shown."""
        person = self._who.person(request)
        activity = self._views.now.activity(request.path_params["activity_id"])
        if person is None or activity is None or not has_results(activity):
            return to_page("/")
        return await self._views.results(person, activity, request.url.path)

    async def about(self, request: Request) -> Response:
        """Privacy and accessibility."""
        person = self._who.person(request)
        if person is None:
            return self._views.about(identity.language_of(request), None)
        await self._views.give_code(person)
        return self._views.about(person.language, person)

    async def _again(
        self, request: Request, person: Participant, form: dict[str, str], error: Exception
    ) -> Response:
        """What is live now, with what was wrong with the form, and what was typed in it."""
        part, has = SCRIPT in request.headers, form.get("has", "")
        said = replace(refused(error, person.language, request.url.path), part=part, has=has)
        live = agenda.live(self._views.now.activities)
        if live is not None and live.id == request.path_params["activity_id"]:
            said = replace(said, typed=form, show=named(form.get("show")))
        else:
            said = replace(said, kept=written(form))
        return await self._views.follow(person, said)


async def file(request: Request) -> Response:
    """A file that belongs to the pages; its address changes when it does."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Cache-Control": "public, max-age=604800, immutable", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(static(name), media_type=STATIC[name], headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(static_packed(name), media_type=STATIC[name], headers=headers)
