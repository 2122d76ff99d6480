"""Before the evening is given out: which of its texts seem to point at a person, and how to blank that. Any thread.

The texts are those of the minutes, the tables, the hand-outs and `workshop.json`: also of ideas and decisions that were
left out, and an idea's first wording. Contact, organiser and who asked to be named are meant to be known; the
facilitator's own notes are in nothing that is given. What is blanked is erased: it is nowhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from workshop_app.domain.commands import Command, EditIdea, EditWorkshop, HideIdea, WriteMinutesText
from workshop_app.domain.ideas import IDEA_LIMIT, Idea, IdeaState
from workshop_app.domain.personal import Find, blanked, find
from workshop_app.domain.text import LINE_LIMIT, TEXT_LIMIT
from workshop_app.i18n import N_, Translator
from workshop_app.kinds.base import Written
from workshop_app.kinds.table import kind
from workshop_app.minutes import Minutes

#: What stands instead of what was taken away, translated; where that makes a text too long, the sign alone.
REMOVED, SHORT = N_("[removed]"), "…"
_PARTS = {
    "summary": N_("Summary"),
    "discussion": N_("Discussion"),
    "dissent": N_("Open questions and dissent"),
    "use": N_("How the results are used"),
    "follow_up": N_("How participants hear what happens next"),
    "feedback": N_("Feedback"),
    "invited": N_("Who is invited"),
    "channels": N_("How people are told"),
}
#: What the program had written where the facilitator changed the summary: nobody sees it, but it quotes ideas.
_BASIS = "summary_basis"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text in which something was found. The same text in two places is two doubts."""

    written: Written
    found: tuple[Find, ...]
    #: The program's own sentences beside the summary, where they quote something of what was found.
    basis: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from the others; a text that was changed is another doubt."""
        return self.written.where, self.written.text

    @property
    def words(self) -> tuple[str, ...]:
        """What was found, in words."""
        return tuple(self.written.text[one.start : one.end] for one in self.found)

    def blank(self, translator: Translator) -> Command:
        """The command that takes out of the text what was found; `translator` speaks the evening's language."""
        text = blanked(self.written.text, self.found, translator.text(REMOVED))
        if len(text) > self.written.limit:
            text = blanked(self.written.text, self.found, SHORT)
        return self.written.rewrite(text)

    def blank_quoted(self, translator: Translator) -> Command | None:
        """The command that takes it out of what the program had written in the summary; None where it is not there."""
        text = self.basis
        for words in self.words:
            text = text.replace(words, translator.text(REMOVED))
        if len(text) > TEXT_LIMIT:
            text = ""
        return WriteMinutesText(_BASIS, text, erase=True) if self.basis else None


def doubts(minutes: Minutes) -> tuple[Doubt, ...]:
    """Every text of the evening in which something points at a person, each once."""
    basis = minutes.texts.get(_BASIS, "")
    found: dict[tuple[str, str], Doubt] = {}
    for written in _written(minutes):
        if traces := find(written.text):
            doubt = Doubt(written, traces)
            quoted = basis if any(words in basis for words in doubt.words) else ""
            found.setdefault(doubt.key, replace(doubt, basis=quoted))
    return tuple(found.values())


def _written(minutes: Minutes) -> Iterator[Written]:
    for part, where in _PARTS.items():
        if text := minutes.texts.get(part, ""):
            yield Written(where, text, TEXT_LIMIT, partial(_write_anew, part))
    if follow_up := minutes.workshop.follow_up:
        yield Written(_PARTS["follow_up"], follow_up, TEXT_LIMIT, _promise_anew)
    for idea in minutes.ideas:
        yield from _of_idea(idea)
    for section in minutes.sections:
        yield from kind(section.activity.kind).written(section.activity, section.report)


def _of_idea(idea: Idea) -> Iterator[Written]:
    told = idea.state in (IdeaState.IN, IdeaState.MERGED)
    where = N_("Idea") if told else N_("Idea that is not in the minutes")
    yield Written(where, idea.text, IDEA_LIMIT, partial(_edit_anew, idea.id))
    yield Written(N_("Why an idea was left out"), idea.reason, LINE_LIMIT, partial(_hide_anew, idea.id))
    if not {idea.original[one.start : one.end] for one in find(idea.original)} <= {
        idea.text[one.start : one.end] for one in find(idea.text)
    }:
        # Its place is taken by the wording that stands now.
        keep = partial(_edit_as_it_stands, idea.id, idea.text)
        yield Written(N_("Idea, as it was first written"), idea.original, IDEA_LIMIT, keep)


def _write_anew(part: str, text: str) -> Command:
    return WriteMinutesText(part, text, erase=True)


def _promise_anew(follow_up: str) -> Command:
    return EditWorkshop(follow_up=follow_up, erase=True)


def _edit_anew(idea_id: int, text: str) -> Command:
    return EditIdea(idea_id, text, erase=True)


def _hide_anew(idea_id: int, reason: str) -> Command:
    return HideIdea(idea_id, reason, erase=True)


def _edit_as_it_stands(idea_id: int, text: str, _blanked: str) -> Command:
    return EditIdea(idea_id, text, erase=True)
