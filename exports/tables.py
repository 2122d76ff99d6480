"""The data tables as files: CSV for Finnish Excel and one XLSX workbook. Any thread.

CSV has UTF-8 with a byte order mark, `;` between cells and a decimal comma, in every language: so a double click in a
Finnish or Swedish Excel opens numbers as numbers (with a decimal point, 1.5 becomes the first of May). Programs that
want points read the XLSX, whose cells are typed. Texts can never be run as formulas in either.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from exports.evening_tables import evening_tables
from exports.kinds import find
from exports.kinds.base import Cell, Column, Context, Table, Unit
from exports.text import cleaned
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes

#: A sheet that is only written; openpyxl's types do not cover all that it can do.
Sheet = Any
#: A cell that begins like this could be run as a formula by a spreadsheet program that opens the CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: The longest text that Excel takes in a cell.
_CELL_LIMIT = 32_767
_SHEET_NAME_LIMIT = 31
_WIDEST, _NARROWEST = 60, 8
#: The height of a line of text, and of the tallest row that Excel takes, in points.
_LINE_HEIGHT, _TALLEST_ROW = 15, 409
#: How many rows are written before other work is let in: a tenth of a second.
_ROWS_AT_ONCE = 1_000
#: The number of the paper size A4 in a workbook.
_A4 = 9
_FORMATS = {
    Unit.SHARE: "0.0000",
    Unit.MEAN: "0.00",
    Unit.DATE: "d.m.yyyy",
    Unit.MOMENT: "d.m.yyyy h:mm",
    Unit.COUNT: "0",
}


def all_tables(minutes: Minutes, language: str) -> list[Table]:
    """Every table of the evening in `language`: the whole evening's first, then each activity's in order."""
    context = Context(minutes, translator(language))
    found = evening_tables(context)
    for section in minutes.sections:
        found.extend(find(section.activity.kind).tables(section, context))
    return found


def csv_bytes(table: Table) -> bytes:
    """One table as CSV."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow([_csv_cell(column.name) for column in table.columns])
    rows.writerows([_csv_cell(_cell(value)) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    tables: Sequence[Table], language: str, *, csv: bool = True, between: Callable[[], None] = lambda: None
) -> bytes:
    """All tables as one workbook: a sheet each, and one at the end that explains every column.

    `csv`: whether the tables lie beside it as CSV too, which is then explained. `between` is called regularly on the
    way, so that other work can be done; an exception from it ends the writing.
    """
    from openpyxl import Workbook

    # Each row is written away as it comes: a workbook in memory takes 50 times its size.
    book = Workbook(write_only=True)
    used: set[str] = set()
    for table in [*tables, _explanations(tables, language, csv=csv)]:
        _write_sheet(book.create_sheet(_sheet_name(table.title, used)), table, between)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(value: Cell) -> Cell:
    return cleaned(value)[:_CELL_LIMIT] if isinstance(value, str) else value


def _csv_cell(value: Cell) -> str:
    """The cell's text; only texts are guarded, so that numbers stay numbers."""
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
        case float():
            return f"{value:.4f}".replace(".", ",")
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _explanations(tables: Sequence[Table], language: str, *, csv: bool) -> Table:
    _ = translator(language).text
    columns = (
        Column(_("Sheet"), _("The table's name.")),
        *((Column(_("CSV file"), _("The same table as CSV.")),) if csv else ()),
        Column(_("Column"), _("The column's name.")),
        Column(_("Explanation"), _("What stands in it.")),
    )
    rows = tuple(
        (table.title, *((f"{table.name}.csv",) if csv else ()), column.name, column.explanation)
        for table in tables
        for column in table.columns
    )
    return Table("columns", _("Columns explained"), columns, rows)


def _sheet_name(title: str, used: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, without []:*?/ and backslash, different from the others."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip() or "Sheet"
    name, number = plain[:_SHEET_NAME_LIMIT], 1
    while name.casefold() in used:
        number += 1
        tail = f" {number}"
        name = plain[: _SHEET_NAME_LIMIT - len(tail)] + tail
    used.add(name.casefold())
    return name


class _Column:
    """The cells of one column: a value is put into one of them before its row is written away."""

    def __init__(self, sheet: Sheet, column: Column) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self.head = WriteOnlyCell(sheet, column.name)
        # Without a name a program may take any font.
        self.head.font = Font(name="Calibri", size=11, bold=True)
        self.head.alignment = Alignment(vertical="top", wrap_text=True)
        self.head.data_type = "s"
        self._number, self._text, self._guarded = (WriteOnlyCell(sheet) for _ in range(3))
        for cell in (self._number, self._text, self._guarded):
            cell.alignment = Alignment(vertical="top", wrap_text=column.unit is Unit.TEXT)
        self._number.number_format = _FORMATS.get(column.unit, "General")
        self._guarded.quotePrefix = True

    def holding(self, value: Cell) -> Any:
        """A cell with this value."""
        if not isinstance(value, str):
            self._number.value = value
            return self._number
        cell = self._guarded if value.startswith(_FORMULA_STARTS) else self._text
        cell.value = value
        # openpyxl takes "=1+1" for a formula and "#N/A" for an error; a text is a text.
        cell.data_type = "s"
        return cell


def _write_sheet(sheet: Sheet, table: Table, between: Callable[[], None]) -> None:
    from openpyxl.utils import get_column_letter

    between()
    rows = [[_cell(value) for value in row] for row in table.rows]
    _set_print(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    widths = []
    for number, column in enumerate(table.columns):
        texts = (str(row[number]) for row in rows if row[number] is not None)
        longest = max(len(column.name), *(len(text) for text in texts), 0)
        width = min(max(longest + 2, _NARROWEST), 20 if column.unit is not Unit.TEXT else _WIDEST)
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
        widths.append(width)
    columns = [_Column(sheet, column) for column in table.columns]
    _set_height(sheet, 1, [column.name for column in table.columns], widths)
    sheet.append([column.head for column in columns])
    for number, row in enumerate(rows, start=2):
        if number % _ROWS_AT_ONCE == 0:
            between()
        _set_height(sheet, number, row, widths)
        sheet.append([column.holding(value) for column, value in zip(columns, row, strict=True)])


def _set_height(sheet: Sheet, number: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
    """As high as the row's longest text: not every program finds that out when it opens the file."""
    lines = max(
        sum(max(ceil(len(line) / width), 1) for line in value.split("\n")) if isinstance(value, str) else 1
        for value, width in zip(row, widths, strict=True)
    )
    if lines > 1:
        sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _TALLEST_ROW)


def _set_print(sheet: Sheet) -> None:
    """Printed in landscape, all columns on the page's width, the header repeated on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
