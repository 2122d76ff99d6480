"""Addresses of those who want the minutes by e-mail, apart from all that they answered. Plain values, any thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError

#: An address that nobody has removed goes after so many days, when the file is opened next.
KEPT = timedelta(days=30)
#: More addresses than this come from no evening; longer ones no mail server takes.
ADDRESSES, LONGEST = 2_000, 254
# As browsers check an e-mail field (HTML standard): no spaces, quotes or line ends can be in it.
_SHAPE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\Z")


@dataclass(frozen=True, slots=True)
class KeepAddress(Command):
    """Keep an address that wants the minutes; who gave it is not kept."""

    address: str


@dataclass(frozen=True, slots=True)
class ForgetAddress(Command):
    """Whoever gave an address takes it away; whether it was there is not told."""

    address: str


@dataclass(frozen=True, slots=True)
class ForgetAddresses(Command):
    """Remove all addresses for good, or those given on `until` or before. Returns how many."""

    until: date | None = None


def read_address(typed: str) -> str:
    """The address as it was typed, without spaces around it. Raises WorkshopError(address_wrong)."""
    address = typed.strip()
    if len(address) > LONGEST or _SHAPE.match(address) is None:
        raise WorkshopError("address_wrong")
    return address
