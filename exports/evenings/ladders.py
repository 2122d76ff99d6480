"""The ladders of many evenings: what was promised, what it felt like, and the ideas on their steps. Any thread.

Evenings of different ladders are never added up: a step's number says nothing outside its ladder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import pandas as pd

from exports.evenings.base import Evening, Evenings
from exports.kinds.base import Cell
from exports.text import cleaned
from workshop_app.domain.ladder import Gap, Ladder, gap
from workshop_app.kinds.ladder.kind import LadderReport

#: What identifies one round of answers: an evening may ask more than once.
AT = ["evening", "evening_name", "part"]
ANSWERS = [*AT, "stage", "order", "step", "promised", "experienced"]
#: A further column: how many answered where they were so few that their steps are not shown.
KEPT_BACK = "kept_back"


@dataclass(frozen=True, slots=True)
class Climbed:
    """One ladder with the evenings that used it.

    `answers`: evening, evening_name, part (empty, or its number and title where an evening asked several times), stage
    (its id), order, step (its name), promised, experienced (how many), kept_back (how many answered where the evening's
    own minutes do not show their steps; `experienced` is 0 then: in a sum, the difference would give them away).
    `ideas`: evening, stage, n.
    """

    ladder: Ladder
    name: str
    answers: pd.DataFrame
    ideas: pd.DataFrame

    @property
    def keeps_back(self) -> bool:
        """Whether the steps of some people are not shown."""
        return bool(self.answers[KEPT_BACK].any())

    @property
    def steps(self) -> pd.DataFrame:
        """Over all evenings, by step: order, stage, step, promised (times), experienced, ideas; the lowest first."""
        by_step = self.answers.groupby(["order", "stage", "step"], as_index=False)[
            ["promised", "experienced"]
        ].sum()
        ideas = self.ideas.groupby("stage", as_index=False).agg(ideas=("n", "sum"))
        return by_step.merge(ideas, on="stage")

    @property
    def against(self) -> pd.Series[int]:
        """How many answers were below (-1), at (0) and above (1) the promise, where there was one."""
        promises = self.answers[self.answers["promised"] > 0].set_index(AT)["order"].rename("promise")
        both = self.answers.join(promises, on=AT, how="inner")
        side = (both["order"] > both["promise"]).astype(int) - (both["order"] < both["promise"]).astype(int)
        return both.groupby(side)["experienced"].sum().reindex([-1, 0, 1], fill_value=0)


def climbed(evenings: Evenings) -> list[Climbed]:
    """The ladders that were used, those of the most evenings first."""
    by_ladder: dict[object, list[Evening]] = {}
    for evening in evenings.every:
        ladder = evening.context.minutes.workshop.ladder
        key = (ladder.id, tuple((stage.id, stage.order) for stage in ladder.stages))
        by_ladder.setdefault(key, []).append(evening)
    used = sorted(by_ladder.values(), key=lambda found: (-len(found), found[0].number))
    made = [_climbed(found) for found in used]
    names = [one.name for one in made]
    return [
        replace(one, name=f"{one.name} ({names[: at + 1].count(one.name)})")
        if names.count(one.name) > 1
        else one
        for at, one in enumerate(made)
    ]


def _climbed(found: list[Evening]) -> Climbed:
    ladder = found[0].context.minutes.workshop.ladder
    context = found[0].context
    names = {stage.id: context.words(stage.name) for stage in ladder.stages}
    answers: list[tuple[Cell, ...]] = []
    ideas: list[tuple[Cell, ...]] = []
    for evening in found:
        for part, told, kept_back in _gaps(evening):
            given = dict(told.counts)
            answers.extend(
                (
                    *(evening.number, evening.name, part, stage.id, stage.order, names[stage.id]),
                    *(int(stage.id == told.promise), 0 if kept_back else given[stage.id], kept_back),
                )
                for stage in ladder.stages
            )
        placed = [idea.stage_id for idea in evening.context.minutes.ideas if idea.votable]
        ideas.extend((evening.number, stage, placed.count(stage)) for stage in names)
    return Climbed(
        ladder,
        context.words(ladder.name) or cleaned(ladder.id, multiline=False),
        pd.DataFrame(answers, columns=[*ANSWERS, KEPT_BACK]),
        pd.DataFrame(ideas, columns=["evening", "stage", "n"]),
    )


def _gaps(evening: Evening) -> list[tuple[str, Gap, int]]:
    """The promise and the experience of each part that asked, with how many of its answers are not shown by step.

    An evening without such a part has its promise only.
    """
    context = evening.context
    sections = context.minutes.of_kind("ladder")
    if not sections:
        workshop = context.minutes.workshop
        promised = context.stage(workshop.promise_stage_id)
        return [("", gap(workshop.ladder, promised.id if promised else None, {}), 0)]
    several = len(sections) > 1
    found = []
    for number, section in enumerate(sections, start=1):
        report = cast("LadderReport", section.report)
        part = f"{number}. {context.words(section.activity.title)}" if several else ""
        found.append((part, report.gap, report.gap.count if report.keeps_back else 0))
    return found
