"""What a duel is fed with: answers, and their tally as arrays. Pure values, any thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LEFT, RIGHT, SKIP, UNKNOWN = "left", "right", "skip", "unknown"
#: Outcomes as numbers, as columns hold them.
CODE = {LEFT: 1, RIGHT: 0, SKIP: -1, UNKNOWN: -2}
_NAMES = {code: name for name, code in CODE.items()}


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's answer to one pair.

    `participant`, `left` and `right` are ids; `outcome` is "left", "right", "skip" or "unknown" (skipped by who does
    not know the ideas, which tells nothing of them); `group` is the role in which the person takes part (None: not
    told); `took_ms` is the thinking time in milliseconds (None: not known).
    """

    participant: int
    left: int
    right: int
    outcome: str
    group: str | None = None
    took_ms: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Many answers as columns of equal length, in the order in which the pairs were shown.

    `participant`, `left` and `right` hold ids; `outcome` 1 (left chosen), 0 (right chosen), -1 (skip) or -2 (skipped
    as unknown); `group` positions in `groups`, or -1 where no group was told; `took_ms` milliseconds, or -1. To go
    through them one by one is for few of them: columns keep Python free for the hall's phones.
    """

    participant: IntArray
    left: IntArray
    right: IntArray
    outcome: IntArray
    group: IntArray
    took_ms: IntArray
    groups: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many."""
        return len(self.participant)

    def __iter__(self) -> Iterator[Answer]:
        """One by one."""
        columns = (self.participant, self.left, self.right, self.outcome, self.group, self.took_ms)
        for person, left, right, outcome, group, took in zip(*(c.tolist() for c in columns), strict=True):
            name = None if group < 0 else self.groups[group]
            yield Answer(person, left, right, _NAMES[outcome], name, None if took < 0 else took)

    def only(self, which: BoolArray | IntArray) -> Answers:
        """The answers where the mask `which` (one truth value an answer) holds, or at those positions."""
        return replace(
            self,
            participant=self.participant[which],
            left=self.left[which],
            right=self.right[which],
            outcome=self.outcome[which],
            group=self.group[which],
            took_ms=self.took_ms[which],
        )

    def about(self, ideas: Iterable[int]) -> Answers:
        """Those about two of `ideas`."""
        ids = np.array(list(ideas), dtype=np.int64)
        return self.only(np.isin(self.left, ids) & np.isin(self.right, ids))

    def by_person(self) -> dict[int, int]:
        """How many each participant gave."""
        people, often = np.unique(self.participant, return_counts=True)
        return dict(zip(people.tolist(), often.tolist(), strict=True))


#: Answers one by one or as columns: whoever takes them takes both.
Told = Sequence[Answer] | Answers


def columns(answers: Told) -> Answers:
    """Answers as columns. Raises ValueError on an outcome other than left, right, skip and unknown."""
    if isinstance(answers, Answers):
        return answers
    groups = tuple(sorted({a.group for a in answers if a.group is not None}))
    number = {g: k for k, g in enumerate(groups)}
    try:
        table = [
            (
                a.participant,
                a.left,
                a.right,
                CODE[a.outcome],
                -1 if a.group is None else number[a.group],
                -1 if a.took_ms is None else a.took_ms,
            )
            for a in answers
        ]
    except KeyError as unknown:
        raise ValueError(f"unknown outcome {unknown}") from None
    person, left, right, outcome, group, took = np.array(table, dtype=np.int64).reshape(-1, 6).T
    return Answers(person, left, right, outcome, group, took, groups)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers about `ideas` (sorted ids) as columns of equal length, in an order that does not depend on arrival.

    `left` and `right` hold positions in `ideas`; `outcome` is 1 (left chosen), 0 (right chosen), -1 (skip) or -2
    (skipped as unknown);
    `person` holds the participants' ids; `group` positions in `groups`, or -1 where no group was told.
    """

    ideas: IntArray
    left: IntArray
    right: IntArray
    outcome: IntArray
    person: IntArray
    group: IntArray
    groups: tuple[str, ...]

    def chosen(self) -> Tally:
        """The answers that chose a side."""
        return self.only(self.outcome >= 0)

    def only(self, which: BoolArray | IntArray) -> Tally:
        """The answers where the mask `which` (one truth value an answer) holds, or at those positions."""
        return replace(
            self,
            left=self.left[which],
            right=self.right[which],
            outcome=self.outcome[which],
            person=self.person[which],
            group=self.group[which],
        )


def root_of(idea: int, merged: Mapping[int, int]) -> int:
    """The idea that `idea` now stands for, along a chain of merges; a ring ends at its smallest id."""
    seen: set[int] = set()
    while idea in merged:
        if idea in seen:
            return min(seen)
        seen.add(idea)
        idea = merged[idea]
    return idea


def carried(answers: Told, merged: Mapping[int, int]) -> Answers:
    """The answers with merged ideas replaced by what they were merged into; a duel within one idea says nothing
    and is left out. `merged` maps an idea to the one that it was merged into; the stored answers stay as they are,
    so that a merge can be taken back.
    """
    told = columns(answers)
    if not merged:
        return told
    ids, back = np.unique(np.concatenate([told.left, told.right]), return_inverse=True)
    roots = np.array([root_of(idea, merged) for idea in ids.tolist()], dtype=np.int64)
    left, right = np.split(roots[back], 2) if len(back) else (told.left, told.right)
    return replace(told, left=left, right=right).only(left != right)


def tally(ideas: Sequence[int], answers: Told) -> Tally:
    """Columns of the answers whose both ideas are in `ideas`.

    Raises ValueError on an outcome other than left, right, skip and unknown.
    """
    told = columns(answers)
    ids = np.array(sorted(set(ideas)), dtype=np.int64)
    among = np.isin(told.left, ids) & np.isin(told.right, ids) & (told.left != told.right)
    # Sorted, so that the same answers in another order give the same sums to the last bit.
    order = np.lexsort((told.group, told.outcome, told.right, told.left, told.participant))
    told = told.only(order[among[order]])
    left, right = np.searchsorted(ids, told.left), np.searchsorted(ids, told.right)
    return Tally(ids, left, right, told.outcome, told.participant, told.group, told.groups)
