"""Requests that no page would send, written out byte by byte: forms filled in with strange values, sent by others, to
other addresses, with other heads. What they grow out of are the pages that a phone was shown.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import quote_plus

from lxml import html

from workshop_app.web.afterwards import Afterwards
from workshop_app.web.app import routes
from workshop_app.web.joining import Joining
from workshop_app.web.live import Live
from workshop_app.web.pages import Pages

#: The host's own list; for their addresses and methods the classes do as well as their objects.
ROUTES = routes(
    cast("Joining", Joining), cast("Pages", Pages), cast("Afterwards", Afterwards), cast("Live", Live)
)
#: Marks what must never stand in a page as it was sent.
MARK = "<fuzz>"
#: Forms are where most can go wrong.
_WEIGHTS = [6 if "{activity_id" in route.path else 2 if route.methods == {"POST"} else 1 for route in ROUTES]
_METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
_VALUES = (
    "", " ", "0", "-1", "1", "2", "3", "1.5", "1e9", "٣", "²", "NaN", "null", "true", "[]", "{}", str(2**31),
    str(2**63), str(2**64), "9" * 400, "0x10", "+1", " 1 ", "1_0", "left", "right", "skip", "more", "undo", "fi", "sv",
    "xx", "jarjestot", "/about", "//example.org", "/a/1/results", "javascript:1", MARK, "{{ 7*7 }}", "%s%n", "${7*7}",
    "kept", "+", "=1+1", "\"'><script>alert(1)</script>" + MARK, "a\x00b", "\r\nX: y", "\u202eabc", "é" * 300, "\ud800",
    "a" * 281, "x" * 5000, "👩‍👩‍👧" * 60, "\n" * 200, "'; DROP TABLE idea; --",
)  # fmt: skip
_NUMBERS = ("1", "2", "3", "4", "5", "6", "0", "99", "9" * 9, "9" * 5_000, "-1", "x")
_NAMES = (
    "secret",
    "admission",
    "group",
    "language",
    "code",
    "pair",
    "action",
    "text",
    "client_id",
    "then",
    "show",
    "has",
    "took",
)
_FILES = ("phone.css", "phone.js", "x", "..%2fjoin.html", "%00")
_TYPES = ("multipart/form-data; boundary=x", "application/json", "text/plain", "", "x" * 300)
_TARGETS = (
    "/", "//", "/*", "*", "/%", "/%zz", "/..%2f", "/a/", "/a/1%00", "/static/../x", "/?" + "a=b&" * 900,
)  # fmt: skip
_ORIGINS = ("null", "http://example.org", "https://127.0.0.1", "http://[", "")
_LANGUAGES = ("sv", "en;q=x", "fi;q=nan", "*;q=1e999", MARK)
_HEADS = ("Range", "X-Forwarded-For", "Upgrade", "Referer", "If-None-Match")
_FORM = "application/x-www-form-urlencoded"
_CODE = re.compile(r'<strong class="code">([^<]+)<')
_STAMP = re.compile(r'data-stamp="([^"]+)"')


@dataclass(slots=True)
class Person:
    """One phone: its secret, and the forms of the last page it saw."""

    token: str = ""
    forms: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    #: What the page's script says that it has.
    stamps: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Strange:
    """One request: whose it is, the route it grew out of, and its bytes."""

    person: Person
    route: str
    data: bytes

    @property
    def streams(self) -> bool:
        """Whether its answer may have no end."""
        return self.data.startswith(b"GET /live")


class Writing:
    """Writes requests for the host at `host` (its address and port)."""

    def __init__(self, host: str, dice: random.Random) -> None:
        self._host, self._dice = host, dice
        self._people = [Person() for _ in range(6)]
        self._names = sorted(_NAMES)
        #: What somebody may come back with.
        self._codes: list[str] = []

    def request(self) -> Strange:
        """The next one, of somebody."""
        dice, person = self._dice, self._dice.choice(self._people)
        (route,) = dice.choices(ROUTES, _WEIGHTS)
        method = dice.choice(sorted(route.methods or {"GET"}) if dice.random() < 0.93 else _METHODS)
        target, body = self._target(route.path), b""
        if method == "POST" or dice.random() < 0.05:
            own = dice.choice(person.forms) if person.forms and dice.random() < 0.8 else None
            fitting = [f for f in person.forms if f[0].split("/")[1] == route.path.split("/")[1]]
            own = dice.choice(fitting) if fitting and dice.random() < 0.7 else own
            target = own[0] if own and dice.random() < 0.9 else target
            body = self._body(own[1] if own else {}, person.stamps)
        if dice.random() < 0.03:
            target = dice.choice(_TARGETS)
        heads = self._heads(person, body, posts=method == "POST")
        head = "".join(f"{name}: {value}\r\n" for name, value in heads)
        line = f"{method} {target or '/'} HTTP/1.1\r\n"
        return Strange(person, route.path, (line + head + "\r\n").encode("latin-1", "replace") + body)

    def joinings(self) -> list[Strange]:
        """Most of the people come in as one should: behind the door is more to be tried."""
        return [self._join(person) for person in self._people if self._dice.random() < 0.8]

    def _join(self, person: Person) -> Strange:
        body = b"group="
        heads = (
            ("Host", self._host),
            ("Origin", f"http://{self._host}"),
            ("Content-Type", _FORM),
            ("Cookie", "kieli=fi"),
        )
        head = "".join(f"{name}: {value}\r\n" for name, value in (*heads, ("Content-Length", len(body))))
        return Strange(person, "/join", f"POST /join HTTP/1.1\r\n{head}\r\n".encode() + body)

    def look(self, person: Person | None) -> Strange:
        """The person, or anybody, looks at what is live now; now and then as the page's script does."""
        person = person or self._dice.choice(self._people)
        has = "?has=" + quote_plus(" ".join(person.stamps)) if self._dice.random() < 0.2 else ""
        heads = [("Host", self._host), ("Cookie", _on_one_line(f"tupailta={person.token}"))]
        head = "".join(f"{name}: {value}\r\n" for name, value in heads)
        return Strange(person, "/", f"GET /{has} HTTP/1.1\r\n{head}\r\n".encode("latin-1", "replace"))

    def saw(self, person: Person, page: bytes) -> None:
        """A page came to somebody: from now on its forms are what is filled in."""
        text = page.decode("utf-8")
        person.forms, person.stamps = _forms(page), _STAMP.findall(text)
        self._codes = [*self._codes, *_CODE.findall(text)][-6:]
        for _, fields in person.forms:
            if "code" in fields:
                fields["code"] += self._codes
        self._names = sorted({*self._names, *(name for _, fields in person.forms for name in fields)})

    def broken(self) -> bytes:
        """A request with bytes changed, and cut off somewhere."""
        request = bytearray(self.request().data)
        for _ in range(self._dice.choice((1, 3, 20))):
            request[self._dice.randrange(len(request))] = self._dice.randrange(256)
        return bytes(request[: self._dice.randrange(len(request))])

    def _target(self, path: str) -> str:
        path = path.replace("{activity_id:number}", self._dice.choice(_NUMBERS))
        path = path.replace("{name}", self._dice.choice(_FILES))
        if self._dice.random() < 0.15:
            path += f"?{self._dice.choice(('show', 't', 'has', 'x', ''))}={quote_plus(self._value(), errors='replace')}"
        return path

    def _body(self, fields: dict[str, list[str]], stamps: list[str]) -> bytes:
        dice = self._dice
        if dice.random() < 0.04:
            return dice.randbytes(dice.choice((1, 100, 17_000)))
        pairs = [(name, dice.choice(values)) for name, values in fields.items()]
        if stamps:
            pairs.append(("has", " ".join(dice.choices(stamps, k=dice.choice((1, 2, 3))))))
        for _ in range(dice.choice((0, 0, 1, 1, 2, 4))):
            change, at = dice.randrange(4), dice.randrange(max(1, len(pairs)))
            if change == 0 and pairs:
                del pairs[at]
            elif change == 1 and pairs:
                pairs[at] = (pairs[at][0], self._value())
            else:
                pairs.append((dice.choice(self._names), self._value()))
        if dice.random() < 0.01:
            pairs += [("x", "")] * 100
        encoded = [f"{quote_plus(n, errors='replace')}={_encoded(v)}" for n, v in pairs]
        return "&".join(encoded).encode()

    def _value(self) -> str:
        dice = self._dice
        if dice.random() < 0.75:
            return dice.choice(_VALUES)
        signs = [
            chr(dice.choice((dice.randrange(128), dice.randrange(0x2000), dice.randrange(0x110000))))
            for _ in "12345678"
        ]
        return "".join(signs)

    def _heads(self, person: Person, body: bytes, *, posts: bool) -> list[tuple[str, str]]:
        dice, own = self._dice, self._host
        strange: Callable[[float], bool] = lambda share: dice.random() < share  # noqa: E731
        hosts = ("example.org", "", "[::1", "a" * 300, own + "x") if strange(0.02) else (own,)
        heads = [("Host", dice.choice(hosts))]
        if posts or strange(0.1):
            heads.append(("Origin", dice.choice(_ORIGINS) if strange(0.04) else f"http://{own}"))
            heads.append(("Content-Type", dice.choice(_TYPES) if strange(0.03) else _FORM))
        token = dice.choice(self._people).token if strange(0.1) else person.token
        token = self._value() if strange(0.02) else token
        if token:
            cookie = f"tupailta={token}; kieli={dice.choice(('fi', 'xx', MARK))}"
            heads.append(("Cookie", _on_one_line(cookie)))
        if strange(0.3):
            heads.append(("Accept-Language", dice.choice(_LANGUAGES)))
        if strange(0.4):
            heads.append(("X-Tupailta", "1"))
        if strange(0.02):
            heads.append((dice.choice(_HEADS), "websocket"))
        if body or posts:
            heads.append(("Content-Length", str(len(body))))
        return heads


def _forms(page: bytes) -> list[tuple[str, dict[str, list[str]]]]:
    found = []
    for form in cast("html.HtmlElement", html.fromstring(page.decode("utf-8"))).forms:
        fields: dict[str, list[str]] = {}
        for one in form.iter("input", "button", "textarea", "select"):
            typed = "aino@example.fi" if one.get("type") == "email" else "Kyläbussi"
            choices = [o.get("value") or "" for o in one.iter("option")] or [one.get("value") or typed]
            if one.get("name"):
                fields.setdefault(str(one.get("name")), []).extend(choices)
        found.append((str(form.get("action") or "/"), fields))
    return found


def _encoded(value: str) -> str:
    return quote_plus(value.encode("utf-8", "surrogatepass"))


def _on_one_line(value: str) -> str:
    return re.sub(r"[\r\n\x00]", "", value)
