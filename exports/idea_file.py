"""The one way in: ideas that somebody has ready in a CSV or XLSX file, as `domain.idea_list` reads them. Any thread."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from workshop_app.domain.errors import WorkshopError

#: Larger files are not lists of ideas; a sheet is bounded unpacked, too.
_BYTES, _ROWS, _UNPACKED = 4_000_000, 5_000, 40_000_000
#: What the column is called that holds the ideas or their themes, in the three languages.
_IDEA_HEADS = {"idea", "ideat", "ideas", "idé", "idéer", "ehdotus", "förslag", "teksti", "text"}
_THEME_HEADS = {"teema", "tema", "theme", "otsikko", "rubrik", "heading"}


def read_file(path: Path) -> str:
    """The ideas of a CSV, XLSX or plain text file, as lines.

    A first row that names columns (idea, theme) is understood; else ideas are in the first column that has words.
    Raises WorkshopError(list_not_readable), OSError.
    """
    if path.stat().st_size > _BYTES:
        raise WorkshopError("list_not_readable", name=path.name)
    content = path.read_bytes()
    try:
        rows = _sheet(content) if path.suffix.lower() in (".xlsx", ".xlsm") else _table(path.suffix, content)
    except Exception as error:  # a file that is no list fails in the reader's own ways
        raise WorkshopError("list_not_readable", name=path.name) from error
    return _as_text(rows)


def _sheet(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > _UNPACKED:
            raise ValueError("too large")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=_ROWS, max_col=20, values_only=True)
        return [["" if value is None else str(value) for value in row] for row in rows]
    finally:
        book.close()


def _table(suffix: str, raw: bytes) -> list[list[str]]:
    if b"\0" in raw:
        raise ValueError("not a text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes as CSV on a Finnish Windows.
        text = raw.decode("cp1252", errors="replace")
    if suffix.lower() not in (".csv", ".tsv"):
        return [[line] for line in text.splitlines()[:_ROWS]]
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count) if any(sign in first for sign in ";,\t") else ";"
    return [
        row
        for row, _at in zip(csv.reader(io.StringIO(text), delimiter=delimiter), range(_ROWS), strict=False)
    ]


def _as_text(rows: Sequence[Sequence[str]]) -> str:
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    heads = [cell.casefold() for cell in rows[0]]
    idea, theme = _column(heads, _IDEA_HEADS), _column(heads, _THEME_HEADS)
    if idea is None:
        idea = next(at for at, cell in enumerate(rows[-1]) if cell) if theme is None else int(theme == 0)
        rows = rows if theme is None else rows[1:]
    else:
        rows = rows[1:]
    return "\n".join(_lines(rows, idea, theme))


def _lines(rows: Iterable[Sequence[str]], idea: int, theme: int | None) -> Iterable[str]:
    last = ""
    for row in rows:
        if theme is not None and len(row) > theme and row[theme] != last:
            last = row[theme]
            yield f"# {last}"
        if len(row) > idea and row[idea]:
            yield row[idea]


def _column(heads: Sequence[str], known: set[str]) -> int | None:
    return next((at for at, head in enumerate(heads) if head in known), None)
