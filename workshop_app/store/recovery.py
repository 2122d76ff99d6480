"""What came of getting rows out of a damaged file: what was saved, and what is missing. Any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(slots=True)
class Recovery:
    """What came of it, by table: rows that were `saved`; cells that could not be read or used (`lost`); numbers that
    are missing between rows that were found, so that something stood there (`gaps`); and rows that were made up, so
    that others which name them have something to name (`made_up`). `workshop_kept`: whether all its own facts were;
    `unread`: how many pages that belong to the tables could not be read, so that more may be missing than is counted.
    """

    saved: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)
    made_up: Counter[str] = field(default_factory=Counter)
    workshop_kept: bool = True
    unread: int = 0
    #: Numbers of rows that could be read but not used, by table, and how many could not be read.
    _unfit: dict[str, set[int]] = field(default_factory=dict)
    _unread: Counter[str] = field(default_factory=Counter)
    #: Numbers of rows that others named, and do so no more.
    _in_vain: dict[str, set[int]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether nothing seems to be missing."""
        return self.workshop_kept and not self.unread and not (self.lost + self.gaps + self.made_up)

    def leave_out(self, table: str, number: int | None) -> None:
        """A cell could not be used, or (None) not even be read."""
        self.lost[table] += 1
        if number is None:
            self._unread[table] += 1
        else:
            self._unfit.setdefault(table, set()).add(number)

    def count_gaps(
        self, table: str, there: Collection[int], named: Collection[int], *, between: bool
    ) -> None:
        """Numbers that are missing among those of the rows that are `there`; what was left out is told already.

        `named`: the rows that the table's indexes name. `between`: whether rows are numbered without gaps.
        """
        last = max(there, default=0)
        unfit = self._unfit.get(table, set())
        missing = sum(n not in there and n not in unfit for n in named if not between or n > last)
        if between:
            told = sum(0 < number < last and number not in there for number in unfit)
            missing += last - len(there) - told
        self.gaps[table] = max(0, missing - self._unread[table])

    def name_in_vain(self, table: str, number: int) -> None:
        """A row that was saved named one that is not there, and names nothing now."""
        self._in_vain.setdefault(table, set()).add(number)

    def count_named(self) -> None:
        """Rows that others named were there, even where nothing else tells of them."""
        for table, named in self._in_vain.items():
            self.gaps[table] += max(0, len(named) - self.gaps[table] - self.lost[table])
