"""One-time tickets: a printed code for each person, for an evening whose votes bind. Plain values, any thread.

A ticket lets one phone join, once. It is tied to nobody: to no name and, once used, not to the person who came with it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from workshop_app.domain.codes import ALPHABET
from workshop_app.domain.commands import Command

#: Signs on a ticket: with 31 kinds of them some 8 * 10^14 tickets could be, so the bound on joining from one address
#: (`web.limits`) is enough against guessing: with 500 tickets out a right guess takes some centuries.
LENGTH = 10
#: More tickets than this are for no evening.
TICKETS = 2_000


@dataclass(frozen=True, slots=True)
class RequireTickets(Command):
    """From now on who joins by phone needs a ticket, or needs none any more. Who has joined stays."""

    on: bool


@dataclass(frozen=True, slots=True)
class MakeTickets(Command):
    """Make so many new tickets. Returns their codes."""

    count: int


@dataclass(frozen=True, slots=True)
class CancelTickets(Command):
    """The tickets that nobody has used are void: the sheet was lost. Returns how many."""


@dataclass(frozen=True, slots=True)
class Tickets:
    """Whether joining needs a ticket, and how many tickets are free, used and void."""

    required: bool = False
    free: int = 0
    used: int = 0
    void: int = 0


def new_ticket() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spelled(code: str) -> str:
    """The code as it is printed: in two halves, which are easier to type."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
