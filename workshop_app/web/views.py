"""Which page a person sees, with its values. WEB THREAD."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import HTMLResponse

from workshop_app import problems
from workshop_app.domain import agenda
from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import Command, GiveCode
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import merged_texts
from workshop_app.domain.people import Channel, Participant
from workshop_app.i18n import N_, translator
from workshop_app.kinds import table
from workshop_app.kinds.base import Visit
from workshop_app.services.dispatch import Services
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.reads import Reads
from workshop_app.web import identity, refusals
from workshop_app.web.current import Current, Now, has_results
from workshop_app.web.render import NOTHING, Said, around, draw
from workshop_app.web.waiting import Waiting

#: How many seconds a command may take before the phone is told to try again.
PATIENCE = 15.0
_SENTENCES = {
    HTTPStatus.NOT_FOUND: N_("There is no such page here. Go back to the start."),
    HTTPStatus.FORBIDDEN: N_("That was sent from another site and was not taken. Go back to the start."),
    HTTPStatus.MISDIRECTED_REQUEST: N_("Open the page by the address that is shown in the hall."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("That was too long and was not taken. Go back and shorten it."),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too much came at once. Wait a moment, go back and try again."),
}
_STRANGE = N_("That could not be understood. Go back to the start and try again.")
_NOT_SAVED = N_("Your answer could not be saved just now. Keep this page open and try again in a moment.")


@dataclass(frozen=True, slots=True)
class Done:
    """A command of an activity that was carried out, and what its handler returned."""

    activity_id: int
    returned: object


class Views:
    """Draws what a person should see now."""

    def __init__(self, services: Services, reads: Reads, current: Current) -> None:
        self._services, self._reads, self._current = services, reads, current
        self._waiting = Waiting(services.send, PATIENCE)

    @property
    def now(self) -> Now:
        """The workshop as it stands."""
        return self._current.now()

    @property
    def room(self) -> int:
        """How many rows phones may still add to the file."""
        return self._services.room

    def person(self, token: str) -> Participant | None:
        """The person with this secret, or None."""
        return self._current.person(token)

    def visit(self, activity: Activity, person: Participant) -> Visit:
        """One person looking at one activity."""
        return Visit(self._reads.reader(), self.now.workshop, activity, person, self._current.ideas)

    async def carry_out(self, command: Command) -> object:
        """Send a command round the ring and wait until it is on disk.

        Raises what the handler refuses, SessionFileProblem, or TimeoutError after PATIENCE seconds.
        """
        return await self._waiting.result(command)

    def is_kiosk(self, key: str) -> bool:
        """Whether a device with this key may be shared."""
        return self.now.kiosk is not None and secrets.compare_digest(self.now.kiosk.encode(), key.encode())

    def joining(
        self, language: str, secret: str, said: Said = NOTHING, *, kiosk: bool = False
    ) -> HTMLResponse:
        """The join page, on a shared device (`kiosk`) its own.

        `secret` will be the person's, so that a double tap joins one person.
        """
        # Choosing a language keeps the code that came with a printed ticket.
        code = said.typed.get("admission", "") if not said.notice else ""
        here = f"/?t={code}" if code and self.now.tickets else "/"
        values = {
            **self.shared(None, here),
            "secret": secret,
            "admission": self.now.tickets,
            "kiosk": kiosk,
            # A shared device must not lead back to anybody's answers.
            "under_way": not kiosk and any(a.closed_at is not None for a in self.now.activities),
        }
        return draw("join.html", language, values, said)

    def about(self, language: str, person: Participant | None, said: Said = NOTHING) -> HTMLResponse:
        """Privacy and accessibility; for somebody who has joined also the code, and how to go on under another one."""
        return draw(
            "about.html", language, {**self.shared(person, "/about"), "secret": identity.new_token()}, said
        )

    def pass_on(self, person: Participant) -> HTMLResponse:
        """Asks a person on a shared device whether the next one may have it."""
        return draw("pass_on.html", person.language, self.shared(person, "/next"))

    def take_home(self, language: str, person: Participant | None) -> HTMLResponse:
        """The page from which the minutes can be read or downloaded."""
        return draw("take_home.html", language, self.shared(person, "/minutes"))

    def mail(self, person: Participant, said: Said = NOTHING) -> HTMLResponse:
        """Where an address for the minutes is given, or taken away."""
        return draw("mail.html", person.language, self.shared(person, "/mail"), said)

    async def own(self, person: Participant, said: Said = NOTHING) -> HTMLResponse:
        """What became of each idea that the person wrote: where it stands, its place, what was decided."""
        ideas = self._current.ideas().values()
        told = []
        for activity in self.now.activities:
            asked = table.kind(activity.kind).phone.own
            if asked is None or activity.state is ActivityState.PLANNED or not asked.tells(activity):
                continue
            report = await self._current.report(activity)
            told.append((activity, asked.of(self.visit(activity, person), report)))
        own = tuple(i for i in ideas if i.participant_id == person.id and not i.withdrawn)
        values = {"own": own, "merged_into": merged_texts(ideas), "told": told}
        return draw("own.html", person.language, {**self.shared(person, "/own"), **values}, said)

    def knows_code(self, code: str) -> bool:
        """Whether it is somebody's code to come back with."""
        return workshop_rows.participant_by_code(self._reads.reader(), code) is not None

    def people(self) -> int:
        """How many have joined."""
        return workshop_rows.participant_count(self._reads.reader())

    async def give_code(self, person: Participant) -> None:
        """Make sure that the person has a code; a file from before there were codes has none.

        A shared device gets none: there is nothing to come back to.
        """
        if (
            person.channel is not Channel.PHONE
            or workshop_rows.code_of(self._reads.reader(), person.id) is not None
        ):
            return
        try:
            await self.carry_out(GiveCode(person.id))
        except (WorkshopError, SessionFileProblem, TimeoutError) as error:
            # The page is worth more than the code on it, and the next page asks again.
            refusals.note(error, "code")

    async def follow(
        self, person: Participant, said: Said = NOTHING, done: Done | None = None
    ) -> HTMLResponse:
        """What is live now, or the results shown last, or a calm page: there is a break, or what comes next.

        `done` is the command that led to the page, if there was one.
        """
        live = agenda.live(self.now.activities)
        if live is not None and live.state is ActivityState.PAUSED:
            values = {**self.shared(person, "/"), "activity": live}
            return draw("paused.html", person.language, values, said)
        if live is not None:
            try:
                return await self._live(person, live, said, done)
            except WorkshopError as error:
                # It was closed while the page was being made, and what is live now is another question.
                if error.code != "activity_closed":
                    raise
        shown = _last_shown(self.now)
        if shown is not None:
            return await self.results(person, shown, "/", said)
        return draw("waiting.html", person.language, self.shared(person, "/"), said)

    async def results(
        self, person: Participant, activity: Activity, here: str, said: Said = NOTHING
    ) -> HTMLResponse:
        """An activity's results; the page at "/" follows what happens next. Raises WorkshopError(nothing_to_send)."""
        found = table.kind(activity.kind).phone.results
        if found is None:
            raise WorkshopError("nothing_to_send")
        view = found(self.visit(activity, person), await self._current.report(activity))
        values = {"activity": activity, "view": view, "following": here == "/"}
        name = f"kinds/{activity.kind}_results.html"
        return draw(name, person.language, {**self.shared(person, here), **values}, said)

    async def _live(self, person: Participant, live: Activity, said: Said, done: Done | None) -> HTMLResponse:
        phone = table.kind(live.kind).phone
        visit = self.visit(live, person)
        view = phone.after(visit, done.returned if done and done.activity_id == live.id else None)
        first = phone.prepare(visit, view)
        if first is not None:
            view = phone.after(visit, await self.carry_out(first))
        if said.has and not said.notice and not said.kept:
            changed = phone.fragment(view, said.has, said.show, translator(person.language))
            if changed is not None:
                return around(changed, self.now.shared["mark"], said)
        values = {**self.shared(person, "/"), "activity": live, "view": view}
        return draw(f"kinds/{live.kind}.html", person.language, values, said)

    def shared(self, person: Participant | None, here: str) -> dict[str, object]:
        """The values that every page has; `here` is where choosing a language leads back to."""
        now = self.now
        return {
            **now.shared,
            "person": person,
            # Under this name a phone keeps what it has not sent yet, so that another evening or person does not find
            # it.
            "me": f"{now.evening}-{person.joined_as or person.id}" if person else "",
            # Called only by the few pages that show it.
            "code": lambda: workshop_rows.code_of(self._reads.reader(), person.id) if person else None,
            "writes": lambda: person is not None and self._has_written(person),
            "here": here,
        }

    def _has_written(self, person: Participant) -> bool:
        ideas = self._current.ideas().values()
        return any(idea.participant_id == person.id and not idea.withdrawn for idea in ideas)


def refused(error: Exception, language: str, where: str) -> Said:
    """What to say about a request that was refused or failed; an error of our own goes to the log."""
    refusals.note(error, where)
    words = translator(language)
    passing = isinstance(error, SessionFileProblem | TimeoutError)
    # The file's own sentences tell the facilitator what to do; a phone can only wait.
    notice = words.text(_NOT_SAVED) if passing else problems.sentence(error, words)
    return Said(notice, status=refusals.status(error), headers=refusals.headers(error))


def sentence(language: str, said: Said) -> HTMLResponse:
    """A page of one sentence, drawn without the file, so that it works even when the file is the problem."""
    return draw("sentence.html", language, {}, said)


def turned_away(language: str, status: HTTPStatus) -> HTMLResponse:
    """The page for a request to no page of ours."""
    notice = translator(language).text(_SENTENCES.get(status, _STRANGE))
    return sentence(language, replace(NOTHING, notice=notice, status=status))


def _last_shown(now: Now) -> Activity | None:
    """The results that phones follow between activities: those of what was closed last, when they are shown."""
    closed = [a for a in now.activities if a.closed_at is not None]
    last = max(closed, key=lambda a: a.turn, default=None)
    return last if last is not None and has_results(last) else None
