"""How the groups see a duel: each group's ranking, and where two of them differ most. Any thread, with its own reader.

Apart from the report, because it takes longer: the window asks for it now and then, nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, merge_targets
from workshop_app.duel.answers import Answers, carried
from workshop_app.duel.conduct import Flag, flags
from workshop_app.duel.groups import Disagreement, disagreement, groups_to_show
from workshop_app.duel.ranking import Ranking, rank
from workshop_app.kinds.duel.given import answers
from workshop_app.store import idea_rows
from workshop_app.store.tx import Reader


@dataclass(frozen=True, slots=True)
class GroupRanking:
    """One group's view, shrunk to the whole; `people` of it have answered."""

    group_id: str
    people: int
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class GroupsReport:
    """The groups that are large enough to be shown apart; `apart` is where two of them differ most.

    `odd` are the people whose answering the facilitator should know about; their answers count like all.
    """

    groups: tuple[GroupRanking, ...]
    apart: Disagreement | None
    odd: tuple[Flag, ...] = ()


def groups_report(reader: Reader, activity: Activity) -> GroupsReport:
    """Rank the ideas as each group sees them, and look for odd answering; for the facilitator.

    Groups of fewer than five people are not told apart.
    """
    ideas = idea_rows.ideas(reader)
    votable, told = _about(ideas, answers(reader, activity.id))
    words = {idea.id: len(idea.text.split()) for idea in ideas}
    return replace(_view(votable, told), odd=flags(votable, told, words=words))


def groups_view(reader: Reader, told: Answers) -> GroupsReport:
    """The same of answers that have been read, without whose answering is odd: no document tells that."""
    return _view(*_about(idea_rows.ideas(reader), told))


def _about(ideas: Sequence[Idea], told: Answers) -> tuple[list[int], Answers]:
    votable = [idea.id for idea in ideas if idea.votable]
    return votable, carried(told, merge_targets(ideas)).about(votable)


def _view(votable: list[int], told: Answers) -> GroupsReport:
    found = []
    for group_id in groups_to_show(told):
        ranking = rank(votable, told, group=group_id)
        found.append(GroupRanking(group_id, ranking.participants, ranking))
    found.sort(key=lambda group: (-group.people, group.group_id))
    apart = disagreement(votable, told) if len(found) > 1 else None
    return GroupsReport(tuple(found), apart)
