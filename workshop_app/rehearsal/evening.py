"""A whole evening from the welcome to the minutes on the phones, with nobody there. Runs in one asyncio loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import GiveMinutes
from workshop_app.minutes import Minutes
from workshop_app.rehearsal.crowd import Crowd
from workshop_app.rehearsal.facilitator import Facilitator
from workshop_app.rehearsal.person import Tally
from workshop_app.runtime import Runtime


class Step(StrEnum):
    """How far the evening is, for a progress report."""

    ACTIVITY = "activity"
    ENDED = "ended"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the evening is. `duels`: pairs asked of each person; the same seed gives the same people."""

    people: int
    duels: int
    seed: int


@dataclass(frozen=True, slots=True)
class Document:
    """The finished minutes as phones get them: the document, and the same as a web page."""

    name: str
    media_type: str
    content: bytes
    page: bytes


#: Makes the document of the minutes; exporting is above this package, so it is given.
Write = Callable[[Minutes], Document]
#: Called with the progress: the step, the activity it is about (or None), and what the crowd has done.
Tell = Callable[[Step, Activity | None, Tally], None]


async def evening(runtime: Runtime, base_url: str, plan: Plan, write: Write, tell: Tell) -> Tally:
    """Hold the evening of an open workshop whose host answers at `base_url`; returns what the crowd did."""
    leads = Facilitator(runtime, plan.seed)
    async with Crowd(base_url, plan.people, plan.duels, plan.seed) as crowd:
        for activity in leads.agenda():
            await leads.open(activity, plan.duels)
            tell(Step.ACTIVITY, activity, crowd.tally)
            await crowd.take_part()
            await _afterwards(leads, activity)
            # Everybody looks at what is shown now: the results, or the page that says to wait.
            await crowd.take_part()
        minutes = await leads.end()
        tell(Step.ENDED, None, crowd.tally)
        document = write(minutes)
        await leads.do(GiveMinutes(document.name, document.media_type, document.content, document.page))
        fetched = await crowd.fetch_minutes()
        if any(got is not None and got != (document.content, document.page) for got in fetched):
            crowd.tally.troubles.append("a phone got other minutes than were given out")
        tell(Step.MINUTES, None, crowd.tally)
        return crowd.tally


async def _afterwards(leads: Facilitator, activity: Activity) -> None:
    """What a facilitator does when everybody has taken part in an activity of this kind."""
    match activity.kind:
        case "ideas":
            await leads.sort_ideas()
        case "ladder":
            await leads.put_on_ladder()
        case "decisions":
            await leads.decide(activity)
        case _:
            pass
    await leads.show_results(activity)
