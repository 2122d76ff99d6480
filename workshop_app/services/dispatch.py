"""The table command -> handler, and the one way to the writer thread. `submit` from any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.answering import Answer
from workshop_app.domain.errors import WorkshopError
from workshop_app.services import agenda, creation, ideas, kiosk, mail, people, planning, rejoining, tickets
from workshop_app.store.tx import Tx
from workshop_app.store.writer import Work, Writer

#: A handler takes the transaction and a command of its own class, and returns what the command says.
Handler = Callable[[Tx, Any], object]
Handlers = Mapping[type[c.Command], Handler]

CORE: Handlers = {
    creation.CreateWorkshop: creation.create_workshop,
    c.EditWorkshop: agenda.edit_workshop,
    c.ChooseLadder: agenda.choose_ladder,
    c.EndWorkshop: agenda.end_workshop,
    p.ContinueWorkshop: agenda.continue_workshop,
    c.AddActivity: agenda.add_activity,
    c.EditActivity: agenda.edit_activity,
    c.MoveActivity: agenda.move_activity,
    c.RemoveActivity: agenda.remove_activity,
    c.OpenActivity: agenda.open_activity,
    p.UnopenActivity: agenda.unopen_activity,
    c.PauseActivity: agenda.pause_activity,
    c.ResumeActivity: agenda.resume_activity,
    c.CloseActivity: agenda.close_activity,
    c.ShowResults: agenda.show_results,
    c.WriteMinutesText: agenda.write_minutes_text,
    c.GiveMinutes: agenda.give_minutes,
    c.WithdrawMinutes: agenda.withdraw_minutes,
    c.Join: people.join,
    c.GiveCode: rejoining.give_code,
    c.Rejoin: rejoining.rejoin,
    c.MergeParticipants: people.merge_participants,
    c.ChooseLanguage: people.choose_language,
    c.AddIdea: ideas.add_idea,
    c.ApproveIdea: ideas.approve_idea,
    c.LetIdeaWait: ideas.let_idea_wait,
    c.HideIdea: ideas.hide_idea,
    c.RestoreIdea: ideas.restore_idea,
    c.MergeIdea: ideas.merge_idea,
    c.EditIdea: ideas.edit_idea,
    c.MoveIdea: ideas.move_idea,
    c.WithdrawIdea: ideas.withdraw_idea,
    c.TagStage: ideas.tag_stage,
    **kiosk.HANDLERS,
    **mail.HANDLERS,
    **planning.HANDLERS,
    **tickets.HANDLERS,
}


class Services:
    """Submits commands to the writer."""

    def __init__(self, writer: Writer, handlers: Handlers) -> None:
        self._writer = writer
        self._handlers = {**CORE, **handlers}

    def submit(self, command: c.Command) -> Future[object]:
        """Queue `command`; the Future holds the handler's result once it is on the disk.

        Raises WorkshopError(busy, closed); the Future raises what the handler refuses, or a
        SessionFileProblem.
        """
        return self._writer.submit(self._work(command))

    def send(self, command: c.Command, answer: Answer) -> None:
        """Queue a phone's `command`; `answer` is told what `submit`'s Future would hold.

        Raises as `submit`, and WorkshopError(evening_full) when the file takes no more from phones.
        """
        if self._writer.filling == "evening_full":
            raise WorkshopError("evening_full")
        self._writer.send(self._work(command), answer)

    def _work(self, command: c.Command) -> Work:
        handler = self._handlers[type(command)]
        return lambda tx: handler(tx, command)

    def make_ready(self, ready: Callable[[Tx], object]) -> Future[object]:
        """Have what handlers keep in memory made before the first command needs it; the Future tells when it is there.

        Raises WorkshopError(busy, closed).
        """
        return self._writer.submit(ready)
