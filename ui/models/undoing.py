"""Taking back what the facilitator did, one step at a time, and doing it again. QT MAIN THREAD.

Each command of the window that went through is remembered with the command that takes it back, worked out from
the workshop as the window had read it. Nothing is erased: taking back is one more command to the file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ui.client import Client, Done
from ui.locale import _
from ui.models.workshop_model import WorkshopModel
from workshop_app.domain import commands as c
from workshop_app.domain import kiosk as k
from workshop_app.domain import plan_commands as p
from workshop_app.domain import tickets as t
from workshop_app.i18n import N_
from workshop_app.taking_back import as_it_stands, inverse, kinds_words

#: How many steps are remembered.
STEPS = 100

_WORDS: dict[type[c.Command], str] = {
    c.ApproveIdea: N_("taking an idea in"),
    c.HideIdea: N_("hiding an idea"),
    c.RestoreIdea: N_("taking an idea back in"),
    c.LetIdeaWait: N_("letting an idea wait"),
    c.MergeIdea: N_("merging ideas"),
    c.EditIdea: N_("editing a wording"),
    c.MoveIdea: N_("moving an idea"),
    c.AddIdea: N_("adding ideas"),
    p.AddIdeas: N_("adding ideas"),
    p.AddTheme: N_("adding a theme"),
    p.RenameTheme: N_("renaming a theme"),
    p.MoveTheme: N_("moving a theme"),
    p.RemoveTheme: N_("removing a theme"),
    c.TagStage: N_("choosing a step"),
    c.ChooseLadder: N_("choosing a ladder"),
    c.EditWorkshop: N_("changing the plan"),
    c.EditActivity: N_("changing a part"),
    p.ClearActivity: N_("changing a part"),
    c.MoveActivity: N_("moving a part"),
    c.AddActivity: N_("adding a part"),
    c.RemoveActivity: N_("removing a part"),
    c.EndWorkshop: N_("the end of the evening"),
    c.MergeParticipants: N_("counting two phones as one"),
    c.OpenActivity: N_("opening a part"),
    c.PauseActivity: N_("pausing a part"),
    c.ResumeActivity: N_("going on with a part"),
    c.CloseActivity: N_("closing a part"),
    c.ShowResults: N_("showing the results"),
    t.RequireTickets: N_("asking for tickets"),
    k.AllowKiosk: N_("letting shared devices in"),
}
_OTHER = N_("changing a text")
_BLACKED = N_("blacking out")


@dataclass(frozen=True, slots=True)
class _Entry:
    """`command` undoes (or redoes) the step that `words` name."""

    command: c.Command
    words: str


class Undoing(QObject):
    """Signals: `changed()` there is something else to take back; `said(text)` something was taken back."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, client: Client, model: WorkshopModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._model = client, model
        self._done: list[_Entry] = []
        self._undone: list[_Entry] = []
        self._taking_back = False
        client.recorder = self._record

    @property
    def undo_words(self) -> str:
        """What `undo` takes back, in the window's language; empty for nothing."""
        return _(self._done[-1].words) if self._done else ""

    @property
    def redo_words(self) -> str:
        """What `redo` does again; empty for nothing."""
        return _(self._undone[-1].words) if self._undone else ""

    def undo(self) -> None:
        """Take the last step back."""
        self._turn(self._done, self._undone, again=False)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(self._undone, self._done, again=True)

    def by_notice(self, undo: Callable[[], object]) -> Callable[[], object]:
        """What the undo button of a notice does: `undo`, whose commands take back and are no steps of their own."""

        def act() -> None:
            self._taking_back = True
            try:
                undo()
            finally:
                self._taking_back = False

        return act

    def _record(self, command: c.Command) -> Done | None:
        before, taking_back = self._model.snapshot, self._taking_back
        if before is None:
            return None

        def done(result: object) -> None:
            if isinstance(command, c.WipePersonalData):
                self._forget()
                return
            back = inverse(command, before, result)
            step = self._taken_back_by(command) if taking_back else None
            if back is None:
                return
            if step is not None:
                self._put(self._undone, _Entry(back, step.words))
                return
            self._undone.clear()
            words = (
                _BLACKED
                if getattr(command, "erase", False)
                else _WORDS.get(type(command)) or kinds_words(type(command)) or _OTHER
            )
            self._put(self._done, _Entry(back, words))

        return done

    def _forget(self) -> None:
        """Forget all steps: they still hold names and free texts that were wiped from the file."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _taken_back_by(self, command: c.Command) -> _Entry | None:
        """The last step that this command takes back; it is removed, since it is no step any more."""
        at = next((n for n in reversed(range(len(self._done))) if self._done[n].command == command), None)
        if at is None:
            return None
        step = self._done.pop(at)
        self.changed.emit()
        return step

    def _turn(self, source: list[_Entry], target: list[_Entry], *, again: bool) -> None:
        before = self._model.snapshot
        if not source or before is None:
            return
        entry = source.pop()
        command = as_it_stands(entry.command, before)
        self.changed.emit()

        def done(result: object) -> None:
            way = inverse(command, before, result)
            if way is not None:
                self._put(target, _Entry(way, entry.words))
            what = _(entry.words)
            self.said.emit(
                _("Done again: {what}.", what=what) if again else _("Taken back: {what}.", what=what)
            )

        self._client.submit(command, done, recorded=False)

    def _put(self, stack: list[_Entry], entry: _Entry) -> None:
        stack.append(entry)
        del stack[:-STEPS]
        self.changed.emit()
