"""The participation and communication card as a Word document: who, how, what is promised, what follows. Any thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from exports.text import cleaned
from exports.word import Identity, Labels, WordDocument
from workshop_app.domain.agenda import Activity
from workshop_app.domain.text import Text
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import translator

#: The parts of the workshop's own words (`minutes_text`) that the card is made of.
INVITED, CHANNELS = "invited", "channels"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the card tells: the workshop, its agenda, who is invited and by what channels (own words, may be empty)."""

    workshop: Workshop
    agenda: tuple[Activity, ...]
    invited: str
    channels: str


def render(plan: Plan, language: str, made_at: datetime, target: Path | IO[bytes]) -> None:
    """Write the card in `language` (fi, sv, en). Raises OSError, ValueError (language)."""
    speaks = translator(language)
    _ = speaks.text
    workshop = plan.workshop
    title = _words(workshop.title, language)
    card = _("Participation and communication card")
    document = WordDocument(_identity(plan, title, card, language, made_at), Labels(_("Table"), _("Figure")))
    document.title(title)
    facts = (
        (_("Organiser"), cleaned(workshop.organiser, multiline=False)),
        (_("Time"), speaks.date(workshop.date)),
        (_("Place"), cleaned(workshop.place)),
    )
    for name, value in facts:
        if value:
            document.fact(name, value)
    empty = _("Not written down yet.")
    parts = (
        (_("Why"), _words(workshop.purpose, language)),
        (_("Who is invited"), cleaned(plan.invited)),
        (_("How people are told"), cleaned(plan.channels)),
        (_("What is promised"), _promise(workshop, language)),
        (_("How participants will hear afterwards"), cleaned(workshop.follow_up)),
    )
    for heading, text in parts:
        document.heading(heading, 1)
        document.paragraph(text or empty)
    _write_agenda(document, plan, language)
    document.save(target)


def _identity(plan: Plan, title: str, card: str, language: str, made_at: datetime) -> Identity:
    organiser = cleaned(plan.workshop.organiser, multiline=False)
    return Identity(
        title=f"{title}, {card}",
        author=organiser or "Tupailta",
        subject=title,
        language=language,
        owner=organiser or title,
        kind_and_date=card,
        contact=cleaned(plan.workshop.contact, multiline=False),
        made_at=made_at,
    )


def _promise(workshop: Workshop, language: str) -> str:
    stage = next((s for s in workshop.ladder.stages if s.id == workshop.promise_stage_id), None)
    if stage is None:
        return ""
    described = _words(stage.description, language) if stage.description else ""
    name = f"{stage.order} {_words(stage.name, language)}"
    return f"{name}\n\n{described}" if described else name


def _write_agenda(document: WordDocument, plan: Plan, language: str) -> None:
    _ = translator(language).text
    if not plan.agenda:
        return
    document.heading(_("Agenda"), 1)
    stages = {s.id: f"{s.order} {_words(s.name, language)}" for s in plan.workshop.ladder.stages}
    promised = plan.workshop.promise_stage_id or ""
    rows = [
        (
            _words(activity.title, language),
            _words(activity.question, language) if activity.question else "",
            # As in the minutes: a part without a promise of its own has the evening's.
            stages.get(activity.stage_id or promised, "–"),
            str(activity.minutes),
        )
        for activity in plan.agenda
    ]
    document.table(
        (_("Part"), _("Question"), _("Promised step"), _("Length, min")),
        rows,
        caption=_("The parts of the evening"),
        description=_("What is done in the evening, in order, and how long it takes."),
        widths=(3, 6, 3, 2),
        right=(3,),
    )


def _words(text: Text, language: str) -> str:
    return cleaned(text.pick(language))
