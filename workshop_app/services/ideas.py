"""Handlers for ideas, and for the stages of the ladder that stand on things. WRITER THREAD, inside the transaction.

What is done to an idea is appended, so all of it can be taken back; of its wordings the first and the last are kept.
"""

from __future__ import annotations

from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, MinutesTakenBack, Subject
from workshop_app.domain.ideas import (
    IDEA_LIMIT,
    IDEAS,
    PHONES_IDEAS,
    UNSEEN,
    ChangeKind,
    Idea,
    IdeaOrigin,
    IdeaState,
    merge_targets,
)
from workshop_app.domain.text import LINE_LIMIT, Text, clean, clean_or_empty, without_quotes
from workshop_app.services.handlers import Handlers
from workshop_app.services.minutes import erase_copies, withdraw_minutes
from workshop_app.services.themes import add_theme, check_theme
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.merge_rows import marks, numbers_of
from workshop_app.store.tx import Tx

#: How many ideas are added at once: a list that somebody pasted by mistake must not fill the evening.
IDEAS_AT_ONCE = 1_000
#: How many ideas one person may have waiting or in: more than anybody writes, fewer than a prank.
IDEAS_PER_PERSON = 100
#: Nor does anybody take more than such a part of the room that is left for the phones' ideas (`PHONES_IDEAS`): else
#: forty names made up in half a minute would close it to the whole hall.
SHARE = 40


def add_idea(tx: Tx, command: c.AddIdea) -> int:
    """Write an idea down. Raises WorkshopError(text_empty, text_too_long, too_many_ideas, no_more_fit, ...)."""
    text = clean(command.text, limit=IDEA_LIMIT, multiline=False)
    if command.theme_id is not None:
        check_theme(tx, command.theme_id)
    approved = _is_approved(tx, command)
    if command.participant_id is not None:
        known = _already_sent(tx, command, command.participant_id, text)
        if known is not None:
            return known
        _check_share(tx, command.participant_id)
    tx.check_room("idea", IDEAS if command.participant_id is None else PHONES_IDEAS)
    idea_id = tx.insert(
        "idea",
        theme_id=command.theme_id,
        activity_id=command.activity_id,
        participant_id=command.participant_id,
        text=text,
        origin=command.origin.value,
        state=(IdeaState.IN if approved else IdeaState.WAITING).value,
        client_id=command.client_id,
        created_at=tx.at,
    )
    tx.tell(Changed(Subject.IDEAS))
    return idea_id


def _is_approved(tx: Tx, command: c.AddIdea) -> bool:
    """Whether the idea is in at once. Raises WorkshopError(activity_unknown)."""
    activity = workshop_rows.activity(tx, command.activity_id) if command.activity_id is not None else None
    if command.origin is not IdeaOrigin.PARTICIPANT:
        return True
    if activity is None or activity.config.get("approve_first", True):
        return False
    return tx.number("SELECT count(*) FROM idea WHERE state = 'in'") < UNSEEN


def _already_sent(tx: Tx, command: c.AddIdea, person: int, text: str) -> int | None:
    """The idea that this sending repeats: the same client id, or the same words.

    Words come again by a double tap, or because they wait on a page at an address that the laptop has no more, and
    were written once more at the new one. What was withdrawn may be said again.
    """
    numbers = numbers_of(tx, person)
    theirs = f"FROM idea WHERE participant_id IN ({marks(numbers)})"
    rows = tx.query(
        f"SELECT id, client_id {theirs} AND (client_id = ? OR text = ?)", (*numbers, command.client_id, text)
    )
    for row in rows:
        same = command.client_id is not None and row["client_id"] == command.client_id
        if same or not idea_rows.idea(tx, row["id"]).withdrawn:
            return int(row["id"])
    return None


def _check_share(tx: Tx, person: int) -> None:
    """Raises WorkshopError(too_many_ideas) for who has written their share."""
    numbers = numbers_of(tx, person)
    theirs = f"FROM idea WHERE participant_id IN ({marks(numbers)})"
    written = tx.number(f"SELECT count(*) {theirs}", numbers)
    room = PHONES_IDEAS - tx.number("SELECT count(*) FROM idea")
    if written >= min(IDEAS_PER_PERSON, max(1, room // SHARE)):
        raise WorkshopError("too_many_ideas", limit=written)


def add_ideas(tx: Tx, command: p.AddIdeas) -> tuple[int, ...]:
    """Write all of them down, themes first. Raises WorkshopError as one idea does, and (too_many_at_once)."""
    if len(command.ideas) > IDEAS_AT_ONCE:
        raise WorkshopError("too_many_at_once", limit=IDEAS_AT_ONCE)
    language = workshop_rows.workshop(tx).language
    named = [(name, theme.id) for theme in idea_rows.themes(tx) for name in theme.name.as_json().values()]
    themes = {name.casefold(): theme_id for name, theme_id in reversed(named)}
    made = []
    for idea in command.ideas:
        name = idea.theme.strip()
        if name and name.casefold() not in themes:
            themes[name.casefold()] = add_theme(tx, p.AddTheme(Text.same(language, name)))
        theme = themes[name.casefold()] if name else None
        made.append(add_idea(tx, c.AddIdea(idea.text, IdeaOrigin.FACILITATOR, command.activity_id, theme)))
    return tuple(made)


def hide_ideas(tx: Tx, command: p.HideIdeas) -> None:
    """Hide all of them."""
    for idea_id in command.idea_ids:
        hide_idea(tx, c.HideIdea(idea_id))


def restore_ideas(tx: Tx, command: p.RestoreIdeas) -> None:
    """Take all of them back in."""
    for idea_id in command.idea_ids:
        restore_idea(tx, c.RestoreIdea(idea_id))


def approve_idea(tx: Tx, command: c.ApproveIdea) -> None:
    """Take the idea in."""
    if _kept(tx, command.idea_id).state is not IdeaState.IN:
        _append(tx, command.idea_id, ChangeKind.APPROVE)


def let_idea_wait(tx: Tx, command: c.LetIdeaWait) -> None:
    """Let the idea wait again."""
    if _kept(tx, command.idea_id).state is not IdeaState.WAITING:
        _append(tx, command.idea_id, ChangeKind.WAIT)


def hide_idea(tx: Tx, command: c.HideIdea) -> None:
    """Hide the idea with the reason, which takes the place of an earlier one."""
    idea_rows.idea(tx, command.idea_id)
    tx.execute("UPDATE idea_change SET reason = '' WHERE idea_id = ?", (command.idea_id,))
    if command.erase:
        erase_copies(tx)
    _append(tx, command.idea_id, ChangeKind.HIDE, reason=clean_or_empty(command.reason, LINE_LIMIT))


def restore_idea(tx: Tx, command: c.RestoreIdea) -> None:
    """Take a hidden or merged idea back in."""
    if _kept(tx, command.idea_id).state is not IdeaState.IN:
        _append(tx, command.idea_id, ChangeKind.RESTORE)


def merge_idea(tx: Tx, command: c.MergeIdea) -> None:
    """Count the idea as one with another. Raises WorkshopError(merge_circle, merge_into_hidden)."""
    ideas = {idea.id: idea for idea in idea_rows.ideas(tx)}
    for wanted in (command.idea_id, command.into_id):
        if wanted not in ideas:
            raise WorkshopError("idea_unknown", id=wanted)
    _kept(tx, command.idea_id)
    into = merge_targets(ideas.values()).get(command.into_id, command.into_id)
    if into == command.idea_id:
        raise WorkshopError("merge_circle")
    if not ideas[into].votable:
        raise WorkshopError("merge_into_hidden")
    _append(tx, command.idea_id, ChangeKind.MERGE, str(into))


def edit_idea(tx: Tx, command: c.EditIdea) -> None:
    """Append the mended wording. Beside it only the first one is kept; when it is to be erased, not even that."""
    _kept(tx, command.idea_id)
    text = clean(command.text, limit=IDEA_LIMIT, multiline=False)
    tx.execute(
        "UPDATE idea_change SET value = NULL WHERE change = 'edit' AND idea_id = ?", (command.idea_id,)
    )
    if command.erase:
        tx.execute("UPDATE idea SET text = ? WHERE id = ?", (text, command.idea_id))
        erase_copies(tx)
    _append(tx, command.idea_id, ChangeKind.EDIT, text)


def move_idea(tx: Tx, command: c.MoveIdea) -> None:
    """Put the idea under another theme."""
    idea: Idea = idea_rows.idea(tx, command.idea_id)
    if command.theme_id is not None:
        check_theme(tx, command.theme_id)
    if idea.theme_id != command.theme_id:
        _append(tx, idea.id, ChangeKind.MOVE, None if command.theme_id is None else str(command.theme_id))


def withdraw_idea(tx: Tx, command: c.WithdrawIdea) -> None:
    """Take the words out of the file, also where the minutes' texts quote them; the rolling copies are renewed soon.

    Minutes that were given may tell the idea: they are taken back. Raises WorkshopError(idea_not_yours), also for one
    that is not there: a phone that counts through the numbers is not told how many ideas wait to be let in.
    """
    idea = idea_rows.find(tx, command.idea_id)
    if idea is None or idea.participant_id != command.participant_id:
        raise WorkshopError("idea_not_yours")
    if idea.withdrawn:
        return
    tx.execute("UPDATE idea SET text = '', points = '[]' WHERE id = ?", (idea.id,))
    _forget_changes(tx, idea.id)
    _no_longer_quoted(tx, idea)
    if idea.state is not IdeaState.WAITING and workshop_rows.minutes_given(tx):
        withdraw_minutes(tx, c.WithdrawMinutes())
        tx.tell(MinutesTakenBack())
    tx.renew_copies = True
    _append(tx, idea.id, ChangeKind.WITHDRAW)


def erase_left_out(tx: Tx) -> None:
    """Write over the words of ideas that people wrote and nobody was shown, with the reasons; that they were stays."""
    for idea in idea_rows.ideas(tx):
        left_out = idea.state in (IdeaState.HIDDEN, IdeaState.WAITING) and not idea.withdrawn
        if left_out and idea.origin is not IdeaOrigin.TEMPLATE:
            tx.execute("UPDATE idea SET text = '…', points = '[]' WHERE id = ?", (idea.id,))
            _forget_changes(tx, idea.id)
    tx.tell(Changed(Subject.IDEAS))


def _forget_changes(tx: Tx, idea_id: int) -> None:
    tx.execute("UPDATE idea_change SET value = NULL WHERE change = 'edit' AND idea_id = ?", (idea_id,))
    tx.execute("UPDATE idea_change SET reason = '' WHERE idea_id = ?", (idea_id,))


def _no_longer_quoted(tx: Tx, idea: Idea) -> None:
    for part, text in workshop_rows.minutes_texts(tx).items():
        left = without_quotes(without_quotes(text, idea.text), idea.original)
        if left != text:
            tx.execute("UPDATE minutes_text SET text = ? WHERE part = ?", (left, part))
            tx.tell(Changed(Subject.MINUTES))


def tag_stage(tx: Tx, command: c.TagStage) -> None:
    """Append the tag. Raises WorkshopError(stage_unknown) for a stage that the ladder lacks."""
    if command.stage_id is not None:
        workshop_rows.workshop(tx).ladder.stage(command.stage_id)
    if command.target is c.StageTarget.IDEA:
        idea_rows.idea(tx, command.target_id)
    if command.target is c.StageTarget.ACTIVITY:
        workshop_rows.activity(tx, command.target_id)
    if workshop_rows.tags(tx, command.target).get(command.target_id) == command.stage_id:
        return
    tx.insert(
        "stage_tag",
        target=command.target.value,
        target_id=command.target_id,
        stage_id=command.stage_id,
        at=tx.at,
    )
    tx.tell(Changed(Subject.STAGES))


def _kept(tx: Tx, idea_id: int) -> Idea:
    """The idea. Raises WorkshopError(idea_unknown, idea_withdrawn)."""
    idea = idea_rows.idea(tx, idea_id)
    if idea.withdrawn:
        raise WorkshopError("idea_withdrawn")
    return idea


def _append(tx: Tx, idea_id: int, kind: ChangeKind, value: str | None = None, reason: str = "") -> None:
    tx.insert("idea_change", idea_id=idea_id, change=kind.value, value=value, reason=reason, at=tx.at)
    tx.tell(Changed(Subject.IDEAS))


HANDLERS: Handlers = {
    c.AddIdea: add_idea,
    p.AddIdeas: add_ideas,
    c.ApproveIdea: approve_idea,
    c.LetIdeaWait: let_idea_wait,
    c.HideIdea: hide_idea,
    p.HideIdeas: hide_ideas,
    c.RestoreIdea: restore_idea,
    p.RestoreIdeas: restore_ideas,
    c.MergeIdea: merge_idea,
    c.EditIdea: edit_idea,
    c.MoveIdea: move_idea,
    c.WithdrawIdea: withdraw_idea,
    c.TagStage: tag_stage,
}
