"""Themes and ideas: rows read into domain values. Any thread, with its own reader."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from workshop_app.domain.commands import StageTarget
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import ChangeKind, Idea, IdeaChange, IdeaOrigin, IdeaState, Theme, after
from workshop_app.domain.text import Text
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader, moment
from workshop_app.store.workshop_rows import tags


def themes(reader: Reader) -> tuple[Theme, ...]:
    """The themes in order."""
    rows = reader.query("SELECT * FROM theme ORDER BY position, id")
    return tuple(Theme(row["id"], row["position"], Text.from_json(json.loads(row["name"]))) for row in rows)


def ideas(reader: Reader) -> tuple[Idea, ...]:
    """Every idea as its changes leave it, in the order they were written, with its stage."""
    changes: dict[int, list[IdeaChange]] = {}
    for row in reader.query("SELECT idea_id, change, value, reason FROM idea_change ORDER BY id"):
        changes.setdefault(row["idea_id"], []).append(_change(row))
    stages = tags(reader, StageTarget.IDEA)
    rows, others = reader.query("SELECT * FROM idea ORDER BY id"), merged(reader)
    return tuple(after(_idea(row, stages.get(row["id"]), others), changes.get(row["id"], ())) for row in rows)


def idea(reader: Reader, idea_id: int) -> Idea:
    """One idea as its changes leave it. Raises WorkshopError(idea_unknown)."""
    found = find(reader, idea_id)
    if found is None:
        raise WorkshopError("idea_unknown", id=idea_id)
    return found


def find(reader: Reader, idea_id: int) -> Idea | None:
    """The same, or None where there is no such idea."""
    row = reader.one("SELECT * FROM idea WHERE id = ?", (idea_id,))
    if row is None:
        return None
    changes = reader.query(
        "SELECT idea_id, change, value, reason FROM idea_change WHERE idea_id = ? ORDER BY id", (idea_id,)
    )
    tag = reader.one(
        "SELECT stage_id FROM stage_tag WHERE target = ? AND target_id = ? ORDER BY id DESC LIMIT 1",
        (StageTarget.IDEA.value, idea_id),
    )
    stage = tag["stage_id"] if tag else None
    return after(_idea(row, stage, merged(reader)), [_change(change) for change in changes])


def _change(row: sqlite3.Row) -> IdeaChange:
    return IdeaChange(row["idea_id"], ChangeKind(row["change"]), row["value"], row["reason"])


def _idea(row: sqlite3.Row, stage_id: str | None, others: Mapping[int, int]) -> Idea:
    return Idea(
        id=row["id"],
        theme_id=row["theme_id"],
        activity_id=row["activity_id"],
        participant_id=others.get(row["participant_id"], row["participant_id"]),
        text=row["text"],
        original=row["text"],
        state=IdeaState(row["state"]),
        origin=IdeaOrigin(row["origin"]),
        created_at=moment(row["created_at"]),
        points=tuple(json.loads(row["points"])),
        source_id=row["source_id"],
        stage_id=stage_id,
    )
