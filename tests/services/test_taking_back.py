"""What kinds and the core do beyond ideas and plan is taken back too, and done again."""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.kinds.decisions.kind import FillIn, MakeDecision, RemoveDecision, RewordDecision
from workshop_app.kinds.decisions.rows import decisions
from workshop_app.kinds.duel.final import EndFinal, StartFinal, final_of
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.merge_rows import merged
from workshop_app.taking_back import inverse, kinds_words

DUEL = 3


def do(runtime: Runtime, command: c.Command) -> c.Command | None:
    """Carry the command out; returns what takes it back, as the window would remember it."""
    before = read_snapshot(runtime.reader())
    return inverse(command, before, runtime.submit(command).result())


def stands(runtime: Runtime) -> tuple[object, ...]:
    """What these commands change."""
    reader = runtime.reader()
    agenda = tuple((a.id, a.state, final_of(a)) for a in workshop_rows.activities(reader))
    ended = workshop_rows.workshop(reader).ended_at is not None
    return decisions(reader), agenda, ended, dict(merged(reader))


def test_each_is_taken_back_and_done_again(runtime: Runtime) -> None:
    """Decisions, a final, two phones as one, the end of the evening."""
    people = [runtime.submit(c.Join(str(n), None, "fi")).result() for n in range(2)]
    runtime.submit(c.OpenActivity(DUEL)).result()
    made = runtime.submit(MakeDecision(None, "Kartta", "Kunta")).result()
    assert isinstance(made, int)
    stage = workshop_rows.workshop(runtime.reader()).ladder.stages[0].id
    commands: tuple[c.Command, ...] = (
        RewordDecision(made, "Kylien kartta", "Liitto", told_how="Lehdessä", stage_id=stage),
        FillIn(made, "who", "Kyläseura"),
        RemoveDecision(made),
        MakeDecision(None, "Digituki"),
        StartFinal(DUEL, (1, 2, 3)),
        EndFinal(DUEL),
        c.MergeParticipants(int(str(people[1])), int(str(people[0]))),
        c.EndWorkshop(),
    )
    for command in commands:
        before = stands(runtime)
        back = do(runtime, command)
        after = stands(runtime)
        assert back is not None, command
        again = do(runtime, back)
        assert before == stands(runtime), command
        assert again is not None, command
        if not isinstance(command, MakeDecision):
            do(runtime, again)
            assert after == stands(runtime), command


def test_what_changed_nothing_is_not_taken_back(runtime: Runtime) -> None:
    """Ending the evening twice, parting who are not one, ending a final that is not on."""
    runtime.submit(c.EndWorkshop()).result()
    person = int(str(runtime.submit(c.Join("t", None, "fi")).result()))
    assert [None] * 3 == [
        do(runtime, command)
        for command in (c.EndWorkshop(), c.MergeParticipants(person, None), EndFinal(DUEL))
    ]


def test_kinds_name_what_they_did() -> None:
    """The menu can say what undo would take back."""
    commands = (MakeDecision, RewordDecision, FillIn, RemoveDecision, StartFinal, EndFinal)
    assert all(kinds_words(command) for command in commands)
