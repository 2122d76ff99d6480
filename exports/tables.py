"""The data tables as files: CSV for Finnish Excel and one XLSX workbook. Any thread.

CSV has UTF-8 with a byte order mark, `;` between cells and a decimal comma, in every language: so a double click in a
Finnish or Swedish Excel opens numbers as numbers (with a decimal point, 1.5 becomes the first of May). Programs that
want points read the XLSX, whose cells are typed. Texts can never be run as formulas in either.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from exports.evening_tables import evening_tables
from exports.kinds import find
from exports.kinds.base import Cell, Column, Context, Table, Unit
from exports.text import cleaned
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

#: A cell that begins so could be run as a formula by a spreadsheet program that opens the CSV.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Excel takes no longer text in one cell.
_CELL_LIMIT = 32_767
_SHEET_NAME_LIMIT = 31
_WIDEST, _NARROWEST = 60, 8
_FORMATS = {Unit.SHARE: "0.0000", Unit.DATE: "d.m.yyyy", Unit.MOMENT: "d.m.yyyy h:mm", Unit.COUNT: "0"}


def all_tables(minutes: Minutes, language: str) -> list[Table]:
    """Every table of the evening in `language`: the whole evening's first, then each activity's in order."""
    context = Context(minutes, translator(language))
    found = evening_tables(context)
    for section in minutes.sections:
        found.extend(find(section.activity.kind).tables(section, context))
    return found


def csv_bytes(table: Table) -> bytes:
    """One table as CSV."""
    shown = _frame(table).map(_csv_cell)
    shown.columns = [_csv_cell(name) for name in shown.columns]
    text = shown.to_csv(sep=";", index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx_bytes(tables: Sequence[Table], language: str) -> bytes:
    """All tables as one workbook: a sheet each, and one at the end that explains every column."""
    import pandas as pd

    made = io.BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        used: set[str] = set()
        for table in [*tables, _explanations(tables, language)]:
            name = _sheet_name(table.title, used)
            _frame(table).to_excel(writer, sheet_name=name, index=False)
            _finish(cast("Worksheet", writer.sheets[name]), table)
    return made.getvalue()


def _frame(table: Table) -> pd.DataFrame:
    import pandas as pd

    # object columns: pandas would turn counts with an empty cell into floats, and dates into its own stamps.
    cleaned_rows = [[_cell(value) for value in row] for row in table.rows]
    return pd.DataFrame(cleaned_rows, columns=[column.name for column in table.columns], dtype=object)


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


def _explanations(tables: Sequence[Table], language: str) -> Table:
    _ = translator(language).text
    columns = (
        Column(_("Sheet"), _("The table's name.")),
        Column(_("CSV file"), _("The same table as CSV.")),
        Column(_("Column"), _("The column's name.")),
        Column(_("Explanation"), _("What stands in it.")),
    )
    rows = tuple(
        (table.title, f"{table.name}.csv", column.name, column.explanation)
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


def _finish(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        head = sheet.cell(1, number)
        head.font, head.border, head.alignment = Font(bold=True), Border(), Alignment(vertical="top")
        head.data_type = "s"
        longest = len(column.name)
        alignment = Alignment(vertical="top", wrap_text=column.unit is Unit.TEXT)
        for (cell,) in sheet.iter_rows(min_row=2, min_col=number, max_col=number):
            if isinstance(cell.value, str):
                # openpyxl takes "=1+1" for a formula and "#N/A" for an error; a text is a text.
                cell.data_type = "s"
                cell.quotePrefix = cell.value.startswith(_FORMULA_STARTS)
            elif column.unit in _FORMATS:
                cell.number_format = _FORMATS[column.unit]
            cell.alignment = alignment
            longest = max(longest, len(str(cell.value if cell.value is not None else "")))
        width = min(max(longest + 2, _NARROWEST), 20 if column.unit is not Unit.TEXT else _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
