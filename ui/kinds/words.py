"""The texts of an activity kind on its page: its buttons and its state. QT MAIN THREAD."""

from __future__ import annotations

from dataclasses import dataclass

from ui.locale import _
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN
from workshop_app.i18n import N_


@dataclass(frozen=True, slots=True)
class Words:
    """English texts, marked with N_ and translated where they are shown.

    `section` heads the buttons; `open` and `close` name the next step; `running` is the state's chip; `closing` stands
    below the button that closes and answers what one might fear of it; `results` is the next step once the part is
    closed, where the hall is to see its results.
    """

    section: str = N_("Part")
    open: str = N_("Open this part")
    close: str = N_("Close this part")
    running: str = N_("Open now")
    closing: str = ""
    results: str = ""


def few_seen_here_only() -> str:
    """A line for a kind's page: nobody else sees these answers, as so few people have answered."""
    return _(
        "What fewer than {n} people have answered is seen in this window only: not in the hall, not in the minutes.",
        n=SMALLEST_GROUP_SHOWN,
    )
