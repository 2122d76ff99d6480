"""The documents that the window asks for: jobs for the clerk, each a function whose last argument is the desk.

THE CLERK'S PROCESS runs them; the window only names them. The libraries that write documents are loaded inside the
functions, so that they never come into the program itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile

from exports.files import free_folder, write_whole
from exports.summary import Summary, summary
from workshop_app import archive, gathering
from workshop_app.cleaning import Doubt, doubts
from workshop_app.clerk import Desk
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import GiveMinutes
from workshop_app.domain.workshop import Workshop
from workshop_app.drawing.shapes import Draw
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.snapshot import wanted_by

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Seen:
    """The minutes as a web page in the evening's language, its drawings, and their summary with its marks."""

    page: str
    drawings: tuple[Draw, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class Place:
    """Where an export goes and what it is made with.

    `template`: the organisation's own Word document for the minutes; `joining`: the page's address, and the Wi-Fi's
    name, password and code text, as they were in the hall.
    """

    folder: Path
    template: Path | None = None
    joining: tuple[str, str, str, str] = ("", "", "", "")


def exported(place: Place, desk: Desk) -> tuple[Path, int] | None:
    """Write everything into a new folder inside the place; gives that folder and the number of files.

    None when it was stopped; nothing was written then.
    """
    from exports.bundle import Stopped, export_all
    from exports.handouts import Joining

    joining = Joining(*place.joining) if place.joining[0] else None

    def go_on() -> None:
        if not desk.going(0, 0):
            raise Stopped

    try:
        # On the disk that the export goes to: if there is no room, that shows before anything is written.
        with TemporaryFile(dir=place.folder if place.folder.is_dir() else None) as dumped:
            with desk.reader().at_one_moment():
                archive.dump_into(dumped, desk.reader(), go_on)
                minutes = _read(desk)
            go_on()
            dumped.seek(0)
            target = free_folder(place.folder, desk.path.stem)
            written = export_all(
                minutes, target, archive=dumped, template=place.template, joining=joining, going=desk.going
            )
    except Stopped:
        return None
    return written.folder, len(written.files)


def evenings_summary(
    files: tuple[Path, ...], folder: Path, language: str, template: Path | None, desk: Desk
) -> tuple[Path, int, list[str]] | None:
    """Write the summary of the evenings in these files into a new folder inside `folder`.

    Gives that folder, the number of evenings, and a sentence for each file that is not among them. None when it was
    stopped; nothing was written then. `template`: the organisation's own Word document. Raises
    WorkshopError(no_evenings, docx_template_broken), OSError.
    """
    from exports.evenings.folder import export_summary, left_out

    try:
        gathered = gathering.gather(files, desk.going)
    except gathering.Stopped:
        return None
    speaks, now = translator(language), dt.datetime.now().astimezone()
    _ = speaks.text
    target = free_folder(folder, _("Summary of evenings"), now)
    export_summary(gathered, target, language, now, template)
    return target, len(gathered.evenings), left_out(gathered, speaks)


def document(word: str, template: Path | None, desk: Desk) -> GiveMinutes:
    """The minutes as a document and a web page, in the command that gives them to the phones.

    `word` is what the document is called, before the day.
    """
    from exports import minutes_docx, minutes_html

    minutes = _read(desk)
    made = BytesIO()
    language = minutes.workshop.language
    minutes_docx.render(minutes, language, made, template=template)
    name = f"{word} {minutes.workshop.date.isoformat()}.docx"
    return GiveMinutes(name, DOCX, made.getvalue(), minutes_html.render(minutes, language).encode())


def drafted(word: str, template: Path | None, target: Path, desk: Desk) -> Path:
    """Write the draft of an e-mail with the newest minutes, to those who asked for them; gives `target`."""
    from exports.mail_draft import draft

    made = document(word, template, desk)
    workshop, addresses = wanted_by(desk.reader())
    speaks = translator(workshop.language)
    return write_whole(target, draft(workshop, addresses, made.name, made.content, speaks))


def seen(desk: Desk) -> Seen:
    """The minutes as they stand, to be looked at beside the text."""
    from exports import minutes_html

    minutes = _read(desk, whole=False)
    # While a part is open its numbers change all the time: what takes long to work out is left for later.
    if not any(section.activity.running for section in minutes.sections):
        minutes = _read(desk)
    language = minutes.workshop.language
    page, drawings = minutes_html.preview(minutes, language)
    return Seen(page, drawings, summary(minutes, language))


def doubtful(desk: Desk) -> tuple[Doubt, ...]:
    """The texts of the minutes that seem to name somebody."""
    return doubts(_read(desk, whole=False))


def handouts(workshop: Workshop, joining: tuple[str, str, str, str], folder: Path, desk: Desk) -> Path:
    """Write poster and table cards in every language into the new folder `folder`; gives it."""
    from exports import handouts as sheets

    how, now = sheets.Joining(*joining), dt.datetime.now(dt.UTC)
    for language in LANGUAGES:
        speaks = translator(language)
        names = ((speaks.text("Poster"), sheets.poster), (speaks.text("Table cards"), sheets.table_cards))
        for name, draw in names:
            content = _made(partial(draw, workshop, how, language, now))
            write_whole(folder / f"{name} {language}.docx", content)
    return folder


def participation_card(
    workshop: Workshop, agenda: tuple[Activity, ...], texts: dict[str, str], target: Path, desk: Desk
) -> Path:
    """Write the participation and communication card in the workshop's language to `target`; gives it."""
    from exports import participation_card as card

    plan = card.Plan(workshop, agenda, texts.get(card.INVITED, ""), texts.get(card.CHANNELS, ""))
    now = dt.datetime.now(dt.UTC)
    return write_whole(target, _made(partial(card.render, plan, workshop.language, now)))


def ticket_sheet(
    workshop: Workshop, tickets: tuple[str, ...], address: str, target: Path, desk: Desk
) -> Path:
    """Write the sheet of these one-time tickets to `target`; gives it."""
    from exports import tickets as sheet

    now = dt.datetime.now(dt.UTC)
    draw = partial(sheet.ticket_sheet, workshop, tickets, address, workshop.language, now)
    return write_whole(target, _made(draw))


def listed(path: Path, desk: Desk) -> str:
    """The ideas of a CSV, XLSX or text file, as lines. Raises WorkshopError(list_not_readable), OSError."""
    from exports.idea_file import read_file

    return read_file(path)


def _made(write: Callable[[BytesIO], None]) -> bytes:
    target = BytesIO()
    write(target)
    return target.getvalue()


def _read(desk: Desk, *, whole: bool = True) -> Minutes:
    return read_minutes(desk.reader(), desk.path, whole=whole)
