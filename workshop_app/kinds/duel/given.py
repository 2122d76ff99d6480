"""All answers of one duel, read as columns. Any thread, with its own reader.

SQLite joins the numbers into one text and numpy takes it apart. So window and hall screen can read tens of thousands of
answers again and again, and Python's lock is kept from the hall's phones for milliseconds only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import CODE, LEFT, RIGHT, SKIP, UNKNOWN, Answers, IntArray
from workshop_app.duel.history import OUT, VOID, History
from workshop_app.kinds.duel import rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader

#: What is known of each pair that was given out, in this order.
_APPEARANCE, _PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK, _NUMBER = range(7)
# Each table by itself, from its beginning to its end (`+` keeps SQLite from an index, which would lead it to and fro):
# a join would take three times as long as to put the two together here.
_SHOWN = """
    SELECT group_concat(id || ' ' || participant_id || ' ' || left_id || ' ' || right_id, ' ')
    FROM appearance WHERE +activity_id = ?
"""
_SAID = f"""
    SELECT group_concat(id || ' ' || appearance_id || ' ' ||
      CASE outcome WHEN '{LEFT}' THEN {CODE[LEFT]} WHEN '{RIGHT}' THEN {CODE[RIGHT]} WHEN '{SKIP}' THEN {CODE[SKIP]}
      WHEN 'void' THEN {VOID} ELSE {OUT} END || ' ' || coalesce(took_ms, -1), ' ')
    FROM comparison WHERE +appearance_id BETWEEN ? AND ?
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


def history(reader: Reader, activity_id: int) -> History:
    """Everything that was given out in one duel, as the picker takes it: answers that are set aside are void there."""
    found = _appearances(reader, activity_id)
    others = merged(reader)
    if others:
        _as_people(found, others)
    answered = found[:, _OUTCOME] >= CODE[SKIP]
    found[answered & np.isin(found[:, _PERSON], list(rows.aside(reader))), _OUTCOME] = VOID
    return History(*found[:, (_PERSON, _LEFT, _RIGHT, _OUTCOME)].T)


def _standing(reader: Reader, activity_id: int) -> IntArray:
    """The answers that count, whoever gave them, sorted by appearance; one row each."""
    found = _appearances(reader, activity_id)
    others = merged(reader)
    if others:
        _as_people(found, others)
    return found[found[:, _OUTCOME] >= CODE[SKIP]]


def _appearances(reader: Reader, activity_id: int) -> IntArray:
    """Every pair that was given out, as the last word on it says, sorted by appearance; one row each."""
    shown = _numbers(reader, _SHOWN, (activity_id,), 4)
    shown = shown[np.argsort(shown[:, 0], kind="stable")]
    found = np.full((len(shown), 7), (0, 0, 0, 0, OUT, -1, 0), dtype=np.int64)
    found[:, : _RIGHT + 1] = shown
    if not len(found):
        return found
    said = _numbers(reader, _SAID, (int(shown[0, 0]), int(shown[-1, 0])), 4)
    said = said[np.argsort(said[:, 0], kind="stable")]
    at = np.searchsorted(shown[:, 0], said[:, 1])
    ours = shown[at, 0] == said[:, 1]
    # Of several for one appearance the last one stays.
    found[at[ours], _OUTCOME:] = said[ours][:, (2, 3, 0)]
    return found


def _numbers(reader: Reader, sql: str, values: tuple[int, ...], width: int) -> IntArray:
    """Rows of numbers that SQLite has put together as one text."""
    row = reader.one(sql, values)
    text = str(row[0]) if row is not None and row[0] is not None else ""
    return np.fromstring(text, dtype=np.int64, sep=" ").reshape(-1, width)


def _as_people(found: IntArray, others: Mapping[int, int]) -> None:
    """Gives each person their own number; of a pair that somebody answered on two phones the first answer counts.

    The others stand as pairs that are out: nothing came of them.
    """
    numbers = np.array(sorted(others), dtype=np.int64)
    own = np.array([others[number] for number in numbers.tolist()], dtype=np.int64)
    at = np.searchsorted(numbers, found[:, _PERSON])
    at[at == len(numbers)] = 0
    second = numbers[at] == found[:, _PERSON]
    found[second, _PERSON] = own[at[second]]
    answered = np.flatnonzero((found[:, _OUTCOME] >= CODE[SKIP]) & np.isin(found[:, _PERSON], own))
    answered = answered[np.argsort(found[answered, _NUMBER], kind="stable")]
    theirs = found[answered]
    low, high = (
        np.minimum(theirs[:, _LEFT], theirs[:, _RIGHT]),
        np.maximum(theirs[:, _LEFT], theirs[:, _RIGHT]),
    )
    _, first = np.unique(np.stack([theirs[:, _PERSON], low, high]), axis=1, return_index=True)
    found[np.delete(answered, first), _OUTCOME] = OUT


def _with_groups(found: IntArray, group_of: Mapping[int, str | None]) -> Answers:
    people, back = np.unique(found[:, _PERSON], return_inverse=True)
    named = [group_of.get(person) for person in people.tolist()]
    groups = tuple(sorted({name for name in named if name is not None}))
    numbers = np.array([-1 if name is None else groups.index(name) for name in named], dtype=np.int64)
    person, left, right, outcome, took = found[:, (_PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK)].T
    return Answers(person, left, right, outcome, numbers[back], took, groups)
