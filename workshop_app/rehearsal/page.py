"""A page as a browser without JavaScript understands it: its text, links and forms. Pure, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"input", "br", "hr", "img", "meta", "link"}
_UNSEEN = {"script", "style", "title", "template"}


class BrokenPage(Exception):
    """The page lacks what a person would need on it; `str()` says what."""


@dataclass(slots=True)
class Control:
    """One field, choice or button of a form. `label` is the longest text on a button or an option: an idea's own
    words beside its letter.
    """

    kind: str
    name: str
    value: str = ""
    chosen: bool = False
    label: str = ""


@dataclass(slots=True)
class Form:
    """A form as it stands on the page, with what is filled in already."""

    action: str
    method: str
    id: str = ""
    controls: list[Control] = field(default_factory=list)

    def offers(self, name: str) -> tuple[Control, ...]:
        """The controls of this name: a field, or all the choices of one question, or all its buttons."""
        return tuple(control for control in self.controls if control.name == name)

    def has(self, name: str) -> bool:
        """Whether a control has this name."""
        return bool(self.offers(name))

    def value(self, name: str) -> str:
        """What a field holds now. Raises BrokenPage when there is none."""
        found = self.offers(name)
        if not found:
            raise BrokenPage(f"the form {self.action} has no field {name}")
        return found[0].value

    def filled(
        self, values: Mapping[str, str], press: tuple[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """What a browser sends when `values` are typed or chosen and the button `press` is pressed.

        Raises BrokenPage when the form does not offer a value or the button.
        """
        for name, value in values.items():
            self._check(name, value)
        if press is not None and not any(
            c.kind == "button" and (c.name, c.value) == press for c in self.controls
        ):
            raise BrokenPage(f"the form {self.action} has no button {press[0]}={press[1]}")
        sent = [(c.name, values.get(c.name, c.value)) for c in self.controls if self._goes(c, values)]
        return sent if press is None else [*sent, press]

    def _check(self, name: str, value: str) -> None:
        offered = [c for c in self.offers(name) if c.kind != "button"]
        if not offered:
            raise BrokenPage(f"the form {self.action} has no field {name}")
        if all(c.kind in ("radio", "option", "checkbox") for c in offered) and value not in {
            c.value for c in offered
        }:
            raise BrokenPage(f"the form {self.action} does not offer {name}={value}")

    def _goes(self, control: Control, values: Mapping[str, str]) -> bool:
        if not control.name or control.kind == "button":
            return False
        if control.kind in ("radio", "option", "checkbox"):
            chosen = values.get(control.name)
            return self._chosen(control) if chosen is None else control.value == chosen
        return True

    def _chosen(self, control: Control) -> bool:
        if control.kind != "option":
            return control.chosen
        # A list without a chosen entry shows its first one, and that is what a browser sends.
        options = self.offers(control.name)
        return next((o for o in options if o.chosen), options[0]) is control


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: where it lies, what it says, where it leads and what can be sent from it."""

    url: str
    text: str
    links: tuple[tuple[str, str], ...]
    forms: tuple[Form, ...]

    def form_with(self, *names: str) -> Form | None:
        """The first form that has controls of all these names, or None."""
        return next((form for form in self.forms if all(form.has(name) for name in names)), None)

    def link_to(self, beginning: str) -> str | None:
        """The first link whose address begins so, or None."""
        return next((href for href, _text in self.links if href.startswith(beginning)), None)


def read_page(url: str, html: str) -> Page:
    """Read a page's HTML. Controls outside their form find it by the `form` attribute, as in a browser."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page(url)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._forms: list[Form] = []
        self._form: Form | None = None
        self._strays: list[tuple[str, Control]] = []
        self._links: list[tuple[str, list[str]]] = []
        self._words: list[str] = []
        # The elements that are open now and collect text: a button, an option, a text area, a link.
        self._labelled: Control | None = None
        self._area: Control | None = None
        self._select = ("", "")
        self._link: list[str] | None = None
        self._unseen = 0
        # The content of a `template` element is for a script.
        self._templates = 0

    def page(self, url: str) -> Page:
        by_id = {form.id: form for form in self._forms if form.id}
        for owner, control in self._strays:
            if owner in by_id:
                by_id[owner].controls.append(control)
        links = tuple((href, " ".join("".join(words).split())) for href, words in self._links)
        return Page(url, " ".join("".join(self._words).split()), links, tuple(self._forms))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        self._templates += tag == "template"
        if self._templates:
            return
        match tag:
            case "form":
                self._form = Form(had.get("action", ""), had.get("method", "get").lower(), had.get("id", ""))
                self._forms.append(self._form)
            case "input":
                kind = had.get("type", "text").lower()
                kind = "button" if kind in ("submit", "image") else kind
                value = had.get("value", "on" if kind in ("radio", "checkbox") else "")
                control = Control(kind, had.get("name", ""), value, "checked" in had, had.get("value", ""))
                self._place(control, had)
            case "button":
                self._labelled = Control("button", had.get("name", ""), had.get("value", ""))
                self._place(self._labelled, had)
            case "textarea":
                self._area = Control("text", had.get("name", ""))
                self._place(self._area, had)
            case "select":
                self._select = (had.get("name", ""), had.get("form", ""))
            case "option":
                self._labelled = Control("option", self._select[0], had.get("value", ""), "selected" in had)
                self._place(self._labelled, {"form": self._select[1]})
            case "a" if "href" in had:
                self._link = []
                self._links.append((had["href"], self._link))
            case _ if tag in _UNSEEN:
                self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if self._templates:
            self._templates -= tag == "template"
            return
        match tag:
            case "form":
                self._form = None
            case "button" | "option":
                self._labelled = None
            case "textarea" if self._area is not None:
                # A browser leaves out the line break right after the opening tag.
                self._area.value = self._area.value.removeprefix("\n")
                self._area = None
            case "a":
                self._link = None
            case _ if tag in _UNSEEN:
                self._unseen = max(0, self._unseen - 1)
        if tag not in _VOID:
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._unseen or self._templates:
            return
        if self._area is not None:
            self._area.value += data
            return
        if self._labelled is not None:
            self._labelled.label = max(self._labelled.label, " ".join(data.split()), key=len)
        if self._link is not None:
            self._link.append(data)
        self._words.append(data)

    def _place(self, control: Control, had: Mapping[str, str]) -> None:
        if "disabled" in had:
            return
        if had.get("form"):
            self._strays.append((had["form"], control))
        elif self._form is not None:
            self._form.controls.append(control)
