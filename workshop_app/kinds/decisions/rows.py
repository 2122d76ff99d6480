"""Decisions in the session file: what the rows mean, read and written. Any thread; writing on the writer's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workshop_app.domain.commands import StageTarget
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.text import LINE_LIMIT, clean_or_empty
from workshop_app.store import workshop_rows
from workshop_app.store.records import Field, Records, Sort
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Reader, Tx

TABLES = Tables(
    "decisions",
    (
        """
        CREATE TABLE decision (id INTEGER PRIMARY KEY, activity_id INTEGER REFERENCES activity(id),
            idea_id INTEGER REFERENCES idea(id), at TEXT NOT NULL);
        CREATE TABLE decision_wording (
            id INTEGER PRIMARY KEY, decision_id INTEGER NOT NULL REFERENCES decision(id),
            what TEXT NOT NULL, who TEXT NOT NULL, due TEXT, told_how TEXT NOT NULL,
            removed INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL);
        """,
    ),
)


RECORDS = (
    Records(
        "decisions",
        "decision",
        "Decisions that were made; their words stand in the wordings.",
        (
            Field("id", Sort.NUMBER, "Number of the record; other records name it."),
            Field("activity", Sort.NUMBER, "Where it was made.", optional=True, column="activity_id"),
            Field("idea", Sort.NUMBER, "The idea it is about.", optional=True, column="idea_id"),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
    Records(
        "wordings",
        "decision_wording",
        "How decisions are worded; the last wording of each counts.",
        (
            Field("id", Sort.NUMBER, "Number of the record."),
            Field("decision", Sort.NUMBER, "Which decision.", column="decision_id"),
            Field("what", Sort.TEXT, "What is done."),
            Field("who", Sort.TEXT, "Who answers for it."),
            Field("due", Sort.DAY, "By when.", optional=True),
            Field("told_how", Sort.TEXT, "How people hear of it."),
            Field("removed", Sort.YES_NO, "Whether it was taken off the list."),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that will be done. `told_how`: how participants will hear of it."""

    id: int
    what: str
    who: str
    due: date | None
    told_how: str
    idea_id: int | None
    stage_id: str | None


def worded(reader: Reader, decision_id: int) -> tuple[Decision, bool]:
    """The decision, and whether it was removed. Raises WorkshopError(decision_unknown)."""
    found = next((pair for pair in all_decisions(reader) if pair[0].id == decision_id), None)
    if found is None:
        raise WorkshopError("decision_unknown", id=decision_id)
    return found


def write_wording(
    tx: Tx, decision_id: int, what: str, who: str, due: date | None, told_how: str, *, removed: bool = False
) -> None:
    """Write a decision's wording instead of the one before."""
    # One that nobody sees any more could not be looked through before the file is given out.
    tx.execute("DELETE FROM decision_wording WHERE decision_id = ?", (decision_id,))
    tx.insert(
        "decision_wording",
        decision_id=decision_id,
        what=what,
        who=clean_or_empty(who, LINE_LIMIT),
        due=due.isoformat() if due else None,
        told_how=clean_or_empty(told_how, LINE_LIMIT),
        removed=int(removed),
        at=tx.at,
    )
    tx.tell(Changed(Subject.ANSWERS))


def decisions(reader: Reader) -> tuple[Decision, ...]:
    """The decisions of the whole workshop as they stand."""
    return tuple(decision for decision, removed in all_decisions(reader) if not removed)


def all_decisions(reader: Reader) -> list[tuple[Decision, bool]]:
    """Every decision, and whether it was removed."""
    stages = workshop_rows.tags(reader, StageTarget.DECISION)
    rows = reader.query(
        """SELECT d.id, d.idea_id, w.what, w.who, w.due, w.told_how, w.removed FROM decision d
           JOIN decision_wording w ON w.id = (SELECT max(id) FROM decision_wording WHERE decision_id = d.id)
           ORDER BY d.id"""
    )
    return [
        (
            Decision(
                id=row["id"],
                what=row["what"],
                who=row["who"],
                due=date.fromisoformat(row["due"]) if row["due"] else None,
                told_how=row["told_how"],
                idea_id=row["idea_id"],
                stage_id=stages.get(row["id"]),
            ),
            bool(row["removed"]),
        )
        for row in rows
    ]
