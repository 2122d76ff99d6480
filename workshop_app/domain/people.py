"""Participants and the groups they take part in. Plain values, any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workshop_app.domain.chains import ends

#: A group with fewer people than this is never shown apart from the others: in a village five
#: people can be recognised from their answers.
SMALLEST_GROUP_SHOWN = 5


def may_be_told(people: int) -> bool:
    """Whether so many people answered that their answers may be shown: among fewer, one could be recognised."""
    return people >= SMALLEST_GROUP_SHOWN


class Channel(StrEnum):
    """By what way a person takes part; counted and told in the minutes."""

    PHONE = "phone"
    KIOSK = "kiosk"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Participant:
    """One anonymous person. `joined_as` is the number that this phone joined under, when it counts as another's."""

    id: int
    group_id: str | None
    language: str
    channel: Channel
    joined_at: datetime
    joined_as: int | None = None


def one_person(merges: Mapping[int, int]) -> dict[int, int]:
    """Who counts as whom in the end (`chains.ends`); those who count as themselves are not in it."""
    return {number: into for number, into in ends(merges).items() if number != into}


def count_by_group(people: Iterable[Participant]) -> dict[str | None, int]:
    """How many people take part in each group; None is those who did not want to say."""
    return dict(Counter(person.group_id for person in people))


def count_by_channel(people: Iterable[Participant]) -> dict[Channel, int]:
    """How many people take part by each channel."""
    return dict(Counter(person.channel for person in people))
