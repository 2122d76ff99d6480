"""A named set of migration steps: the core has one, every activity kind has its own. Any thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tables:
    """Migration steps of one owner, each a script of SQL statements. Steps are only ever appended."""

    name: str
    steps: tuple[str, ...]


#: Tables whose rows are numbered by lot, so that their order tells nothing; nor does a number that is missing.
BY_LOT = frozenset({"mail_address", "ticket"})


def numbers(table: str) -> range:
    """The numbers that rows of a table may have; others are rubbish.

    Nine digits at the most, as addresses of pages have: a thousand times as many as a file has rows.
    """
    return range(1, 1 << (53 if table in BY_LOT else 29))
