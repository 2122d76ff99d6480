"""What an activity kind gives to the rest of the program. Plain values and functions, any thread.

A kind is the unit of growth: it brings its own tables, commands, phone page and report, and the
rest of the program asks it through this page only. See ARCHITECTURE.md, "Adding an activity kind".
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
from workshop_app.services.dispatch import Handlers
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
    """What a kind tells a person of the ideas that the person wrote.

    `tells` says whether the activity tells anything yet. `of` gets the visit and the kind's report, and gives for
    each own idea that there is something to say of what `resources/web/kinds/<name>_own.html` shows as `told`.
    """

    tells: Callable[[Activity], bool]
    of: Callable[[Visit, Any], Mapping[int, object]]


@dataclass(frozen=True, slots=True)
class Phone:
    """A kind's page on the phone.

    `page` gives the value that the template `resources/web/kinds/<name>.html` shows as `view`.
    `command` turns a form sent from it into a command, or raises WorkshopError.
    `prepare` gets the `view` too and names a command to be carried out when that lacks something (a pair to be
    chosen); `page` is asked again then.
    `results` gives the `view` of `resources/web/kinds/<name>_results.html`, where the kind has results; beside
    the visit it gets the kind's report, which is read once for all phones. `own` is what became of the person's
    own ideas here. `told` gives the `view` from what a command's handler returned, or None where that does not say
    it all; with it the file need not be read again for the page that follows. `bit` gets the view, the stamps of
    the screen that the phone's script `has` and of what is ahead of it, what it is to `show`, and the person's words;
    it gives the HTML that goes onto that screen, or None where another is needed.
    """

    page: Callable[[Visit], object]
    command: Callable[[Visit, Form], Command]
    prepare: Callable[[Visit, Any], Command | None] = lambda _visit, _view: None
    results: Callable[[Visit, Any], object] | None = None
    own: Own | None = None
    told: Callable[[Visit, object], object | None] = lambda _visit, _returned: None
    bit: Callable[[Any, str, str, Translator], Markup | None] = lambda _view, _has, _show, _words: None

    def after(self, visit: Visit, returned: object) -> object:
        """The `view` after a command whose handler returned this."""
        view = self.told(visit, returned)
        return self.page(visit) if view is None else view


@dataclass(frozen=True, slots=True)
class TakingBack:
    """How a kind's command is taken back: `words` name what was done (English, translated where they are shown),
    `inverse` gets the command and what its handler returned, and gives what takes it back (None: nothing to).
    """

    words: str
    inverse: Callable[[Any, Any], Command | None]


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """One kind of activity.

    `label` is its name in English, translated where it is shown. `report` reads everything that the
    minutes say of one activity; `live`, where it is set, the part of it that window, hall screen and
    phones show many times in an evening, without what takes long; `count` the number beside it in
    the agenda (None: none). `wipe` overwrites what the kind's own tables hold of persons. `records`
    says what the rows of its tables mean, for the archive; `written` gives the texts of the report
    that people wrote and the minutes or tables show. `passing` are the names in an activity's config
    that belong to one evening and don't come along when it is duplicated. `turnout` tells who answered and
    how often, by participant (None: nobody answers anything in this kind). `taking_back` tells which of its
    commands can be taken back, and by which. `ready` makes what its handlers keep in memory of an activity: it is
    asked when the host starts while the activity runs, so that the first phone to come back does not wait for it.
    `order` gives the ideas' ids as the kind's live report puts them in order, best first: for other pages that list
    ideas (None: the kind puts nothing in order). `happened` gives from the report what else happened in it and when
    (English, translated where it is shown), for the timeline.
    """

    name: str
    label: str
    phone: Phone
    report: Callable[[Reader, Activity], object]
    count: Callable[[Reader, Activity], int | None] = lambda _reader, _activity: None
    tables: Tables | None = None
    handlers: Handlers = field(default_factory=dict)
    wipe: Callable[[Tx, WipePersonalData], None] = lambda _tx, _command: None
    live: Callable[[Reader, Activity], object] | None = None
    records: tuple[Records, ...] = ()
    written: Callable[[Activity, Any], Sequence[Written]] = lambda _activity, _report: ()
    passing: frozenset[str] = frozenset()
    turnout: Callable[[Reader, Activity], Mapping[int, int]] | None = None
    taking_back: Mapping[type[Command], TakingBack] = field(default_factory=dict)
    ready: Callable[[Tx, Activity], object] = lambda _tx, _activity: None
    order: Callable[[Any], Sequence[int]] | None = None
    happened: Callable[[Any], Sequence[tuple[datetime, str]]] = lambda _report: ()

    def look(self, reader: Reader, activity: Activity) -> object:
        """The live report, or the whole one where the kind makes no difference."""
        return (self.live or self.report)(reader, activity)
