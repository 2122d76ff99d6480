"""The summary as files: `koonti.docx` and `koonti.xlsx` in one folder. Any thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from exports import tables
from exports.evenings import contents
from exports.evenings.base import Evenings, numbered
from exports.files import write_whole
from exports.template import on_ground
from exports.word import Identity, Labels, WordDocument
from workshop_app.domain.errors import WorkshopError
from workshop_app.gathering import Gathered
from workshop_app.i18n import Translator, translator
from workshop_app.problems import sentence

DOCUMENT, WORKBOOK = "koonti.docx", "koonti.xlsx"


def export_summary(
    gathered: Gathered, folder: Path, language: str, now: dt.datetime, template: Path | None = None
) -> tuple[Path, Path]:
    """Write the summary of the evenings into `folder`, which is made if need be; returns document and workbook.

    `now`: the current moment, with its time zone. `template`: an organisation's own Word document.

    Raises WorkshopError(no_evenings, docx_template_broken), ValueError for an unknown language, OSError.
    """
    evenings = told(gathered, language, now)
    made = {DOCUMENT: document(evenings, now, template)}
    made[WORKBOOK] = tables.xlsx_bytes(contents.tables(evenings), language, csv=False)
    document_path, workbook_path = (write_whole(folder / name, content) for name, content in made.items())
    return document_path, workbook_path


def told(gathered: Gathered, language: str, now: dt.datetime) -> Evenings:
    """The evenings prepared for a summary in `language`, with the sentences about files that are left out.

    Raises WorkshopError(no_evenings), ValueError for an unknown language.
    """
    speaks = translator(language)
    missing = left_out(gathered, speaks)
    if not gathered.evenings:
        raise WorkshopError("no_evenings", why=" ".join(missing))
    return numbered(gathered.evenings, speaks, now.date(), missing)


def left_out(gathered: Gathered, speaks: Translator) -> list[str]:
    """A sentence for each file that is left out of the summary, with the reason."""
    _ = speaks.text
    refused = [
        _("Left out: {why}", why=sentence(error, speaks, path.name)) for path, error in gathered.refused
    ]
    copies = [
        _("Left out: {name} has the same evening as {other}.", name=name, other=other)
        for name, other in gathered.copies
    ]
    return [*refused, *copies]


def document(evenings: Evenings, now: dt.datetime, template: Path | None = None) -> bytes:
    """The summary as a Word document."""
    _ = evenings.translator.text
    title = contents.title(evenings)
    names: Sequence[str] = contents.organisers(evenings)
    organiser = ", ".join(names)
    when = contents.dates(evenings)
    identity = Identity(
        title=f"{title}, {when}",
        author=organiser or "Tupailta",
        subject=title,
        language=evenings.translator.language,
        owner=organiser or title,
        kind_and_date=" · ".join([_("Summary of evenings"), evenings.translator.date(now.date())]),
        contact="",
        made_at=now,
    )

    def made(ground: Path | None) -> bytes:
        written, target = WordDocument(identity, Labels(_("Table"), _("Figure")), ground), BytesIO()
        contents.write(evenings, written)
        written.save(target)
        return target.getvalue()

    return on_ground(template, made)
