"""The words of an activity kind on its page: what its buttons and its state are called. Plain values.

A kind's `Panel` has a class attribute `WORDS`; `wide = True` beside it gives the page the whole width.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop_app.i18n import N_


@dataclass(frozen=True, slots=True)
class Words:
    """English texts, marked with N_ and translated where they are shown.

    `section` heads the buttons; `open` and `close` name the next step; `running` is the state's chip; `closing` says
    below the button that closes what one might fear of it.
    """

    section: str = N_("Part")
    open: str = N_("Open this part")
    close: str = N_("Close this part")
    running: str = N_("Open now")
    closing: str = ""
