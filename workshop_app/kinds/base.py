"""What an activity kind gives to the rest of the program. Plain values and functions, any thread.

A kind is the unit of growth: it brings its own tables, commands, phone page and report, and the rest of the program
knows it only by what stands in this file. See ARCHITECTURE.md, "Adding an activity kind".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command, WipePersonalData
from workshop_app.domain.ideas import Idea
from workshop_app.domain.people import Participant
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import Translator
from workshop_app.services.handlers import Handlers
from workshop_app.store import idea_rows
from workshop_app.store.records import Records
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Reader, Tx


@dataclass(frozen=True, slots=True)
class Visit:
    """One person looking at one activity on a phone."""

    reader: Reader
    workshop: Workshop
    activity: Activity
    participant: Participant
    #: All ideas by id as they are now, read once for all phones; without it they are read one by one.
    ideas: Callable[[], Mapping[int, Idea]] = dict

    def idea(self, idea_id: int) -> Idea:
        """One idea as its changes leave it. Raises WorkshopError(idea_unknown)."""
        found = self.ideas().get(idea_id)
        return idea_rows.idea(self.reader, idea_id) if found is None else found

    def all_ideas(self) -> tuple[Idea, ...]:
        """All ideas as their changes leave them."""
        return tuple(self.ideas().values()) or idea_rows.ideas(self.reader)

    def own_ideas(self) -> tuple[Idea, ...]:
        """The ideas that the person wrote and has not taken back, in the order they were written."""
        mine = self.participant.id
        return tuple(i for i in self.all_ideas() if i.participant_id == mine and not i.withdrawn)


#: The values of a form as the browser sent them, the last of several with one name.
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """A text that somebody wrote: `where` it stands (English, translated where it is shown), and how to change it.

    `rewrite` can be pickled (a `partial`, no lambda): the clerk looks the texts through in its own process.
    """

    where: str
    text: str
    limit: int
    rewrite: Callable[[str], Command]


@dataclass(frozen=True, slots=True)
class Own:
    """What a kind tells people about the ideas that they themselves wrote, on the page "Your ideas"."""

    #: Whether the activity has anything to tell yet.
    tells: Callable[[Activity], bool]
    #: From the visit and the kind's report: by the own idea's id what `resources/web/kinds/<name>_own.html` shows as
    #: `told`. Ideas that there is nothing to say of are left out.
    of: Callable[[Visit, Any], Mapping[int, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A kind's page on the phone. Most kinds need `page` and `command`, and `results` where the hall is shown any."""

    #: The value that the template `resources/web/kinds/<name>.html` shows as `view`.
    page: Callable[[Visit], object]
    #: Turns a form sent from that page into a command. Raises WorkshopError for one that it does not understand.
    command: Callable[[Visit, Form], Command]
    #: The `view` of `resources/web/kinds/<name>_results.html`, from the visit and the kind's report, which is read once
    #: for all phones. None: the kind has no results.
    results: Callable[[Visit, Any], object] | None = None
    #: What became of the person's own ideas here.
    own: Own | None = None
    #: A command to be carried out before the page is drawn, where `view` lacks something (a pair to be chosen);
    #: `page` is asked again afterwards. None: nothing is lacking.
    prepare: Callable[[Visit, Any], Command | None] = lambda _visit, _view: None
    #: The `view` made from what a command's handler returned, so that the file need not be read again for the page that
    #: follows. None where that is not enough: `page` is asked.
    view_returned: Callable[[Visit, object], object | None] = lambda _visit, _returned: None
    #: The HTML that changes a screen which the phone has already, from the view, the stamps of what it `has`, what it
    #: is to `show`, and the person's language. None where the phone needs the whole screen.
    fragment: Callable[[Any, str, str, Translator], Markup | None] = lambda _view, _has, _show, _words: None

    def after(self, visit: Visit, returned: object) -> object:
        """The `view` after a command whose handler returned this."""
        view = self.view_returned(visit, returned)
        return self.page(visit) if view is None else view


@dataclass(frozen=True, slots=True)
class TakingBack:
    """How a kind's command is undone."""

    #: What was done, as the Undo menu names it (English, translated where it is shown).
    words: str
    #: From the command and what its handler returned: the command that undoes it. None: there is nothing to undo.
    inverse: Callable[[Any, Any], Command | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityKind:
    """One kind of activity: what the rest of the program asks of it. The first four every kind has."""

    #: Its name in the file and in the names of its modules and templates. It never changes.
    name: str
    #: What people call it: English, translated where it is shown.
    label: str
    phone: Phone
    #: Reads everything that the minutes say of one activity.
    report: Callable[[Reader, Activity], object]
    #: The part of the report that window, hall screen and phones show many times in an evening, without what takes
    #: long. None: the report itself.
    live: Callable[[Reader, Activity], object] | None = None
    #: The number beside the activity in the agenda (None: no number).
    count: Callable[[Reader, Activity], int | None] = lambda _reader, _activity: None
    #: Who answered, and how often: participant's number -> answers. None: in this kind nobody answers anything.
    turnout: Callable[[Reader, Activity], Mapping[int, int]] | None = None
    #: The kind's tables, and what their rows mean, for the archive.
    tables: Tables | None = None
    records: tuple[Records, ...] = ()
    #: The kind's commands, and which of them can be undone.
    handlers: Handlers = field(default_factory=dict)
    taking_back: Mapping[type[Command], TakingBack] = field(default_factory=dict)
    #: Overwrites what the kind's tables hold of persons.
    wipe: Callable[[Tx, WipePersonalData], None] = lambda _tx, _command: None
    #: The texts of the report that people wrote and that the minutes or tables show: they are looked through before
    #: anything is given out.
    written: Callable[[Activity, Any], Sequence[Written]] = lambda _activity, _report: ()
    #: Names in an activity's config that belong to one evening and stay behind when that is duplicated.
    passing: frozenset[str] = frozenset()
    #: Makes what the handlers keep in memory of a running activity. Called when the host starts, so that the first
    #: phone to come back does not wait for it.
    ready: Callable[[Tx, Activity], object] = lambda _tx, _activity: None
    #: The ideas' ids as the live report puts them in order, best first, for other pages that list ideas. None: the kind
    #: puts nothing in order.
    order: Callable[[Any], Sequence[int]] | None = None
    #: What else happened, from the report, for the timeline: when, and what (English, translated where it is shown).
    happened: Callable[[Any], Sequence[tuple[datetime, str]]] = lambda _report: ()

    def look(self, reader: Reader, activity: Activity) -> object:
        """The live report, or the whole one where the kind makes no difference."""
        return (self.live or self.report)(reader, activity)
