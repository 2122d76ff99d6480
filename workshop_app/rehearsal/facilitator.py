"""The simulated facilitator: leads the evening with the commands that the window uses.

Runs in the crowd's asyncio loop; each step waits until its command is on disk, nothing waits for a fixed time.
"""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import (
    ApproveIdea,
    CloseActivity,
    Command,
    EditActivity,
    EndWorkshop,
    HideIdea,
    MergeIdea,
    OpenActivity,
    ShowResults,
    StageTarget,
    TagStage,
    WriteMinutesText,
)
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.duel.report import live_report
from workshop_app.kinds.table import kind
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.rehearsal.script import script
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows

#: How many of the ideas that people chose are put on the ladder, and how many become decisions.
TAGGED, DECIDED = 5, 3


class Facilitator:
    """Leads one workshop."""

    def __init__(self, runtime: Runtime, seed: int) -> None:
        self._runtime = runtime
        self._dice = random.Random(f"{seed}/facilitator")

    async def do(self, command: Command) -> object:
        """Have a command carried out; it is on the disk when this returns."""
        return await asyncio.wrap_future(self._runtime.submit(command))

    def agenda(self) -> tuple[Activity, ...]:
        """The activities as they stand."""
        return workshop_rows.activities(self._runtime.reader())

    async def open(self, activity: Activity, duels: int) -> None:
        """Open an activity; a duel asks `duels` pairs of each person."""
        if activity.kind == "duel":
            await self.do(EditActivity(activity.id, config={"duels": duels}))
        await self.do(OpenActivity(activity.id))

    async def sort_ideas(self) -> None:
        """Take in what waits: merge the same idea from several people, and hide what is off topic."""
        first: dict[str, int] = {}
        hide = script().hide
        for idea in self._ideas():
            same = first.get(idea.text.casefold())
            if idea.votable:
                first.setdefault(idea.text.casefold(), idea.id)
            elif idea.state is not IdeaState.WAITING:
                continue
            elif idea.text in hide:
                await self.do(HideIdea(idea.id, hide[idea.text]))
            elif same is not None:
                await self.do(MergeIdea(idea.id, same))
            else:
                await self.do(ApproveIdea(idea.id))
                first[idea.text.casefold()] = idea.id

    async def show_results(self, activity: Activity) -> None:
        """Close the activity and show its results on the phones, where its kind has any."""
        await self.do(CloseActivity(activity.id))
        if kind(activity.kind).phone.results is not None:
            await self.do(ShowResults(activity.id))

    async def put_on_ladder(self) -> None:
        """Put a stage on the best ideas that have none."""
        stages = workshop_rows.workshop(self._runtime.reader()).ladder.stages
        for idea in self._best()[:TAGGED]:
            if idea.stage_id is None:
                stage = self._dice.choice(stages)
                await self.do(TagStage(StageTarget.IDEA, idea.id, stage.id))

    async def decide(self, activity: Activity) -> None:
        """Make a decision of each of the best ideas, with an owner, a day and how people will hear of it."""
        workshop = workshop_rows.workshop(self._runtime.reader())
        for idea, owner in zip(self._best()[:DECIDED], script().owners, strict=False):
            await self.do(
                MakeDecision(
                    activity_id=activity.id,
                    what=idea.text,
                    who=owner.who.pick(workshop.language),
                    due=workshop.date + timedelta(days=owner.days),
                    told_how=owner.told_how.pick(workshop.language),
                    idea_id=idea.id,
                    stage_id=idea.stage_id,
                )
            )

    async def end(self) -> Minutes:
        """End the evening with a note that it was a rehearsal; returns its minutes."""
        language = workshop_rows.workshop(self._runtime.reader()).language
        await self.do(WriteMinutesText("notice", script().summary.pick(language)))
        await self.do(EndWorkshop())
        return read_minutes(self._runtime.reader(), self._runtime.path)

    def _ideas(self) -> tuple[Idea, ...]:
        return idea_rows.ideas(self._runtime.reader())

    def _best(self) -> tuple[Idea, ...]:
        """The ideas as the last duel ranks them; without a duel as they stand."""
        reader = self._runtime.reader()
        duels = [a for a in self.agenda() if a.kind == "duel"]
        votable = {idea.id: idea for idea in self._ideas() if idea.votable}
        if not duels:
            return tuple(votable.values())
        standings = live_report(reader, duels[-1]).ranking.standings
        return tuple(votable[s.idea] for s in standings if s.idea in votable)
