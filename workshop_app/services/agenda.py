"""Handlers for the workshop, its agenda and its minutes. WRITER THREAD, inside the transaction."""

from __future__ import annotations

import json
from pathlib import PurePath

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.agenda import ACTIVITIES, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.text import Text, clean
from workshop_app.domain.workshop import NAMED
from workshop_app.store import workshop_rows
from workshop_app.store.appending import Value
from workshop_app.store.tx import Tx

#: Longest texts, in characters.
TITLE_LIMIT, LINE_LIMIT, TEXT_LIMIT = 200, 300, 20_000


def text_json(text: Text) -> str:
    """A text in three languages as it is written to the file."""
    return json.dumps(text.as_json(), ensure_ascii=False)


def cleaned(text: Text, limit: int) -> Text:
    """`text` with each of its languages cleaned. Raises WorkshopError(text_empty, text_too_long)."""
    return Text(**{language: clean(words, limit=limit) for language, words in text.as_json().items()})


def optional(raw: str, limit: int) -> str:
    """`raw` cleaned; an empty text is allowed."""
    try:
        return clean(raw, limit=limit)
    except WorkshopError as error:
        if error.code == "text_empty":
            return ""
        raise


def edit_workshop(tx: Tx, command: c.EditWorkshop) -> None:
    """Write the facts that are given."""
    texts = {
        "title": cleaned(command.title, TITLE_LIMIT) if command.title else None,
        "purpose": cleaned(command.purpose, TEXT_LIMIT) if command.purpose else None,
    }
    lines = {
        "place": command.place,
        "organiser": command.organiser,
        "contact": command.contact,
        "follow_up": command.follow_up,
    }
    values: dict[str, Value] = {name: text_json(text) for name, text in texts.items() if text is not None}
    values |= {name: optional(line, TEXT_LIMIT) for name, line in lines.items() if line is not None}
    if command.date is not None:
        values["date"] = command.date.isoformat()
    for name, value in values.items():
        tx.execute(f"UPDATE workshop SET {name} = ?", (value,))  # noqa: S608 - names are ours
    if command.erase:
        erased(tx)
    tx.tell(Changed(Subject.WORKSHOP))


def choose_ladder(tx: Tx, command: c.ChooseLadder) -> None:
    """Write the ladder's own copy into the file."""
    tx.execute("UPDATE workshop SET ladder = ?", (json.dumps(command.ladder.as_json(), ensure_ascii=False),))
    tx.tell(Changed(Subject.WORKSHOP))
    tx.tell(Changed(Subject.STAGES))


def end_workshop(tx: Tx, _command: c.EndWorkshop) -> None:
    """Close what is open and write the end time down."""
    _close_open(tx)
    tx.execute("UPDATE workshop SET ended_at = ?", (tx.at,))
    tx.tell(Changed(Subject.WORKSHOP))
    tx.tell(Changed(Subject.AGENDA))


def continue_workshop(tx: Tx, command: p.ContinueWorkshop) -> None:
    """Take the end time away, and open again what was closed by the end."""
    tx.execute("UPDATE workshop SET ended_at = NULL")
    tx.tell(Changed(Subject.WORKSHOP))
    if command.activity_id is not None:
        open_activity(tx, c.OpenActivity(command.activity_id))


def add_activity(tx: Tx, command: c.AddActivity, number: int | None = None) -> int:
    """Append an activity, under `number` where it has one. Its kind's name has been checked before.

    Raises WorkshopError(no_more_fit).
    """
    tx.check_room("activity", ACTIVITIES)
    position = tx.number("SELECT coalesce(max(position), -1) + 1 FROM activity")
    activity_id = tx.insert(
        "activity",
        id=number,
        position=position,
        kind=command.kind,
        title=text_json(cleaned(command.title, TITLE_LIMIT)),
        question=text_json(cleaned(command.question, TEXT_LIMIT)) if command.question else None,
        minutes=command.minutes,
        config=json.dumps(dict(command.config), ensure_ascii=False),
    )
    tx.tell(Changed(Subject.AGENDA, activity_id))
    return activity_id


def edit_activity(tx: Tx, command: c.EditActivity) -> None:
    """Write the fields that are given."""
    activity = workshop_rows.activity(tx, command.activity_id)
    values: dict[str, Value] = {}
    if command.title is not None:
        values["title"] = text_json(cleaned(command.title, TITLE_LIMIT))
    if command.question is not None:
        values["question"] = text_json(cleaned(command.question, TEXT_LIMIT))
    if command.minutes is not None:
        values["minutes"] = max(0, min(600, command.minutes))
    if command.notes is not None:
        values["notes"] = optional(command.notes, TEXT_LIMIT)
    if command.config is not None:
        values["config"] = json.dumps({**activity.config, **command.config}, ensure_ascii=False)
    for name, value in values.items():
        tx.execute(f"UPDATE activity SET {name} = ? WHERE id = ?", (value, activity.id))  # noqa: S608 - names are ours
    tx.tell(Changed(Subject.AGENDA, activity.id))


def move_activity(tx: Tx, command: c.MoveActivity) -> None:
    """Renumber the agenda with the activity at its new place."""
    moved = workshop_rows.activity(tx, command.activity_id)
    order = [a.id for a in workshop_rows.activities(tx) if a.id != moved.id]
    order.insert(max(0, min(len(order), command.position)), moved.id)
    for position, activity_id in enumerate(order):
        tx.execute("UPDATE activity SET position = ? WHERE id = ?", (position, activity_id))
    tx.tell(Changed(Subject.AGENDA))


def remove_activity(tx: Tx, command: c.RemoveActivity) -> None:
    """Delete an activity that nobody has seen. Raises WorkshopError(activity_used)."""
    activity = workshop_rows.activity(tx, command.activity_id)
    if activity.state is not ActivityState.PLANNED:
        raise WorkshopError("activity_used")
    tx.execute("UPDATE idea SET activity_id = NULL WHERE activity_id = ?", (activity.id,))
    tx.execute("DELETE FROM activity WHERE id = ?", (activity.id,))
    tx.tell(Changed(Subject.AGENDA))


def open_activity(tx: Tx, command: c.OpenActivity) -> None:
    """Open the activity; whatever else is open closes with it, so phones follow one thing."""
    activity = workshop_rows.activity(tx, command.activity_id)
    if activity.running:
        resume_activity(tx, c.ResumeActivity(activity.id))
        return
    _close_open(tx)
    _change(tx, activity.id, "open")


def unopen_activity(tx: Tx, command: p.UnopenActivity) -> None:
    """Let the activity be planned again, and open what was open before; one that is not running stays as it is."""
    if workshop_rows.activity(tx, command.activity_id).running:
        _change(tx, command.activity_id, "unopen")
        if command.back_to is not None:
            open_activity(tx, c.OpenActivity(command.back_to))


def pause_activity(tx: Tx, command: c.PauseActivity) -> None:
    """Pause the activity; one that is not open stays as it is."""
    if workshop_rows.activity(tx, command.activity_id).state is ActivityState.OPEN:
        _change(tx, command.activity_id, "pause")


def resume_activity(tx: Tx, command: c.ResumeActivity) -> None:
    """Go on with the activity; one that is not paused stays as it is."""
    if workshop_rows.activity(tx, command.activity_id).state is ActivityState.PAUSED:
        _change(tx, command.activity_id, "resume")


def close_activity(tx: Tx, command: c.CloseActivity) -> None:
    """Close the activity; closing a closed one changes nothing."""
    if workshop_rows.activity(tx, command.activity_id).running:
        _change(tx, command.activity_id, "close")


def show_results(tx: Tx, command: c.ShowResults) -> None:
    """Show or take away the results on the phones."""
    if workshop_rows.activity(tx, command.activity_id).results_shown != command.shown:
        _change(tx, command.activity_id, "show" if command.shown else "unshow")


def write_minutes_text(tx: Tx, command: c.WriteMinutesText) -> None:
    """Write the wording of one part instead of the one before: who gives the file out could not look that through."""
    if command.erase or (command.part == NAMED and _takes_a_name_off(tx, command.text)):
        erased(tx)
    tx.execute("DELETE FROM minutes_text WHERE part = ?", (command.part,))
    tx.insert("minutes_text", part=command.part, text=optional(command.text, TEXT_LIMIT), at=tx.at)
    tx.tell(Changed(Subject.MINUTES))


def _takes_a_name_off(tx: Tx, now: str) -> bool:
    before = workshop_rows.minutes_texts(tx).get(NAMED, "").splitlines()
    return any(not any(line.startswith(name) for line in now.splitlines()) for name in before if name.strip())


def erased(tx: Tx) -> None:
    """What was erased from the file goes from its copies too; minutes that were given may hold it: nobody gets them."""
    tx.forget_copies = True
    withdraw_minutes(tx, c.WithdrawMinutes())


def give_minutes(tx: Tx, command: c.GiveMinutes) -> None:
    """Keep the document and the page in the file; phones can have them from now on."""
    if workshop_rows.given_minutes(tx) is not None:
        # The one before may hold a name that was taken off since: it goes from the file's copies too.
        tx.forget_copies = True
    withdraw_minutes(tx, c.WithdrawMinutes())
    given = [(command.name, command.media_type, command.content)]
    if command.page:
        given.append((f"{PurePath(command.name).stem}.html", workshop_rows.PAGE_TYPE, command.page))
    for name, media_type, content in given:
        tx.insert("given_document", name=name, media_type=media_type, content=content, given_at=tx.at)
    tx.tell(Changed(Subject.MINUTES))


def withdraw_minutes(tx: Tx, _command: c.WithdrawMinutes) -> None:
    """Nothing can be downloaded any more, and what was given is not kept: somebody may have been named in it."""
    tx.execute(
        "UPDATE given_document SET withdrawn_at = ?, content = x'' WHERE withdrawn_at IS NULL", (tx.at,)
    )
    tx.tell(Changed(Subject.MINUTES))


def _close_open(tx: Tx) -> None:
    for activity in workshop_rows.activities(tx):
        if activity.running:
            _change(tx, activity.id, "close")


def _change(tx: Tx, activity_id: int, change: str) -> None:
    tx.insert("activity_change", activity_id=activity_id, change=change, at=tx.at)
    tx.tell(Changed(Subject.AGENDA, activity_id))
