"""Before the minutes are given out: which of their texts seem to point at a person, and how to blank that. Any thread.

The texts are those that the minutes and tables show. Contact and organiser are left: they are meant to be known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from workshop_app.domain.commands import Command, EditIdea, EditWorkshop, WriteMinutesText
from workshop_app.domain.ideas import IDEA_LIMIT, IdeaState
from workshop_app.domain.personal import Find, blanked, find
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
}
_TEXT_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text in which something was found. The same text in two places is two doubts."""

    written: Written
    found: tuple[Find, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Tells it from the others; a text that was changed is another doubt."""
        return self.written.where, self.written.text

    def blank(self, translator: Translator) -> Command:
        """The command that takes out of the text what was found; `translator` speaks the evening's language."""
        text = blanked(self.written.text, self.found, translator.text(REMOVED))
        if len(text) > self.written.limit:
            text = blanked(self.written.text, self.found, SHORT)
        return self.written.rewrite(text)


def doubts(minutes: Minutes) -> tuple[Doubt, ...]:
    """Every text that the minutes show in which something points at a person, each once."""
    found: dict[tuple[str, str], Doubt] = {}
    for written in _written(minutes):
        if traces := find(written.text):
            doubt = Doubt(written, traces)
            found.setdefault(doubt.key, doubt)
    return tuple(found.values())


def _promise_anew(follow_up: str) -> Command:
    return EditWorkshop(follow_up=follow_up)


def _written(minutes: Minutes) -> Iterator[Written]:
    for part, where in _PARTS.items():
        if text := minutes.texts.get(part, ""):
            yield Written(where, text, _TEXT_LIMIT, partial(WriteMinutesText, part))
    if follow_up := minutes.workshop.follow_up:
        where = _PARTS["follow_up"]
        yield Written(where, follow_up, _TEXT_LIMIT, _promise_anew)
    for idea in minutes.ideas:
        if idea.state in (IdeaState.IN, IdeaState.MERGED):
            yield Written(N_("Idea"), idea.text, IDEA_LIMIT, partial(EditIdea, idea.id))
    for section in minutes.sections:
        yield from kind(section.activity.kind).written(section.activity, section.report)
