"""The product's picker and ranker behind the JSON-lines protocol of the shared duel bench (see its harness.py).

python harness.py run --cmd "python tests/bench/duel_adapter.py" --set devset.json
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # small matrices: one thread is faster, and results repeat exactly
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from workshop_app.domain import people  # noqa: E402
from workshop_app.duel.answers import Answer  # noqa: E402
from workshop_app.duel.picker import Picker  # noqa: E402
from workshop_app.duel.ranking import rank  # noqa: E402

OUTCOMES = {1: "left", 0: "right", -1: "skip"}


class Bench:
    """One simulated workshop at a time.

    With `ahead` = 1 each person has one pair more out than the one looked at, as in the program, until `asked` pairs
    were given (None: without end).
    """

    def __init__(self, ahead: int = 0, asked: int | None = None) -> None:
        self.ahead, self.asked = ahead, asked
        self.active: set[int] = set()
        self.groups: list[int] = []
        self.picker = Picker(0)
        self.out: dict[int, list[tuple[int, int]]] = {}
        self.given: Counter[int] = Counter()

    def start(self, m: dict[str, Any]) -> None:
        """A new workshop."""
        self.active, self.groups = set(m["ideas"]), m["groups"]
        self.picker = Picker(int(m["seed"]))
        self.picker.set_ideas(self.active)
        self.out, self.given = {}, Counter()

    def idea(self, m: dict[str, Any]) -> None:
        """Ideas are added."""
        self.active |= set(m["ids"])
        self.picker.set_ideas(self.active)

    def next(self, m: dict[str, Any]) -> dict[str, Any]:
        """A pair for a participant; the time is that of choosing and of noting it as shown."""
        begun = time.perf_counter()
        who = m["participant"]
        out = self.out.setdefault(who, [])
        while len(out) <= self.ahead and (self.asked is None or self.given[who] < self.asked):
            pair = self.picker.next_pair(who)
            if pair is None:
                break
            self.picker.shown(who, *pair)
            self.given[who] += 1
            out.append(pair)
        return {"pair": out.pop(0) if out else None, "us": (time.perf_counter() - begun) * 1e6}

    def vote(self, m: dict[str, Any]) -> None:
        """An answer."""
        who = m["participant"]
        self.picker.answered(
            Answer(who, m["left"], m["right"], OUTCOMES[m["outcome"]], str(self.groups[who]))
        )

    def rank(self, m: dict[str, Any]) -> dict[str, Any]:
        """The ranking of everybody or of one group."""
        begun = time.perf_counter()
        group = m.get("group")
        answers = [Answer(p, a, b, OUTCOMES[o], str(m["groups"][p])) for p, a, b, o in m["votes"]]
        ranking = rank(range(m["max_ideas"]), answers, group=None if group is None else str(group))
        by_idea = sorted(ranking.standings, key=lambda s: s.idea)
        return {
            "score": [s.share for s in by_idea],
            "lo": [s.low for s in by_idea],
            "hi": [s.high for s in by_idea],
            "scale": "winprob",
            "rank_lo": [s.place_low for s in by_idea],
            "rank_hi": [s.place_high for s in by_idea],
            "ms": (time.perf_counter() - begun) * 1e3,
        }


def main() -> None:
    """Serves standard input until it ends."""
    # The groups that are measured are made up, so nobody's answers are told.
    people.SMALLEST_GROUP_SHOWN = 1
    bench = Bench()
    for line in sys.stdin:
        message = json.loads(line)
        reply = getattr(bench, message["op"])(message)
        if reply is not None:
            print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
