"""Ready-made workshops: what a new session is filled with. Plain values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.text import Text

__all__ = ["Group", "Template", "TemplateActivity", "TemplateIdea", "TemplateTheme"]


@dataclass(frozen=True, slots=True)
class Group:
    """In what role a person takes part. ``name`` is what the phone's choice says ("Olen mukana ..."),
    ``official`` the group's name in documents."""

    id: str
    name: Text
    official: Text | None = None


@dataclass(frozen=True, slots=True)
class TemplateIdea:
    """An idea that stands ready at the start; ``points`` are the short texts under a recommendation."""

    id: str
    text: Text
    stage_id: str | None = None
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateTheme:
    """A heading and the ideas under it, in order."""

    id: str
    name: Text
    ideas: tuple[TemplateIdea, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateActivity:
    """One step of the agenda.

    ``kind``: name of an activity kind (``welcome``, ``ideas``, ``duel``, ``ladder``, ``decisions``,
    ``feedback``, or a later one). ``title``: None means the kind's own name. ``stage_id``: the stage promised for
    this step, None means the workshop's. ``config``: settings that only the kind understands.
    """

    kind: str
    title: Text | None
    question: Text | None
    minutes: int
    stage_id: str | None
    config: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Template:
    """A workshop definition that opens ready to run.

    ``order``: place in the list. ``source``: citation, or empty for our own. ``draft``: the source itself was a
    draft. ``translated``: languages that are unofficial translations of the source.
    """

    id: str
    order: int
    title: Text
    purpose: Text
    ladder_id: str
    promise_stage_id: str | None
    groups: tuple[Group, ...]
    themes: tuple[TemplateTheme, ...]
    activities: tuple[TemplateActivity, ...]
    source: str
    draft: bool = False
    translated: tuple[str, ...] = ()
