"""Ideas, themes, and how an idea's state follows from the changes appended to it. Any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from workshop_app.domain.chains import ends
from workshop_app.domain.text import Text

#: The longest idea that is taken, in characters. A duel shows two at once on a small phone.
IDEA_LIMIT = 280
#: More ideas, or themes, are no evening (a ranking's work grows with the cube of the ideas' number): a file with more
#: is not opened, so no more are taken. Phones may write so many of the ideas; the others are the facilitator's.
IDEAS, THEMES, PHONES_IDEAS = 5_000, 500, 4_000
#: With so many ideas in, what phones send waits for the facilitator also where it need not: a duel of thousands, which
#: a prank would make, takes minutes to begin.
UNSEEN = 500


class IdeaState(StrEnum):
    """Where an idea stands."""

    WAITING = "waiting"
    IN = "in"
    HIDDEN = "hidden"
    MERGED = "merged"


class IdeaOrigin(StrEnum):
    """Who wrote the idea."""

    TEMPLATE = "template"
    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"


class ChangeKind(StrEnum):
    """What was done to an idea after it was written."""

    APPROVE = "approve"
    HIDE = "hide"
    RESTORE = "restore"
    WAIT = "wait"
    MERGE = "merge"
    EDIT = "edit"
    MOVE = "move"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading that ideas stand under."""

    id: int
    position: int
    name: Text


@dataclass(frozen=True, slots=True)
class IdeaChange:
    """One appended change. `value` is the new text, the theme's id or the idea merged into."""

    idea_id: int
    kind: ChangeKind
    value: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """One short text that can be voted on."""

    id: int
    theme_id: int | None
    activity_id: int | None
    participant_id: int | None
    text: str
    original: str
    state: IdeaState
    origin: IdeaOrigin
    created_at: datetime
    merged_into: int | None = None
    reason: str = ""
    points: tuple[str, ...] = ()
    source_id: str | None = None
    stage_id: str | None = None
    withdrawn: bool = False

    @property
    def votable(self) -> bool:
        """Whether the idea takes part in duels and rankings."""
        return self.state is IdeaState.IN


def after(idea: Idea, changes: Iterable[IdeaChange]) -> Idea:
    """The idea as it stands after `changes` (its own, in the order they were made)."""
    for change in changes:
        idea = _apply(idea, change)
    return idea


def _apply(idea: Idea, change: IdeaChange) -> Idea:
    if idea.withdrawn:
        return idea
    match change.kind:
        case ChangeKind.APPROVE | ChangeKind.RESTORE:
            return replace(idea, state=IdeaState.IN, merged_into=None, reason="")
        case ChangeKind.WAIT:
            return replace(idea, state=IdeaState.WAITING, merged_into=None, reason="")
        case ChangeKind.HIDE:
            return replace(idea, state=IdeaState.HIDDEN, merged_into=None, reason=change.reason)
        case ChangeKind.MERGE:
            return replace(idea, state=IdeaState.MERGED, merged_into=int(change.value or 0))
        case ChangeKind.EDIT:
            return replace(idea, text=change.value or idea.text)
        case ChangeKind.WITHDRAW:
            # Its place stays, so that comparisons with it have something to name; its words are gone.
            gone = replace(idea, text="", original="", points=(), reason="", merged_into=None)
            return replace(gone, state=IdeaState.HIDDEN, withdrawn=True)
        case ChangeKind.MOVE:
            return replace(idea, theme_id=int(change.value) if change.value else None)


def merged_texts(ideas: Iterable[Idea]) -> Mapping[int, str]:
    """Each merged idea's id and the words of the idea that it ended up in."""
    ideas = tuple(ideas)
    texts = {idea.id: idea.text for idea in ideas}
    return {merged: texts.get(into, "") for merged, into in merge_targets(ideas).items()}


def merge_targets(ideas: Iterable[Idea]) -> Mapping[int, int]:
    """Each merged idea's id and the id of the idea that it ended up in (`chains.ends`)."""
    return ends({i.id: i.merged_into for i in ideas if i.state is IdeaState.MERGED and i.merged_into})
