"""What has happened: published after the commit, never before. Plain values, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What changed, coarsely: everyone who looks reads the file again for what they show."""

    WORKSHOP = "workshop"
    AGENDA = "agenda"
    PEOPLE = "people"
    IDEAS = "ideas"
    STAGES = "stages"
    ANSWERS = "answers"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Changed:
    """Something changed; `activity_id` says in which activity where that is known."""

    subject: Subject
    activity_id: int | None = None


@dataclass(frozen=True, slots=True)
class StorageTrouble:
    """A commit failed (disk full, stick pulled out); `code` is a SessionFileProblem's code."""

    code: str


@dataclass(frozen=True, slots=True)
class StorageWell:
    """Commits go through again after trouble."""


@dataclass(frozen=True, slots=True)
class FileFilling:
    """The file has more rows than an evening takes; answers go on until it is full.

    `code` is "half_full", or "evening_full" where phones can add no more.
    """

    code: str


@dataclass(frozen=True, slots=True)
class CopyTrouble:
    """The rolling copy beside the file could not be made; answers go on.

    `code` is "room" (disk nearly full, folder refuses), or "damaged" where the file is: the copies before it stay.
    """

    code: str = "room"


@dataclass(frozen=True, slots=True)
class CopyWell:
    """A rolling copy was made again after trouble."""


@dataclass(frozen=True, slots=True)
class MinutesTakenBack:
    """A phone withdrew an idea that may stand in the minutes that were given: nobody can get those any more."""


Event = Changed | StorageTrouble | StorageWell | FileFilling | CopyTrouble | CopyWell | MinutesTakenBack
