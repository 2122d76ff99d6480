"""What a duel has come to: counts, ranking, how sure it is and what would help. Any thread, with its own reader."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from dataclasses import dataclass, replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, merge_targets
from workshop_app.duel.planning import (
    LATELY,
    Asked,
    Outlook,
    Plan,
    finalists,
    outlook,
    pace,
    pairs_of,
    plan,
    propose,
)
from workshop_app.duel.ranking import Ranking, Standing, rank
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import SkipReason
from workshop_app.kinds.duel.final import FINAL_DUELS, Final, final_of, held
from workshop_app.kinds.duel.given import Given, given
from workshop_app.kinds.duel.groups import GroupsReport, groups_view
from workshop_app.kinds.duel.pairs import PairCount, pair_counts
from workshop_app.kinds.duel.rules import DUELS
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class DuelReport:
    """One duel. `median` is the middle number of answers a person; `asked` how many are to be asked of each, `each` how
    many pairs there are for that, as none is asked twice. `done` people have answered so many, and `share` (0-1) of all
    that is asked of those who have joined has come.

    `plan` is what comes of `asked` with the people who have joined, `proposed` what would be enough;
    `outlook` how far the duel is. `final` are the ideas of a short final that runs, `finals` all
    that were held, `offered` the ideas of one that would help now. `groups` is None while the duel is only
    looked at live. `aside` are the participants whose answers the facilitator has left out. `why_skipped`
    are the reasons of skips and how many gave each, where anybody did. `lately` are the moments of the last
    answers, in seconds since 1970: those up to LATELY before the last one and the one before them.
    """

    ranking: Ranking
    ideas: dict[int, Idea]
    people: int
    median: float
    asked: int
    plan: Plan
    proposed: Plan
    outlook: Outlook
    final: tuple[int, ...] = ()
    finals: tuple[Final, ...] = ()
    offered: tuple[int, ...] = ()
    groups: GroupsReport | None = None
    pairs: tuple[PairCount, ...] = ()
    aside: tuple[int, ...] = ()
    why_skipped: tuple[tuple[SkipReason, int], ...] = ()
    lately: tuple[float, ...] = ()
    each: int = 0
    done: int = 0
    share: float = 0.0

    def pace(self, now: float) -> float:
        """Answers a minute lately, as it looks at `now` (seconds since 1970)."""
        return pace(self.lately, now)

    @property
    def answers(self) -> int:
        """Comparisons that stand, skips included."""
        return self.ranking.answers + self.ranking.skips

    @property
    def skip_share(self) -> float:
        """Share of the comparisons that were skipped, 0-1."""
        return self.ranking.skips / self.answers if self.answers else 0.0

    def standing_of(self, idea_id: int) -> Standing | None:
        """How an idea (or what it was merged into) stands, or None when nobody was asked about it."""
        idea = self.ideas.get(idea_id)
        wanted = merge_targets(self.ideas.values()).get(idea_id, idea_id) if idea else idea_id
        return next((s for s in self.ranking.standings if s.idea == wanted and s.shown), None)


def live_report(reader: Reader, activity: Activity) -> DuelReport:
    """Rank the ideas that are in by the answers that stand; merged ideas' answers count for the other."""
    return _live(reader, activity, given(reader, activity.id))


def _live(reader: Reader, activity: Activity, told: Given) -> DuelReport:
    ideas = idea_rows.ideas(reader)
    votable = [idea.id for idea in ideas if idea.votable]
    ranking = rank(votable, told.answers, merged=merge_targets(ideas))
    per_person = told.answers.by_person()
    final = final_of(activity)
    asked = activity.number("duels", DUELS) + (FINAL_DUELS if final else 0)
    people = workshop_rows.participant_count(reader)
    times = rows.answer_times(reader, activity.id)
    asks = Asked(min(asked, pairs_of(len(votable))), people, tuple(per_person.values()))
    return DuelReport(
        ranking=ranking,
        ideas={idea.id: idea for idea in ideas},
        people=len(per_person),
        median=float(statistics.median(per_person.values())) if per_person else 0.0,
        asked=asked,
        plan=plan(len(votable), people, asked),
        proposed=propose(len(votable), people),
        outlook=outlook(ranking, pace(times, times[-1]) if times else 0.0, asks),
        final=final,
        finals=held(reader, activity),
        offered=() if final else finalists(ranking),
        lately=_lately(times),
        each=asks.each,
        done=asks.done,
        share=asks.share,
        why_skipped=tuple((SkipReason(why), n) for why, n in told.why_skipped),
        aside=tuple(p for p in sorted(rows.aside(reader)) if activity.id in rows.answered_in(reader, p)),
    )


def _lately(times: list[float]) -> tuple[float, ...]:
    # The one before tells that it did not begin just now: else the first seconds would look like a rush.
    begins = bisect_right(times, times[-1] - LATELY) if times else 0
    return tuple(times[max(0, begins - 1) :])


def report(reader: Reader, activity: Activity) -> DuelReport:
    """The same with the groups' views, for the minutes: that takes longer."""
    told = given(reader, activity.id)
    return replace(
        _live(reader, activity, told),
        groups=groups_view(reader, told.answers),
        pairs=pair_counts(told.answers),
    )
