"""The one import: a facilitator's list of ideas in a CSV or XLSX file, as lines for `domain.idea_list`. Any thread."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import zipfile
from pathlib import Path

from workshop_app import given_file
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.idea_list import COLUMNS, from_table, is_heading

#: The largest file in bytes that is read as a list of ideas, and the largest sheet, unpacked.
_BYTES, _ROWS, _UNPACKED = 4_000_000, 5_000, 40_000_000
#: How many rows are looked at to find the delimiter.
_LOOKED_AT = 200
#: The delimiters of a table that was saved as text.
_DELIMITERS = ";\t,|"


def read_file(path: Path) -> str:
    """The ideas of a CSV, XLSX or plain text file, as lines.

    Of a table with several columns `from_table` chooses the one with the ideas.
    Raises WorkshopError(list_not_readable), OSError.
    """
    try:
        content = given_file.content(path, _BYTES)
    except ValueError as error:
        raise WorkshopError("list_not_readable", name=path.name) from error
    try:
        rows = _sheet(content) if path.suffix.lower() in (".xlsx", ".xlsm") else _table(path.suffix, content)
    except Exception as error:  # a file that is no list fails in the reader's own ways
        raise WorkshopError("list_not_readable", name=path.name) from error
    return from_table(rows)


def _sheet(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > _UNPACKED:
            raise ValueError("too large")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=_ROWS, max_col=COLUMNS, values_only=True)
        return [["" if value is None else str(value) for value in row] for row in rows]
    finally:
        book.close()


def _table(suffix: str, raw: bytes) -> list[list[str]]:
    text = _decoded(raw)
    if "\0" in text:
        raise ValueError("not a text")
    lines = text.splitlines()
    if suffix.lower() not in (".csv", ".tsv"):
        return [line.split("\t") for line in lines[:_ROWS]]
    told = re.fullmatch(r"sep=(.)", lines[0].strip('" '), re.IGNORECASE) if lines else None
    if told:
        # Excel's own line that names the delimiter.
        text = text.split("\n", 1)[1] if "\n" in text else ""
    delimiter = told[1] if told else _delimiter(text)
    # The lines of an old Mac end with a carriage return alone.
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    return [row for row, _at in zip(reader, range(_ROWS), strict=False)]


def _decoded(raw: bytes) -> str:
    """The text, whether it was saved as UTF-8, as what Excel calls Unicode, or as CSV on a Finnish Windows."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    if len(raw) > 3 and len(raw) % 2 == 0 and not raw[1::2].strip(b"\0") and b"\0" not in raw[::2]:
        return raw.decode("utf-16-le")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The delimiter: the one that occurs in each row as often as in the first. In a sentence a space follows it."""
    found = {}
    for sign in _DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=None), delimiter=sign)
        rows = [row for row in itertools.islice(reader, _LOOKED_AT) if any(row)]
        widths = {len(row) for row in rows}
        prose = sign != "\t" and all(cell[:1].isspace() for row in rows for cell in row[1:])
        told = bool(rows) and len(rows[0]) > 1 and is_heading(rows[0])
        if told or (len(widths) == 1 and max(widths) > 1 and not prose):
            found[sign] = max(widths)
    # No delimiter: each line is an idea, without quotation marks around it.
    return max(found, key=found.__getitem__, default="\x1f")
