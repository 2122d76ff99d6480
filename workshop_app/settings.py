"""This machine's settings: recent workshops, language, network. A small JSON file, written whole.

Two programs may run at once: each changes what stands in the file by then, under a lock (`Kept`).

To add a setting: a field with a default here, and it is read and written by its name. What a newer
program wrote and this one doesn't know is left out when it is written again. Any thread.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path, PurePath
from typing import Any

import filelock
import platformdirs

from workshop_app.domain.errors import WorkshopError
from workshop_app.placing import let_go, put_in_place

log = logging.getLogger(__name__)

#: Where OneDrive tells which folders it has.
_CLOUDS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
#: How many recent workshops are remembered.
RECENT_LIMIT = 12
#: How long another program's writing is waited for, in seconds.
_PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Recent:
    """A workshop that was open on this machine; the facts are those of its last opening or closing.

    `date` is ISO; `state` is planned, running or ended, empty where it is not known. `kept_until`, ISO, is the day
    until which its answers are meant to be kept, empty where nothing ties them to phones.
    """

    path: str
    title: str = ""
    date: str = ""
    place: str = ""
    people: int = 0
    state: str = ""
    kept_until: str = ""

    def overdue(self, today: datetime.date) -> bool:
        """Whether that day has passed."""
        return "" < self.kept_until < today.isoformat()


@dataclass(frozen=True, slots=True)
class Settings:
    """What this machine remembers. `port` is the one to try first; `preferred_address` an IPv4 address or empty;
    `docx_template` the path of the organisation's own Word document for documents, or empty; `unfinished` the path
    of the workshop that is open now, or was when the program ended without closing it.
    """

    recent: tuple[Recent, ...] = ()
    language: str = "fi"
    preferred_address: str = ""
    wifi_name: str = ""
    wifi_password: str = ""
    port: int = 8080
    organiser: str = ""
    docx_template: str = ""
    unfinished: str = ""

    def opened(self, workshop: Recent) -> Settings:
        """The settings with `workshop` first among the recent ones."""
        others = (r for r in self.recent if r.path != workshop.path)
        return replace(self, recent=(workshop, *others)[:RECENT_LIMIT])

    def begun(self, path: str, title: str, port: int) -> Settings:
        """The settings once the workshop at `path` is open and answers at `port`: the next time begins with that."""
        known = next((r for r in self.recent if r.path == path), Recent(path, title))
        return replace(self.opened(known), unfinished=path, port=port)

    def closed(self, path: str) -> Settings:
        """The settings once the workshop at `path` is closed in order; another program's that is open stays."""
        return replace(self, unfinished="") if self.unfinished == path else self

    @property
    def interrupted(self) -> Recent | None:
        """The workshop that was open when the program ended, if it did not close it."""
        return next((r for r in self.recent if r.path == self.unfinished), None)

    def forgotten(self, path: str) -> Settings:
        """The settings without the recent workshop at `path`; the file itself is left alone."""
        return replace(self, recent=tuple(r for r in self.recent if r.path != path))


def default_file() -> Path:
    """Where the settings of this person on this machine lie."""
    return Path(platformdirs.user_config_dir("tupailta", appauthor=False)) / "settings.json"


def workshops_folder() -> Path:
    """Where new workshops are put unless the facilitator says otherwise."""
    documents = Path(os.path.realpath(platformdirs.user_documents_dir()))
    return (documents if stays_here(documents) else Path.home()) / "Tupailta"


def stays_here(folder: PurePath, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether what is written to `folder` stays on this laptop.

    Windows often has OneDrive send a person's documents to the cloud as they are written, or keeps them on a server of
    the organisation, which a village hall does not reach.
    """
    clouds = [type(folder)(environment[name]) for name in _CLOUDS if environment.get(name)]
    return not folder.drive.startswith("\\\\") and not any(folder.is_relative_to(cloud) for cloud in clouds)


class Kept:
    """The settings that a program goes by, `now`, and their file. ONE THREAD, the one that made it."""

    def __init__(self, file: Path) -> None:
        self.now = load(file)
        self._file = file
        #: Whether the file lacks what was changed here: the disk refused it.
        self._behind = False

    def change(self, how: Callable[[Settings], Settings]) -> None:
        """Have `how` make the new settings of those that stand in the file by now: another program may have written.

        Where nothing can be read, of those known here.
        """
        with _alone(self._file):
            found = None if self._behind else _read(self._file)
            before = self.now if found is None else found
            self.now = how(before)
            if self.now != before or self._behind:
                self._behind = not save(self.now, self._file)


def load(file: Path) -> Settings:
    """The settings in `file`; what is missing, broken or of another type gets its default. Never raises."""
    return _read(file) or Settings()


def _read(file: Path) -> Settings | None:
    """None where there are none that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("The settings can't be read and were not used: %s", type(error).__name__)
        return None
    if not isinstance(found, dict):
        return None
    values = _known(Settings, found)
    values["recent"] = _recent(found.get("recent"))
    if values.get("language") not in ("fi", "sv", "en"):
        values.pop("language", None)
    return Settings(**values)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Inside, no other program of ours writes the settings, unless one holds them for longer than anybody waits."""
    lock = filelock.FileLock(f"{file}.lock", thread_local=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE)
    except (OSError, filelock.Timeout) as error:
        log.warning("The settings are written without their lock: %s", type(error).__name__)
    try:
        yield
    finally:
        if lock.is_locked:
            let_go(lock)


def save(settings: Settings, file: Path) -> bool:
    """Write the settings whole or not at all; returns whether it was done.

    A full or read-only disk is logged: no evening ends by it.
    """
    unfinished = file.with_name(file.name + ".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as written:
            written.write(json.dumps(asdict(settings), ensure_ascii=False, indent=1))
            written.flush()
            # When the battery dies after the renaming an empty file would be left on some systems: neither the evening
            # to go on with nor the port that the phones know.
            os.fsync(written.fileno())
        put_in_place(unfinished, file)
        return True
    except (OSError, WorkshopError) as error:
        log.warning(
            "The settings can't be written: %s", getattr(error, "strerror", "") or type(error).__name__
        )
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False


def _recent(found: object) -> tuple[Recent, ...]:
    if not isinstance(found, list):
        return ()
    entries = [_known(Recent, entry) for entry in found if isinstance(entry, dict)]
    return tuple(Recent(**entry) for entry in entries if entry.get("path"))[:RECENT_LIMIT]


def _known(kind: type[Settings | Recent], found: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `found` that `kind` has a field of the same type for."""
    wanted = {field.name: type(field.default) for field in fields(kind) if field.name != "path"}
    wanted |= {"path": str} if kind is Recent else {}
    return {
        name: found[name]
        for name, of_type in wanted.items()
        if of_type in (str, int) and type(found.get(name)) is of_type
    }
