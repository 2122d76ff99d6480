"""What tests need of a duel's turn: the pair that waits."""

from __future__ import annotations

from workshop_app.kinds.duel.turn import Turn


def pair_of(returned: object) -> object:
    """The id of the appearance that waits, after a command of the duel's; of another one what it returned."""
    return returned.waiting if isinstance(returned, Turn) else returned
