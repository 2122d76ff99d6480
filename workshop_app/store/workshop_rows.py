"""The workshop, its agenda and its people: rows read into domain values. Any thread, with its own reader."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date
from typing import cast

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import StageTarget
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.people import Channel, Participant
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text
from workshop_app.domain.workshop import Workshop
from workshop_app.store.merge_rows import merged
from workshop_app.store.tx import Reader, moment, moment_or_none

#: By its media type the minutes' web page is told from the document beside it.
PAGE_TYPE = "text/html; charset=utf-8"
#: Changes of an activity that say where it stands; the others are about its results.
_TURNS = frozenset({"open", "pause", "resume", "close"})


def text_json(text: Text) -> str:
    """A text in three languages as it is written to the file."""
    return json.dumps(text.as_json(), ensure_ascii=False)


def workshop(reader: Reader) -> Workshop:
    """The workshop of the file. Raises WorkshopError(no_workshop) in a file that has none."""
    row = reader.one("SELECT * FROM workshop")
    if row is None:
        raise WorkshopError("no_workshop")
    return Workshop(
        title=Text.from_json(json.loads(row["title"])),
        purpose=Text.from_json(json.loads(row["purpose"])),
        language=row["language"],
        place=row["place"],
        date=date.fromisoformat(row["date"]),
        organiser=row["organiser"],
        contact=row["contact"],
        follow_up=row["follow_up"],
        retention_until=date.fromisoformat(row["retention_until"]),
        ladder=Ladder.from_json(json.loads(row["ladder"])),
        promise_stage_id=tags(reader, StageTarget.WORKSHOP).get(1),
        groups=tuple(Group.from_json(group) for group in json.loads(row["groups"])),
        template_id=row["template_id"],
        created_at=moment(row["created_at"]),
        ended_at=moment_or_none(row["ended_at"]),
    )


def tags(reader: Reader, target: StageTarget) -> dict[int, str]:
    """The stage that stands on each thing of one sort: the last tag counts."""
    rows = reader.query(
        "SELECT target_id, stage_id FROM stage_tag WHERE target = ? ORDER BY id", (target.value,)
    )
    last = {row["target_id"]: row["stage_id"] for row in rows}
    return {target_id: stage for target_id, stage in last.items() if stage is not None}


def activities(reader: Reader) -> tuple[Activity, ...]:
    """The agenda in order, with each activity's state as its appended changes leave it."""
    promised = tags(reader, StageTarget.ACTIVITY)
    changes: dict[int, list[sqlite3.Row]] = {}
    for row in reader.query("SELECT id, activity_id, change, at FROM activity_change ORDER BY id"):
        changes.setdefault(row["activity_id"], []).append(row)
    rows = reader.query("SELECT * FROM activity ORDER BY position, id")
    return tuple(_activity(row, promised.get(row["id"]), changes.get(row["id"], [])) for row in rows)


def activity(reader: Reader, activity_id: int) -> Activity:
    """One activity. Raises WorkshopError(activity_unknown)."""
    # Each answer asks for its activity, so only that one is read.
    row = reader.one("SELECT * FROM activity WHERE id = ?", (activity_id,))
    if row is None:
        raise WorkshopError("activity_unknown", id=activity_id)
    changes = reader.query(
        "SELECT id, change, at FROM activity_change WHERE activity_id = ? ORDER BY id", (activity_id,)
    )
    promised = reader.one(
        "SELECT stage_id FROM stage_tag WHERE target = ? AND target_id = ? ORDER BY id DESC LIMIT 1",
        (StageTarget.ACTIVITY.value, activity_id),
    )
    return _activity(row, promised["stage_id"] if promised else None, changes)


def running_activity(reader: Reader, activity_id: int) -> Activity:
    """One activity that takes answers now. Raises WorkshopError(activity_unknown, activity_closed)."""
    found = activity(reader, activity_id)
    if not found.running:
        raise WorkshopError("activity_closed")
    return found


def _activity(row: sqlite3.Row, stage_id: str | None, changes: list[sqlite3.Row]) -> Activity:
    state, shown, opened, closed = ActivityState.PLANNED, False, None, None
    for change in changes:
        match change["change"]:
            case "open":
                state, closed = ActivityState.OPEN, None
                opened = opened or change["at"]
            case "pause":
                state = ActivityState.PAUSED
            case "resume":
                state = ActivityState.OPEN
            case "close":
                state, closed = ActivityState.CLOSED, change["at"]
            case "unopen":
                state, opened, closed = ActivityState.PLANNED, None, None
            case "show":
                shown = True
            case "unshow":
                shown = False
    # What was before an opening was taken back counts no more.
    begins = max((at for at, c in enumerate(changes, start=1) if c["change"] == "unopen"), default=0)
    turns = [c for c in changes[begins:] if c["change"] in _TURNS]
    return Activity(
        id=row["id"],
        position=row["position"],
        kind=row["kind"],
        title=Text.from_json(json.loads(row["title"])),
        question=Text.from_json(json.loads(row["question"])) if row["question"] else None,
        minutes=row["minutes"],
        stage_id=stage_id,
        config=cast("dict[str, object]", json.loads(row["config"])),
        notes=row["notes"],
        state=state,
        results_shown=shown,
        opened_at=moment_or_none(opened),
        closed_at=moment_or_none(closed),
        turn=max((c["id"] for c in turns), default=0),
        history=tuple((c["change"], moment(c["at"])) for c in turns),
    )


def participants(reader: Reader) -> tuple[Participant, ...]:
    """Everybody who joined, in order; two phones of one person are one."""
    others = merged(reader)
    rows = reader.query("SELECT * FROM participant ORDER BY id")
    return tuple(_participant(row) for row in rows if row["id"] not in others)


def participant_count(reader: Reader) -> int:
    """How many joined; two phones of one person are one."""
    row = reader.one("SELECT count(*) FROM participant")
    return (int(row[0]) if row is not None else 0) - len(merged(reader))


def participant(reader: Reader, participant_id: int) -> Participant | None:
    """Who joined under this number, also when they count as another now, or None."""
    row = reader.one("SELECT * FROM participant WHERE id = ?", (participant_id,))
    return None if row is None else _participant(row)


def participant_by_token(reader: Reader, token_hash: str) -> Participant | None:
    """The person one of whose devices has a secret with this hash, or None."""
    row = reader.one("SELECT * FROM participant WHERE token_hash = ?", (token_hash,)) or reader.one(
        "SELECT p.* FROM device d JOIN participant p ON p.id = d.participant_id WHERE d.token_hash = ?",
        (token_hash,),
    )
    return _person(reader, row)


def personal(reader: Reader) -> bool:
    """Whether the file ties phones to answers: somebody took part, and that has not been wiped."""
    return reader.one("SELECT 1 FROM participant WHERE token_hash NOT LIKE 'wiped-%' LIMIT 1") is not None


def participant_by_code(reader: Reader, code: str) -> Participant | None:
    """The person with this code, or None."""
    query = "SELECT p.* FROM rejoin_code c JOIN participant p ON p.id = c.participant_id WHERE c.code = ?"
    return _person(reader, reader.one(query, (code,)))


def code_of(reader: Reader, participant_id: int) -> str | None:
    """The person's code, or None for one who has not got one."""
    row = reader.one("SELECT code FROM rejoin_code WHERE participant_id = ?", (participant_id,))
    return None if row is None else str(row["code"])


def _person(reader: Reader, row: sqlite3.Row | None) -> Participant | None:
    """The person whom the row counts as."""
    if row is None:
        return None
    into = participant(reader, merged(reader).get(row["id"], row["id"]))
    return into if into is None or into.id == row["id"] else replace(into, joined_as=row["id"])


def _participant(row: sqlite3.Row) -> Participant:
    return Participant(
        row["id"], row["group_id"], row["language"], Channel(row["channel"]), moment(row["joined_at"])
    )


def minutes_texts(reader: Reader) -> dict[str, str]:
    """The facilitator's own words in the minutes, by part: the last wording counts."""
    rows = reader.query("SELECT part, text FROM minutes_text ORDER BY id")
    return {row["part"]: row["text"] for row in rows}


def given_minutes(reader: Reader, *, page: bool = False) -> tuple[str, str, bytes] | None:
    """The minutes that were given out: (file name, media type, content), or None. With `page` the web page."""
    row = reader.one(
        "SELECT name, media_type, content FROM given_document "
        "WHERE withdrawn_at IS NULL AND (media_type = ?) = ? ORDER BY id DESC LIMIT 1",
        (PAGE_TYPE, int(page)),
    )
    return None if row is None else (row["name"], row["media_type"], row["content"])


def minutes_given(reader: Reader) -> bool:
    """Whether minutes can be downloaded now."""
    return reader.one("SELECT 1 FROM given_document WHERE withdrawn_at IS NULL") is not None


def page_given(reader: Reader) -> bool:
    """Whether the minutes can be read as a web page now."""
    query = "SELECT 1 FROM given_document WHERE withdrawn_at IS NULL AND media_type = ?"
    return reader.one(query, (PAGE_TYPE,)) is not None
