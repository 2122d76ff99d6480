"""What waits for the writer, and what has come of it. WRITER THREAD, once it was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workshop_app.domain.answering import Answer
from workshop_app.domain.events import Event
from workshop_app.store.tx import Tx

Work = Callable[[Tx], object]


@dataclass(slots=True)
class Item:
    """One command: its `work`, who hears of it, and what its transaction told of it (see `Tx`)."""

    work: Work
    answer: Answer
    value: object = None
    failure: BaseException | None = None
    events: Sequence[Event] = ()
    forget_copies: bool = False
    renew_copies: bool = False
    added: int = 0
    newest: Mapping[str, int | None] = field(default_factory=dict)
