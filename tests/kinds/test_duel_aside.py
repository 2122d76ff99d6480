"""A person is left out of a running duel, or two phones become one: what is kept is what the file would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.clock import new_workshop
from tests.kinds.duels import DUEL, ask, join
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, SetAside, ShowPair, UndoAnswer
from workshop_app.kinds.duel.memory import memory_of
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx


def _counted(tx: Tx, duel: int) -> tuple[object, ...]:
    memory = memory_of(tx, workshop_rows.activity(tx, duel))
    counts, ids = memory.picker._beliefs.counts, memory.picker._ids
    order = np.argsort(ids)
    pairs = [counted[np.ix_(order, order)].tolist() for counted in (counts.won, counts.out)]
    return memory.aside, sorted(ids), pairs, sorted(memory.picker.showings().items())


def _same_as_the_file(runtime: Runtime, duel: int, picker: object) -> bool:
    """Whether `picker` is still the one that is kept, and has counted what one made anew from the file counts."""

    def both(tx: Tx) -> bool:
        counted = _counted(tx, duel)
        same = tx.memory.pop(("duel", duel)).picker is picker  # type: ignore[attr-defined]
        return same and counted == _counted(tx, duel)

    return bool(runtime._writer.submit(both).result())


def _kept(runtime: Runtime, duel: int) -> object:
    """The picker that is kept now."""
    activity = workshop_rows.activity(runtime.reader(), duel)
    return runtime._writer.submit(lambda tx: memory_of(tx, activity).picker).result()


def test_what_is_kept_counts_as_the_file_does(tmp_path: Path) -> None:
    """Left out, answering on, taking back, counted again: at each point the counts are those of a replay."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(c.OpenActivity(DUEL)).result()
        one, other = join(runtime, 1), join(runtime, 2)
        for person in (one, other):
            for outcome in (Outcome.LEFT, Outcome.SKIP, Outcome.RIGHT, Outcome.LEFT):
                pair = ask(runtime, ShowPair(DUEL, person))
                assert pair is not None
                ask(runtime, AnswerPair(DUEL, person, pair, outcome))
        picker = _kept(runtime, DUEL)
        ask(runtime, SetAside(one, aside=True))
        assert _same_as_the_file(runtime, DUEL, picker)

        pair = ask(runtime, ShowPair(DUEL, one))
        assert pair is not None
        ask(runtime, AnswerPair(DUEL, one, pair, Outcome.RIGHT))
        ask(runtime, UndoAnswer(DUEL, one))
        ask(runtime, UndoAnswer(DUEL, one))
        picker = _kept(runtime, DUEL)
        ask(runtime, SetAside(one, aside=False))
        assert _same_as_the_file(runtime, DUEL, picker)
        picker, pair = _kept(runtime, DUEL), ask(runtime, ShowPair(DUEL, one))
        assert pair is not None
        ask(runtime, AnswerPair(DUEL, one, pair, Outcome.LEFT))
        assert _same_as_the_file(runtime, DUEL, picker)


def test_two_phones_become_one_and_two_again(tmp_path: Path) -> None:
    """Both had answered some of the same pairs: each counts once, for one person, and twice when they are two again."""
    with new_workshop(tmp_path, "tyhja") as runtime:
        duel = next(a.id for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
        for text in ("Kyläbussi", "Uimaranta", "Kirjasto"):
            runtime.submit(c.AddIdea(text, IdeaOrigin.FACILITATOR)).result()
        runtime.submit(c.OpenActivity(duel)).result()
        people = [join(runtime, n) for n in range(3)]
        for person in people:
            for _ in range(2):
                pair = ask(runtime, ShowPair(duel, person))
                assert pair is not None
                ask(runtime, AnswerPair(duel, person, pair, Outcome.LEFT))
        picker = _kept(runtime, duel)
        for into in (people[0], None):
            runtime.submit(c.MergeParticipants(people[1], into)).result()
            assert _same_as_the_file(runtime, duel, picker)
            picker = _kept(runtime, duel)
            ask(runtime, SetAside(people[0], aside=into is not None))
            assert _same_as_the_file(runtime, duel, picker)
            picker = _kept(runtime, duel)


def test_who_is_left_out_before_the_first_answer(tmp_path: Path) -> None:
    """The duel that runs knows it too; what that person answers and takes back counts for nothing."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(c.OpenActivity(DUEL)).result()
        one = join(runtime, 1)
        picker = _kept(runtime, DUEL)
        ask(runtime, SetAside(one, aside=True))
        counted = [_same_as_the_file(runtime, DUEL, picker)]
        for _ in range(2):
            pair = ask(runtime, ShowPair(DUEL, one))
            assert pair is not None
            picker = _kept(runtime, DUEL)
            ask(runtime, AnswerPair(DUEL, one, pair, Outcome.LEFT))
            ask(runtime, UndoAnswer(DUEL, one))
            counted.append(_same_as_the_file(runtime, DUEL, picker))

    assert [True] * 3 == counted
