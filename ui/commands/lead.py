"""Leading the evening with words in the terminal: next, pause, close, results, device, status, quit. Main thread.

So that a laptop with a broken screen, reached from another machine, still gets everybody through the evening.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from ui.commands.addresses import Addresses
from ui.commands.outcome import Told
from ui.commands.speech import complain, say
from workshop_app.domain.agenda import Activity, ActivityState, live, upcoming
from workshop_app.domain.commands import (
    CloseActivity,
    OpenActivity,
    PauseActivity,
    ResumeActivity,
    ShowResults,
)
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.i18n import N_, Translator
from workshop_app.kinds.table import kind
from workshop_app.problems import expected, sentence
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.errors import SessionFileProblem

#: (name in code, word to type, what it does); the English word and its first letter are understood too.
WORDS = (
    ("next", N_("next"), N_("open the next activity")),
    ("pause", N_("pause"), N_("let the open activity rest, or go on with it")),
    ("close", N_("close"), N_("close the open activity")),
    ("results", N_("results"), N_("show the activity's results on the phones, or take them away")),
    ("device", N_("device"), N_("let a device go round, for people without a phone")),
    ("status", N_("status"), N_("where the evening stands")),
    ("quit", N_("quit"), N_("end; everything is in the file")),
)

_STATES = {
    ActivityState.PLANNED: N_("not yet open"),
    ActivityState.OPEN: N_("open"),
    ActivityState.PAUSED: N_("paused"),
    ActivityState.CLOSED: N_("closed"),
}


class Lead:
    """Carries out one typed word after the other."""

    def __init__(self, runtime: Runtime, addresses: Addresses, translator: Translator) -> None:
        self._runtime = runtime
        self._addresses = addresses
        self._translator = translator
        self._actions: dict[str, Callable[[], None]] = {
            "next": self._next,
            "pause": self._pause,
            "close": self._close,
            "results": self._results,
            "device": self._device,
            "status": self.status,
        }

    def listen(self, lines: TextIO) -> None:
        """Obey until `quit` or the end of the lines."""
        for line in lines:
            word = self._understood(line)
            if word == "quit":
                return
            if word is not None:
                self._obey(word)
            self._addresses.look_again()

    def help(self) -> None:
        """Say which words there are."""
        _ = self._translator.text
        say(*(f"  {_(word):12} {_(about)}" for _name, word, about in WORDS))

    def status(self) -> None:
        """Say how many take part and how far each activity is."""
        _, _n = self._translator.text, self._translator.plural
        reader = self._runtime.reader()
        on_phones = _("results shown")
        say(_n("{n} participant", "{n} participants", workshop_rows.participant_count(reader)))
        for activity in workshop_rows.activities(reader):
            count = kind(activity.kind).count(reader, activity)
            shown = f", {on_phones}" if activity.results_shown else ""
            number = "" if count is None else f"  {count}"
            say(f"  {self._title(activity):34} {_(_STATES[activity.state])}{shown}{number}")

    def _understood(self, line: str) -> str | None:
        _ = self._translator.text
        typed = line.strip().lower()
        if not typed:
            return None
        for name, word, _about in WORDS:
            if typed in (name, name[0], _(word)):
                return name
        complain(_("There is no word “{word}” here. These are understood:", word=typed))
        self.help()
        return None

    def _obey(self, word: str) -> None:
        try:
            self._actions[word]()
        except Told as told:
            complain(str(told))
        except (WorkshopError, SessionFileProblem) as error:
            if not expected(error):
                raise
            complain(sentence(error, self._translator))

    def _next(self) -> None:
        _ = self._translator.text
        activity = upcoming(self._agenda())
        if activity is None:
            raise Told(_("Everything on the agenda has been open. End with: {word}", word=_("quit")))
        self._runtime.submit(OpenActivity(activity.id)).result()
        say(_("Open now: {title}", title=self._title(activity)))

    def _pause(self) -> None:
        _ = self._translator.text
        activity = live(self._agenda())
        if activity is None:
            raise Told(_("Nothing is open now."))
        if activity.state is ActivityState.PAUSED:
            self._runtime.submit(ResumeActivity(activity.id)).result()
            say(_("Open now: {title}", title=self._title(activity)))
        else:
            self._runtime.submit(PauseActivity(activity.id)).result()
            say(_("Paused: {title}", title=self._title(activity)))

    def _close(self) -> None:
        _ = self._translator.text
        activity = live(self._agenda())
        if activity is None:
            raise Told(_("Nothing is open now."))
        self._runtime.submit(CloseActivity(activity.id)).result()
        say(_("Closed: {title}", title=self._title(activity)))

    def _results(self) -> None:
        _ = self._translator.text
        activity = _in_hand(self._agenda())
        if activity is None or kind(activity.kind).phone.results is None:
            raise Told(_("The activity in hand has no results to show."))
        self._runtime.submit(ShowResults(activity.id, not activity.results_shown)).result()
        if activity.results_shown:
            say(_("Taken off the phones: {title}", title=self._title(activity)))
        else:
            say(_("On the phones now: {title}", title=self._title(activity)))

    def _device(self) -> None:
        self._addresses.tell_device(str(self._runtime.submit(AllowKiosk(on=True)).result()))

    def _agenda(self) -> tuple[Activity, ...]:
        return workshop_rows.activities(self._runtime.reader())

    def _title(self, activity: Activity) -> str:
        return activity.title.pick(self._translator.language)


def _in_hand(agenda: tuple[Activity, ...]) -> Activity | None:
    """The open activity, else the one that was closed last."""
    closed = [a for a in agenda if a.closed_at is not None]
    last = max(closed, key=lambda a: a.turn, default=None)
    return live(agenda) or last
