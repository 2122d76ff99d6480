"""Everything that goes home from an evening, written into one folder. Any thread; not the one that draws the window.

A file is written beside its place and put there whole, so a reader never sees half of one and a full disk leaves the
earlier one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from exports.kinds import duel
from exports.kinds.duel import RankingRow
from workshop_app.minutes import Minutes

__all__ = ["Exported", "RankingRow", "export_all", "ranking_rows"]


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the files lie. `page` is the minutes as a web page; `csv` the tables in the order of the sheets."""

    folder: Path
    minutes: Path
    page: Path
    tables: Path
    csv: tuple[Path, ...]
    archive: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file."""
        last = () if self.archive is None else (self.archive,)
        return (self.minutes, self.page, self.tables, *self.csv, *last)


def export_all(
    minutes: Minutes,
    out: Path,
    language: str | None = None,
    *,
    archive: str = "",
    template: Path | None = None,
) -> Exported:
    """Write `minutes.docx`, `minutes.html`, `tables.xlsx` and `csv/*.csv` into the folder `out`, made if need be.

    `language`: fi, sv or en, the workshop's own when None. `archive` is the text of `workshop_app.archive.dump`,
    written to `workshop.json`; none when empty. `template`: an organisation's own Word document for the minutes.
    Files of an earlier export are replaced.
    Raises OSError when the folder cannot be written to, ValueError for an unknown language,
    WorkshopError(docx_template_broken).
    """
    # Loaded here: pandas and python-docx take half a second that the window's start does not wait for.
    from exports import minutes_docx, minutes_html, tables

    language = language or minutes.workshop.language
    document = BytesIO()
    minutes_docx.render(minutes, language, document, template=template)
    page = minutes_html.render(minutes, language).encode()
    found = tables.all_tables(minutes, language)
    folder = out / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    return Exported(
        folder=out,
        minutes=_write(out / "minutes.docx", document.getvalue()),
        page=_write(out / "minutes.html", page),
        tables=_write(out / "tables.xlsx", tables.xlsx_bytes(found, language)),
        csv=tuple(_write(folder / f"{table.name}.csv", tables.csv_bytes(table)) for table in found),
        archive=_write(out / "workshop.json", archive.encode()) if archive else None,
    )


def ranking_rows(minutes: Minutes) -> list[RankingRow]:
    """The ranking of the evening's first duel that has answers, best first: what documents, tables and JSON show.

    Shares are 0-1 with four decimals; the document shows them as whole per cent. Empty without answers.
    """
    return next((list(found) for section in minutes.of_kind("duel") if (found := duel.rows(section))), [])


def _write(path: Path, content: bytes) -> Path:
    beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path
