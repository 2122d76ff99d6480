"""A short final among the leading ideas: when the top is what is unclear. Handlers run on the WRITER THREAD.

The final is a setting of the activity, so it is in the file and in its history like every other one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command, EditActivity
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import N_
from workshop_app.kinds.base import TakingBack
from workshop_app.services.agenda import edit_activity
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.store.tx import Tx

#: How many more pairs each person is asked in a final.
FINAL_DUELS = 5
#: The name of the setting in the activity's config.
FINAL = "final"


@dataclass(frozen=True, slots=True)
class StartFinal(Command):
    """From now on only pairs of these ideas are given out, and everybody is asked a few more."""

    activity_id: int
    ideas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EndFinal(Command):
    """All ideas are given out again; the final's answers count like the others."""

    activity_id: int


def final_of(activity: Activity) -> tuple[int, ...]:
    """The ideas of the final that runs, best first when it began; empty when none does."""
    found = activity.config.get(FINAL)
    return tuple(i for i in found if isinstance(i, int)) if isinstance(found, list) else ()


def start_final(tx: Tx, command: StartFinal) -> None:
    """Set the final. Raises WorkshopError(final_too_small) with fewer than three ideas that are in."""
    votable = {idea.id for idea in idea_rows.ideas(tx) if idea.votable}
    chosen = [idea_id for idea_id in dict.fromkeys(command.ideas) if idea_id in votable]
    if len(chosen) < 3:
        raise WorkshopError("final_too_small")
    edit_activity(tx, EditActivity(command.activity_id, config={FINAL: chosen}))


def end_final(tx: Tx, command: EndFinal) -> tuple[int, ...]:
    """Take the setting away; returns the final's ideas."""
    was = final_of(workshop_rows.activity(tx, command.activity_id))
    edit_activity(tx, EditActivity(command.activity_id, config={FINAL: []}))
    return was


FINAL_BACK: Mapping[type[Command], TakingBack] = {
    StartFinal: TakingBack(N_("starting a final"), lambda command, _done: EndFinal(command.activity_id)),
    EndFinal: TakingBack(
        N_("ending a final"), lambda command, was: StartFinal(command.activity_id, was) if was else None
    ),
}
