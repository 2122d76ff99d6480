"""Files that appear whole: nobody sees half a document, and a full disk leaves the earlier file alone. Any thread."""

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

#: The name of an unfinished document, and after how many seconds it is one that a killed program left behind.
_CUT_OFF, _NOBODYS = re.compile(r"\..+\.[0-9a-f]{32}\.part"), 3_600.0


def write_whole(path: Path, content: bytes | IO[bytes]) -> Path:
    """Write `content` to a file beside `path` and move it to `path` when it is complete; make missing folders.

    Raises OSError; WorkshopError(folder_gone) where no folder can be made any more, as when a stick was pulled out;
    WorkshopError(file_held, file_protected) where the old file can't be replaced. When `content` is an open file, it is
    copied from its current position. A `path` that exists and is no regular file, such as a device, is written to
    directly.
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
    # A short name: Windows allows 259 characters for the whole path.
    beside = path.with_name(f".tupailta.{uuid4().hex}.part")
    try:
        with beside.open("wb") as file:
            copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, path)
    finally:
        # An error raised above must not be hidden by one from here.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
    return path


def _sweep(folder: Path) -> None:
    """Remove unfinished files of killed programs: they may hold addresses that were removed from the workshop since."""
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
