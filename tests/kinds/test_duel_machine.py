"""The duel as a state machine: any order of what an evening brings keeps the invariants."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.clock import Clock, new_workshop
from tests.kinds.duels import DUEL, ask, join, look
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair, UndoAnswer
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows


class AnyEvening(RuleBasedStateMachine):
    """Any order of joining, answering, undoing, hiding, merging, adding and restarting."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.runtime = new_workshop(Path(tempfile.mkdtemp(dir=self.folder)))
        self.runtime.submit(c.OpenActivity(DUEL)).result()
        self.people: list[int] = []

    def teardown(self) -> None:
        """Close the file."""
        self.runtime.close()

    @rule()
    def joins(self) -> None:
        """One more person."""
        self.people.append(join(self.runtime, len(self.people)))

    @precondition(lambda self: self.people)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome), times=st.integers(1, 3))
    def answers(self, data: st.DataObject, outcome: Outcome, times: int) -> None:
        """A pair is answered, perhaps by several taps."""
        person = data.draw(st.sampled_from(self.people))
        pair = ask(self.runtime, ShowPair(DUEL, person))
        for _ in range(times):
            if pair is not None:
                self.runtime.submit(AnswerPair(DUEL, person, pair, outcome)).result()

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        """The last answer is taken back, if there is one."""
        person = data.draw(st.sampled_from(self.people))
        if rows.last_answered(self.runtime.reader(), DUEL, person):
            self.runtime.submit(UndoAnswer(DUEL, person)).result()

    @rule(data=st.data())
    def facilitator(self, data: st.DataObject) -> None:
        """An idea is added, hidden, merged or restored; refusals are fine."""
        ids = [i.id for i in idea_rows.ideas(self.runtime.reader())]
        one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
        command = data.draw(
            st.sampled_from(
                [
                    c.HideIdea(one),
                    c.MergeIdea(one, other),
                    c.RestoreIdea(one),
                    c.AddIdea(f"Uusi {len(ids)}", IdeaOrigin.FACILITATOR),
                ]
            )
        )
        error = self.runtime.submit(command).exception()
        assert error is None or isinstance(error, WorkshopError)

    @rule()
    def restarts(self) -> None:
        """The laptop is closed and opened."""
        path = self.runtime.path
        self.runtime.close()
        self.runtime = Runtime(path, Clock())

    @invariant()
    def holds(self) -> None:
        """No pair twice, at most one pair out that is not undone, finite ranking of exactly the ideas that are in."""
        reader = self.runtime.reader()
        for person in self.people:
            shown = rows.of_person(reader, DUEL, person)
            assert len(shown) == len({frozenset((a.left_id, a.right_id)) for a in shown})
        found = look(self.runtime).ranking
        assert {i.id for i in idea_rows.ideas(reader) if i.votable} == {s.idea for s in found.standings}
        assert all(0 <= s.low <= s.share <= s.high <= 1 for s in found.standings)


def test_any_evening(tmp_path: Path) -> None:
    """The invariants hold through the real ring and the real file."""
    machine = type("Here", (AnyEvening,), {"folder": tmp_path})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=12, stateful_step_count=25, deadline=None)
    )
