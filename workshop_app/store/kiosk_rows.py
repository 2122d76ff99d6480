"""The key that lets a shared device in. Any thread, with its own reader."""

from __future__ import annotations

from workshop_app.store.tx import Reader


def key(reader: Reader) -> str | None:
    """The key that holds now, None where no shared device is let in: the last word counts."""
    row = reader.one("SELECT key FROM kiosk_key ORDER BY id DESC LIMIT 1")
    return None if row is None else row["key"]
