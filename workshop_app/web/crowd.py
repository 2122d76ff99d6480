"""What a browser is told when there is no room for its connection: a page made beforehand. WEB THREAD.

Without it the browser would say that there is no such server, and nobody would know that the laptop is there.
"""

from __future__ import annotations

from functools import cache

from markupsafe import escape

from workshop_app.domain.text import LANGUAGES
from workshop_app.i18n import N_, translator
from workshop_app.web.refusals import RETRY_AFTER

_SENTENCE = N_("There are very many phones here just now. This page tries again by itself.")


@cache
def no_room() -> bytes:
    """The whole HTTP answer: the sentence in each language, and when to come again."""
    told = "".join(f"<p lang={name}>{escape(translator(name).text(_SENTENCE))}" for name in LANGUAGES)
    page = (
        f"<!doctype html><html lang={LANGUAGES[0]}><meta charset=utf-8>"
        f'<meta name=viewport content="width=device-width"><meta http-equiv=refresh content={RETRY_AFTER}>'
        f"<title>Tupailta</title>{told}"
    ).encode()
    head = (
        "HTTP/1.1 503 Service Unavailable",
        f"retry-after: {RETRY_AFTER}",
        "content-type: text/html; charset=utf-8",
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "connection: close",
        f"content-length: {len(page)}",
    )
    return "\r\n".join((*head, "", "")).encode() + page
