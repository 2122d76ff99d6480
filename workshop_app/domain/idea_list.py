"""Ideas that somebody has ready, as lines that a person can look through. Pure, any thread.

A line is an idea; a line that begins with # names the theme of those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workshop_app.domain.plan_commands import SeedIdea

#: What the column is called that holds the ideas or their themes, in the three languages.
_IDEA_HEADS = {"idea", "ideat", "ideas", "idé", "idéer", "ehdotus", "ehdotukset", "förslag", "teksti", "text"}
_THEME_HEADS = {"teema", "tema", "theme", "otsikko", "rubrik", "heading"}
#: More columns no list of ideas has.
COLUMNS = 20
#: Signs that lists begin with, Word's own among them, one after another; with a digit behind it a dash is a minus.
_MARKS = re.compile(
    r"(?:(?:[•*·‣◦●○▪▫■□☐☑☒✓✔➢➤→⁃∙\uf0b7\uf0a7\uf0d8]|[-–—](?!\d)|[o§](?=\t)|\[[ xX]?\](?=\s))\s*)++"
)
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
#: What can't be seen and yet comes along from web pages and from files.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


def seeds(text: str, theme: str = "") -> tuple[SeedIdea, ...]:
    """The ideas of a text, in order; those before the first heading stand under `theme`.

    List marks are left out, numbers where they count the lines; what was copied from a table is read as one.
    """
    lines = [line.strip() for line in text.translate(_UNSEEN).splitlines()]
    lines = _uncounted([line for line in lines if line])
    if any("\t" in line for line in lines):
        lines = from_table([line.split("\t") for line in lines]).splitlines()
    found = []
    for line in lines:
        if line.startswith("#"):
            theme = line.lstrip("#").strip()
            continue
        words = _without_marks(line)
        if words:
            found.append(SeedIdea(words, theme))
    return tuple(found)


def from_table(table: Iterable[Sequence[str]]) -> str:
    """The ideas of a table as lines, with a heading where the theme changes.

    A first row that names columns (idea, theme) is understood; else ideas are in the column that has most words.
    """
    rows = [[" ".join(cell.split()) for cell in row[:COLUMNS]] for row in table]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    idea, theme = _column(rows[0], _IDEA_HEADS), _column(rows[0], _THEME_HEADS)
    if is_heading(rows[0]) or _stands_over_numbers(rows):
        rows = rows[1:]
    if idea is None:
        idea = _wordiest(rows, theme)
    return "\n".join(_lines(rows, idea, theme))


def is_heading(row: Sequence[str]) -> bool:
    """Whether a row names a table's columns, one of them that of the ideas or of their themes."""
    return _column(row, _IDEA_HEADS) is not None or _column(row, _THEME_HEADS) is not None


def _without_marks(line: str) -> str:
    marks = _MARKS.match(line)
    return line[marks.end() if marks else 0 :].strip()


def _uncounted(lines: list[str]) -> list[str]:
    """Without the numbers of lines that are counted: 1, 2, 3. One that stands alone belongs to its sentence."""
    numbers = [int(found[1]) if (found := _NUMBER.match(line)) else None for line in lines]
    counted: set[int] = set()
    run: list[int] = []
    for at, number in enumerate(numbers):
        if number is None:
            continue
        if run and number == (numbers[run[-1]] or 0) + 1:
            run.append(at)
        else:
            run = [at] if number == 1 else []
        if len(run) > 1:
            counted.update(run)
    return [_NUMBER.sub("", line, count=1) if at in counted else line for at, line in enumerate(lines)]


def _lines(rows: Iterable[Sequence[str]], idea: int, theme: int | None) -> Iterator[str]:
    last = ""
    for row in rows:
        if theme is not None and len(row) > theme and row[theme] != last:
            last = row[theme]
            yield f"# {last}"
        if len(row) > idea and row[idea]:
            yield row[idea]


def _column(heads: Sequence[str], known: set[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if head.strip().casefold() in known), None)


def _stands_over_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has words over a column of numbers or days: then it names the columns."""
    head, *rest = rows
    below = [[row[at] for row in rest if len(row) > at and row[at]] for at in range(len(head))]
    return any(
        _letters(cell) and cells and not any(map(_letters, cells))
        for cell, cells in zip(head, below, strict=True)
    )


def _wordiest(rows: Sequence[Sequence[str]], theme: int | None) -> int:
    width = max(map(len, rows), default=0)
    words = [sum(_letters(row[at]) for row in rows if len(row) > at) for at in range(width)]
    return max((at for at in range(width) if at != theme), key=lambda at: (words[at], -at), default=0)


def _letters(text: str) -> int:
    # An address is no idea, however long it is.
    return 0 if "@" in text and " " not in text else sum(map(str.isalpha, text))
