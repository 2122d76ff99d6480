"""What the duel's tests share: joining, asking for a pair, looking at the report."""

from __future__ import annotations

from tests.turns import pair_of
from workshop_app.domain import commands as c
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, AskMore, SayWhySkipped, ShowPair, UndoAnswer
from workshop_app.kinds.duel.report import DuelReport, report
from workshop_app.kinds.duel.rows import Appearance
from workshop_app.kinds.duel.rules import turn
from workshop_app.kinds.duel.turn import Turn
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Reader

#: The duel's place on the strategy themes' agenda.
DUEL = 3


def join(runtime: Runtime, name: object = "a") -> int:
    """Somebody joins."""
    return int(str(runtime.submit(c.Join(f"hash-{name}", None, "fi")).result()))


def ask(runtime: Runtime, command: c.Command) -> int | None:
    """The appearance that waits after a command; what its handler told of the person must be what the file says."""
    returned = runtime.submit(command).result()
    if isinstance(returned, Turn):
        assert isinstance(command, AnswerPair | AskMore | SayWhySkipped | ShowPair | UndoAnswer)
        activity = workshop_rows.activity(runtime.reader(), command.activity_id)
        assert turn(runtime.reader(), activity, command.participant_id) == returned
    given = pair_of(returned)
    return given if isinstance(given, int) else None


def shown_in(reader: Reader, duel: int) -> list[Appearance]:
    """Everything that was shown in a duel, read one person after the other, in the order it was shown."""
    people = [person.id for person in workshop_rows.participants(reader)]
    return sorted((a for person in people for a in rows.of_person(reader, duel, person)), key=lambda a: a.id)


def pair_shown(reader: Reader, number: int) -> Appearance | None:
    """The pair that was shown under this number, or None."""
    return next((a for a in shown_in(reader, DUEL) if a.id == number), None)


def look(runtime: Runtime) -> DuelReport:
    """The report of the duel."""
    return report(runtime.reader(), workshop_rows.activity(runtime.reader(), DUEL))
