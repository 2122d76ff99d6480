"""Texts in three languages, and what becomes of a text that somebody typed. Pure, any thread."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from workshop_app.domain.errors import WorkshopError

__all__ = ["LANGUAGES", "Text", "clean", "without_quotes"]

LANGUAGES = ("fi", "sv", "en")
"""The languages of every text, the default first."""
#: The longest title, line and text that the facilitator writes, in characters.
TITLE_LIMIT, LINE_LIMIT, TEXT_LIMIT = 200, 300, 20_000

# Overrides, embeddings and isolates reorder the text around them, on every page that shows it.
# Letters written from right to left need none of them and stay.
#: What is left out: control characters but line end and tab, lone surrogates, bidi controls, noncharacters.
_NOT_STORABLE = dict.fromkeys(
    [
        *(code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"),
        *range(0xD800, 0xE000),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFDD0, 0xFDF0),
        *(plane + end for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
    ]
)
#: Letters to Unicode, and yet nothing to see: they fill a place in another script.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
#: So many marks may stand on one letter; no language needs more, and a pile of them would cover its neighbours.
MARKS = 4
#: So many characters at the most become one when they are put together (NFC).
_PARTS = 4
#: What quotations stand between, in our three languages and as people type them.
_OPENING, _CLOSING = '“”„»«"', '“”»«"'
#: So many characters of a text tell it when the rest is cut off.
_BEGINNING = 12
_LINE_BREAKS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Finnish, Swedish and English; at least one of them is set.

    Raises WorkshopError("text_empty") when none is.
    """

    fi: str | None = None
    sv: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        """Refuse a text without words in any language."""
        if not (self.fi or self.sv or self.en):
            raise WorkshopError("text_empty")

    def pick(self, language: str) -> str:
        """The text in ``language``; where it is missing in Finnish, else in whatever language there is."""
        return getattr(self, self.picked(language)) or ""

    def picked(self, language: str) -> str:
        """The language of what `pick` gives."""
        given = {"fi": self.fi, "sv": self.sv, "en": self.en}
        return next((one for one in (language, *LANGUAGES) if given.get(one)), "fi")

    def cleaned(self, limit: int) -> Text:
        """The text with each of its languages cleaned. Raises WorkshopError(text_empty, text_too_long)."""
        return Text(**{language: clean(words, limit=limit) for language, words in self.as_json().items()})

    def as_json(self) -> dict[str, str]:
        """Only the languages that are set, for a JSON file: ``{"fi": ..., "sv": ...}``."""
        given = {"fi": self.fi, "sv": self.sv, "en": self.en}
        return {language: words for language, words in given.items() if words}

    @classmethod
    def from_json(cls, obj: object) -> Text:
        """The text of a JSON object with ``fi``, ``sv``, ``en``; other keys (``origin``) are left aside.

        Raises WorkshopError("text_invalid") when the object has another shape, "text_empty" when it is empty.
        """
        if not isinstance(obj, Mapping):
            raise WorkshopError("text_invalid", found=type(obj).__name__)
        given = {language: obj.get(language) for language in LANGUAGES}
        for words in given.values():
            if words is not None and not isinstance(words, str):
                raise WorkshopError("text_invalid", found=type(words).__name__)
        return cls(**given)

    @classmethod
    def same(cls, language: str, words: str) -> Text:
        """A text that somebody wrote in one language: only that one is set.

        Raises WorkshopError("language_unknown") for a language that we do not have.
        """
        if language not in LANGUAGES:
            raise WorkshopError("language_unknown", id=language)
        return cls(**{language: words})


def clean(raw: str, *, limit: int, multiline: bool = True) -> str:
    """What somebody typed, made fit to store and to show in a page, a window, a document and a table.

    Line ends become LF, the text is put in NFC and trimmed; control characters, lone surrogates, noncharacters
    and bidi controls are left out (the documents and XML could not hold them, or they would turn their
    surroundings around), and so are marks beyond MARKS on one letter. With ``multiline=False`` line breaks and
    tabs become spaces. ``limit`` and the length are counted in characters (code points) of the result.

    Raises WorkshopError("text_empty") when nothing visible is left and WorkshopError("text_too_long", limit=,
    length=) when too much is.
    """
    text = raw.replace("\r\n", "\n").translate(_LINE_BREAKS)
    if not multiline:
        text = " ".join(text.replace("\t", " ").split("\n"))
    text = text.translate(_NOT_STORABLE).strip()
    if len(text) > _PARTS * limit:
        # Not put together first: for thousands of marks in a row that takes long.
        raise WorkshopError("text_too_long", limit=limit, length=len(text))
    text = _without_piles(unicodedata.normalize("NFC", text)).strip()
    if not any(_visible(sign) for sign in text):
        raise WorkshopError("text_empty")
    if len(text) > limit:
        raise WorkshopError("text_too_long", limit=limit, length=len(text))
    return text


def without_quotes(text: str, words: str) -> str:
    """``text`` where nothing between quotation marks is `words`, nor their beginning with an ellipsis behind it.

    So the minutes quote an idea, in one line and without the full stop at its end; in a JSON text too.
    """
    line = " ".join(words.split()).removesuffix(".")
    if not line:
        return text
    for said in dict.fromkeys((line, json.dumps(line, ensure_ascii=False)[1:-1])):
        begun = f"{re.escape(said)}|{re.escape(said[:_BEGINNING])}[^…]*…"
        text = re.sub(f"(?<=[{_OPENING}])(?:{begun})(?=[{_CLOSING}])", partial(_blank_if_begun, said), text)
    return text


def _blank_if_begun(said: str, found: re.Match[str]) -> str:
    return "…" if said.startswith(found[0].rstrip("…")) else found[0]


def clean_or_empty(raw: str, limit: int) -> str:
    """`raw` cleaned, where an empty text is allowed. Raises WorkshopError(text_too_long)."""
    try:
        return clean(raw, limit=limit)
    except WorkshopError as error:
        if error.code == "text_empty":
            return ""
        raise


def _without_piles(text: str) -> str:
    if text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MARKS:
            kept.append(sign)
    return "".join(kept)


def _visible(sign: str) -> bool:
    # Format signs (joiners, direction marks, the byte order mark) alone, or marks on no letter, would be an idea
    # nobody can see.
    return not sign.isspace() and sign not in _BLANK and unicodedata.category(sign) not in ("Cf", "Mn", "Me")
