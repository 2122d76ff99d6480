"""All answers of one duel, read as columns. Any thread, with its own reader.

SQLite puts the numbers together and numpy takes them apart, so that reading tens of thousands of answers, as window and
hall screen do again and again, keeps Python from the hall's phones for milliseconds only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import CODE, LEFT, RIGHT, SKIP, UNKNOWN, Answers, IntArray
from workshop_app.kinds.duel import rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader

#: What is read of each answer, in this order.
_APPEARANCE, _PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK, _NUMBER = range(7)
_SQL = f"""
    SELECT group_concat(a.id || ' ' || a.participant_id || ' ' || a.left_id || ' ' || a.right_id || ' ' ||
      CASE c.outcome WHEN '{LEFT}' THEN {CODE[LEFT]} WHEN '{RIGHT}' THEN {CODE[RIGHT]} ELSE {CODE[SKIP]} END || ' ' ||
      coalesce(c.took_ms, -1) || ' ' || c.id, ' ')
    FROM appearance a JOIN comparison c ON c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id)
    WHERE a.activity_id = ? AND c.outcome IN ('{LEFT}', '{RIGHT}', '{SKIP}')
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Given:
    """The answers that stand, without those that are set aside, in the order in which the pairs were shown.

    `why_skipped` holds the reasons of the skips among them, and how many gave each, most first.
    """

    answers: Answers
    why_skipped: tuple[tuple[str, int], ...]


def given(reader: Reader, activity_id: int) -> Given:
    """Read them. A skip of who does not know the ideas tells nothing of how close they are, and is marked so."""
    found = _standing(reader, activity_id)
    found = found[~np.isin(found[:, _PERSON], list(rows.aside(reader)))]
    said = rows.reasons(reader, activity_id)
    unknown = [appearance for appearance, why in said.items() if why == UNKNOWN]
    found[np.isin(found[:, _APPEARANCE], unknown), _OUTCOME] = CODE[UNKNOWN]
    explained = found[np.isin(found[:, _APPEARANCE], list(said)), _APPEARANCE].tolist()
    why = Counter(said[appearance] for appearance in explained)
    return Given(
        _with_groups(found, rows.groups(reader)),
        tuple(sorted(why.items(), key=lambda entry: (-entry[1], entry[0]))),
    )


def answers(reader: Reader, activity_id: int) -> Answers:
    """The answers of one duel that stand, as the ranking takes them."""
    return given(reader, activity_id).answers


def _standing(reader: Reader, activity_id: int) -> IntArray:
    """The answers that count, whoever gave them, sorted by appearance; one row each."""
    row = reader.one(_SQL, (activity_id,))
    text = str(row[0]) if row is not None and row[0] is not None else ""
    found = np.fromstring(text, dtype=np.int64, sep=" ").reshape(-1, 7)
    others = merged(reader)
    if others:
        found = _as_people(found, others)
    return found[np.argsort(found[:, _APPEARANCE], kind="stable")]


def _as_people(found: IntArray, others: Mapping[int, int]) -> IntArray:
    """With each person's own number; of a pair that somebody answered on two phones the first answer counts."""
    numbers = np.array(sorted(others), dtype=np.int64)
    own = np.array([others[number] for number in numbers.tolist()], dtype=np.int64)
    at = np.searchsorted(numbers, found[:, _PERSON])
    at[at == len(numbers)] = 0
    second = numbers[at] == found[:, _PERSON]
    found[second, _PERSON] = own[at[second]]
    found = found[np.argsort(found[:, _NUMBER], kind="stable")]
    low, high = np.minimum(found[:, _LEFT], found[:, _RIGHT]), np.maximum(found[:, _LEFT], found[:, _RIGHT])
    _, first = np.unique(np.stack([found[:, _PERSON], low, high]), axis=1, return_index=True)
    counts = ~np.isin(found[:, _PERSON], own)
    counts[first] = True
    return found[counts]


def _with_groups(found: IntArray, group_of: Mapping[int, str | None]) -> Answers:
    people, back = np.unique(found[:, _PERSON], return_inverse=True)
    named = [group_of.get(person) for person in people.tolist()]
    groups = tuple(sorted({name for name in named if name is not None}))
    numbers = np.array([-1 if name is None else groups.index(name) for name in named], dtype=np.int64)
    person, left, right, outcome, took = found[:, (_PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK)].T
    return Answers(person, left, right, outcome, numbers[back], took, groups)
