"""Another evening like an old one: its agenda, questions, themes and ideas, without people or answers. Any thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, IdeaOrigin, IdeaState
from workshop_app.domain.template import Template, TemplateActivity, TemplateIdea, TemplateTheme
from workshop_app.domain.text import Text
from workshop_app.services.creation import CreateWorkshop
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.tx import Reader

#: The facilitator's own words that belong to the preparation and not to what happened.
_PREPARED_TEXTS = ("invited", "channels", "privacy")


def another(
    reader: Reader,
    day: date,
    place: str,
    organiser: str,
    *,
    participants_ideas: bool,
    lasting: Callable[[Activity], dict[str, object]],
) -> CreateWorkshop:
    """What fills the file of another evening on `day`.

    With `participants_ideas` every idea that was in comes along, without them those that the facilitator had
    prepared. `lasting(activity)` gives the settings of an activity that hold for another evening too.
    Raises WorkshopError(no_workshop).
    """
    old = workshop_rows.workshop(reader)
    agenda = workshop_rows.activities(reader)
    themes = idea_rows.themes(reader)
    kept = [idea for idea in idea_rows.ideas(reader) if _kept(idea, everybody=participants_ideas)]
    texts = workshop_rows.minutes_texts(reader)

    def ideas(theme_id: int | None) -> tuple[TemplateIdea, ...]:
        return tuple(_idea(idea, old.language) for idea in kept if idea.theme_id == theme_id)

    template = Template(
        id=old.template_id,
        order=0,
        title=old.title,
        purpose=old.purpose,
        ladder_id=old.ladder.id,
        promise_stage_id=old.promise_stage_id,
        groups=old.groups,
        themes=tuple(TemplateTheme(str(theme.id), theme.name, ideas(theme.id)) for theme in themes),
        activities=tuple(
            TemplateActivity(a.kind, a.title, a.question, a.minutes, a.stage_id, lasting(a)) for a in agenda
        ),
        source="",
    )
    return CreateWorkshop(
        template=template,
        ladder=old.ladder,
        titles=tuple(activity.title for activity in agenda),
        language=old.language,
        place=place,
        date=day,
        organiser=organiser or old.organiser,
        contact=old.contact,
        follow_up=old.follow_up,
        loose_ideas=ideas(None),
        notes=tuple(activity.notes for activity in agenda),
        texts={part: texts[part] for part in _PREPARED_TEXTS if texts.get(part)},
    )


def _kept(idea: Idea, *, everybody: bool) -> bool:
    return idea.state is IdeaState.IN and (everybody or idea.origin is not IdeaOrigin.PARTICIPANT)


def _idea(idea: Idea, language: str) -> TemplateIdea:
    return TemplateIdea(
        id=idea.source_id or "",
        text=Text.same(language, idea.text),
        stage_id=idea.stage_id,
        points=tuple(Text.same(language, point) for point in idea.points),
    )
