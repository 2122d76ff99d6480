"""The demo evening of the pictures: 34 people, ideas that wait, a running duel, a ladder, decisions, feedback.

The same every time (one seed); written through the commands, so a picture can't show what can't happen.
"""

from __future__ import annotations

import datetime as dt
import math
import random

from tests.turns import pair_of
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.feedback.kind import STATEMENTS, GiveFeedback
from workshop_app.kinds.ladder.kind import SayExperience
from workshop_app.runtime import Runtime
from workshop_app.snapshot import Snapshot, read_snapshot

PEOPLE, VOTERS, SEED = 34, 31, 3
#: How many pairs people have answered, in turn: some have finished, some are in the middle.
PAIRS = (15, 13, 13, 12)
_WAITING = ("Kyläbussi terveysasemalle kerran viikossa", "Etävastaanotto kirjastossa")
_WORDS = ("Hyvä tunnelma, sain sanoa asiani.", "Seuraavaksi kuntakeskuksen ulkopuolella.", "Kahvi oli hyvää.")
_DECISIONS = (
    ("Lähipalvelujen kartta käydään läpi kylittäin", "Aluekoordinaattori", dt.date(2027, 1, 15),
     "Viesti ilmoittautuneille, kunnan verkkosivu"),
    ("Digitukea kirjastoon kahtena iltana viikossa", "Kirjastonjohtaja", dt.date(2027, 2, 1), "Ilmoitustaulut"),
)  # fmt: skip


class EveningClock:
    """Begins ten minutes ago and moves 1.2 seconds with every command, so that nobody answers in no time."""

    def __init__(self) -> None:
        self._moment = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10)

    def __call__(self) -> dt.datetime:
        """The next moment, never later than now."""
        self._moment = min(self._moment + dt.timedelta(seconds=1.2), dt.datetime.now(dt.UTC))
        return self._moment


class Demo:
    """Fills an open workshop in two steps, so that a running duel can be pictured too."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._dice = random.Random(SEED)
        self._people: list[int] = []

    def until_the_duel_runs(self) -> None:
        """People have joined and written, and the duel is open with its answers."""
        groups = [group.id for group in self._now().workshop.groups]
        for number in range(PEOPLE):
            group = self._dice.choice(groups)
            self._people.append(self._made(c.Join(f"{number:064}", group, "fi")))
        for kind in ("welcome", "ideas"):
            self._do(c.OpenActivity(self._activity(kind)))
        theme = self._now().themes[0].id
        for text in _WAITING:
            origin = IdeaOrigin.PARTICIPANT
            self._do(c.AddIdea(text, origin, self._activity("ideas"), theme, self._people[0]))
        self._put_on_stages()
        self._vote()

    def until_the_end(self) -> None:
        """The ladder, the decisions and the feedback are through; the feedback is open."""
        stages = self._now().workshop.ladder.stages
        ladder, feedback = self._activity("ladder"), self._activity("feedback")
        self._do(c.OpenActivity(ladder))
        for person in self._people[:29]:
            stage = self._dice.choices(stages, weights=(2, 6, 14, 5, 1))[0]
            self._do(SayExperience(ladder, person, stage.id))
        decisions = self._activity("decisions")
        self._do(c.OpenActivity(decisions))
        for (what, who, due, told), stage in zip(_DECISIONS, stages[1:3], strict=True):
            self._do(MakeDecision(decisions, what, who, due, told, stage_id=stage.id))
        self._do(c.OpenActivity(feedback))
        for number, person in enumerate(self._people[:27]):
            answers = tuple((name, self._dice.choice((2, 3, 4, 4, 5))) for name, _text in STATEMENTS)
            self._do(GiveFeedback(feedback, person, answers, _WORDS[number] if number < len(_WORDS) else ""))

    def _put_on_stages(self) -> None:
        stages = self._now().workshop.ladder.stages
        for number, idea in enumerate(self._now().ideas[:14]):
            stage = stages[(3, 1, 2, 3, 4, 2, 0)[number % 7]]
            self._do(c.TagStage(c.StageTarget.IDEA, idea.id, stage.id))

    def _vote(self) -> None:
        duel = self._activity("duel")
        self._do(c.OpenActivity(duel))
        liked = {idea.id: self._dice.random() * 3 for idea in self._now().ideas}
        for number, person in enumerate(self._people[:VOTERS]):
            shown = self._do(ShowPair(duel, person))
            for _ in range(PAIRS[number % len(PAIRS)]):
                if not isinstance(shown, int):
                    break
                shown = self._do(AnswerPair(duel, person, shown, self._answer(shown, liked)))

    def _answer(self, appearance: int, liked: dict[int, float]) -> Outcome:
        found = self._runtime.reader().one(
            "SELECT left_id, right_id FROM appearance WHERE id = ?", (appearance,)
        )
        assert found is not None
        if self._dice.random() < 0.07:
            return Outcome.SKIP
        left_wins = 1 / (1 + math.exp(liked[found["right_id"]] - liked[found["left_id"]]))
        return Outcome.LEFT if self._dice.random() < left_wins else Outcome.RIGHT

    def _now(self) -> Snapshot:
        return read_snapshot(self._runtime.reader())

    def _activity(self, kind: str) -> int:
        return next(a.id for a in self._now().activities if a.kind == kind)

    def _do(self, command: c.Command) -> object:
        return pair_of(self._runtime.submit(command).result(100))

    def _made(self, command: c.Command) -> int:
        made = self._do(command)
        assert isinstance(made, int)
        return made
