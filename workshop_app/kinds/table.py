"""The table of activity kinds. A new kind adds its package and its line here; nothing else lists kinds.

The kind's faces in the other folders are found by its name: `ui.kinds.<name>` (panel and hall scene),
`exports.kinds.<name>` (its part of the minutes and tables), `resources/web/kinds/<name>.html`.
"""

from __future__ import annotations

from collections.abc import Iterable

from workshop_app.domain.agenda import Activity, ActivityState
from workshop_app.domain.commands import WipePersonalData
from workshop_app.domain.errors import WorkshopError
from workshop_app.kinds.base import ActivityKind
from workshop_app.kinds.decisions.kind import KIND as DECISIONS
from workshop_app.kinds.duel.kind import KIND as DUEL
from workshop_app.kinds.feedback.kind import KIND as FEEDBACK
from workshop_app.kinds.ideas.kind import KIND as IDEAS
from workshop_app.kinds.ladder.kind import KIND as LADDER
from workshop_app.kinds.welcome.kind import KIND as WELCOME
from workshop_app.services import privacy
from workshop_app.services.handlers import Handlers
from workshop_app.store.schema import CORE
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Tx

KINDS: tuple[ActivityKind, ...] = (WELCOME, IDEAS, DUEL, LADDER, DECISIONS, FEEDBACK)


def kind(name: str) -> ActivityKind:
    """The kind called `name`. Raises WorkshopError(kind_unknown)."""
    found = next((k for k in KINDS if k.name == name), None)
    if found is None:
        raise WorkshopError("kind_unknown", name=name)
    return found


def ordering(agenda: Iterable[Activity]) -> Activity | None:
    """The activity that was opened last of those whose kind puts ideas in order."""
    opened = (a for a in agenda if a.state is not ActivityState.PLANNED and kind(a.kind).order is not None)
    return max(opened, key=lambda activity: activity.turn, default=None)


def owners() -> tuple[Tables, ...]:
    """Everything that has tables in the session file: the core, then each kind."""
    return (CORE, *(k.tables for k in KINDS if k.tables is not None))


def handlers() -> Handlers:
    """The handlers of all kinds."""
    return {WipePersonalData: _wipe, **{c: handler for k in KINDS for c, handler in k.handlers.items()}}


def _wipe(tx: Tx, command: WipePersonalData) -> None:
    """The core's personal data, then each kind's."""
    privacy.wipe(tx, command)
    for each in KINDS:
        each.wipe(tx, command)
