"""What may be asked of a duel. Plain values, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workshop_app.domain.commands import Command


class Outcome(StrEnum):
    """What a person answered to a pair."""

    LEFT = "left"
    RIGHT = "right"
    SKIP = "skip"


class SkipReason(StrEnum):
    """Why a pair was skipped, for who wants to say it."""

    EQUAL = "equal"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ShowPair(Command):
    """Make sure that the person has a pair to answer, the one that is out or a new one, and one after it.

    Returns the appearance's id, or None when there is nothing (more) to ask this person.
    """

    activity_id: int
    participant_id: int


@dataclass(frozen=True, slots=True)
class AnswerPair(Command):
    """Answer a shown pair and choose the next one. Only the first answer to an appearance counts.

    `took_ms`: how long the phone says that the pair was looked at.
    """

    activity_id: int
    participant_id: int
    appearance_id: int
    outcome: Outcome
    reason: str = ""
    took_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SayWhySkipped(Command):
    """Why the person skipped the pair of this appearance; nobody has to say it. Returns the next appearance's id."""

    activity_id: int
    participant_id: int
    appearance_id: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class UndoAnswer(Command):
    """Take the person's last answer back; its pair is shown again.

    `done`: how many answers the page showed; when it is not so many any more, it is a second tap and does nothing.
    """

    activity_id: int
    participant_id: int
    done: int | None = None


@dataclass(frozen=True, slots=True)
class SetAside(Command):
    """The facilitator leaves one person's answers out of every duel's result, or takes them in again.

    Returns whether that changed anything.
    """

    participant_id: int
    aside: bool


@dataclass(frozen=True, slots=True)
class AskMore(Command):
    """Let the person answer more pairs than were asked of everybody."""

    activity_id: int
    participant_id: int
