"""Sending commands to an open workshop: what comes of one, and with what code it is refused."""

from __future__ import annotations

import pytest

from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.runtime import Runtime


def do(runtime: Runtime, command: Command) -> object:
    """What the command's handler returned, once it is on the disk."""
    return runtime.submit(command).result(100)


def refusal(runtime: Runtime, command: Command) -> str:
    """The code that a command is refused with."""
    with pytest.raises(WorkshopError) as caught:
        do(runtime, command)
    return caught.value.code
