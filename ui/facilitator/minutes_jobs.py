"""What the minutes' page has made in the background: functions for `ui.tasks`, each for a POOL THREAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ui.client import Client
from ui.locale import current
from workshop_app import archive
from workshop_app.cleaning import Doubt, doubts
from workshop_app.domain.commands import GiveMinutes
from workshop_app.drawing.shapes import Draw
from workshop_app.minutes import Minutes, read_minutes

if TYPE_CHECKING:
    from exports.summary import Summary

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


@dataclass(slots=True)
class Going:
    """How far an export is. The job's thread writes `done` and `of`, the main thread `stopped`."""

    done: int = 0
    of: int = 0
    stopped: bool = False

    def on(self, done: int, of: int) -> bool:
        """Tell how far it is; False when it shall stop."""
        self.done, self.of = done, of
        return not self.stopped


def exported(client: Client, place: Place, going: Going) -> Callable[[], tuple[Path, int] | None]:
    """Write everything into a new folder inside the place; gives that folder and the number of files.

    None when it was stopped; nothing was written then.
    """

    def work() -> tuple[Path, int] | None:
        from exports.bundle import Stopped, export_all
        from exports.handouts import Joining

        minutes = _read(client)
        target = free_folder(place.folder, client.runtime.path.stem)
        joining = Joining(*place.joining) if place.joining[0] else None
        text = archive.dump(client.reader())
        try:
            written = export_all(
                minutes, target, archive=text, template=place.template, joining=joining, going=going.on
            )
        except Stopped:
            return None
        return written.folder, len(written.files)

    return work


def document(client: Client, template: Path | None = None) -> Callable[[], GiveMinutes]:
    """The minutes as a document and a web page, in the command that gives them to the phones."""

    def work() -> GiveMinutes:
        from exports import minutes_docx, minutes_html

        minutes = _read(client)
        made = BytesIO()
        language = minutes.workshop.language
        minutes_docx.render(minutes, language, made, template=template)
        title = current().text("Minutes")
        name = f"{title} {minutes.workshop.date.isoformat()}.docx"
        return GiveMinutes(name, DOCX, made.getvalue(), minutes_html.render(minutes, language).encode())

    return work


def seen(client: Client) -> Callable[[], Seen]:
    """The minutes as they stand, to be looked at beside the text."""

    def work() -> Seen:
        from exports import minutes_html
        from exports.summary import summary

        minutes = _read(client, whole=False)
        # While a part is open its numbers move all the time: what takes long to work out is left for later.
        if not any(section.activity.running for section in minutes.sections):
            minutes = _read(client)
        language = minutes.workshop.language
        page, drawings = minutes_html.preview(minutes, language)
        return Seen(page, drawings, summary(minutes, language))

    return work


def doubtful(client: Client) -> Callable[[], tuple[Doubt, ...]]:
    """The texts of the minutes that seem to name somebody."""
    return lambda: doubts(_read(client, whole=False))


def free_folder(parent: Path, name: str, now: dt.datetime | None = None) -> Path:
    """A folder in `parent` that is not there yet, named after the evening's file and the moment."""
    moment = now or dt.datetime.now().astimezone()
    wanted = parent / f"{name} {moment:%Y-%m-%d %H.%M}"
    number = 2
    folder = wanted
    while folder.exists():
        folder = wanted.with_name(f"{wanted.name} ({number})")
        number += 1
    return folder


def _read(client: Client, *, whole: bool = True) -> Minutes:
    return read_minutes(client.reader(), client.runtime.path, whole=whole)
