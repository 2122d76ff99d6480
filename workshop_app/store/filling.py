"""How full of rows the session file is: counted with each commit, told when somebody must act. WRITER THREAD.

Only phones that send without end can fill it, and the file must still be opened again then (`checking.ROWS`).
"""

from __future__ import annotations

from workshop_app.domain.events import FileFilling
from workshop_app.store import checking

#: From this share of `checking.FULL` on the facilitator is warned. It is many times what an evening takes, and at 400
#: answers a second, more than hosts take, there are eight minutes left.
WARNED = 0.5


class Filling:
    """The number of rows, and what it means."""

    def __init__(self, rows: int) -> None:
        """`rows`: how many all tables had together when the file was opened."""
        self._rows = rows

    @property
    def room(self) -> int:
        """How many rows phones may still add. Any thread."""
        return max(0, checking.FULL - self._rows)

    @property
    def code(self) -> str:
        """Nothing, "half_full", or "evening_full" where phones may add no more. Any thread."""
        if self._rows >= checking.FULL:
            return "evening_full"
        return "half_full" if self._rows >= WARNED * checking.FULL else ""

    def added(self, rows: int) -> list[FileFilling]:
        """So many rows were committed; what is to be told of it."""
        before = self.code
        self._rows += rows
        return [FileFilling(self.code)] if self.code != before else []
