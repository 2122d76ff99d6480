"""Texts on their way into a document or a table: made valid in XML and readable, whatever a file holds. Any thread.

A session file holds cleaned texts already; but a file may come from elsewhere, and one bad character must never cost an
evening its minutes.
"""

import sys

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import clean


def cleaned(raw: str, *, multiline: bool = True) -> str:
    """The text without control characters, lone surrogates, noncharacters and bidi controls, trimmed.

    Line ends become LF; with ``multiline=False`` line breaks and tabs become spaces. A text with nothing visible
    gives the empty text.
    """
    try:
        return clean(raw, limit=sys.maxsize, multiline=multiline)
    except WorkshopError:
        return ""


def as_phrase(raw: str) -> str:
    """The text on one line without the full stop at its end, to be used inside a sentence."""
    line = cleaned(raw, multiline=False)
    return line if line.endswith("..") else line.removesuffix(".")


def shortened(text: str, limit: int) -> str:
    """The text on one line of at most ``limit`` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,.;:") + "…"
