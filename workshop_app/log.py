"""Logging set-up, once a process. What participants write or are never goes to the log."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path


def set_up(folder: Path | None, *, verbose: bool = False) -> None:
    """Log to a rotating file in `folder` (none: only warnings to standard error)."""
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    form = logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")
    console = logging.StreamHandler()
    console.setLevel(logging.DEBUG if verbose else logging.WARNING)
    console.setFormatter(form)
    root.addHandler(console)
    # An HTTP client's log lines hold addresses; the access log of the host is off for the same reason.
    for name in ("httpx", "httpcore", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        kept = logging.handlers.RotatingFileHandler(
            folder / "tupailta.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
        kept.setFormatter(form)
        root.addHandler(kept)
