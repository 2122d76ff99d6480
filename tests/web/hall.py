"""A workshop being held, with its LAN host on a real port: what the tests of pages and browsers visit."""

from __future__ import annotations

from tests.ports import own_port
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command, OpenActivity
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows


class Hall:
    """An open workshop with its LAN host running."""

    def __init__(self, runtime: Runtime, address: str = "127.0.0.1") -> None:
        self.runtime = runtime
        self.port = runtime.web.start(address, own_port(address))

    def activity(self, kind: str) -> Activity:
        """The first activity of a kind."""
        return next(a for a in workshop_rows.activities(self.runtime.reader()) if a.kind == kind)

    def open(self, kind: str) -> int:
        """The facilitator opens the first activity of a kind; returns its id."""
        activity = self.activity(kind)
        self.do(OpenActivity(activity.id))
        return activity.id

    def do(self, command: Command) -> object:
        """The facilitator does something; returns when it is on the disk."""
        return self.runtime.submit(command).result(100)
