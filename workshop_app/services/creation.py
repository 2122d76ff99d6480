"""Fills a new file from a template. WRITER THREAD, inside the transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.ideas import IdeaOrigin, IdeaState
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.template import Template, TemplateIdea
from workshop_app.domain.text import Text
from workshop_app.services import agenda, ideas, minutes, themes
from workshop_app.services.handlers import Handlers
from workshop_app.store.tx import Tx
from workshop_app.store.workshop_rows import text_json

#: How long the file is meant to be kept if nobody says otherwise.
RETENTION = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class CreateWorkshop(c.Command):
    """Fill the empty file. `titles` are the activities' titles where the template gives none.

    `loose_ideas` stand under no theme, `notes` are the facilitator's own for each activity (none when empty),
    `texts` own words by part of the minutes.
    """

    template: Template
    ladder: Ladder
    titles: tuple[Text, ...]
    language: str
    place: str
    date: date
    organiser: str = ""
    contact: str = ""
    follow_up: str = ""
    loose_ideas: tuple[TemplateIdea, ...] = ()
    notes: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def create_workshop(tx: Tx, command: CreateWorkshop) -> None:
    """Write the workshop, its agenda, themes, ideas and the stages that the template puts on them."""
    template = command.template
    groups = [group.as_json() for group in template.groups]
    tx.insert(
        "workshop",
        id=1,
        title=text_json(template.title),
        purpose=text_json(template.purpose),
        language=command.language,
        place=command.place,
        date=command.date.isoformat(),
        organiser=command.organiser,
        contact=command.contact,
        follow_up=command.follow_up,
        retention_until=(command.date + RETENTION).isoformat(),
        ladder=json.dumps(command.ladder.as_json(), ensure_ascii=False),
        groups=json.dumps(groups, ensure_ascii=False),
        template_id=template.id,
        created_at=tx.at,
    )
    if template.promise_stage_id is not None:
        ideas.tag_stage(tx, c.TagStage(c.StageTarget.WORKSHOP, 1, template.promise_stage_id))
    notes = command.notes or ("",) * len(template.activities)
    for activity, title, note in zip(template.activities, command.titles, notes, strict=True):
        activity_id = agenda.add_activity(
            tx,
            c.AddActivity(
                activity.kind, activity.title or title, activity.question, activity.minutes, activity.config
            ),
        )
        if note:
            agenda.edit_activity(tx, c.EditActivity(activity_id, notes=note))
        if activity.stage_id is not None:
            ideas.tag_stage(tx, c.TagStage(c.StageTarget.ACTIVITY, activity_id, activity.stage_id))
    _add_ideas(tx, command)
    for part, text in command.texts.items():
        minutes.write_minutes_text(tx, c.WriteMinutesText(part, text))


def _add_ideas(tx: Tx, command: CreateWorkshop) -> None:
    for theme in command.template.themes:
        theme_id = themes.add_theme(tx, p.AddTheme(theme.name))
        for idea in theme.ideas:
            _add_template_idea(tx, idea, theme_id, command.language)
    for idea in command.loose_ideas:
        _add_template_idea(tx, idea, None, command.language)


def _add_template_idea(tx: Tx, idea: TemplateIdea, theme_id: int | None, language: str) -> None:
    # Not add_idea(): a template's text may be longer than what fits a phone's form.
    idea_id = tx.insert(
        "idea",
        theme_id=theme_id,
        text=idea.text.pick(language),
        points=json.dumps([point.pick(language) for point in idea.points], ensure_ascii=False),
        origin=IdeaOrigin.TEMPLATE.value,
        source_id=idea.id or None,
        state=IdeaState.IN.value,
        created_at=tx.at,
    )
    if idea.stage_id is not None:
        ideas.tag_stage(tx, c.TagStage(c.StageTarget.IDEA, idea_id, idea.stage_id))


HANDLERS: Handlers = {CreateWorkshop: create_workshop}
