"""Lets long words break where they may, since few phones' browsers know Finnish. Pure, any thread."""

from __future__ import annotations

import re
from functools import lru_cache

from workshop_app.domain.hyphens import hyphenated

#: Words shorter than this fit on a line of a phone in the largest of our sizes, a heading at 200 % included.
LONG = 14
#: Keep together what stands on either side, the second one as a space.
JOINER, HARD_SPACE = "\u2060", "\u00a0"
# An address is no word: a hyphen would change it, and it may break anywhere.
_WORD = re.compile(r"\S*(?:://|www\.|@)\S*|[^\W\d_]+")


# The hall's ideas are drawn again and again.
@lru_cache(maxsize=4_096)
def breakable(text: str, long: int = LONG) -> str:
    """The text with soft hyphens in its words of `long` letters and more, fewer where there is little room.

    They are not seen, and not read out, unless a line ends there.
    """
    return _WORD.sub(
        lambda word: hyphenated(word[0]) if len(word[0]) >= long and word[0].isalpha() else word[0], text
    )


def unbroken(text: str) -> str:
    """The text with its ranges and fractions ("1–4 / 24") in one piece each."""
    return text.replace("–", f"–{JOINER}").replace(" / ", f"{HARD_SPACE}/{HARD_SPACE}")
