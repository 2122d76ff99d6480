"""The duel's screen on a phone: the pair, the one after it, and what fills the slots of a screen that is there.

That last is made of HTML here, and not by a template: every answer brings it, and what a template needs around it
would cost a third of what the web thread does for an answer. Any thread.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from workshop_app.domain.ideas import IDEA_LIMIT, Idea
from workshop_app.domain.wrapping import breakable
from workshop_app.i18n import N_, Translator
from workshop_app.kinds.base import Visit
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.rules import MORE
from workshop_app.kinds.duel.turn import Turn
from workshop_app.tongues import foreign

#: So many letters of ideas an answer has room for in its kilobyte: one pair, or two whose ideas are short.
LIGHT = 2 * IDEA_LIMIT
#: An idea of more letters is written smaller on its card, where words break from so many letters on.
SMALLER, BREAKS = 90, 11


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ideas and the number of their appearance, which the answer names."""

    appearance_id: int
    left: Idea
    right: Idea

    @property
    def votable(self) -> bool:
        """Whether both are still in."""
        return self.left.votable and self.right.votable


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the slots: of the screen as it is `now`, or of the one `ahead`. `stamp` names it.

    `done` pairs of `total` are answered (a share of them), and this is the pair with that `number`.
    """

    which: str
    stamp: str
    done: int
    number: int
    total: int
    share: float
    pair: Pair

    def html(self, words: Translator) -> Markup:
        """As the script takes it: a template whose pieces fill the slots in order."""
        pair, counter = self.pair, words.text(COUNTER, n=self.number, total=self.total)
        slots = (escape(counter), self.share, self.done, pair.appearance_id)
        inside = "".join([f"<b>{slot}</b>" for slot in slots])
        ideas = _idea(pair.left.text, words.language) + _idea(pair.right.text, words.language)
        return Markup(  # noqa: S704 - the stamp is ours, and what anybody wrote is escaped
            f'<template id="{self.which}" data-stamp="{self.stamp}">{inside}{ideas}</template>\n'
        )


#: What the top of the screen says.
COUNTER = N_("Comparison {n} / {total}")
THANKS = N_("Thank you, your idea has been sent.")


# The hall's ideas are shown again and again.
@lru_cache(maxsize=4_096)
def _idea(text: str, language: str) -> str:
    longer = " long" if len(text) > SMALLER else ""
    tongue = f' lang="{other}"' if (other := foreign(text, language)) else ""
    return f'<b class="text{longer}"{tongue}>{escape(breakable(text, BREAKS))}</b>'


def thanks(words: Translator) -> Markup:
    """That an idea written on the way has come in."""
    return Markup('<p class="thanks" role="status">{}</p>\n').format(words.text(THANKS))


@dataclass(frozen=True, slots=True)
class DuelView:
    """The pair on the phone (None when all are answered), the one after it, and how far the person is.

    `now` fills the slots of its screen, and `following` will after the answer. `skipped` is the appearance that was
    skipped last thing, when the person may say why. `more` is how many the person can have on top. Screens that are
    `like` each other differ in their slots only.
    """

    pair: Pair | None
    ahead: Pair | None
    done: int
    asked: int
    like: str
    now: Filling | None
    following: Filling | None
    skipped: int | None = None
    limit: int = IDEA_LIMIT
    more: int = MORE

    thanks = staticmethod(thanks)


def fragment(view: DuelView, has: str, show: str, words: Translator) -> Markup | None:
    """What goes onto the screen of a phone that `has` these stamps, the screen's and that of what is ahead, with a
    space between them: what stands on it now and what is ahead, by their stamps, and what of that the phone lacks.

    None where it needs another screen.
    """
    now, held = view.now, has.split(" ")
    if now is None or show == "idea" or not held[0].startswith(view.like):
        return None
    ahead = view.following.stamp if view.following else ""
    stamps = f'<i data-now="{now.stamp}" data-ahead="{ahead}" data-skipped="{view.skipped or ""}"></i>\n'
    said = thanks(words) if show == "sent" else ""
    lacking = [filling.html(words) for filling in _lacks(view, held)]
    return Markup("".join([stamps, said, *lacking]))  # noqa: S704 - of numbers, and of what is escaped already


def _lacks(view: DuelView, held: Sequence[str]) -> list[Filling]:
    """What is shown now comes first. Where two pairs are lacking and their ideas are long, only that one comes, so that
    an answer is always light; the phone asks for the other one afterwards.
    """
    wanted = [filling for filling in (view.now, view.following) if filling is not None]
    lacks = [filling for filling in wanted if filling.stamp not in held]
    letters = sum([len(idea.text) for filling in lacks for idea in (filling.pair.left, filling.pair.right)])
    return lacks if letters <= LIGHT else lacks[:1]


def view_of(visit: Visit, found: Turn) -> DuelView:
    """The pair that is out, and the one after it if that can be answered."""
    out = [_pair(visit, appearance) for appearance in found.out[:2]]
    question = (visit.activity.question or visit.activity.title).pick(visit.participant.language)
    like = _like(visit.activity.id, visit.participant.language, question)
    pair, ahead = out[0] if out else None, out[1] if len(out) > 1 and out[1].votable else None
    return DuelView(
        pair=pair,
        ahead=ahead,
        done=found.done,
        asked=found.asked,
        like=like,
        now=_filling("now", like, found.done, found.asked, pair),
        following=_filling("ahead", like, found.done + 1, found.asked, ahead),
        skipped=found.skipped,
    )


@lru_cache(maxsize=256)
def _like(activity_id: int, language: str, question: str) -> str:
    return f"{zlib.crc32(f'{activity_id} {language} {question}'.encode()):x}"


def _filling(which: str, like: str, done: int, asked: int, pair: Pair | None) -> Filling | None:
    if pair is None:
        return None
    number, share = min(done + 1, asked), round(done / max(asked, 1), 3)
    return Filling(which, f"{like}-{done}-{pair.appearance_id}", done, number, asked, share, pair)


def _pair(visit: Visit, shown: rows.Appearance) -> Pair:
    return Pair(shown.id, visit.idea(shown.left_id), visit.idea(shown.right_id))
