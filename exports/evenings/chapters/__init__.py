"""What each activity kind says about many evenings: `exports.evenings.chapters.<kind>`, found by the kind's name."""

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from exports.evenings.base import Chapter
from workshop_app.kinds.table import KINDS


def chapters() -> list[Chapter]:
    """The chapters of the kinds that have one, in the order of the kinds; the others have nothing to sum up."""
    names = [f"{__name__}.{kind.name}" for kind in KINDS]
    return [cast("Chapter", import_module(name)) for name in names if find_spec(name) is not None]
