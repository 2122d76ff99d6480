"""All answers of one duel, read as columns. Any thread, with its own reader.

SQLite joins the numbers into one text and numpy takes it apart. So window and hall screen can read tens of thousands of
answers again and again, and Python's lock is kept from the hall's phones for milliseconds only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from workshop_app.duel.answers import CODE, LEFT, RIGHT, SKIP, UNKNOWN, Answers, BoolArray, IntArray
from workshop_app.duel.history import OUT, VOID, History
from workshop_app.kinds.duel import rows
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader

#: What is known of each pair that was given out, in this order.
_APPEARANCE, _PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK, _NUMBER = range(7)
# Each table by itself, from its beginning to its end (`+` keeps SQLite from an index, which would lead it to and fro):
# a join would take three times as long as to put the two together here.
_SHOWN = """
    SELECT group_concat(id || ' ' || participant_id || ' ' || left_id || ' ' || right_id, ' ') FROM
    (SELECT id, participant_id, left_id, right_id FROM appearance
    WHERE id > ? AND +activity_id = ? ORDER BY id LIMIT ?)
"""
_SAID = f"""
    SELECT group_concat(id || ' ' || appearance_id || ' ' ||
      CASE outcome WHEN '{LEFT}' THEN {CODE[LEFT]} WHEN '{RIGHT}' THEN {CODE[RIGHT]} WHEN '{SKIP}' THEN {CODE[SKIP]}
      WHEN 'void' THEN {VOID} ELSE {OUT} END || ' ' || coalesce(took_ms, -1), ' ') FROM
    (SELECT id, appearance_id, outcome, took_ms FROM comparison
    WHERE id > ? AND +appearance_id BETWEEN ? AND ? ORDER BY id LIMIT ?)
"""  # noqa: S608 - our own words
#: So many rows are put together at a time: all of them would be many times the answers themselves for a moment.
_PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Given:
    """The answers that stand, without those that are set aside, in the order in which the pairs were shown.

    `why_skipped` holds the reasons of the skips among them, and how many gave each, most first.
    """

    answers: Answers
    why_skipped: tuple[tuple[str, int], ...]


def given(reader: Reader, activity_id: int) -> Given:
    """Read them. A skip of who does not know the ideas tells nothing of how close they are, and is marked so."""
    found = _of_people(reader, activity_id)
    stands = found[:, _OUTCOME] >= CODE[SKIP]
    stands &= ~np.isin(found[:, _PERSON], list(rows.aside(reader)))
    said = rows.reasons(reader, activity_id)
    unknown = [appearance for appearance, why in said.items() if why == UNKNOWN]
    found[np.isin(found[:, _APPEARANCE], unknown), _OUTCOME] = CODE[UNKNOWN]
    explained = found[stands & np.isin(found[:, _APPEARANCE], list(said)), _APPEARANCE].tolist()
    why = Counter(said[appearance] for appearance in explained)
    return Given(
        _with_groups(found, stands, rows.groups(reader)),
        tuple(sorted(why.items(), key=lambda entry: (-entry[1], entry[0]))),
    )


def answers(reader: Reader, activity_id: int) -> Answers:
    """The answers of one duel that stand, as the ranking takes them."""
    return given(reader, activity_id).answers


def history(reader: Reader, activity_id: int) -> History:
    """Everything that was given out in one duel, as the picker takes it: answers that are set aside are void there."""
    found = _of_people(reader, activity_id)
    answered = found[:, _OUTCOME] >= CODE[SKIP]
    found[answered & np.isin(found[:, _PERSON], list(rows.aside(reader))), _OUTCOME] = VOID
    return History(*found[:, (_PERSON, _LEFT, _RIGHT, _OUTCOME)].T)


def _of_people(reader: Reader, activity_id: int) -> IntArray:
    """Every pair that was given out, to whichever phone of a person, sorted by appearance; one row each."""
    found = _appearances(reader, activity_id)
    others = merged(reader)
    if others:
        _as_people(found, others)
    return found


def _appearances(reader: Reader, activity_id: int) -> IntArray:
    """Every pair that was given out, as the last word on it says, sorted by appearance; one row each."""
    shown = list(_pieces(reader, _SHOWN, activity_id))
    found = np.full((sum(map(len, shown)), 7), (0, 0, 0, 0, OUT, -1, 0), dtype=np.int64)
    if not shown:
        return found
    np.concatenate(shown, out=found[:, : _RIGHT + 1])
    shown.clear()
    numbers = found[:, _APPEARANCE].copy()
    for said in _pieces(reader, _SAID, int(numbers[0]), int(numbers[-1])):
        at = np.searchsorted(numbers, said[:, 1])
        ours = numbers[at] == said[:, 1]
        # Of several for one appearance the last one stays.
        found[at[ours], _OUTCOME:] = said[ours][:, (2, 3, 0)]
    return found


def _pieces(reader: Reader, sql: str, *values: int) -> Iterator[IntArray]:
    """Rows of four numbers, the first their id, by that; SQLite puts those of one piece together as one text."""
    after = -(1 << 63)
    while row := reader.one(sql, (after, *values, _PIECE)):
        piece = np.fromstring(row[0] or "", dtype=np.int64, sep=" ").reshape(-1, 4)
        if not len(piece):
            break
        piece = piece[np.argsort(piece[:, 0], kind="stable")]
        after = int(piece[-1, 0])
        yield piece


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


def _with_groups(found: IntArray, which: BoolArray, group_of: Mapping[int, str | None]) -> Answers:
    """The answers among `found` that the mask `which` names."""
    columns = (_PERSON, _LEFT, _RIGHT, _OUTCOME, _TOOK)
    person, left, right, outcome, took = (found[:, column][which] for column in columns)
    people = np.unique(person)
    named = [group_of.get(one) for one in people.tolist()]
    groups = tuple(sorted({name for name in named if name is not None}))
    numbers = np.array([-1 if name is None else groups.index(name) for name in named], dtype=np.int64)
    return Answers(person, left, right, outcome, numbers[np.searchsorted(people, person)], took, groups)
