"""The table command -> handler, and the one way to the writer thread. `submit` from any thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from workshop_app.domain.answering import Answer
from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.services import (
    agenda,
    creation,
    ideas,
    kiosk,
    mail,
    minutes,
    people,
    rejoining,
    themes,
    tickets,
)
from workshop_app.services.handlers import Handlers
from workshop_app.store.item import Work
from workshop_app.store.tx import Tx
from workshop_app.store.writer import Writer

#: The core's commands; the kinds' are added to them (`kinds.table.handlers`).
CORE: Handlers = {
    **creation.HANDLERS,
    **agenda.HANDLERS,
    **themes.HANDLERS,
    **ideas.HANDLERS,
    **people.HANDLERS,
    **rejoining.HANDLERS,
    **kiosk.HANDLERS,
    **tickets.HANDLERS,
    **mail.HANDLERS,
    **minutes.HANDLERS,
}


class Services:
    """Submits commands to the writer."""

    def __init__(self, writer: Writer, handlers: Handlers) -> None:
        self._writer = writer
        self._handlers = {**CORE, **handlers}

    def submit(self, command: Command) -> Future[object]:
        """Queue `command`; the Future holds the handler's result once it is on the disk.

        Raises WorkshopError(busy, closed); the Future raises what the handler refuses, or a
        SessionFileProblem.
        """
        return self._writer.submit(self._work(command))

    def send(self, command: Command, answer: Answer) -> None:
        """Queue a phone's `command`; `answer` is told what `submit`'s Future would hold.

        Raises as `submit`, and WorkshopError(evening_full) when the file takes no more from phones.
        """
        if self._writer.filling.code == "evening_full":
            raise WorkshopError("evening_full")
        self._writer.send(self._work(command), answer)

    @property
    def room(self) -> int:
        """How many rows phones may still add to the file."""
        return self._writer.filling.room

    def _work(self, command: Command) -> Work:
        handler = self._handlers[type(command)]
        return lambda tx: handler(tx, command)

    def make_ready(self, ready: Callable[[Tx], object]) -> Future[object]:
        """Have what handlers keep in memory made before the first command needs it; the Future tells when it is there.

        Raises WorkshopError(busy, closed).
        """
        return self._writer.submit(ready)
