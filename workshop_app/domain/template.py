"""Ready-made workshops: what a new session is filled with. Plain values, any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import Text

__all__ = ["Group", "Template", "TemplateActivity", "TemplateIdea", "TemplateTheme"]


@dataclass(frozen=True, slots=True)
class Group:
    """In what role a person takes part.

    ``name`` is what the phone's choice says ("Olen mukana ... asukkaana tai asiakkaana"), ``official`` the
    group's name for tables and minutes ("Kuntalaiset ja asiakkaat"); without one the name serves for both.
    """

    id: str
    name: Text
    official: Text | None = None

    @property
    def label(self) -> Text:
        """The group's name where groups are listed and counted."""
        return self.official or self.name

    def as_json(self) -> dict[str, object]:
        """The group as a JSON object, in the form of ``resources/groups.json``."""
        official = {} if self.official is None else {"official": self.official.as_json()}
        return {"id": self.id, "name": self.name.as_json(), **official}

    @classmethod
    def from_json(cls, obj: object) -> Group:
        """The group of a JSON object. Raises WorkshopError("group_invalid") or one of Text's."""
        if not isinstance(obj, Mapping) or not isinstance(obj.get("id"), str) or not obj["id"]:
            raise WorkshopError("group_invalid")
        official = obj.get("official")
        return cls(
            id=obj["id"],
            name=Text.from_json(obj.get("name")),
            official=None if official is None else Text.from_json(official),
        )


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

    ``kind``: name of an activity kind (`workshop_app.kinds.table`). ``title``: None means the kind's own name.
    ``stage_id``: the stage promised for this step, None means the workshop's. ``config``: settings that only the kind
    understands.
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

    @property
    def ideas(self) -> int:
        """How many ideas stand ready."""
        return sum(len(theme.ideas) for theme in self.themes)

    def bare(self) -> Template:
        """The same with its themes, and no ideas under them."""
        return replace(self, themes=tuple(replace(theme, ideas=()) for theme in self.themes))
