"""What the duel's tests share: joining, asking for a pair, looking at the report."""

from __future__ import annotations

import pytest

from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.kinds.duel.report import DuelReport, report
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows

#: The duel's place on the strategy themes' agenda.
DUEL = 3


def join(runtime: Runtime, name: object = "a") -> int:
    """Somebody joins."""
    return int(str(runtime.submit(c.Join(f"hash-{name}", None, "fi")).result()))


def ask(runtime: Runtime, command: c.Command) -> int | None:
    """The appearance that a command gives out."""
    given = runtime.submit(command).result()
    return given if isinstance(given, int) else None


def refusal(runtime: Runtime, command: c.Command) -> str:
    """The code that a command is refused with."""
    with pytest.raises(WorkshopError) as caught:
        runtime.submit(command).result()
    return caught.value.code


def look(runtime: Runtime) -> DuelReport:
    """The report of the duel."""
    return report(runtime.reader(), workshop_rows.activity(runtime.reader(), DUEL))
