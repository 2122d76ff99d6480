"""Who took part, as it may be shown: no small group separately, and names only of those who wish it. Any thread."""

from __future__ import annotations

from exports.text import cleaned
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN, Channel
from workshop_app.domain.workshop import NAMED
from workshop_app.i18n import Translator
from workshop_app.minutes import Minutes


def groups_apart(minutes: Minutes) -> tuple[list[tuple[str | None, int]], int]:
    """Participants by group, the largest first, and how many people are in groups too small to be shown.

    Each group is (its id, how many); the id None stands for those who did not say. Groups under SMALLEST_GROUP_SHOWN
    are added together, and so are the people who did not say, when they are that few.
    """
    workshop = minutes.workshop
    apart, together = [], 0
    for group_id, count in minutes.by_group.items():
        nameless = group_id is not None and workshop.group_name(group_id) is None
        if count < SMALLEST_GROUP_SHOWN or nameless:
            together += count
        else:
            apart.append((group_id, count))
    apart.sort(key=lambda entry: -entry[1])
    return apart, together


def groups_shown(minutes: Minutes, translator: Translator) -> list[tuple[str, int]]:
    """Participants by group, the largest first: (name, how many).

    Groups under SMALLEST_GROUP_SHOWN are one line, "other groups together"; so are the people who did not say, when
    they are that few. Their sum may be small; it does not tell which group they are of.
    """
    _ = translator.text
    apart, together = groups_apart(minutes)
    shown = [(group_named(minutes, group_id, translator), count) for group_id, count in apart]
    if together:
        shown.append((_("other groups together") if shown else _("groups under five people"), together))
    return shown


def group_named(minutes: Minutes, group_id: str | None, translator: Translator) -> str:
    """A group's name; for None the words for those who did not say."""
    _ = translator.text
    name = minutes.workshop.group_name(group_id)
    return cleaned(name.pick(translator.language), multiline=False) if name else _("group not given")


def channels_shown(minutes: Minutes, translator: Translator) -> list[tuple[str, int]]:
    """Participants by channel: (name, how many)."""
    _ = translator.text
    names = {
        Channel.PHONE: _("by phone"),
        Channel.KIOSK: _("on the hall's shared device"),
        Channel.PAPER: _("on paper"),
    }
    return [
        (names[channel], minutes.by_channel[channel])
        for channel in Channel
        if minutes.by_channel.get(channel)
    ]


def named(minutes: Minutes) -> list[str]:
    """The names of those who asked to be named: the only names of people that the minutes hold by themselves."""
    lines = (cleaned(line, multiline=False) for line in minutes.texts.get(NAMED, "").splitlines())
    return [line for line in lines if line]
