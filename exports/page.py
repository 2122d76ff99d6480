"""The minutes' second writer: one accessible web page, whole in one file. Any thread.

It writes the same as the Word document in the same order. Every text is cleaned and escaped; nothing is loaded from
elsewhere and there is no script.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

import resources
from exports import pictures
from exports.columns import telling
from exports.text import cleaned
from workshop_app.domain.wrapping import LONG, breakable, unbroken
from workshop_app.drawing.shapes import FIGURE, Draw
from workshop_app.tongues import foreign

#: The width that drawings are laid out for: their text must be readable on the narrowest phone.
_PHONE_CM = 9.0
#: From how many letters on words may be broken in headings, lists and tables, where there is less room.
_LITTLE_ROOM = 11
#: A cell of at most this many characters and no space is not broken; one of at least this many lines is a list, and
#: gets room to be read.
_SHORT, _LINES = 12, 4


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """The page's language code, its title in the browser's tab, and the lines above and below the text."""

    language: str
    title: str
    owner: str
    kind_and_date: str
    contact: str


class WebPage:
    """A page that is written from top to bottom; `html` at the end."""

    def __init__(
        self, identity: PageIdentity, *, table_label: str, picture_label: str, apart: bool = False
    ) -> None:
        """An empty page; the labels are the words that captions begin with.

        With `apart` the drawings go into `drawings`, and the page has `FIGURE` and their number in their places: for a
        program that can't show SVG and draws them itself.
        """
        self._identity = identity
        self._table_label, self._picture_label = table_label, picture_label
        self._parts: list[str] = []
        self._tables = 0
        self._apart = apart
        self.drawings: list[Draw] = []
        self._in_facts = False

    def title(self, text: str) -> None:
        """The one first-level heading."""
        self._add(f"<h1>{self._flowing(cleaned(text, multiline=False), _LITTLE_ROOM)}</h1>")

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 3, below the title."""
        said = self._flowing(cleaned(text, multiline=False), _LITTLE_ROOM)
        self._add(f"<h{level + 1}>{said}</h{level + 1}>")

    def paragraph(self, text: str) -> None:
        """Body text; an empty line begins a new paragraph."""
        for part in cleaned(text).split("\n\n"):
            if part.strip():
                self._add(f'<p dir="auto">{self._flowing(part.strip(chr(10)))}</p>')

    def fact(self, label: str, value: str, *, keep: bool = False) -> None:
        """A label and its value; facts that follow each other are one list."""
        if not self._in_facts:
            self._add("<dl>")
            self._in_facts = True
        self._parts.append(f'<dt>{_line(label)}</dt><dd dir="auto">{self._flowing(cleaned(value))}</dd>')

    def bullets(self, items: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A list: each item with the items under it."""
        self._add("<ul>")
        for text, under in items:
            below = "".join(
                f'<li dir="auto"{self._tongue(part)}>{self._flowing(cleaned(part), _LITTLE_ROOM)}</li>'
                for part in under
            )
            inner = f"<ul>{below}</ul>" if below else ""
            self._add(self._item(cleaned(text), inner))
        self._add("</ul>")

    def table(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str,
        description: str,
        widths: Sequence[float],
        right: Collection[int] = (),
    ) -> None:
        """A table with its caption; on a narrow screen it scrolls sideways, by keyboard too."""
        self._tables += 1
        told = f"{self._table_label} {self._tables}. {_line(caption)}"
        headers, rows, _widths, right = telling(
            headers, [[cleaned(cell) for cell in row] for row in rows], widths, right
        )
        sides = [' class="right"' if column in right else "" for column in range(len(headers))]
        head = "".join(
            f'<th scope="col"{side}>{_line(h)}</th>' for h, side in zip(headers, sides, strict=True)
        )
        self._add(f'<div class="scroll" role="region" tabindex="0" aria-label="{told}"><table>')
        unseen = f'<span class="unseen"> {_line(description)}</span>'
        self._add(f'<caption><span class="told">{told}{unseen}</span></caption>')
        self._add(f"<thead><tr>{head}</tr></thead><tbody>")
        for cells in rows:
            filled = "".join(
                f'<td dir="auto"{self._tongue(cell)}{_look(cell, column in right)}>'
                f"{self._flowing(cell, _LITTLE_ROOM)}</td>"
                for column, cell in enumerate(cells)
            )
            self._add(f"<tr>{filled}</tr>")
        self._add("</tbody></table></div>")

    def picture(self, draw: Draw, *, caption: str, description: str) -> None:
        """A drawing inside the page, with what it shows in words."""
        self.drawings.append(draw)
        number = len(self.drawings)
        told = f"{self._picture_label} {number}. {_line(caption)}"
        if self._apart:
            shown = f'<img src="{FIGURE}{number - 1}" alt="{_line(description)}">'
        else:
            drawing = draw(pictures.sheet(_PHONE_CM))
            shown = pictures.in_page(drawing, described=cleaned(description, multiline=False))
        self._add(f"<figure>{shown}<figcaption>{told}</figcaption></figure>")

    def html(self) -> str:
        """The whole page."""
        self._close_facts()
        identity = self._identity
        # Exactly as it stands in the file: the host allows this one style sheet by its hash.
        css = resources.path("docx", "page.css").read_bytes().decode()
        # The window's preview can't show columns: there the two stand one after the other.
        between = " · " if self._apart else " "
        contact = f"<footer>{_line(identity.contact)}</footer>" if identity.contact else ""
        return (
            f'<!DOCTYPE html>\n<html lang="{identity.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{_line(identity.title)}</title>\n<style>{css}</style>\n</head>\n<body>\n"
            f"<header><span>{_line(identity.owner)}</span>{between}<span>{_line(identity.kind_and_date)}</span></header>\n"
            "<main>\n" + "\n".join(self._parts) + f"\n</main>\n{contact}\n</body>\n</html>\n"
        )

    def _item(self, text: str, under: str) -> str:
        """An item of a list. What stands under it has a language of its own, so only its own words are marked."""
        tongue = self._tongue(text)
        if under and tongue:
            return f'<li dir="auto"><span{tongue}>{self._flowing(text, _LITTLE_ROOM)}</span>{under}</li>'
        return f'<li dir="auto"{tongue}>{self._flowing(text, _LITTLE_ROOM)}{under}</li>'

    def _flowing(self, text: str, long: int = LONG) -> str:
        """A cleaned text as markup, with soft hyphens in its long words: few phones' browsers know Finnish."""
        return _broken(text if self._apart else breakable(text, long))

    def _tongue(self, text: str) -> str:
        """The attribute of what is in another language than the page."""
        found = foreign(text, self._identity.language)
        return f' lang="{found}"' if found else ""

    def _add(self, markup: str) -> None:
        self._close_facts()
        self._parts.append(markup)

    def _close_facts(self) -> None:
        if self._in_facts:
            self._parts.append("</dl>")
            self._in_facts = False


def _look(cell: str, right: bool) -> str:
    """A cell's classes.

    A short cell without a space, such as "10.–32.", stays on one line. A list in a cell (a group's first ideas) gets
    room: it would be a column of single words on a phone.
    """
    whole = len(cell) <= _SHORT and not set(cell) & set(" \t\n")
    listed = cell.count("\n") + 1 >= _LINES
    classes = " ".join(
        name for name, holds in (("right", right), ("whole", whole), ("list", listed)) if holds
    )
    return f' class="{classes}"' if classes else ""


def _line(text: str) -> str:
    return _broken(cleaned(text, multiline=False))


def _broken(text: str) -> str:
    """A cleaned text as markup, to be broken into lines: ranges of numbers stay in one piece.

    What has no space stays as it is: a cell with nothing but a range is kept whole by its class.
    """
    return escape(unbroken(text) if " " in text else text)
