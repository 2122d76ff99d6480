"""What a browser's form brings, read within bounds. WEB THREAD."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

#: Fields that a form may have, and seconds that its sending may take.
FIELDS, SECONDS = 64, 20
#: By these names every kind's form calls what a person writes freely; it is shown again when it can't be sent.
WRITTEN = ("text", "word")


async def read_form(request: Request) -> dict[str, str]:
    """The form's values, the last of several with one name. Raises HTTPException (400, 408, 413, 415)."""
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
    """What the person wrote freely in a form, or nothing."""
    return next((form[name] for name in WRITTEN if form.get(name, "").strip()), "")
