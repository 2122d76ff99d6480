"""Lets long words break where they may, since few phones' browsers know Finnish. Pure, any thread."""

from __future__ import annotations

import re
from functools import lru_cache

from workshop_app.domain.hyphens import hyphenated

#: Words shorter than this fit on a line of a phone in the largest of our sizes, a heading at 200 % included.
LONG = 14
#: No line ends at the first two, of which the second shows as a space; at the third one may.
JOINER, HARD_SPACE, PLACE_TO_BREAK = "\u2060", "\u00a0", "\u200b"
# An address is no word: a hyphen would change it, and it may break anywhere. It is looked for from where a run of signs
# begins: looked for at each of its signs, 280 digits took 3 ms of the hall's time on each page, and 50,000 took hours.
_WORD = re.compile(r"(?<!\S)\S*(?:://|www\.|@|\w\.\w)\S*|[^\W\d_]+|(?<=[^\W\d_])/(?=[^\W\d_])")

# Words with a dash between them may be long, and may break there.
_RANGE = re.compile(r"(?<=[\d.%])–(?=[\d−])")


# The hall's ideas are drawn again and again.
@lru_cache(maxsize=4_096)
def breakable(text: str, long: int = LONG) -> str:
    """The text with soft hyphens in its words of `long` letters and more, fewer where there is little room.

    They are not seen, and not read out, unless a line ends there. Nor is what lets a line end after a slash
    between two words, where browsers keep them together.
    """
    return _WORD.sub(lambda found: _broken(found[0], long), text)


def _broken(found: str, long: int) -> str:
    if found == "/":
        return found + PLACE_TO_BREAK
    return hyphenated(found) if len(found) >= long and found.isalpha() else found


def unbroken(text: str, joiner: str = JOINER) -> str:
    """The text with its ranges of numbers ("1.–3.", "12–18 %") in one piece: with a `joiner` behind each dash.

    For what writes pages and documents, on the way out: texts that are kept, searched, edited or calculated with
    have the plain dash. Qt and our pictures end no line there (`tests/ui/test_ranges.py`).
    """
    return _RANGE.sub(f"–{joiner}", text) if "–" in text else text


def whole_fractions(text: str) -> str:
    """The text with its fractions ("4 / 24") in one piece each."""
    return text.replace(" / ", f"{HARD_SPACE}/{HARD_SPACE}")
