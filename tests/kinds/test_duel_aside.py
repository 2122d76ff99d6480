"""A person's answers are left out of a running duel, and come back: what is kept is what the file would give."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.clock import new_workshop
from tests.kinds.duels import DUEL, ask, join
from workshop_app.domain import commands as c
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, SetAside, ShowPair, UndoAnswer
from workshop_app.kinds.duel.memory import forget, memory_of
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx


def _counted(tx: Tx) -> tuple[object, ...]:
    memory = memory_of(tx, workshop_rows.activity(tx, DUEL))
    counts, ids = memory.picker._beliefs.counts, memory.picker._ids
    order = np.argsort(ids)
    pairs = [counted[np.ix_(order, order)].tolist() for counted in (counts.won, counts.out)]
    return memory.aside, sorted(ids), pairs, sorted(memory.picker.showings().items())


def _same_as_the_file(runtime: Runtime) -> bool:
    """Whether what is kept has counted the same as what is made anew from the file."""

    def both(tx: Tx) -> bool:
        kept = _counted(tx)
        forget(tx, DUEL)
        return kept == _counted(tx)

    return bool(runtime._writer.submit(both).result())


def _kept(runtime: Runtime) -> object:
    return runtime._writer.submit(lambda tx: tx.memory.get(("duel", DUEL))).result()


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
        picker = _kept(runtime)
        ask(runtime, SetAside(one, aside=True))
        assert picker is _kept(runtime)
        assert _same_as_the_file(runtime)

        pair = ask(runtime, ShowPair(DUEL, one))
        assert pair is not None
        ask(runtime, AnswerPair(DUEL, one, pair, Outcome.RIGHT))
        ask(runtime, UndoAnswer(DUEL, one))
        ask(runtime, UndoAnswer(DUEL, one))
        picker = _kept(runtime)
        ask(runtime, SetAside(one, aside=False))
        assert picker is _kept(runtime)
        assert _same_as_the_file(runtime)
        pair = ask(runtime, ShowPair(DUEL, one))
        assert pair is not None
        ask(runtime, AnswerPair(DUEL, one, pair, Outcome.LEFT))
        assert _same_as_the_file(runtime)
