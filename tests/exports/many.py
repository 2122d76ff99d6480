"""Several evenings for the tests of their summary, and what the summary says of them."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from exports.evenings import contents, folder
from exports.kinds.base import Table
from tests.exports.evenings import lower_id_mostly, lower_id_seldom, unopened_evening, whole_evening
from tests.exports.strict_reader import seen
from workshop_app.gathering import Gathered

NOW = dt.datetime(2026, 12, 1, 12, 0, tzinfo=dt.UTC)
#: template, month and day, participants by group, what the crowd likes
PLAN = (
    ("strategian_teemat", (9, 2), (8, 1, 5), lower_id_mostly),
    ("strategian_teemat", (9, 16), (6, 3, 7), lower_id_seldom),
    ("hyvat_kaytanteet", (10, 1), (5, 5, 2), lower_id_mostly),
)


def make_evenings(place: Path) -> list[Path]:
    """Three evenings with everything in them, and one of which nothing was opened."""
    made = [place / f"{month}-{day}.tupa" for _template, (month, day), _groups, _crowd in PLAN]
    for path, (template, (month, day), groups, crowd) in zip(made, PLAN, strict=True):
        whole_evening(path, template, dt.date(2026, month, day), groups, crowd)
    empty = place / "tyhja.tupa"
    unopened_evening(empty, "tyhja", dt.date(2026, 11, 3))
    return [*made, empty]


def summary_tables(gathered: Gathered, language: str = "fi") -> dict[str, Table]:
    """The summary's tables by name."""
    return {table.name: table for table in contents.tables(folder.told(gathered, language, NOW))}


def records(table: Table) -> list[dict[str, Any]]:
    """A table's rows, each by its columns' headings."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def document(gathered: Gathered, language: str = "fi") -> bytes:
    """The summary's DOCX."""
    return folder.document(folder.told(gathered, language, NOW), NOW)


def said_in(gathered: Gathered, language: str = "fi") -> str:
    """Everything the document says outside its tables."""
    opened = docx.Document(BytesIO(document(gathered, language)))
    return seen("\n".join(p.text for p in opened.paragraphs)).replace("\xa0", " ")
