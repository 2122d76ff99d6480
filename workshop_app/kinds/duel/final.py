"""A short final among the leading ideas: when the top is what is unclear. Handlers run on the WRITER THREAD.

The finals are a setting of the activity, to which each one is added: so the minutes can tell of one that was ended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command, EditActivity
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import N_
from workshop_app.kinds.base import TakingBack
from workshop_app.services.agenda import edit_activity
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.tx import Reader, Tx, moment, moment_or_none, stamp

#: How many more pairs each person is asked in a final.
FINAL_DUELS = 5
#: The name of the setting in the activity's config: a list of all finals, the one that runs last.
FINALS = "finals"
#: What an older program kept instead: the ideas of the final that ran, without times.
OLDER = "final"


@dataclass(frozen=True, slots=True)
class StartFinal(Command):
    """From now on only pairs of these ideas are given out, and everybody is asked a few more."""

    activity_id: int
    ideas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EndFinal(Command):
    """All ideas are given out again; the final's answers count like the others."""

    activity_id: int


@dataclass(frozen=True, slots=True)
class Final:
    """A final that was started: its ideas, best first as it began; when, and when it was ended by hand.

    `ended` is None while it runs, also when the duel was closed meanwhile.
    """

    ideas: tuple[int, ...]
    began: datetime
    ended: datetime | None = None

    def as_json(self) -> dict[str, object]:
        """The final as it stands in the activity's config."""
        ended = self.ended and self.ended.isoformat()
        return {"ideas": list(self.ideas), "began": self.began.isoformat(), "ended": ended}


def finals_of(activity: Activity) -> tuple[Final, ...]:
    """The finals of a duel in the order they were started; what is not one (a foreign file) is left out."""
    found = activity.config.get(FINALS)
    if found is None:
        return _of_an_older_program(activity)
    told = [_read(each) for each in found] if isinstance(found, list) else []
    return tuple(final for final in told if final is not None)


def _of_an_older_program(activity: Activity) -> tuple[Final, ...]:
    """The final that ran; it began when the duel was opened at the earliest (`_timed` knows better)."""
    found, opened = activity.config.get(OLDER), activity.opened_at
    ideas = tuple(i for i in found if isinstance(i, int)) if isinstance(found, list) else ()
    return (Final(ideas, opened),) if ideas and opened is not None else ()


def _read(found: object) -> Final | None:
    if not isinstance(found, Mapping) or not isinstance(found.get("ideas"), list):
        return None
    ideas = tuple(i for i in found["ideas"] if isinstance(i, int))
    try:
        began, ended = moment(found.get("began")), moment_or_none(found.get("ended"))
    except ValueError:
        return None
    if any(at is not None and at.tzinfo is None for at in (began, ended)):
        return None
    return Final(ideas, began, ended)


def final_of(activity: Activity) -> tuple[int, ...]:
    """The ideas of the final that runs, best first when it began; empty when none does."""
    last = finals_of(activity)[-1:]
    return last[0].ideas if last and last[0].ended is None else ()


def start_final(tx: Tx, command: StartFinal) -> None:
    """Begin the final, or go on with one that was ended and nobody has answered since.

    Raises WorkshopError(final_too_small) with fewer than three ideas that are in.
    """
    votable = {idea.id for idea in idea_rows.ideas(tx) if idea.votable}
    chosen = tuple(idea_id for idea_id in dict.fromkeys(command.ideas) if idea_id in votable)
    if len(chosen) < 3:
        raise WorkshopError("final_too_small")
    now, before = moment(tx.at), _ended(tx, command.activity_id)
    last = before[-1] if before else None
    if last is not None and last.ideas == chosen and not _answered(tx, command.activity_id, last.ended, now):
        _write(tx, command.activity_id, [*before[:-1], replace(last, ended=None)])
    else:
        _write(tx, command.activity_id, [*before, Final(chosen, now)])


def end_final(tx: Tx, command: EndFinal) -> tuple[int, ...]:
    """End the final that runs; returns its ideas, none where none runs."""
    was = final_of(workshop_rows.activity(tx, command.activity_id))
    if was:
        _write(tx, command.activity_id, _ended(tx, command.activity_id))
    return was


def _ended(tx: Tx, activity_id: int) -> list[Final]:
    """All finals so far, the one that runs as if it ended now."""
    finals = _timed(tx, workshop_rows.activity(tx, activity_id))
    return [replace(final, ended=final.ended or moment(tx.at)) for final in finals]


def _write(tx: Tx, activity_id: int, finals: Sequence[Final]) -> None:
    edit_activity(tx, EditActivity(activity_id, config={FINALS: [final.as_json() for final in finals]}))


def held(reader: Reader, activity: Activity) -> tuple[Final, ...]:
    """The finals that are worth telling: one that was ended again before anybody answered was none."""
    return tuple(
        final
        for final in _timed(reader, activity)
        if final.ended is None or _answered(reader, activity.id, final.began, final.ended)
    )


def _timed(reader: Reader, activity: Activity) -> tuple[Final, ...]:
    """The finals; one of an older program began when pairs of other ideas were given for the last time."""
    finals = finals_of(activity)
    if FINALS in activity.config or not finals:
        return finals
    marks = ", ".join("?" * len(finals[0].ideas))
    others = f"activity_id = ? AND (left_id NOT IN ({marks}) OR right_id NOT IN ({marks}))"
    asked = f"""SELECT coalesce((SELECT min(at) FROM appearance WHERE activity_id = ? AND id > last), at)
                FROM (SELECT max(id) AS last, at FROM appearance WHERE {others})"""  # noqa: S608 - marks only
    first = reader.one(asked, (activity.id, activity.id, *finals[0].ideas, *finals[0].ideas))
    began = moment_or_none(first[0]) if first is not None else None
    return (replace(finals[0], began=began or finals[0].began),)


def _answered(reader: Reader, activity_id: int, since: datetime | None, until: datetime) -> bool:
    if since is None:
        return False
    asked = """SELECT 1 FROM comparison c JOIN appearance a ON a.id = c.appearance_id
               WHERE a.activity_id = ? AND c.outcome IN ('left', 'right', 'skip') AND c.at BETWEEN ? AND ? LIMIT 1"""
    return reader.one(asked, (activity_id, stamp(since), stamp(until))) is not None


FINAL_BACK: Mapping[type[Command], TakingBack] = {
    StartFinal: TakingBack(N_("starting a final"), lambda command, _done: EndFinal(command.activity_id)),
    EndFinal: TakingBack(
        N_("ending a final"), lambda command, was: StartFinal(command.activity_id, was) if was else None
    ),
}
