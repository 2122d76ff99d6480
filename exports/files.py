"""Files that appear whole: nobody sees half a document, and a full disk leaves the earlier one. Any thread."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import time
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO
from uuid import uuid4

from workshop_app.domain.errors import WorkshopError
from workshop_app.placing import put_in_place

#: What is left of a document whose writing was cut off, and how old such a file must be to be nobody's, in seconds.
_CUT_OFF, _NOBODYS = re.compile(r"\..+\.[0-9a-f]{32}\.part"), 3_600.0


def write_whole(path: Path, content: bytes | IO[bytes]) -> Path:
    """Write `content` beside `path`, with the folders that are missing, and put it there whole.

    Raises OSError, WorkshopError(folder_gone) where no folder can be any more, as when a stick was pulled out, and
    (file_held, file_protected) where the old file can't be replaced. Of a file its rest is copied. What is there and is
    no file, such as a device, is written to as it is.
    """
    source = BytesIO(content) if isinstance(content, bytes) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (FileNotFoundError, NotADirectoryError, FileExistsError) as error:
        raise WorkshopError("folder_gone") from error
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            copyfileobj(source, device)
        return path
    _sweep(path.parent)
    # No longer than it has to be: Windows takes no more than 259 signs with all folders.
    beside = path.with_name(f".tupailta.{uuid4().hex}.part")
    try:
        with beside.open("wb") as file:
            copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, path)
    finally:
        # What went wrong before is told.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return path


def _sweep(folder: Path) -> None:
    """Remove what killed programs left: half a document, or addresses that have been removed from the workshop."""
    with contextlib.suppress(OSError):
        for left in [entry for entry in folder.iterdir() if _CUT_OFF.fullmatch(entry.name)]:
            if time.time() - left.stat().st_mtime > _NOBODYS:
                left.unlink()


def free_folder(parent: Path, name: str, now: dt.datetime | None = None) -> Path:
    """A folder in `parent` that is not there yet, named `name` and the moment."""
    moment = now or dt.datetime.now().astimezone()
    wanted = parent / f"{name} {moment:%Y-%m-%d %H.%M}"
    number = 2
    folder = wanted
    while folder.exists():
        folder = wanted.with_name(f"{wanted.name} ({number})")
        number += 1
    return folder
