"""The welcome in the minutes: who took part stands at their beginning, so it has no part of its own. Any thread."""

from __future__ import annotations

from exports.kinds.base import Context, Table, Writer
from workshop_app.minutes import Section


def write(section: Section, context: Context, writer: Writer) -> None:
    """Nothing: the participants' heading and the course of the evening tell it."""


def tables(section: Section, context: Context) -> list[Table]:
    """None: participants by group and channel are a table of the evening."""
    return []


def summary(section: Section, context: Context) -> list[str]:
    """None: the summary begins with how many took part."""
    return []


def appendix(section: Section, context: Context, writer: Writer) -> None:
    """Nothing."""


def method(section: Section, context: Context) -> list[str]:
    """How people joined."""
    _ = context.translator.text
    return [
        _(
            "People took part without names. A phone, a turn at the hall's shared device or a paper slip counts as "
            "one participant. A group of fewer than five people is not shown apart from the others."
        )
    ]


def way(context: Context) -> str:
    """What is done in this kind."""
    _ = context.translator.text
    return _("Joining")
