"""The LAN host's routes, in one list, and what happens when one of them fails. WEB THREAD."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Lifespan

from workshop_app.web import identity
from workshop_app.web.afterwards import Afterwards
from workshop_app.web.guard import Guard
from workshop_app.web.joining import Joining
from workshop_app.web.live import Live
from workshop_app.web.pages import Pages, file
from workshop_app.web.presence import Presence
from workshop_app.web.views import refused, sentence, turned_away

Endpoint = Callable[[Request], Awaitable[Response]]


def routes(joining: Joining, pages: Pages, afterwards: Afterwards, live: Live) -> list[Route]:
    """Every address that the host answers."""
    return [
        Route("/", _safe(pages.home)),
        Route("/join", _safe(joining.join), methods=["POST"]),
        Route("/rejoin", _safe(joining.rejoin), methods=["POST"]),
        Route("/language", _safe(joining.language), methods=["POST"]),
        Route("/a/{activity_id:int}", _safe(pages.answer), methods=["POST"]),
        # A browser that opens its tabs anew asks again for where a form went.
        Route("/a/{activity_id:int}", _safe(pages.start)),
        Route("/join", _safe(pages.start)),
        Route("/rejoin", _safe(pages.start)),
        Route("/a/{activity_id:int}/results", _safe(pages.results)),
        Route("/own", _safe(pages.own)),
        Route("/own", _safe(pages.withdraw), methods=["POST"]),
        Route("/minutes", _safe(afterwards.take_home)),
        Route("/minutes.docx", _safe(afterwards.minutes)),
        Route("/minutes.html", _safe(afterwards.minutes_page)),
        Route("/mail", _safe(afterwards.mail)),
        Route("/mail", _safe(afterwards.mailing), methods=["POST"]),
        Route("/about", _safe(pages.about)),
        Route("/live", live, methods=["GET"]),
        Route("/version", _safe(live.version)),
        Route("/static/{name}", _safe(file)),
    ]


def application(served: list[Route], presence: Presence, lifespan: Lifespan[Starlette]) -> ASGIApp:
    """The whole host as one ASGI application, with the guard in front."""
    inner = Starlette(
        routes=served,
        lifespan=lifespan,
        # On a weak network bytes are waiting time; event streams are left as they are.
        middleware=[Middleware(GZipMiddleware, minimum_size=400, compresslevel=6)],
        exception_handlers={HTTPException: _turned_away},
    )
    return Guard(inner, _refuse, presence)


def _safe(endpoint: Endpoint) -> Endpoint:
    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except HTTPException:
            raise
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - the edge: it is logged there, and the phone gets a sentence
            language = identity.language_of(request)
            return sentence(language, refused(error, language, request.url.path))

    return answered


def _turned_away(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return _refuse(request, HTTPStatus.INTERNAL_SERVER_ERROR)
    answer = _refuse(request, HTTPStatus(error.status_code))
    answer.headers.update(error.headers or {})
    return answer


def _refuse(request: Request, status: HTTPStatus) -> Response:
    return turned_away(identity.language_of(request), status)
