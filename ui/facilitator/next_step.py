"""What comes next in the evening, as the one big button and the space bar say it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ui.kinds.words import Words
from ui.locale import _
from ui.models import wording
from workshop_app.domain.agenda import Activity, ActivityState, live
from workshop_app.snapshot import Snapshot


class Does(StrEnum):
    """What the next step does."""

    OPEN = "open"
    CLOSE = "close"
    RESUME = "resume"
    RESULTS = "results"
    GO = "go"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Step:
    """The next step: what it does to which activity, its words, and a `note` on what else comes of it."""

    does: Does
    text: str
    activity_id: int | None = None
    note: str = ""


def next_step(snapshot: Snapshot, activity: Activity, words: Words, *, seen: bool = True) -> Step:
    """The step that follows from where `activity` stands; `seen`: the hall has seen what came of it."""
    if activity.state is ActivityState.PLANNED:
        running = live(snapshot.activities)
        closes = _("Opening it closes: {title}", title=wording.pick(running.title)) if running else ""
        return Step(Does.OPEN, _(words.open), activity.id, closes)
    if activity.state is ActivityState.PAUSED:
        return Step(Does.RESUME, _("End the break"), activity.id)
    if activity.state is ActivityState.OPEN:
        return Step(Does.CLOSE, _(words.close), activity.id, _(words.closing) if words.closing else "")
    running = live(snapshot.activities)
    if running is not None:
        return Step(Does.GO, _("Go to: {title}", title=wording.pick(running.title)), running.id)
    unseen = snapshot.workshop.ended_at is None and not seen
    if words.results and unseen and snapshot.counts.get(activity.id):
        return Step(Does.RESULTS, _(words.results), activity.id)
    later = (a for a in snapshot.activities if a.position > activity.position)
    following = next((a for a in later if a.state is ActivityState.PLANNED), None)
    if following is None:
        return Step(Does.MINUTES, _("Next: the minutes"))
    return Step(Does.GO, _("Next: {title}", title=wording.pick(following.title)), following.id)
