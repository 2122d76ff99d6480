"""A phone without JavaScript: reads the forms out of the pages it gets and sends them as a browser would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from lxml import html


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page: where it goes, and what it would send without a button."""

    action: str
    fields: Mapping[str, str]


class Page:
    """An answer of the host, read as a page."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.url.raw_path.decode()
        self._tree: Any = html.fromstring(response.text)
        unseen: Any = self._tree.xpath("//template | //*[@hidden]")
        for element in unseen:
            element.drop_tree()

    @property
    def text(self) -> str:
        """What a person reads, what nobody sees left out, white space joined."""
        body = self._tree.xpath("//body")
        return _words(body[0] if body else self._tree)

    @property
    def heading(self) -> str:
        """The first heading."""
        return self.all("h1")[0]

    @property
    def title(self) -> str:
        """What the page is called."""
        return _words(self._tree.xpath("//title")[0])

    @property
    def notice(self) -> str:
        """The sentence at the top about what went wrong, or nothing."""
        return " ".join(self.all('p[@role="alert"]'))

    @property
    def language(self) -> str:
        """The page's language."""
        return str(self._tree.get("lang"))

    @property
    def waits(self) -> bool:
        """Whether the page loads itself again."""
        return bool(self._tree.xpath('//meta[@http-equiv="refresh"]'))

    def all(self, what: str) -> list[str]:
        """The texts of all elements that fit an XPath after `//`."""
        return [_words(element) for element in self._tree.xpath(f"//{what}")]

    def foreign(self) -> dict[str, str]:
        """What the page itself says in another language than its own, and in which."""
        marked = self._tree.xpath("//*[@lang][ancestor::main or ancestor::header]")
        return {_words(element): str(element.get("lang")) for element in marked}

    def told_wrong(self) -> list[str]:
        """The ids of the fields with which a screen reader says what went wrong."""
        return [str(found) for found in self._tree.xpath("//*[contains(@aria-describedby, 'notice')]/@id")]

    def links(self) -> dict[str, str]:
        """Each link's text and address."""
        return {_words(a): str(a.get("href")) for a in self._tree.xpath("//a")}

    def form(self, action: str) -> Form:
        """The form that goes to `action` (the beginning of its address)."""
        for form in self._tree.forms:
            if form.action and form.action.startswith(action):
                fields = {name: value or "" for name, value in form.form_values() if name}
                return Form(form.action, fields)
        raise AssertionError(f"no form to {action} on the page: {self.text}")

    def has_form(self, action: str) -> bool:
        """Whether there is such a form."""
        return any(form.action and form.action.startswith(action) for form in self._tree.forms)


class Phone:
    """One person's browser: keeps its cookies, follows redirects, names its origin when it sends a form."""

    def __init__(self, port: int, language: str = "fi") -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(
            base_url=self.origin,
            headers={"Accept-Language": language},
            follow_redirects=True,
            trust_env=False,
            timeout=60,
        )

    def get(self, path: str = "/") -> Page:
        """Open a page."""
        return Page(self.client.get(path))

    def send(self, page: Page, action: str, /, **values: str) -> Page:
        """Fill in the form that goes to `action`, press its button (also a value), and read what comes."""
        form = page.form(action)
        return self.post(form.action, {**form.fields, **values})

    def post(self, path: str, values: Mapping[str, str], **headers: str) -> Page:
        """Send values as a form of the host's own page."""
        named = {"Origin": self.origin, **headers}
        return Page(self.client.post(path, data=dict(values), headers=named))

    def join(self, group: str = "jarjestot") -> Page:
        """Join the workshop."""
        return self.send(self.get(), "/join", group=group)

    def token(self) -> str:
        """The secret in the cookie."""
        return self.client.cookies["tupailta"]

    def close(self) -> None:
        """Close its connections."""
        self.client.close()


def _words(element: Any) -> str:
    return " ".join(str(element.text_content()).replace("\u00ad", "").replace("\u2060", "").split())
