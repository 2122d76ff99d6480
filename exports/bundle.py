"""Everything that goes home from an evening, written into one folder. Any thread; not the one that draws the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from exports.files import write_whole
from exports.kinds.duel_rows import RankingRow, rows
from workshop_app.i18n import LANGUAGES
from workshop_app.minutes import Minutes

if TYPE_CHECKING:
    from exports.handouts import Joining

__all__ = ["Exported", "RankingRow", "Stopped", "export_all", "ranking_rows"]


class Stopped(Exception):
    """The export was stopped on the way; nothing was written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the files lie. `page` is the minutes as a web page; `csv` the tables in the order of the sheets."""

    folder: Path
    minutes: Path
    page: Path
    tables: Path
    csv: tuple[Path, ...]
    archive: Path | None = None
    handouts: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file."""
        last = () if self.archive is None else (self.archive,)
        return (self.minutes, self.page, self.tables, *self.csv, *self.handouts, *last)


def export_all(
    minutes: Minutes,
    out: Path,
    language: str | None = None,
    *,
    archive: IO[bytes] | None = None,
    template: Path | None = None,
    joining: Joining | None = None,
    going: Callable[[int, int], bool] = lambda _done, _of: True,
) -> Exported:
    """Write `minutes.docx`, `minutes.html`, `tables.xlsx`, `csv/*.csv` and `handouts/*.docx` into the folder `out`.

    The folder is made if need be; files of an earlier export are replaced. `language`: fi, sv or en; None is the
    workshop's own. `archive` is an open file with what `workshop_app.archive` has written; it becomes `workshop.json`.
    `template`: an organisation's own Word document for the minutes. The hand-outs are the participation card and, with
    `joining`, poster and table cards. `going(done, of)` is called before each file, and now and then during a long one;
    when it returns False the export stops.

    Raises OSError when the folder cannot be written to, ValueError for an unknown language,
    WorkshopError(docx_template_broken), Stopped.
    """
    made: dict[str, bytes] = {}

    def go_on() -> None:
        if not going(len(made), len(jobs)):
            raise Stopped

    jobs = _jobs(minutes, language or minutes.workshop.language, template, joining, go_on)
    for name, make in jobs.items():
        go_on()
        made[name] = make()
    paths = {name: write_whole(out / name, content) for name, content in made.items()}
    if archive is not None:
        paths["workshop.json"] = write_whole(out / "workshop.json", archive)
    return _exported(out, paths)


def _exported(out: Path, paths: Mapping[str, Path]) -> Exported:
    """Where the files lie, by their names."""
    return Exported(
        folder=out,
        minutes=paths["minutes.docx"],
        page=paths["minutes.html"],
        tables=paths["tables.xlsx"],
        csv=tuple(path for name, path in paths.items() if name.startswith("csv/")),
        archive=paths.get("workshop.json"),
        handouts=tuple(path for name, path in paths.items() if name.startswith("handouts/")),
    )


def _jobs(
    minutes: Minutes,
    language: str,
    template: Path | None,
    joining: Joining | None,
    go_on: Callable[[], None],
) -> dict[str, Callable[[], bytes]]:
    """What makes each file, by its name, in the order in which they are made."""
    # Loaded here: python-docx and openpyxl are loaded only to export.
    from exports import minutes_html, tables

    found = tables.all_tables(minutes, language)
    return {
        "minutes.docx": partial(_document, minutes, language, template),
        "minutes.html": lambda: minutes_html.render(minutes, language).encode(),
        "tables.xlsx": lambda: tables.xlsx_bytes(found, language, between=go_on),
        **{f"csv/{table.name}.csv": partial(tables.csv_bytes, table) for table in found},
        **_handouts(minutes, language, joining),
    }


def _document(minutes: Minutes, language: str, template: Path | None) -> bytes:
    from exports import minutes_docx

    document = BytesIO()
    minutes_docx.render(minutes, language, document, template=template)
    return document.getvalue()


def _handouts(minutes: Minutes, language: str, joining: Joining | None) -> dict[str, Callable[[], bytes]]:
    """What was printed: the participation card, and poster and table cards in every language, by file name."""
    from exports import handouts, participation_card

    workshop, texts = minutes.workshop, minutes.texts
    agenda = tuple(section.activity for section in minutes.sections)
    card = participation_card.Plan(
        workshop,
        agenda,
        texts.get(participation_card.INVITED, ""),
        texts.get(participation_card.CHANNELS, ""),
    )
    at = workshop.created_at
    drawn: dict[str, Callable[[BytesIO], None]] = {
        "handouts/participation-card.docx": lambda target: participation_card.render(
            card, language, at, target
        )
    }
    if joining is not None:
        for spoken in LANGUAGES:
            for name, draw in (("poster", handouts.poster), ("table-cards", handouts.table_cards)):
                drawn[f"handouts/{name}-{spoken}.docx"] = partial(draw, workshop, joining, spoken, at)
    return {name: partial(_into_memory, draw) for name, draw in drawn.items()}


def _into_memory(draw: Callable[[BytesIO], None]) -> bytes:
    target = BytesIO()
    draw(target)
    return target.getvalue()


def ranking_rows(minutes: Minutes) -> list[RankingRow]:
    """The ranking of the evening's first duel that has answers, best first: what documents, tables and JSON show.

    Shares are 0-1 with four decimals; the document shows them as whole per cent. Empty without answers.
    """
    return next((list(found) for section in minutes.of_kind("duel") if (found := rows(section))), [])
