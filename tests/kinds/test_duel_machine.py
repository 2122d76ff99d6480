"""The duel as a state machine: any order of what an evening brings keeps the invariants."""

from __future__ import annotations

import tempfile
from concurrent.futures import Future
from dataclasses import replace
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

from tests.asking import refusal
from tests.clock import Clock, new_workshop
from tests.kinds.duels import DUEL, ask, join, look, pair_shown, shown_in
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin, merge_targets
from workshop_app.duel.answers import UNKNOWN, root_of
from workshop_app.duel.ranking import rank
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import (
    AnswerPair,
    AskMore,
    Outcome,
    SayWhySkipped,
    ShowPair,
    SkipReason,
    UndoAnswer,
)
from workshop_app.kinds.duel.given import answers
from workshop_app.kinds.duel.kind import KIND
from workshop_app.kinds.duel.memory import memory_of
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows


class AnyEvening(RuleBasedStateMachine):
    """Any order of joining, answering (late, twice, another's), undoing, hiding, merging, adding and forgetting."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.runtime = new_workshop(Path(tempfile.mkdtemp(dir=self.folder)))
        self.runtime.submit(c.OpenActivity(DUEL)).result()
        self.people: list[int] = []
        #: What each person has answered and not taken back, the last answer last: appearance and outcome.
        self.stands: dict[int, list[tuple[int, Outcome]]] = {}

    def teardown(self) -> None:
        """However it came to be, the same answers in another order give the same ranking. Close the file."""
        reader = self.runtime.reader()
        ideas = idea_rows.ideas(reader)
        given, stands_for = list(answers(reader, DUEL)), merge_targets(ideas)
        one, other = (
            rank([i.id for i in ideas if i.votable], told, merged=stands_for) for told in (given, given[::-1])
        )
        assert one == other == look(self.runtime).ranking
        self.runtime.close()

    @rule()
    def joins(self) -> None:
        """One more person."""
        self.people.append(join(self.runtime, len(self.people)))
        self.stands[self.people[-1]] = []

    @precondition(lambda self: self.people)
    @rule(data=st.data(), outcomes=st.lists(st.sampled_from(Outcome), min_size=1, max_size=3))
    def answers(self, data: st.DataObject, outcomes: list[Outcome]) -> None:
        """A pair of ideas that are in is shown and answered, perhaps by several taps: the first one counts."""
        person = data.draw(st.sampled_from(self.people))
        pair = ask(self.runtime, ShowPair(DUEL, person))
        if pair is None:
            return
        shown = pair_shown(self.runtime.reader(), pair)
        assert shown is not None
        assert shown.pair <= self._in()
        for outcome in outcomes:
            ask(self.runtime, AnswerPair(DUEL, person, pair, outcome))
        self.stands[person].append((pair, outcomes[0]))

    @precondition(lambda self: self.people)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome))
    def answers_what_was_shown(self, data: st.DataObject, outcome: Outcome) -> None:
        """Any pair that was ever shown is answered by anybody: late, again, void, or another person's."""
        person = data.draw(st.sampled_from(self.people))
        shown = shown_in(self.runtime.reader(), DUEL)
        if not shown:
            return
        pair = data.draw(st.sampled_from(shown))
        answer = AnswerPair(DUEL, person, pair.id, outcome)
        if pair.participant_id != person:
            assert "pair_not_yours" == refusal(self.runtime, answer)
            return
        ask(self.runtime, answer)
        if pair.out:
            self.stands[person].append((pair.id, outcome))

    @precondition(lambda self: self.people)
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        """The last answer is taken back, if there is one."""
        person = data.draw(st.sampled_from(self.people))
        if self.stands[person]:
            ask(self.runtime, UndoAnswer(DUEL, person))
            # What was answered late, out of its turn, waits behind the pair that is in hand.
            taken_back = pair_shown(self.runtime.reader(), self.stands[person].pop()[0])
            assert taken_back is not None
            assert taken_back.out
        else:
            assert "nothing_to_undo" == refusal(self.runtime, UndoAnswer(DUEL, person))

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

    @precondition(lambda self: self.people)
    @rule(data=st.data(), reason=st.sampled_from(SkipReason))
    def says_more(self, data: st.DataObject, reason: SkipReason) -> None:
        """Somebody asks for more pairs, which waits for the last answer, and says why any pair was skipped."""
        person = data.draw(st.sampled_from(self.people))
        ask(self.runtime, AskMore(DUEL, person))
        shown = rows.of_person(self.runtime.reader(), DUEL, person)
        if shown:
            ask(self.runtime, SayWhySkipped(DUEL, person, data.draw(st.sampled_from(shown)).id, reason))

    @precondition(lambda self: self.people)
    @rule(restarts=st.booleans())
    def forgets(self, restarts: bool) -> None:
        """What the writer kept in memory is gone, as after a transaction that failed, or the laptop is closed and
        opened: everybody stands where they stood, and the picker has counted the same.
        """
        before = self._everybody()
        if restarts:
            path = self.runtime.path
            self.runtime.close()
            self.runtime = Runtime(path, Clock())
        else:
            self.runtime.services.make_ready(lambda tx: tx.memory.clear())
        assert before == self._everybody()

    def _everybody(self) -> tuple[list[object], object]:
        """Each person's turn, and how often the picker has shown what is in."""
        found = Future[dict[int, int]]()
        activity = workshop_rows.activity(self.runtime.reader(), DUEL)
        turns = [self.runtime.submit(ShowPair(DUEL, person)).result() for person in self.people]
        self.runtime.services.make_ready(
            lambda tx: found.set_result(memory_of(tx, activity).picker.showings())
        )
        showings = found.result(100)
        return turns, {idea: showings.get(idea, 0) for idea in self._in()}

    def _in(self) -> set[int]:
        return {i.id for i in idea_rows.ideas(self.runtime.reader()) if i.votable}

    @invariant()
    def no_pair_twice(self) -> None:
        """A person is never shown the same two ideas twice, and the answers that stand are those given."""
        for person in self.people:
            shown = rows.of_person(self.runtime.reader(), DUEL, person)
            assert len(shown) == len({a.pair for a in shown})
            assert dict(self.stands[person]) == {a.id: a.outcome for a in shown if a.answered}

    @invariant()
    def columns_are_the_answers(self) -> None:
        """The answers that are read as columns are those of the appearances one by one, with why they were skipped."""
        reader = self.runtime.reader()
        said = rows.reasons(reader, DUEL)
        told = [
            replace(rows.as_answer(a), outcome=UNKNOWN) if said.get(a.id) == UNKNOWN else rows.as_answer(a)
            for a in shown_in(reader, DUEL)
            if a.answered
        ]
        assert told == list(answers(reader, DUEL))

    @invariant()
    def counts_add_up(self) -> None:
        """The ranking is finite, of exactly the ideas that are in, and of each answer about two of them once."""
        reader = self.runtime.reader()
        given = [answer for mine in self.stands.values() for answer in mine]
        assert len(given) == KIND.count(reader, workshop_rows.activity(reader, DUEL))
        stands_for = merge_targets(idea_rows.ideas(reader))
        pairs = {a.id: [root_of(i, stands_for) for i in a.pair] for a in shown_in(reader, DUEL)}
        counted = [outcome for shown, outcome in given if len(set(pairs[shown]) & self._in()) == 2]
        found = look(self.runtime).ranking
        skips = counted.count(Outcome.SKIP)
        assert (len(counted) - skips, skips) == (found.answers, found.skips)
        assert 2 * len(counted) == sum(s.shown for s in found.standings)
        assert self._in() == {s.idea for s in found.standings}
        assert all(0 <= s.low <= s.share <= s.high <= 1 for s in found.standings)


def test_any_evening(tmp_path: Path) -> None:
    """The invariants hold through the real ring and the real file."""
    machine = type("Here", (AnyEvening,), {"folder": tmp_path})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=8, stateful_step_count=30, deadline=None)
    )
