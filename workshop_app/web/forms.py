"""Reads what a browser's form sends, within bounds, and says which page it leads to. WEB THREAD."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

#: How many fields a form may have, and how many seconds its sending may take.
FIELDS, SECONDS = 64, 20
#: Each kind's form gives its field for free text one of these names, so that a refused text is shown again.
WRITTEN = ("text", "word")
#: Pages that a form may lead back to.
_BACK = re.compile(r"/(about|mail|minutes|next|own|a/[0-9]{1,9}/results|\?t=[A-Za-z0-9-]{1,40})?\Z")
#: The name of a part of a page, as a form or a link asks for it.
_SHOW = re.compile(r"[a-z]{1,20}\Z")


async def read_form(request: Request) -> dict[str, str]:
    """The form's values; where a name occurs several times, the last. Raises HTTPException (400, 408, 413, 415)."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        async with asyncio.timeout(SECONDS):
            body = await request.body()
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from None
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


def written(form: dict[str, str]) -> str:
    """The person's free text in a form, or the empty text."""
    return next((form[name] for name in WRITTEN if form.get(name, "").strip()), "")


def to_page(path: str) -> RedirectResponse:
    """The page that a form leads to, so that loading it again sends nothing again."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def back_to(path: str, otherwise: str) -> str:
    """The page that a form names to go back to, where it is one of ours."""
    return path if _BACK.match(path) else otherwise


def named(show: str | None) -> str:
    """The part of a page that is asked for, or nothing."""
    return show if show and _SHOW.match(show) else ""
