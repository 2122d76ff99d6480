"""What a duel has come to: counts, ranking, who is level with whom. Any thread, with its own reader."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, merge_targets
from workshop_app.duel.answers import Answer
from workshop_app.duel.ranking import Ranking, rank
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.rules import DUELS
from workshop_app.store import idea_rows
from workshop_app.store.tx import Reader

#: How many places the summary and the hall's certainty are about.
TOP = 5


@dataclass(frozen=True, slots=True)
class DuelReport:
    """One duel. `median` is the middle number of answers a person; `asked` how many were asked of each."""

    ranking: Ranking
    ideas: dict[int, Idea]
    people: int
    median: float
    asked: int

    @property
    def answers(self) -> int:
        """Comparisons that stand, skips included."""
        return self.ranking.answers + self.ranking.skips

    @property
    def skip_share(self) -> float:
        """Share of the comparisons that were skipped, 0-1."""
        return self.ranking.skips / self.answers if self.answers else 0.0

    def place_of(self, idea_id: int) -> int | None:
        """The place of an idea (of what it was merged into), or None."""
        idea = self.ideas.get(idea_id)
        wanted = merge_targets(self.ideas.values()).get(idea_id, idea_id) if idea else idea_id
        return next((s.place for s in self.ranking.standings if s.idea == wanted), None)


def report(reader: Reader, activity: Activity) -> DuelReport:
    """Rank the ideas that are in by the answers that stand; merged ideas' answers count for the other."""
    ideas = idea_rows.ideas(reader)
    answers = moved(rows.answers(reader, activity.id), merge_targets(ideas))
    per_person: dict[int, int] = {}
    for answer in answers:
        per_person[answer.participant] = per_person.get(answer.participant, 0) + 1
    votable = [idea.id for idea in ideas if idea.votable]
    return DuelReport(
        ranking=rank(votable, answers, top=TOP),
        ideas={idea.id: idea for idea in ideas},
        people=len(per_person),
        median=float(statistics.median(per_person.values())) if per_person else 0.0,
        asked=activity.number("duels", DUELS),
    )


def moved(answers: tuple[Answer, ...], into: Mapping[int, int]) -> tuple[Answer, ...]:
    """The answers with each merged idea replaced by what it was merged into; a pair of one idea falls out."""
    if not into:
        return answers
    changed = (replace(a, left=into.get(a.left, a.left), right=into.get(a.right, a.right)) for a in answers)
    return tuple(a for a in changed if a.left != a.right)
