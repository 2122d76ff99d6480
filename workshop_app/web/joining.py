"""A person joins, comes back with a code, chooses a language. WEB THREAD."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from workshop_app.domain.codes import read_code
from workshop_app.domain.commands import ChooseLanguage, Join, Rejoin
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.people import Channel
from workshop_app.domain.text import LANGUAGES
from workshop_app.web import identity
from workshop_app.web.forms import back_to, read_form, to_page
from workshop_app.web.guesses import Guesses
from workshop_app.web.refusals import REFUSALS
from workshop_app.web.render import Said
from workshop_app.web.views import Views, refused
from workshop_app.web.visitors import Visitors, address_of


class Joining:
    """Endpoints of the forms that say who somebody is; `app.py` lists their routes."""

    def __init__(self, views: Views, who: Visitors) -> None:
        self._views, self._who = views, who
        self._guesses = Guesses()

    async def join(self, request: Request) -> Response:
        """A person joins. A second tap, or joining from another tab, is the same person."""
        if self._who.person(request) is not None:
            return to_page("/")
        self._who.wants_to_join(request)
        form = await read_form(request)
        group, typed = form.get("group") or None, form.get("admission", "")
        language = form.get("language", "")
        language = language if language in LANGUAGES else identity.language_of(request)
        token = form.get("secret", "")
        token = token if identity.well_formed(token) else identity.new_token()
        try:
            if not identity.keeps_cookies(request):
                # Otherwise each press would make one more person, and the join page would come again without an
                # explanation.
                raise WorkshopError("no_cookies")
            if "group" not in form and self._views.now.workshop.groups:
                raise WorkshopError("group_unknown")
            channel = self._channel(request, form)
            made = await self._views.carry_out(Join(identity.hashed(token), group, language, channel, typed))
        except REFUSALS as error:
            said = replace(refused(error, language, "/join"), typed=form)
            return self._door(request, language, token, said)
        if channel is Channel.PHONE:
            self._who.joined(request, int(str(made)))
        answer = to_page("/")
        identity.give(answer, identity.TOKEN, token)
        identity.give(answer, identity.LANGUAGE, language)
        return answer

    async def rejoin(self, request: Request) -> Response:
        """Whoever knows a person's code is that person from now on, with a secret of this phone's own."""
        me, address = self._who.person(request), address_of(request)
        form = await read_form(request)
        language = me.language if me is not None else identity.language_of(request)
        secret, code = form.get("secret", ""), read_code(form.get("code", ""))
        secret = secret if identity.well_formed(secret) else identity.new_token()
        token = identity.device_token(secret, code)
        try:
            if not identity.keeps_cookies(request):
                raise WorkshopError("no_cookies")
            if self._guesses.begin(address, self._views.people()):
                raise WorkshopError("codes_tried")
            if self._views.knows_code(code):
                # Counted before any wait: a hall that types its codes at once has many requests under way.
                self._guesses.right(address)
            await self._views.carry_out(Rejoin(code, identity.hashed(token)))
        except REFUSALS as error:
            said = replace(refused(error, language, "/rejoin"), typed=form)
            if me is not None:
                return self._views.about(language, me, said)
            return self._door(request, language, secret, said)
        answer = to_page("/")
        identity.give(answer, identity.TOKEN, token)
        return answer

    async def come_round(self, request: Request) -> Response:
        """A device is let in by the key in the address, and goes round from now on; a void key changes nothing."""
        self._who.person(request)
        answer, key = to_page("/"), read_code(request.path_params["key"])
        if self._views.is_kiosk(key):
            identity.give(answer, identity.KIOSK, key)
            # Whoever used the device before has nothing to do with those who come.
            identity.take(answer, identity.TOKEN, identity.LANGUAGE)
        return answer

    async def ask_to_make_room(self, request: Request) -> Response:
        """Whether the person is done: there is no way back."""
        person = self._who.person(request)
        if person is None or person.channel is Channel.PHONE:
            return to_page("/")
        return self._views.pass_on(person)

    async def make_room(self, request: Request) -> Response:
        """A person on a shared device is done, and the next one begins with the join page."""
        person, answer = self._who.person(request), to_page("/")
        if person is not None and person.channel is not Channel.PHONE:
            identity.take(answer, identity.TOKEN, identity.LANGUAGE)
        return answer

    def _channel(self, request: Request, form: Mapping[str, str]) -> Channel:
        if not self._who.on_kiosk(request):
            return Channel.PHONE
        # Where votes bind, each person brings a ticket, and nobody answers for another.
        on_paper = form.get("channel") == Channel.PAPER and not self._views.now.tickets
        return Channel.PAPER if on_paper else Channel.KIOSK

    def _door(self, request: Request, language: str, secret: str, said: Said) -> Response:
        page = self._views.joining(language, secret, said, kiosk=self._who.on_kiosk(request))
        identity.try_out(request, page, language)
        return page

    async def language(self, request: Request) -> Response:
        """The person reads on in another language."""
        person = self._who.person(request)
        form = await read_form(request)
        language, back = form.get("language", ""), form.get("back", "/")
        if language not in LANGUAGES:
            raise WorkshopError("language_unknown")
        if person is not None:
            await self._views.carry_out(ChooseLanguage(person.id, language))
        answer = to_page(back_to(back, "/"))
        identity.give(answer, identity.LANGUAGE, language)
        return answer
