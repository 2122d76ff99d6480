"""Another evening like an old one: its agenda, questions, themes and ideas, without people or answers. Any thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, IdeaOrigin, IdeaState, Theme
from workshop_app.domain.template import Template, TemplateActivity, TemplateIdea, TemplateTheme
from workshop_app.domain.text import Text
from workshop_app.domain.workshop import Workshop
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
    kept = [idea for idea in idea_rows.ideas(reader) if _kept(idea, everybody=participants_ideas)]
    activities = tuple(
        TemplateActivity(a.kind, a.title, a.question, a.minutes, a.stage_id, lasting(a)) for a in agenda
    )
    return CreateWorkshop(
        template=_template(old, activities, idea_rows.themes(reader), kept),
        ladder=old.ladder,
        titles=tuple(activity.title for activity in agenda),
        language=old.language,
        place=place,
        date=day,
        organiser=organiser or old.organiser,
        contact=old.contact,
        follow_up=old.follow_up,
        loose_ideas=_in_theme(kept, None, old.language),
        notes=tuple(activity.notes for activity in agenda),
        texts=_prepared_texts(reader),
    )


def _template(
    old: Workshop, activities: tuple[TemplateActivity, ...], themes: tuple[Theme, ...], kept: list[Idea]
) -> Template:
    return Template(
        id=old.template_id,
        order=0,
        title=old.title,
        purpose=old.purpose,
        ladder_id=old.ladder.id,
        promise_stage_id=old.promise_stage_id,
        groups=old.groups,
        themes=tuple(TemplateTheme(str(t.id), t.name, _in_theme(kept, t.id, old.language)) for t in themes),
        activities=activities,
        source="",
    )


def _kept(idea: Idea, *, everybody: bool) -> bool:
    return idea.state is IdeaState.IN and (everybody or idea.origin is not IdeaOrigin.PARTICIPANT)


def _prepared_texts(reader: Reader) -> dict[str, str]:
    texts = workshop_rows.minutes_texts(reader)
    return {part: texts[part] for part in _PREPARED_TEXTS if texts.get(part)}


def _in_theme(kept: list[Idea], theme_id: int | None, language: str) -> tuple[TemplateIdea, ...]:
    return tuple(_idea(idea, language) for idea in kept if idea.theme_id == theme_id)


def _idea(idea: Idea, language: str) -> TemplateIdea:
    return TemplateIdea(
        id=idea.source_id or "",
        text=Text.same(language, idea.text),
        stage_id=idea.stage_id,
        points=tuple(Text.same(language, point) for point in idea.points),
    )
