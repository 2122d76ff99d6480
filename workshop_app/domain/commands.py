"""What may be asked of a workshop; each activity kind adds commands of its own. Plain values, any thread.

A command goes round the ring: submitted, handled on the writer thread, committed, told to everyone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.people import Channel
from workshop_app.domain.text import Text
from workshop_app.domain.typed import Typed


class Command:
    """Base of every command; a handler stands for each class in the dispatch table."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class EditWorkshop(Typed, Command):
    """Change the facts of the workshop; None leaves a fact as it is.

    With `erase`, here and elsewhere, the earlier wording goes from the file, its copies and minutes that were given.
    """

    title: Text | None = None
    purpose: Text | None = None
    place: str | None = None
    date: date | None = None
    organiser: str | None = None
    contact: str | None = None
    follow_up: str | None = None
    erase: bool = False


@dataclass(frozen=True, slots=True)
class ChooseLadder(Command):
    """Use another ladder. Tags on the old one's stages stay in the file and are not shown."""

    ladder: Ladder


@dataclass(frozen=True, slots=True)
class EndWorkshop(Command):
    """The evening is over: the open activity is closed and the end time written down."""


@dataclass(frozen=True, slots=True)
class AddActivity(Command):
    """A new activity at the end of the agenda. Returns its id."""

    kind: str
    title: Text
    question: Text | None = None
    minutes: int = 10
    config: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditActivity(Typed, Command):
    """Change an activity; None leaves a field as it is. `config` replaces the names it holds."""

    activity_id: int
    title: Text | None = None
    question: Text | None = None
    minutes: int | None = None
    notes: str | None = None
    config: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class MoveActivity(Command):
    """Put an activity at `position` (0 = first) of the agenda."""

    activity_id: int
    position: int


@dataclass(frozen=True, slots=True)
class RemoveActivity(Command):
    """Take an activity that was never opened off the agenda."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class OpenActivity(Command):
    """Open an activity (again); the one that is open now is closed by it."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class PauseActivity(Command):
    """Let an open activity rest: phones are asked nothing until it is resumed, and its time stands still."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class ResumeActivity(Command):
    """Go on with a paused activity."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class CloseActivity(Command):
    """Close an activity that is open or paused."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class ShowResults(Command):
    """Show an activity's results on the phones, or take them away."""

    activity_id: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Join(Command):
    """A person joins. `token_hash` is what is kept of the secret in the cookie. Returns the id.

    `ticket`: the code of a one-time ticket as it was typed, for a phone where one is needed.
    """

    token_hash: str
    group_id: str | None
    language: str
    channel: Channel = Channel.PHONE
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class GiveCode(Command):
    """Make sure that a participant has a code with which to come back. Returns it."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class Rejoin(Command):
    """The person with this code goes on with another secret, of which `token_hash` is kept. Returns the id."""

    code: str
    token_hash: str


@dataclass(frozen=True, slots=True)
class MergeParticipants(Command):
    """Two phones of one person: from now on the participant counts as `into_id`; None takes it back."""

    participant_id: int
    into_id: int | None


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Command):
    """A participant reads on in another language."""

    participant_id: int
    language: str


@dataclass(frozen=True, slots=True)
class AddIdea(Typed, Command):
    """A new idea. From a participant it waits for approval unless the activity says otherwise.

    `client_id` is the phone's own id of the sending: a second one is the same idea. Returns the id.
    """

    text: str
    origin: IdeaOrigin
    activity_id: int | None = None
    theme_id: int | None = None
    participant_id: int | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class ApproveIdea(Command):
    """Take a waiting idea in."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class LetIdeaWait(Command):
    """Put an idea back among those that wait for the facilitator."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class HideIdea(Command):
    """Hide an idea; its writer sees the reason."""

    idea_id: int
    reason: str = ""
    erase: bool = False


@dataclass(frozen=True, slots=True)
class RestoreIdea(Command):
    """Take a hidden or merged idea back in, whole."""

    idea_id: int


@dataclass(frozen=True, slots=True)
class MergeIdea(Command):
    """Count an idea as one with another; both texts stay, and it can be undone."""

    idea_id: int
    into_id: int


@dataclass(frozen=True, slots=True)
class EditIdea(Typed, Command):
    """Mend the wording; the original is kept, unless it is to `erase`."""

    idea_id: int
    text: str
    erase: bool = False


@dataclass(frozen=True, slots=True)
class MoveIdea(Command):
    """Put an idea under another theme, or under none."""

    idea_id: int
    theme_id: int | None


@dataclass(frozen=True, slots=True)
class WithdrawIdea(Command):
    """Its writer takes an idea back: the words go from the file for good, the answers about others stay."""

    idea_id: int
    participant_id: int


@dataclass(frozen=True, slots=True)
class WipePersonalData(Command):
    """What ties phones to people goes for good, with `words` the feedback's and left-out ideas' too; rankings stay."""

    words: bool = False


class StageTarget(StrEnum):
    """What a stage of the ladder can stand on."""

    WORKSHOP = "workshop"
    ACTIVITY = "activity"
    IDEA = "idea"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class TagStage(Command):
    """Put a stage on something (None takes it off). On the workshop and an activity it is the promise."""

    target: StageTarget
    target_id: int
    stage_id: str | None


@dataclass(frozen=True, slots=True)
class WriteMinutesText(Typed, Command):
    """The facilitator's own words for one part of the minutes (`summary`, `dissent`, ...)."""

    part: str
    text: str
    erase: bool = False


@dataclass(frozen=True, slots=True)
class GiveMinutes(Command):
    """Give the finished minutes to the phones: a document and, unless it is empty, the same as one web page (HTML)."""

    name: str
    media_type: str
    content: bytes
    page: bytes = b""


@dataclass(frozen=True, slots=True)
class WithdrawMinutes(Command):
    """Take the minutes back from the phones."""
