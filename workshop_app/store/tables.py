"""A named set of migration steps: the core has one, every activity kind has its own. Any thread."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tables:
    """Migration steps of one owner, each a script of SQL statements. Steps are only ever appended."""

    name: str
    steps: tuple[str, ...]
