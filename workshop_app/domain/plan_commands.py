"""What may be asked of a workshop while it is prepared, and to take things back. Plain values, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text
from workshop_app.domain.typed import Typed


@dataclass(frozen=True, slots=True)
class RestoreActivity(Command):
    """Put an activity that was taken off the agenda back where it stood. Returns its id."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class ClearActivity(Typed, Command):
    """Take the question off an activity, or settings, which are then what its kind has without them."""

    activity_id: int
    question: bool = False
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddTheme(Typed, Command):
    """A new theme at the end. Returns its id."""

    name: Text


@dataclass(frozen=True, slots=True)
class RenameTheme(Typed, Command):
    """Give a theme another name."""

    theme_id: int
    name: Text


@dataclass(frozen=True, slots=True)
class MoveTheme(Command):
    """Put a theme at `position` (0 = first)."""

    theme_id: int
    position: int


@dataclass(frozen=True, slots=True)
class RemoveTheme(Command):
    """Take a theme away that no idea stands under."""

    theme_id: int


@dataclass(frozen=True, slots=True)
class ChooseGroups(Typed, Command):
    """The groups that people choose from when they join, in this order."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class KeepUntil(Typed, Command):
    """Until when the file is meant to be kept, as phones and minutes tell it."""

    day: date


@dataclass(frozen=True, slots=True)
class SeedIdea:
    """An idea that stands ready; `theme` is its theme's name in the workshop's language, empty for none."""

    text: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class AddIdeas(Typed, Command):
    """The facilitator's own ideas, all or none. Themes that are not there yet are made. Returns the ideas' ids."""

    ideas: tuple[SeedIdea, ...]
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class HideIdeas(Command):
    """Hide many ideas at once."""

    idea_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreIdeas(Command):
    """Take many hidden ideas back in."""

    idea_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ContinueWorkshop(Command):
    """The evening has not ended after all; `activity_id` is the part that was open then, None for none."""

    activity_id: int | None


@dataclass(frozen=True, slots=True)
class UnopenActivity(Command):
    """Take the opening of a part back: it is planned again, as if it had not been opened.

    `back_to` is the part that was open before, None for none; `answered` what the part counted before it was opened.
    """

    activity_id: int
    back_to: int | None = None
    answered: int = 0
