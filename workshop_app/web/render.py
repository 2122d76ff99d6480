"""Draws the phone's pages from the templates in `resources/web`. Any thread."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus

import jinja2
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

import resources
from workshop_app.domain.text import LANGUAGES, Text
from workshop_app.domain.wrapping import breakable, unbroken, whole_fractions
from workshop_app.drawing import svg
from workshop_app.drawing.shapes import Shape
from workshop_app.i18n import translator
from workshop_app.tongues import foreign

#: Each language's name in itself.
LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}
#: Files that a page may ask for, with their media types.
STATIC = {"phone.css": "text/css; charset=utf-8", "phone.js": "text/javascript; charset=utf-8"}
#: The parts of the phone's script, in this order; each is a file of `resources/web/script`.
SCRIPT = ("state", "sending", "showing", "question", "drafts", "following", "leaving", "answering")
#: The wrapper around them. For browsers from 2016 on, and nothing in it needs https.
_BEGINS = """/* Makes a phone's page live: it follows the evening, answers without loading a page, and keeps what
   can't be sent. Everything works without it. */
(function () {
'use strict';
"""
_ENDS = "}());\n"
#: A comment on lines of its own, or at the end of a line: it is for us, and would be a quarter of what phones fetch.
_COMMENT = re.compile(r"^ */\*(?:(?!\*/).)*\*/\n| +/\*(?:(?!\*/).)*\*/$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says about the request that led to it.

    `notice`: a sentence for its top. `typed`: the refused form's fields, so that nobody writes twice. `kept`: a text
    whose form is not there any more. `show`: the part of the page that the person asked for, a form one tap away.
    `part`: the script asks, and has already all that surrounds the screen; `has` are the stamps of the question that it
    shows and of the one ahead, where it has them.
    """

    notice: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    kept: str = ""
    show: str = ""
    part: bool = False
    has: str = ""
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


#: What the script sends as `has` when its page keeps the elements marked `data-keep`.
KEEPS = "kept"
#: A part is not a page: shown as one it could do nothing. The short policy also keeps an answer under 1 kB.
_OF_A_PART = {"Content-Security-Policy": "default-src 'none'"}
#: Around a fragment of a page; the body says the same as that of page.html.
_AROUND = """<body data-live="{mark}" data-follows="1">
<div id="page">
<div class="bit">
{fragment}</div>
</div>
"""
#: For a page about which there is nothing to say.
NOTHING = Said()


def draw(template: str, language: str, values: Mapping[str, object], said: Said = NOTHING) -> HTMLResponse:
    """The page as HTML. Every value is escaped; an unknown name in a template raises."""
    return _response(_drawn(template, language, values, said), said)


def around(fragment: Markup, mark: object, said: Said) -> HTMLResponse:
    """What replaces the screen where the phone's script has the rest, in a minimal page. `mark`: what is live."""
    return _response(_AROUND.format(mark=escape(mark), fragment=fragment), said)


def _drawn(template: str, language: str, values: Mapping[str, object], said: Said) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            {**_speaking(language), **values},
            notice=said.notice,
            typed=said.typed,
            kept=said.kept,
            show=said.show,
            part=said.part,
            keeps=said.part and said.has == KEEPS,
        )
    )


def _response(html: str, said: Said) -> HTMLResponse:
    return HTMLResponse(html, said.status, {**said.headers, **(_OF_A_PART if said.part else {})})


@cache
def static(name: str) -> bytes:
    """The content of a file that belongs to the pages; the script is put together from its parts, without comments."""
    if name != "phone.js":
        return resources.path("web", name).read_bytes()
    parts = [resources.path("web", "script", f"{part}.js").read_text("utf-8") for part in SCRIPT]
    parts = [_COMMENT.sub("", part) for part in parts]
    return "\n".join([_BEGINS, *parts, _ENDS]).encode()


@cache
def static_packed(name: str) -> bytes:
    """The same with gzip at its best: it is packed once and fetched by every phone."""
    return gzip.compress(static(name), compresslevel=9, mtime=0)


@cache
def static_url(name: str) -> str:
    """The address of such a file; it changes with the content, so a phone may keep it for good."""
    return f"/static/{name}?{hashlib.sha256(static(name)).hexdigest()[:10]}"


@cache
def document_policy() -> str:
    """The policy of the minutes' web page: it may show the one style sheet that we put into it; no script.

    The page stands on its own, so that a phone can keep it; its style sheet is in it, and allowed by its hash. A page
    that came with a foreign file gets no other rights.
    """
    style = base64.b64encode(
        hashlib.sha256(resources.path("docx", "page.css").read_bytes()).digest()
    ).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


@cache
def _speaking(language: str) -> Mapping[str, object]:
    """How templates say things in one language."""
    words = translator(language)

    def pick(text: Text | None) -> str:
        return "" if text is None else text.pick(words.language)

    def tongue(text: Text | str | None) -> Markup:
        """The `lang` attribute for this text, where it is in another language than the page."""
        found = foreign(text, words.language)
        return Markup(' lang="{}"').format(found) if found else Markup("")

    return {
        "_": lambda *said, **values: unbroken(words.text(*said, **values)),
        "_n": lambda *said, **values: unbroken(words.plural(*said, **values)),
        "date": words.date,
        "number": words.number,
        "percent": words.percent,
        "pick": pick,
        "tongue": tongue,
        "language": words.language,
        "words": words,
    }


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resources.path("web")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["breakable"] = breakable
    environment.filters["whole_fractions"] = whole_fractions
    environment.globals["static"] = static_url
    # Drawn from numbers only: nothing that anybody wrote is in them.
    environment.globals["share_bar"] = lambda *shares: Markup(svg.share_bar(*shares))  # noqa: S704
    environment.globals["promise_mark"] = Markup(svg.mark(Shape.DIAMOND))  # noqa: S704
    environment.globals["new_id"] = lambda: secrets.token_hex(8)
    environment.globals["languages"] = tuple((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)
    return environment
