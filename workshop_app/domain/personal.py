"""Finds what points at a person in a text: names, phone numbers, e-mail addresses, identity codes. Pure, any thread.

The facilitator looks at every find, so it finds too much rather than too little; but it leaves alone what every
evening's ideas are full of: dates, times, sums, places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workshop_app.domain.given_names import CLEAR, UNCLEAR


class Trace(StrEnum):
    """What sort of thing points at a person."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ID_CODE = "id_code"


@dataclass(frozen=True, slots=True)
class Find:
    """A stretch of a text, `start` to before `end`."""

    trace: Trace
    start: int
    end: int


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?\(at\)\s?|\s\[at\]\s)[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,/+-])(?:\+\d{1,3}|0)(?:[ -]?\(?\d\)?){6,12}(?![\w/]|[.,-]\d)")
_ID_CODE = re.compile(r"(?<!\w)(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])(?!\w)", re.IGNORECASE)
_CENTURY = {"+": 1800, **dict.fromkeys("-UVWXY", 1900), **dict.fromkeys("ABCDEF", 2000)}
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLES = frozenset(
    """
    herra rouva neiti tohtori tri lääkäri hoitaja opettaja rehtori kirkkoherra pastori naapuri kunnanjohtaja
    kaupunginjohtaja johtaja valtuutettu puheenjohtaja sihteeri koordinaattori herr fru fröken doktor lärare läkare mr
    mrs ms miss dr
    """.split()  # noqa: SIM905
)
_ABBREVIATED = frozenset({"tri", "dr", "mr", "mrs", "ms"})
#: How Finnish and Finland-Swedish surnames end; the cases of those in -nen too.
_SURNAME = re.compile(
    r"(?:nen|sen|selle|selta|sella|sesta|seen|la|lä|mäki|niemi|ranta|järvi|koski|virta|salo|saari|kangas|lahti|aho|"
    r"harju|rinne|luoma|oja|pelto|vuori|laakso|lainen|läinen|ström|qvist|kvist|lund|berg|man|mann|sson|holm|blom|gren)$",
    re.IGNORECASE,
)
#: Alone in a sentence they count too, but not "suomalainen" nor Swedish "regionen".
_NEN = re.compile(r"(?<!lai)(?<!läi)(?<!io)(?:nen|sen|selle|selta|sella|sesta|seen)$")
_SHORTEST_NEN = 6
_CASES = ("", "n", "lle", "lta", "ltä", "lla", "llä", "sta", "stä", "ssa", "ssä", "a", "ä", "ta", "tä", "s")
_ENDS_SENTENCE = '.!?:;•\n"”(–-'


def find(text: str) -> tuple[Find, ...]:
    """Everything in `text` that looks as if it pointed at a person, in order, without overlaps."""
    found: list[Find] = []
    for finder in (_codes, _emails, _phones, _names):
        earlier = tuple(found)
        found += [one for one in finder(text) if not any(_overlap(one, other) for other in earlier)]
    return tuple(sorted(found, key=lambda one: one.start))


def blanked(text: str, found: Sequence[Find], mark: str) -> str:
    """`text` with `mark` in the place of each find."""
    for one in sorted(found, key=lambda one: -one.start):
        text = text[: one.start] + mark + text[one.end :]
    return text


def is_id_code(code: str) -> bool:
    """Whether it is a Finnish personal identity code: a day that was, and the right check character."""
    match = _ID_CODE.fullmatch(code)
    if match is None:
        return False
    day, month, year, century, number, check = match.groups()
    try:
        date(_CENTURY[century.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return _CHECK[int(day + month + year + number) % len(_CHECK)] == check.upper()


def _overlap(one: Find, other: Find) -> bool:
    return one.start < other.end and other.start < one.end


def _codes(text: str) -> Iterator[Find]:
    for match in _ID_CODE.finditer(text):
        if is_id_code(match.group()):
            yield Find(Trace.ID_CODE, *match.span())


def _emails(text: str) -> Iterator[Find]:
    for match in _EMAIL.finditer(text):
        yield Find(Trace.EMAIL, *match.span())


def _phones(text: str) -> Iterator[Find]:
    for match in _PHONE.finditer(text):
        yield Find(Trace.PHONE, *match.span())


def _names(text: str) -> Iterator[Find]:
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        length = _name_length(text, words, at)
        if length:
            yield Find(Trace.NAME, words[at].start(), words[at + length - 1].end())
        at += length or 1


def _name_length(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """How many words from `at` on are somebody's name; 0 when none is."""
    word = words[at].group()
    following = _capitals_after(text, words, at)
    after = words[at + 1].group() if following else ""
    if word.casefold() in _TITLES and following:
        return 1 + following
    if not _capital(word):
        return 0
    if _given(word, CLEAR):
        return 1 + following
    if _given(word, UNCLEAR) and after and _SURNAME.search(after):
        return 1 + following
    surname = _NEN.search(word) and len(word) >= _SHORTEST_NEN
    return 1 if surname and not _begins_sentence(text, words[at].start()) else 0


def _capitals_after(text: str, words: Sequence[re.Match[str]], at: int) -> int:
    """How many of the next two words (a second given name, a surname) stand close by with a capital."""
    count = 0
    for here, following in zip(words[at : at + 2], words[at + 1 : at + 3], strict=False):
        between = text[here.end() : following.start()]
        abbreviated = between == ". " and here.group().casefold() in _ABBREVIATED
        if not (between in (" ", "\u00a0") or abbreviated) or not _capital(following.group()):
            break
        count += 1
    return count


def _capital(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and not word.isupper()


def _given(word: str, names: frozenset[str]) -> bool:
    """Whether the word is one of the names, in one of its usual cases."""
    if word in names:
        return True
    for case in _CASES[1:]:
        if word.endswith(case):
            stem = word.removesuffix(case)
            # Matti: Matin, Pekka: Pekan.
            strong = re.sub(r"([tkp])(\w)$", r"\1\1\2", stem)
            if stem in names or strong in names:
                return True
    return False


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start]
    said = before.rstrip()
    return not said or said[-1] in _ENDS_SENTENCE or "\n" in before[len(said) :]
