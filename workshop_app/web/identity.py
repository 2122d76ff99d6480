"""Who a phone is: a random secret in its cookie, of which only a hash is kept. Pure, any thread."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from workshop_app.domain.text import LANGUAGES

#: The cookies: the person's secret, and the language of one who has not joined.
TOKEN, LANGUAGE = "tupailta", "kieli"
#: The cookie of a device that goes round: the key that let it in.
KIOSK = "kioski"
#: How long a cookie lasts, in seconds: for the evening, and for fetching the minutes on the days after it.
KEPT = 7 * 24 * 3600
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}\Z")


def new_token() -> str:
    """A secret nobody can guess."""
    return secrets.token_urlsafe(32)


def well_formed(token: str) -> bool:
    """Whether it has the form of our secrets."""
    return _SHAPE.match(token) is not None


def hashed(token: str) -> str:
    """What the file keeps of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_token(secret: str, code: str) -> str:
    """The secret of a phone that comes with a code: as hard to guess as its page's, and the same at a second tap."""
    made = hashlib.sha256(f"{secret} {code}".encode()).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def token_of(request: Request) -> str | None:
    """The secret in the request's cookie, or None where there is none of our shape."""
    token = cookie(request, TOKEN)
    return token if well_formed(token) else None


def cookie(request: Request, name: str) -> str:
    """A cookie's value as it stands, or nothing; of several the first one.

    Ours need no unquoting, for which Python's own parser takes a second on 14 kB of backslashes while the hall waits.
    """
    for header in request.headers.getlist("cookie"):
        for part in header.split(";"):
            found, _, value = part.partition("=")
            if found.strip() == name:
                return value.strip()
    return ""


def give(response: Response, name: str, value: str) -> None:
    """Set a cookie. No `Secure`: the hall's network is plain http, and the phone would drop it."""
    response.set_cookie(name, value, max_age=KEPT, path="/", httponly=True, samesite="lax")


def take(response: Response, *names: str) -> None:
    """Have the browser forget these cookies."""
    for name in names:
        response.delete_cookie(name, path="/", httponly=True, samesite="lax")


def try_out(request: Request, response: Response, language: str) -> None:
    """Give the browser a test cookie with the join page, if it has none: does the browser keep cookies?"""
    if not keeps_cookies(request):
        give(response, LANGUAGE, language)


def keeps_cookies(request: Request) -> bool:
    """Whether the form comes from a browser that keeps what the join page gave it."""
    return bool(request.headers.get("cookie"))


def language_of(request: Request, default: str = "fi") -> str:
    """The language for a person who has not joined: chosen on the page, else the phone's, else `default`."""
    chosen = cookie(request, LANGUAGE)
    return chosen if chosen in LANGUAGES else preferred(request.headers.get("accept-language", ""), default)


def preferred(header: str, default: str = "fi") -> str:
    """The language of ours that an `Accept-Language` header likes best, or `default`."""
    wishes: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        name, _, rest = part.strip().partition(";")
        weight = rest.strip().removeprefix("q=") if rest else "1"
        try:
            wishes.append((float(weight), name.strip().lower().split("-")[0]))
        except ValueError:
            continue
    wishes.sort(key=lambda wish: -wish[0])
    return next((name for weight, name in wishes if weight > 0 and name in LANGUAGES), default)
