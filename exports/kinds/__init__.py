"""What each activity kind puts into the minutes and the tables: `exports.kinds.<kind>`, found by the kind's name."""

from importlib import import_module
from typing import cast

from exports.kinds.base import KindExport


def find(kind: str) -> KindExport:
    """The module of a kind. Raises ModuleNotFoundError for a kind that has none: it must be written then."""
    return cast("KindExport", import_module(f"{__name__}.{kind}"))
