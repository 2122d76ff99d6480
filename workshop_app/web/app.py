"""The LAN host's routes, in one list, and what happens when one of them fails. WEB THREAD."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from workshop_app.web import identity
from workshop_app.web.afterwards import Afterwards
from workshop_app.web.guard import Guard
from workshop_app.web.joining import Joining
from workshop_app.web.live import Live
from workshop_app.web.pages import Pages, file
from workshop_app.web.presence import Presence
from workshop_app.web.views import refused, sentence, turned_away

Endpoint = Callable[[Request], Awaitable[Response]]


class _Number(IntegerConvertor):
    """The number of a part of the agenda. Of any length Python would refuse it with an error of ours."""

    regex = "[0-9]{1,9}"


register_url_convertor("number", _Number())


def routes(joining: Joining, pages: Pages, afterwards: Afterwards, live: Live) -> list[Route]:
    """Every address that the host answers."""
    return [
        # First what is asked for most.
        takes("/a/{activity_id:number}", pages.answer),
        shows("/", pages.home),
        takes("/join", joining.join),
        takes("/rejoin", joining.rejoin),
        takes("/next", joining.make_room),
        shows("/kiosk/{key}", joining.come_round),
        takes("/language", joining.language),
        # A browser that opens its tabs anew asks again for where a form went.
        shows("/a/{activity_id:number}", pages.start),
        shows("/join", pages.start),
        shows("/rejoin", pages.start),
        shows("/next", joining.ask_to_make_room),
        shows("/a/{activity_id:number}/results", pages.results),
        shows("/own", pages.own),
        takes("/own", pages.withdraw),
        shows("/minutes", afterwards.take_home),
        shows("/minutes.docx", afterwards.minutes),
        shows("/minutes.html", afterwards.minutes_page),
        shows("/mail", afterwards.mail),
        takes("/mail", afterwards.mailing),
        shows("/about", pages.about),
        Route("/live", live, methods=["GET"]),
        shows("/version", live.version),
        shows("/static/{name}", file),
    ]


def shows(path: str, endpoint: Endpoint) -> Route:
    """An address that shows a page."""
    return Route(path, _Page(endpoint), methods=["GET"])


def takes(path: str, endpoint: Endpoint) -> Route:
    """An address that takes a form."""
    return Route(path, _Page(endpoint), methods=["POST"])


def application(served: list[Route], presence: Presence, lifespan: Lifespan[object]) -> ASGIApp:
    """The whole host as one ASGI application, with the guard in front.

    It is Starlette's router without its application around it, whose layers each answer would pass both ways.
    """
    router = Router(served, lifespan=lifespan)

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        # With an application in the scope the router raises what it can't find.
        scope["app"] = router
        try:
            await router(scope, receive, send)
        except HTTPException as error:
            await _turned_away(Request(scope), error)(scope, receive, send)

    return Guard(inner, _refuse, presence)


class _Page:
    """An endpoint as an ASGI application, which says a sentence when it fails."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        answer = await self._answer(request)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._endpoint(request)
        except HTTPException as error:
            return _turned_away(request, error)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - the edge: it is logged there, and the phone gets a sentence
            language = identity.language_of(request)
            return sentence(language, refused(error, language, request.url.path))


def _turned_away(request: Request, error: HTTPException) -> Response:
    answer = _refuse(request, HTTPStatus(error.status_code))
    answer.headers.update(error.headers or {})
    return answer


def _refuse(request: Request, status: HTTPStatus) -> Response:
    return turned_away(identity.language_of(request), status)
