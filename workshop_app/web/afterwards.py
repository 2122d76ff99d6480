"""What people take home: the minutes, and where they may be sent. WEB THREAD."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.mail import ForgetAddress, KeepAddress
from workshop_app.web import identity
from workshop_app.web.current import Current
from workshop_app.web.forms import named, read_form, to_page
from workshop_app.web.outgoing import InPieces
from workshop_app.web.refusals import REFUSALS
from workshop_app.web.render import Said, document_policy
from workshop_app.web.views import Views, refused
from workshop_app.web.visitors import Visitors


class Afterwards:
    """Endpoints of what stays when the evening is over; `app.py` lists their routes."""

    def __init__(self, views: Views, current: Current, who: Visitors) -> None:
        self._views, self._current, self._who = views, current, who

    async def take_home(self, request: Request) -> Response:
        """The minutes to be read or downloaded, for who has joined and who has not: the hall's code leads here."""
        person = self._who.person(request)
        language = person.language if person else identity.language_of(request)
        return self._views.take_home(language, person)

    async def minutes(self, request: Request) -> Response:
        """The minutes as a file, when they are given out."""
        self._who.person(request)
        return await self._given(request, page=False)

    async def minutes_page(self, request: Request) -> Response:
        """The minutes to be read in the browser, when they are given out."""
        self._who.person(request)
        return await self._given(request, page=True)

    async def mail(self, request: Request) -> Response:
        """Where an address for the minutes is given."""
        person = self._who.person(request)
        if person is None:
            return to_page("/")
        return self._views.mail(person, Said(show=named(request.query_params.get("show"))))

    async def mailing(self, request: Request) -> Response:
        """An address is given, with consent, or taken away. It is not tied to the person who sends it."""
        person = self._who.person(request)
        if person is None:
            return to_page("/")
        form = await read_form(request)
        address, removing = form.get("address", ""), form.get("action") == "remove"
        try:
            if not removing and form.get("agree") != "yes":
                raise WorkshopError("address_not_agreed")
            self._who.mails(person, removes=removing)
            await self._views.carry_out(ForgetAddress(address) if removing else KeepAddress(address))
        except REFUSALS as error:
            return self._views.mail(person, replace(refused(error, person.language, "/mail"), typed=form))
        return to_page("/mail?show=removed" if removing else "/mail?show=kept")

    async def _given(self, request: Request, *, page: bool) -> Response:
        given = await self._current.document(page=page)
        if given is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        how, content = "inline" if page else "attachment", given.content
        headers = {"Content-Disposition": f"{how}; filename*=utf-8''{quote(given.name, safe='')}"}
        if page:
            headers["Content-Security-Policy"] = document_policy()
        if given.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"], content = "gzip", given.packed
        return InPieces(content, media_type=given.media_type, headers=headers)
