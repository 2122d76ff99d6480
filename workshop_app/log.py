"""Logging set-up, once a process. What participants write or are never goes to the log."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

#: The log's name in its folder; older ones beside it are `tupailta.log.1` and so on.
NAME = "tupailta.log"

_FORM = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_ours: list[logging.Handler] = []


def set_up(folder: Path | None, *, verbose: bool = False) -> None:
    """Log to a rotating file in `folder`; without one, or with `verbose`, to standard error.

    With a file a person's terminal stays clean: there the faces say in one sentence what went wrong.
    Calling it again begins anew. Raises OSError when the file can't be made.
    """
    root = logging.getLogger()
    tear_down()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        _add(
            logging.handlers.RotatingFileHandler(
                folder / NAME, maxBytes=1_000_000, backupCount=3, encoding="utf-8"
            ),
            root.level,
        )
    if folder is None or verbose:
        _add(logging.StreamHandler(), logging.DEBUG if verbose else logging.WARNING)
    # An HTTP client's log lines hold addresses; the access log of the host is off for the same reason.
    for name in ("httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def tear_down() -> None:
    """Close what `set_up` opened."""
    while _ours:
        handler = _ours.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()


def _add(handler: logging.Handler, level: int) -> None:
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(_FORM))
    logging.getLogger().addHandler(handler)
    _ours.append(handler)
