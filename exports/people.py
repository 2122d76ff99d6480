"""Who took part, as it may be told: small groups are not apart, names stand at their own wish only. Any thread."""

from __future__ import annotations

from exports.text import cleaned
from workshop_app.domain.people import SMALLEST_GROUP_SHOWN, Channel
from workshop_app.domain.workshop import NAMED
from workshop_app.i18n import Translator
from workshop_app.minutes import Minutes


def groups_shown(minutes: Minutes, translator: Translator) -> list[tuple[str, int]]:
    """Participants by group, the largest first: (name, how many).

    Groups under SMALLEST_GROUP_SHOWN go together into "others"; so do the people who did not say, when they are
    that few. Their sum may be small; it does not tell which group they are of.
    """
    _ = translator.text
    workshop = minutes.workshop
    shown, others = [], 0
    for group_id, count in minutes.by_group.items():
        name = workshop.group_name(group_id)
        if count < SMALLEST_GROUP_SHOWN or (group_id is not None and name is None):
            others += count
        elif name is None:
            shown.append((_("did not say"), count))
        else:
            shown.append((cleaned(name.pick(translator.language), multiline=False), count))
    shown.sort(key=lambda entry: -entry[1])
    if others:
        shown.append((_("others") if shown else _("groups under five people"), others))
    return shown


def channels_shown(minutes: Minutes, translator: Translator) -> list[tuple[str, int]]:
    """Participants by the way they took part: (name, how many)."""
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
