"""The addresses that want the minutes: in a table that names nobody. Any thread, with its own reader."""

from __future__ import annotations

from datetime import date

from workshop_app.store.tx import Reader


def addresses(reader: Reader) -> tuple[str, ...]:
    """All of them by the alphabet: the order tells nothing either."""
    return tuple(row["address"] for row in reader.query("SELECT address FROM mail_address ORDER BY address"))


def address_count(reader: Reader) -> int:
    """How many there are."""
    row = reader.one("SELECT count(*) FROM mail_address")
    return int(row[0]) if row is not None else 0


def any_until(reader: Reader, day: date) -> bool:
    """Whether one was given on this day or before."""
    return reader.one("SELECT 1 FROM mail_address WHERE day <= ?", (day.isoformat(),)) is not None
