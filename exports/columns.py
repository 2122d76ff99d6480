"""How wide a table's columns are: as wished, but no word is broken as long as there is room. Any thread.

A program without Calibri shows the document in a font that may be a third wider, so the widths are measured with the
widest common one (DejaVu Sans).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from workshop_app.domain.hyphens import hyphenated

#: Font size in a table, in twips; then the width of letters as a part of it: narrow, usual, capital, wide; and of bold.
_SIZE = 220
_NARROW, _USUAL, _CAPITAL, _WIDE = 0.42, 0.64, 0.75, 1.0
_BOLD = 1.12
#: How wide Calibri is at most, compared with the measured font.
_CALIBRI = 0.82
#: Space to the right of a cell's text, and some to spare, in twips.
_PADDING = 190
#: Space between numbers set to the right and the column after them, in twips.
AFTER_NUMBERS = 340
#: A longer word may be broken: no column gets more than this part of the whole width for the sake of one word.
_MOST = 0.3
#: What may be hyphenated, and where a line may end: not at a no-break space, nor at a slash between two words.
_WORD = re.compile(r"[^\W\d_]{2,59}")
_BREAKS = re.compile(r"[ \t\n-]+")


def telling(
    headers: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], right: Collection[int]
) -> tuple[list[str], list[list[str]], list[float], list[int]]:
    """A table without the columns in which no row says anything: headers, rows, widths, columns set to the right."""
    kept = [at for at in range(len(headers)) if not rows or any(row[at].strip() for row in rows)]
    return (
        [headers[at] for at in kept],
        [[row[at] for at in kept] for row in rows],
        [widths[at] for at in kept],
        [number for number, at in enumerate(kept) if at in right],
    )


def column_widths(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    wished: Sequence[float],
    *,
    right: Collection[int],
    full: int,
) -> list[int]:
    """The columns' widths in twips, adding up to `full`. `wished` are their relative widths, in any unit."""
    widths = [full * width / sum(wished) for width in wished]
    least = [
        min(_longest(column, headers, rows), full * _MOST) + (AFTER_NUMBERS if column in right else _PADDING)
        for column in range(len(headers))
    ]
    if sum(least) >= full:
        return _whole(_capped(least, full), full)
    lacking = sum(max(need - width, 0) for need, width in zip(least, widths, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, widths, strict=True))
    given = lacking / spare if spare else 0.0
    return _whole(
        [max(need, width - max(width - need, 0) * given) for need, width in zip(least, widths, strict=True)],
        full,
    )


def hyphenated_to_fit(text: str, width: int, *, right: bool) -> str:
    """A cell's text with soft hyphens in the words that do not fit its column of `width` twips, in Calibri.

    Without them a program cuts such a word anywhere, and without a hyphen: "suunnittelij" and "a". Words that fit get
    none: they would be broken just to fill the line before them.
    """
    room = width - (AFTER_NUMBERS if right else _PADDING)
    return _WORD.sub(
        lambda found: hyphenated(found[0]) if _CALIBRI * _word(found[0]) > room else found[0], text
    )


def _capped(least: Sequence[float], full: int) -> list[float]:
    """The columns' widths where there is no room for all: the widest give way, so that short words stay whole."""
    room, left = float(full), len(least)
    for need in sorted(least):
        if need * left >= room:
            break
        room, left = room - need, left - 1
    return [min(need, room / left) for need in least]


def _longest(column: int, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """The width of the column's widest word, in twips."""
    heading = (_word(word) * _BOLD for word in _BREAKS.split(headers[column]))
    words = {word for row in rows for word in _BREAKS.split(row[column])}
    # Nobody expects a word of sixty letters to stay whole, and measuring one of ten thousand would take long.
    return max(*heading, *(_word(word) for word in words if len(word) < 60), 0.0, 0.0)


def _word(word: str) -> float:
    return sum(_letter(letter) for letter in word) * _SIZE


def _letter(letter: str) -> float:
    if letter in "iljtfrI.,:;!'|()[] ":
        return _NARROW
    if letter in "mwMWÆŒ@%—…":
        return _WIDE
    if letter.isupper():
        return _CAPITAL
    return _USUAL if ord(letter) < 0x2E80 else _WIDE


def _whole(widths: Sequence[float], full: int) -> list[int]:
    """The widths in whole twips; the rounding error goes to the widest."""
    found = [int(width) for width in widths]
    found[found.index(max(found))] += full - sum(found)
    return found
