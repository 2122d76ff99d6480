"""Which command undoes another one, worked out from the workshop as it stood before. Pure, any thread.

What was appended to the file stays there: undoing is one more change.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from workshop_app.domain import commands as c
from workshop_app.domain import kiosk as k
from workshop_app.domain import plan_commands as p
from workshop_app.domain import tickets as t
from workshop_app.domain.agenda import ActivityState, live
from workshop_app.domain.ideas import Idea, IdeaState
from workshop_app.kinds.base import TakingBack
from workshop_app.kinds.table import KINDS
from workshop_app.snapshot import Snapshot

#: (the command, the workshop before it, what its handler returned) -> what takes it back, None for nothing.
_Inverse = Callable[[Any, Snapshot, Any], c.Command | None]


def inverse(command: c.Command, before: Snapshot, result: object) -> c.Command | None:
    """What takes `command` back; None for what changed nothing or can't be taken back by a command."""
    found, own = _TABLE.get(type(command)), _of_kinds().get(type(command))
    if own is not None:
        return own.inverse(command, result)
    back = found(command, before, result) if found else None
    return None if back == command else back


def as_it_stands(command: c.Command, now: Snapshot) -> c.Command:
    """The undoing command, adapted to the workshop as it stands now.

    A part that people have answered in the meantime is closed, not planned again.
    """
    if isinstance(command, p.UnopenActivity) and now.counts.get(command.activity_id, 0) != command.answered:
        back = command.back_to
        return c.CloseActivity(command.activity_id) if back is None else c.OpenActivity(back)
    return command


def kinds_words(command: type[c.Command]) -> str:
    """What a kind's own command does, in English; empty for one of the core's."""
    own = _of_kinds().get(command)
    return own.words if own else ""


@cache
def _of_kinds() -> dict[type[c.Command], TakingBack]:
    return {command: told for kind in KINDS for command, told in kind.taking_back.items()}


def _to_state(command: Any, before: Snapshot, _result: object) -> c.Command | None:
    idea = _idea(command.idea_id, before)
    if idea is None or idea.withdrawn:
        return None
    match idea.state:
        case IdeaState.WAITING:
            return c.LetIdeaWait(idea.id)
        case IdeaState.HIDDEN:
            return c.HideIdea(idea.id, idea.reason, erase=getattr(command, "erase", False))
        case IdeaState.MERGED:
            return c.MergeIdea(idea.id, idea.merged_into or 0)
        case IdeaState.IN:
            return c.RestoreIdea(idea.id)


def _edit_idea(command: c.EditIdea, before: Snapshot, _result: object) -> c.Command | None:
    idea = _idea(command.idea_id, before)
    return c.EditIdea(idea.id, idea.text, command.erase) if idea and idea.text else None


def _move_idea(command: c.MoveIdea, before: Snapshot, _result: object) -> c.Command | None:
    idea = _idea(command.idea_id, before)
    return c.MoveIdea(idea.id, idea.theme_id) if idea else None


def _tag(command: c.TagStage, before: Snapshot, _result: object) -> c.Command | None:
    stage: str | None = None
    match command.target:
        case c.StageTarget.WORKSHOP:
            stage = before.workshop.promise_stage_id
        case c.StageTarget.ACTIVITY:
            activity = before.activity(command.target_id)
            stage = activity.stage_id if activity else None
        case c.StageTarget.IDEA:
            idea = _idea(command.target_id, before)
            stage = idea.stage_id if idea else None
        case c.StageTarget.DECISION:
            return None
    return c.TagStage(command.target, command.target_id, stage)


def _edit_workshop(command: c.EditWorkshop, before: Snapshot, _result: object) -> c.Command:
    was, now = before.workshop, command
    return c.EditWorkshop(
        title=was.title if now.title is not None else None,
        purpose=was.purpose if now.purpose is not None else None,
        place=was.place if now.place is not None else None,
        date=was.date if now.date is not None else None,
        organiser=was.organiser if now.organiser is not None else None,
        contact=was.contact if now.contact is not None else None,
        follow_up=was.follow_up if now.follow_up is not None else None,
        erase=now.erase,
    )


def _edit_activity(command: c.EditActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    if was is None:
        return None
    settings = {name: was.config[name] for name in command.config or {} if name in was.config}
    back = c.EditActivity(
        was.id,
        title=was.title if command.title is not None else None,
        question=was.question if command.question is not None else None,
        minutes=was.minutes if command.minutes is not None else None,
        notes=was.notes if command.notes is not None else None,
        config=settings or None,
    )
    if back != c.EditActivity(was.id):
        return back
    # What was not there before is taken off again.
    added = tuple(name for name in command.config or {} if name not in was.config)
    bare = command.question is not None and was.question is None
    return p.ClearActivity(was.id, question=bare, settings=added) if added or bare else None


def _clear_activity(command: p.ClearActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    if was is None:
        return None
    settings = {name: was.config[name] for name in command.settings if name in was.config}
    question = was.question if command.question else None
    back = c.EditActivity(was.id, question=question, config=settings or None)
    return None if back == c.EditActivity(was.id) else back


def _move_activity(command: c.MoveActivity, before: Snapshot, _result: object) -> c.Command | None:
    order = [activity.id for activity in before.activities]
    return (
        c.MoveActivity(command.activity_id, order.index(command.activity_id))
        if command.activity_id in order
        else None
    )


def _remove_activity(command: c.RemoveActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    return p.RestoreActivity(was) if was else None


def _open(command: c.OpenActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = live(before.activities)
    if was is not None and was.id == command.activity_id:
        return _resume(c.ResumeActivity(was.id), before, None)
    opened = before.activity(command.activity_id)
    if opened is not None and opened.state is ActivityState.PLANNED:
        # Planned again, not closed: else the evening's next step would go past it.
        return p.UnopenActivity(opened.id, was.id if was else None, before.counts.get(opened.id, 0))
    return c.OpenActivity(was.id) if was else c.CloseActivity(command.activity_id)


def _pause(command: c.PauseActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    return c.ResumeActivity(was.id) if was and was.state is ActivityState.OPEN else None


def _resume(command: c.ResumeActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    return c.PauseActivity(was.id) if was and was.state is ActivityState.PAUSED else None


def _close(command: c.CloseActivity, before: Snapshot, _result: object) -> c.Command | None:
    was = live(before.activities)
    return c.OpenActivity(was.id) if was and was.id == command.activity_id else None


def _show(command: c.ShowResults, before: Snapshot, _result: object) -> c.Command | None:
    was = before.activity(command.activity_id)
    return c.ShowResults(was.id, was.results_shown) if was else None


def _write(command: c.WriteMinutesText, before: Snapshot, _result: object) -> c.Command:
    return c.WriteMinutesText(command.part, before.texts.get(command.part, ""), command.erase)


def _end(_command: c.EndWorkshop, before: Snapshot, _result: object) -> c.Command | None:
    was = live(before.activities)
    return p.ContinueWorkshop(was.id if was else None) if before.workshop.ended_at is None else None


def _rename_theme(command: p.RenameTheme, before: Snapshot, _result: object) -> c.Command | None:
    was = next((theme for theme in before.themes if theme.id == command.theme_id), None)
    return p.RenameTheme(was.id, was.name) if was else None


def _move_theme(command: p.MoveTheme, before: Snapshot, _result: object) -> c.Command | None:
    order = [theme.id for theme in before.themes]
    found = command.theme_id in order
    return p.MoveTheme(command.theme_id, order.index(command.theme_id)) if found else None


def _remove_theme(command: p.RemoveTheme, before: Snapshot, _result: object) -> c.Command | None:
    was = next((theme for theme in before.themes if theme.id == command.theme_id), None)
    return p.AddTheme(was.name) if was else None


def _restore_all(command: p.HideIdeas, _before: Snapshot, _result: object) -> c.Command:
    return p.RestoreIdeas(command.idea_ids)


def _idea(idea_id: int, before: Snapshot) -> Idea | None:
    return next((idea for idea in before.ideas if idea.id == idea_id), None)


_TABLE: dict[type[c.Command], _Inverse] = {
    c.ApproveIdea: _to_state,
    c.LetIdeaWait: _to_state,
    c.HideIdea: _to_state,
    c.RestoreIdea: _to_state,
    c.MergeIdea: _to_state,
    c.EditIdea: _edit_idea,
    c.MoveIdea: _move_idea,
    c.AddIdea: lambda _c, _before, made: c.HideIdea(made),
    p.AddTheme: lambda _c, _before, made: p.RemoveTheme(made),
    c.TagStage: _tag,
    c.EditWorkshop: _edit_workshop,
    c.ChooseLadder: lambda _c, before, _made: c.ChooseLadder(before.workshop.ladder),
    c.AddActivity: lambda _c, _before, made: c.RemoveActivity(made),
    c.EditActivity: _edit_activity,
    p.ClearActivity: _clear_activity,
    c.MoveActivity: _move_activity,
    c.RemoveActivity: _remove_activity,
    c.EndWorkshop: _end,
    p.ContinueWorkshop: lambda _c, _before, _made: c.EndWorkshop(),
    c.MergeParticipants: lambda _c, _before, back: back,
    c.OpenActivity: _open,
    p.UnopenActivity: lambda command, _before, _made: c.OpenActivity(command.activity_id),
    c.PauseActivity: _pause,
    c.ResumeActivity: _resume,
    c.CloseActivity: _close,
    c.ShowResults: _show,
    c.WriteMinutesText: _write,
    t.RequireTickets: lambda _c, before, _made: t.RequireTickets(before.tickets.required),
    k.AllowKiosk: lambda _c, before, _made: k.AllowKiosk(before.kiosk is not None),
    p.RestoreActivity: lambda _c, _before, made: c.RemoveActivity(made),
    p.RenameTheme: _rename_theme,
    p.MoveTheme: _move_theme,
    p.RemoveTheme: _remove_theme,
    p.ChooseGroups: lambda _c, before, _made: p.ChooseGroups(before.workshop.groups),
    p.KeepUntil: lambda _c, before, _made: p.KeepUntil(before.workshop.retention_until),
    p.AddIdeas: lambda _c, _before, made: p.HideIdeas(made),
    p.HideIdeas: _restore_all,
    p.RestoreIdeas: lambda command, _before, _made: p.HideIdeas(command.idea_ids),
}
