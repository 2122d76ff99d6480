"""Writing ideas: the phone's form, the wall by theme, and what waits for the facilitator. Any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import AddIdea, Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IDEA_LIMIT, Idea, IdeaOrigin, IdeaState, Theme, merged_texts
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Phone, Visit
from workshop_app.store import idea_rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class IdeasView:
    """The form's themes, the person's own ideas with their state, and the wall of ideas."""

    themes: tuple[Theme, ...]
    own: tuple[Idea, ...]
    wall: tuple[Idea, ...]
    merged_into: Mapping[int, str]
    limit: int = IDEA_LIMIT


@dataclass(frozen=True, slots=True)
class IdeasReport:
    """All ideas of the workshop, by state; `themes` in order. `written` counts this activity's own."""

    themes: tuple[Theme, ...]
    ideas: tuple[Idea, ...]
    written: int

    def under(self, theme_id: int | None) -> tuple[Idea, ...]:
        """The ideas that are in and stand under a theme (None: under none)."""
        return tuple(i for i in self.ideas if i.theme_id == theme_id and i.state is IdeaState.IN)

    def merged_into(self, idea_id: int) -> tuple[Idea, ...]:
        """The ideas counted as one with this one."""
        return tuple(i for i in self.ideas if i.merged_into == idea_id)

    @property
    def waiting(self) -> tuple[Idea, ...]:
        """The ideas that the facilitator has not looked at."""
        return tuple(i for i in self.ideas if i.state is IdeaState.WAITING)


def page(visit: Visit) -> IdeasView:
    """The form and what the person has written."""
    ideas = visit.all_ideas()
    return IdeasView(
        themes=idea_rows.themes(visit.reader),
        own=visit.own_ideas(),
        wall=tuple(i for i in ideas if i.votable),
        merged_into=merged_texts(ideas),
    )


def command(visit: Visit, form: Form) -> Command:
    """The idea that was written. Raises WorkshopError(activity_closed)."""
    if not visit.activity.running:
        raise WorkshopError("activity_closed")
    theme = form.get("theme", "")
    return AddIdea(
        text=form.get("text", ""),
        origin=IdeaOrigin.PARTICIPANT,
        activity_id=visit.activity.id,
        theme_id=int(theme) if theme.isascii() and theme.isdigit() and len(theme) < 10 else None,
        participant_id=visit.participant.id,
        client_id=form.get("client_id", "")[:64] or None,
    )


def report(reader: Reader, activity: Activity) -> IdeasReport:
    """Every idea with its state."""
    ideas = idea_rows.ideas(reader)
    return IdeasReport(idea_rows.themes(reader), ideas, sum(i.activity_id == activity.id for i in ideas))


def count(reader: Reader, _activity: Activity) -> int:
    """How many ideas are in."""
    return sum(idea.votable for idea in idea_rows.ideas(reader))


def turnout(reader: Reader, activity: Activity) -> Mapping[int, int]:
    """Who wrote ideas here, and how many each; withdrawn ones are not among them."""
    others = merged(reader)
    return Counter(
        others.get(idea.participant_id, idea.participant_id)
        for idea in idea_rows.ideas(reader)
        if idea.activity_id == activity.id and idea.participant_id is not None and not idea.withdrawn
    )


KIND = ActivityKind(
    name="ideas",
    label=N_("Ideas"),
    phone=Phone(page=page, command=command),
    report=report,
    count=count,
    turnout=turnout,
)
