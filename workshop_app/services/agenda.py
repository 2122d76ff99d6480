"""Handlers for the facts of the workshop and its agenda. WRITER THREAD, inside the transaction."""

from __future__ import annotations

import json

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.agenda import ACTIVITIES, ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.template import Group
from workshop_app.domain.text import TEXT_LIMIT, TITLE_LIMIT, clean_or_empty
from workshop_app.services.handlers import Handlers
from workshop_app.services.minutes import erase_copies
from workshop_app.store import workshop_rows
from workshop_app.store.appending import Value
from workshop_app.store.references import naming
from workshop_app.store.tx import Tx

#: How many groups fit on a phone's page.
GROUPS = 20


def edit_workshop(tx: Tx, command: c.EditWorkshop) -> None:
    """Write the facts that are given."""
    texts = {
        "title": command.title.cleaned(TITLE_LIMIT) if command.title else None,
        "purpose": command.purpose.cleaned(TEXT_LIMIT) if command.purpose else None,
    }
    lines = {
        "place": command.place,
        "organiser": command.organiser,
        "contact": command.contact,
        "follow_up": command.follow_up,
    }
    values: dict[str, Value] = {
        name: workshop_rows.text_json(text) for name, text in texts.items() if text is not None
    }
    values |= {name: clean_or_empty(line, TEXT_LIMIT) for name, line in lines.items() if line is not None}
    if command.date is not None:
        values["date"] = command.date.isoformat()
    for name, value in values.items():
        tx.execute(f"UPDATE workshop SET {name} = ?", (value,))  # noqa: S608 - names are ours
    if command.erase:
        erase_copies(tx)
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
        title=workshop_rows.text_json(command.title.cleaned(TITLE_LIMIT)),
        question=workshop_rows.text_json(command.question.cleaned(TEXT_LIMIT)) if command.question else None,
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
        values["title"] = workshop_rows.text_json(command.title.cleaned(TITLE_LIMIT))
    if command.question is not None:
        values["question"] = workshop_rows.text_json(command.question.cleaned(TEXT_LIMIT))
    if command.minutes is not None:
        values["minutes"] = max(0, min(600, command.minutes))
    if command.notes is not None:
        values["notes"] = clean_or_empty(command.notes, TEXT_LIMIT)
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
    """Delete an activity that nobody has seen, or whose opening was taken back before anything was asked.

    Raises WorkshopError(activity_used).
    """
    activity = workshop_rows.activity(tx, command.activity_id)
    asked = naming(tx, "activity", activity.id) - {"idea", "activity_change"}
    if activity.state is not ActivityState.PLANNED or asked:
        raise WorkshopError("activity_used")
    if tx.execute("UPDATE idea SET activity_id = NULL WHERE activity_id = ?", (activity.id,)):
        tx.tell(Changed(Subject.IDEAS))
    tx.execute("DELETE FROM activity_change WHERE activity_id = ?", (activity.id,))
    if activity.stage_id is not None:
        # Its number may be another activity's one day, to which nobody has promised anything.
        promise(tx, activity.id, None)
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


def restore_activity(tx: Tx, command: p.RestoreActivity) -> int:
    """Write the activity again, under its number when nobody else has got it meanwhile."""
    old = command.activity
    free = tx.one("SELECT 1 FROM activity WHERE id = ?", (old.id,)) is None
    made = add_activity(
        tx,
        c.AddActivity(old.kind, old.title, old.question, old.minutes, old.config),
        number=old.id if free else None,
    )
    if old.stage_id is not None:
        promise(tx, made, old.stage_id)
    edit_activity(tx, c.EditActivity(made, notes=old.notes))
    move_activity(tx, c.MoveActivity(made, old.position))
    return made


def clear_activity(tx: Tx, command: p.ClearActivity) -> None:
    """Take off what is named; what is not there stays so."""
    activity = workshop_rows.activity(tx, command.activity_id)
    if command.question:
        tx.execute("UPDATE activity SET question = NULL WHERE id = ?", (activity.id,))
    kept = {name: value for name, value in activity.config.items() if name not in command.settings}
    tx.execute(
        "UPDATE activity SET config = ? WHERE id = ?", (json.dumps(kept, ensure_ascii=False), activity.id)
    )
    tx.tell(Changed(Subject.AGENDA, activity.id))


def choose_groups(tx: Tx, command: p.ChooseGroups) -> None:
    """Write the groups. Raises WorkshopError(group_used): what somebody chose stays; (too_many_groups)."""
    if len(command.groups) > GROUPS:
        raise WorkshopError("too_many_groups", limit=GROUPS)
    chosen = {person.group_id for person in workshop_rows.participants(tx)} - {None}
    if chosen - {group.id for group in command.groups}:
        raise WorkshopError("group_used")
    kept = [Group(g.id, g.name.cleaned(TITLE_LIMIT), g.official).as_json() for g in command.groups]
    tx.execute("UPDATE workshop SET groups = ?", (json.dumps(kept, ensure_ascii=False),))
    tx.tell(Changed(Subject.WORKSHOP))


def keep_until(tx: Tx, command: p.KeepUntil) -> None:
    """Write the day."""
    tx.execute("UPDATE workshop SET retention_until = ?", (command.day.isoformat(),))
    tx.tell(Changed(Subject.WORKSHOP))


def promise(tx: Tx, activity_id: int, stage_id: str | None) -> None:
    """Append what an activity promises; None: nothing more."""
    tx.insert(
        "stage_tag", target=c.StageTarget.ACTIVITY.value, target_id=activity_id, stage_id=stage_id, at=tx.at
    )
    tx.tell(Changed(Subject.STAGES))


def _close_open(tx: Tx) -> None:
    for activity in workshop_rows.activities(tx):
        if activity.running:
            _change(tx, activity.id, "close")


def _change(tx: Tx, activity_id: int, change: str) -> None:
    tx.insert("activity_change", activity_id=activity_id, change=change, at=tx.at)
    tx.tell(Changed(Subject.AGENDA, activity_id))


HANDLERS: Handlers = {
    c.EditWorkshop: edit_workshop,
    c.ChooseLadder: choose_ladder,
    p.ChooseGroups: choose_groups,
    p.KeepUntil: keep_until,
    c.EndWorkshop: end_workshop,
    p.ContinueWorkshop: continue_workshop,
    c.AddActivity: add_activity,
    c.EditActivity: edit_activity,
    p.ClearActivity: clear_activity,
    c.MoveActivity: move_activity,
    c.RemoveActivity: remove_activity,
    p.RestoreActivity: restore_activity,
    c.OpenActivity: open_activity,
    p.UnopenActivity: unopen_activity,
    c.PauseActivity: pause_activity,
    c.ResumeActivity: resume_activity,
    c.CloseActivity: close_activity,
    c.ShowResults: show_results,
}
